"""A static site: the answers for every choice of pipeline, owner and period, computed ahead, for any web server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, groupby, product
from pathlib import Path
from typing import Any

import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.charts.words import _, date, say
from cycle_kit.dashboard.filters import SPANS
from cycle_kit.dashboard.live import words
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.locale import Told, speaking
from cycle_kit.metrics.choices import choices, time_spans
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.reports.document import document, look
from cycle_kit.reports.masking import masked
from cycle_kit.reports.overview import overview_html
from cycle_kit.reports.report import contents, head_html, notes_html
from cycle_kit.reports.sections import Book, gaps_html
from cycle_kit.reports.writing import require_deals, writing

SCRIPT = Path(__file__).with_name("site.js")
OURS = re.compile(r"index\.html|\d+(-\d+)*\.html")
ALL = 0  # the place of a choice that chooses nothing
#: people of whom more are chosen from by their teams
MOST_OWNERS = 30
#: the questions that every choice has, beside those of all
FIRST = {"stops": ("funnel", "losses"), "waits": ("durations", "cycle", "curve")}
NAMED = {"pipeline": "Pipeline", "owner": "Owner", "team": "Team", "created_at": "Created"}


@dataclass(frozen=True)
class Axis:
    """Something to choose by: a column, what can be chosen (condition by words), in its order; first all."""

    column: str
    values: tuple[tuple[str, Any], ...]


@checked
def publish(
    pipe: Pipeline,
    folder: str | Path,
    *,
    mask: bool = False,
    with_deals: bool = False,
    locale: Told | None = None,
    told: Callable[[int, int], Any] | None = None,
) -> Path:
    """Write a site of plain files into a folder, for any web server or shared folder; gives the path of its index.html.

    Everything is computed ahead: all pages for every pipeline, and cards, funnel, waits, cycle and losses for every
    choice of pipeline, owner (where there are more than 30, team) and period of creation, up to the last day of the
    data. It asks nothing of a server but these files, and opens from a disk. Deals, accounts and leads are numbers in
    it unless `with_deals` is True; owners too with `mask=True`. `locale` as in `report`. `told(done, of)` hears how
    far it is. Raises QuestionError without deals, FileError where nothing can be written.
    """
    require_deals(pipe, "A site")
    folder = Path(folder)
    with speaking(locale or pipe.locale, pipe.written), writing(folder):
        shown = pipe if with_deals and not mask else masked(pipe, owners=mask)
        folder.mkdir(parents=True, exist_ok=True)
        write(shown, folder, told or (lambda done, of: None))
    return folder / "index.html"


def write(pipe: Pipeline, folder: Path, told: Callable[[int, int], Any]) -> None:
    """Look and script first, so that what is there already can be read; nothing stays of an earlier site."""
    for path in folder.glob("*.html"):
        if OURS.fullmatch(path.name):
            path.unlink()
    axes = axes_of(pipe)
    every = product(*(range(len(axis.values)) for axis in axes))
    views = [view for view in every if len(chosen(pipe, axes, view).deals)]
    known = json.dumps([file_name(view) for view in views])
    none = json.dumps(_("No deals match these choices."))
    script = SCRIPT.read_text(encoding="utf-8").replace("[/*views*/]", known).replace("NONE", none)
    (folder / "site.js").write_text(script, encoding="utf-8")
    (folder / "look.css").write_text(look(), encoding="utf-8")
    done = count()
    for others, same in groupby(views, key=lambda view: view[:-1]):  # dates are chosen last
        people = chosen(pipe, axes[:-1], others)
        for view in same:
            told(next(done), len(views))
            html = page(chosen(people, axes[-1:], view[-1:]), people, axes, view)
            (folder / file_name(view)).write_text(html, encoding="utf-8")
    told(len(views), len(views))


def chosen(pipe: Pipeline, axes: list[Axis], view: tuple[int, ...]) -> Pipeline:
    return meeting(pipe, dict(conditions(axes, view)))


#: spans for which a site has its tables ready; each more is a third of a site more
LONG = ("3 months", "6 months", "12 months", "this year", "last year")


def axes_of(pipe: Pipeline) -> list[Axis]:
    """What a reader can choose by: columns in which there is a choice, and the spans of time."""
    rows = choices(pipe)
    people = "owner" if (rows["column"] == "owner").any() else "team"
    if (rows["column"] == "owner").sum() > MOST_OWNERS:
        people = "team"
    axes = [
        axis(rows, column) for column in ("pipeline", people) if (rows["column"] == column).any()
    ]
    spans = time_spans(pipe.as_of)
    dated = [(_(SPANS[name]), span) for name, span in spans.items() if name in LONG]
    return [*axes, Axis("created_at", ((_("all"), None), *dated))]


def axis(rows: pd.DataFrame, column: str) -> Axis:
    values = rows.loc[rows["column"] == column, "value"]
    named = [
        (_("not given") if pd.isna(value) else str(value), None if pd.isna(value) else value)
        for value in values
    ]
    return Axis(column, ((_("all"), ALL), *named))


def conditions(axes: list[Axis], view: tuple[int, ...]) -> Iterator[tuple[str, Any]]:
    for axis, at in zip(axes, view, strict=True):
        if at != ALL:
            yield axis.column, axis.values[at][1]


def file_name(view: tuple[int, ...]) -> str:
    """By the places of what is chosen, as names of people and pipelines are no names of files."""
    return f"{'-'.join(map(str, view))}.html" if any(view) else "index.html"


def page(pipe: Pipeline, people: Pipeline, axes: list[Axis], view: tuple[int, ...]) -> str:
    """The document of one choice: all pages where nothing but a pipeline is chosen, else the first questions."""
    whole = all(at == ALL for axis, at in zip(axes, view, strict=True) if axis.column != "pipeline")
    book = Book(pipe)
    if whole:
        sections = {key: book.page_html(one) for key, one in PAGES.items()}
        nav, inner = contents(PAGES, sections), "".join(sections.values())
        inner += notes_html(pipe) + gaps_html(book.gaps)
    else:
        parts = (
            part for key, keys in FIRST.items() for part in PAGES[key].parts if part.key in keys
        )
        sheet = "".join(map(book.part_html, parts))
        more = words(_("All pages are there for everybody and all dates."))
        nav, inner = "", f'<section><div class="ck-sheet">{sheet}</div></section>'
        inner += f'<p class="ck-soft">{more}</p>'
    overview = f'<section id="overview">{overview_html(pipe, people)}</section>'
    head = head_html(pipe, chosen=False) + choices_html(axes, view)
    title = say("Sales cycle, as of {day}", day=date(pipe.as_of))
    return document(
        title,
        head + nav + overview + inner,
        style='<link rel="stylesheet" href="look.css">',
        more='<script src="site.js"></script>',
    )


def choices_html(axes: list[Axis], view: tuple[int, ...]) -> str:
    """A drop-down for each axis; without scripts the site shows everybody and all dates."""
    fields = "".join(
        f'<label>{words(_(NAMED[axis.column]))} <select data-at="{place}" data-column="{axis.column}">'
        + "".join(
            f'<option value="{number}"{" selected" if number == at else ""}>{words(name)}</option>'
            for number, (name, _value) in enumerate(axis.values)
        )
        + "</select></label>"
        for place, (axis, at) in enumerate(zip(axes, view, strict=True))
    )
    return f'<form class="ck-choices">{fields}<p role="status"></p></form>'
