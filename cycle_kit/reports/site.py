"""A static site: the answers for every choice of pipeline, owner and period, computed ahead, for any web server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.charts.words import _, date, say
from cycle_kit.conditions import column_of, condition
from cycle_kit.dashboard.filters import SPANS
from cycle_kit.dashboard.live import words
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.history import collected
from cycle_kit.locale import Told, speaking
from cycle_kit.metrics.choices import choices, time_spans
from cycle_kit.metrics.frames import keeping_answers
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
    offered = Choices(pipe, axes)
    views = offered.views()
    known = json.dumps([file_name(view) for view in sorted(views)])
    none = json.dumps(_("No deals match these choices."))
    script = SCRIPT.read_text(encoding="utf-8").replace("[/*views*/]", known).replace("NONE", none)
    (folder / "site.js").write_text(script, encoding="utf-8")
    (folder / "look.css").write_text(look(), encoding="utf-8")
    for done, view in enumerate(views):
        told(done, len(views))
        html = page(offered.deals(view), offered.people(view), axes, view, offered.alone(view))
        (folder / file_name(view)).write_text(html, encoding="utf-8")
        offered.forget(view)
    told(len(views), len(views))


class Choices:
    """The deals of every choice, each chosen and counted once: those of all pipelines are those of each together."""

    def __init__(self, pipe: Pipeline, axes: list[Axis]) -> None:
        self.axes = axes
        self.all_of = tuple(ALL for _axis in axes)
        self.chosen = {self.all_of: keeping_answers(pipe)}

    def views(self) -> list[tuple[int, ...]]:
        """The choices that have deals, those of one person in one time beside each other."""
        each = [[*enumerate(self._ids(axis))] for axis in self.axes]
        found = (
            tuple(place for place, _ids in choice)
            for choice in product(*each)
            if set.intersection(*(ids for _place, ids in choice))
        )
        return sorted(found, key=lambda view: (view[1:], view[0]))

    def _ids(self, axis: Axis) -> list[set[str]]:
        """The deals of each value of an axis, by their ids."""
        pipe = self.chosen[self.all_of]
        deals = nw.from_native(pipe.deals)
        column = column_of(deals, axis.column, pipe.periods)
        asked = [condition(column, wanted) for _name, wanted in axis.values[1:]]
        kept = [deals, *(deals.filter(one) for one in asked)]
        return [set(collected(one.select("deal_id"))["deal_id"]) for one in kept]

    def deals(self, view: tuple[int, ...]) -> Pipeline:
        if view not in self.chosen:
            at = max(place for place, value in enumerate(view) if value != ALL)
            before = self.deals((*view[:at], ALL, *view[at + 1 :]))
            axis = self.axes[at]
            wanted = {axis.column: axis.values[view[at]][1]}
            self.chosen[view] = keeping_answers(meeting(before, wanted))
        return self.chosen[view]

    def people(self, view: tuple[int, ...]) -> Pipeline:
        """The same deals of all dates, which are chosen last."""
        return self.deals((*view[:-1], ALL))

    def alone(self, view: tuple[int, ...]) -> dict[str, Pipeline]:
        """Of a choice of all pipelines, the deals of each."""
        if self.axes[0].column != "pipeline" or view[0] != ALL:
            return {}
        each = enumerate(self.axes[0].values[1:], start=1)
        return {name: self.deals((at, *view[1:])) for at, (_name, name) in each}

    def forget(self, view: tuple[int, ...]) -> None:
        """What is neither of the same people and dates nor what these are chosen from is not needed again."""
        self.chosen = {
            one: pipe
            for one, pipe in self.chosen.items()
            if all(here in (ALL, there) for here, there in zip(one[1:], view[1:], strict=True))
        }


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


def file_name(view: tuple[int, ...]) -> str:
    """By the places of what is chosen, as names of people and pipelines are no names of files."""
    return f"{'-'.join(map(str, view))}.html" if any(view) else "index.html"


def page(
    pipe: Pipeline,
    people: Pipeline,
    axes: list[Axis],
    view: tuple[int, ...],
    alone: Mapping[str, Pipeline],
) -> str:
    """The document of one choice: all pages where nothing but a pipeline is chosen, else the first questions."""
    whole = all(at == ALL for axis, at in zip(axes, view, strict=True) if axis.column != "pipeline")
    book = Book(pipe, alone=alone)
    if whole:
        sections = {key: book.page_html(one) for key, one in PAGES.items()}
        nav, inner = contents(PAGES, sections), "".join(sections.values())
        inner += notes_html(pipe) + gaps_html(book)
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
