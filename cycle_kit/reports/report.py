"""A report: all pages in one file that opens anywhere, without a server and without the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from cycle_kit.arguments import checked
from cycle_kit.charts.chosen_words import chosen_words
from cycle_kit.charts.sentences import notes_words
from cycle_kit.charts.words import _, commas, date, many, say
from cycle_kit.conditions import known, values_of
from cycle_kit.dashboard.filters import BESIDE, REST
from cycle_kit.dashboard.live import words
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.dashboard.pages.declared import QuestionPage
from cycle_kit.errors import FileError
from cycle_kit.locale import Told, speaking
from cycle_kit.metrics.frames import keeping_answers
from cycle_kit.pipeline import Pipeline
from cycle_kit.reports.document import document
from cycle_kit.reports.masking import masked
from cycle_kit.reports.overview import overview_html
from cycle_kit.reports.printing import printed
from cycle_kit.reports.sections import Book, gaps_html, paragraphs
from cycle_kit.reports.spans import Since, period_page, since_page
from cycle_kit.reports.writing import require_deals, writing

Length = Literal["month", "quarter", "year"]
#: what the last month is set beside: itself at another time, or these deals of others
Beside = Literal["previous-period", "last-year"] | Pipeline
#: so many of the people beside are named
MOST_NAMED = 5


@checked
def report(
    pipe: Pipeline,
    path: str | Path,
    *,
    since: Since | None = None,
    period: Length | None = None,
    mask: bool = False,
    beside: Beside | None = None,
    locale: Told | None = None,
) -> Path:
    """One file of HTML with every page's pictures and figures, or a PDF where `path` ends in .pdf; gives its path.

    It asks nothing of a server or the network. Pictures tell more where one points at them; the figures behind each
    are folded below it. Questions about stages are answered for each pipeline; what has no answer stands at the end,
    with what to export. `since` (a day, or "7d", "2w", "1m" before the last day of the data) begins it with what
    changed since, `period` ("month", "quarter", "year") with a review of the last complete one and its targets.
    `beside`: what the cards, the first sentence and the changes are set beside, "previous-period", "last-year", or the
    Pipeline of the rest of a team; both times otherwise. `mask=True` puts numbered pseudonyms in the place of deals,
    accounts, owners and leads. `locale`: the language in which it is told ("en", "fa", "ar", "pl", "bg"), by default
    the one that cycle.toml says. A PDF is printed by an installed Chromium, Chrome or Edge (set CHROMIUM to its path
    where it is not found). Raises QuestionError without deals, FileError where the file cannot be written or there is
    no browser.
    """
    path = Path(path)
    refuse_other_kinds(path)
    require_deals(pipe, "A report")
    with speaking(locale or pipe.locale, pipe.written):
        if mask and isinstance(beside, Pipeline):
            beside = replace(beside, conditions={})
        told = written(masked(pipe) if mask else pipe, since, period, beside)
    with writing(path):
        if path.suffix.lower() == ".pdf":
            printed(told, path)
        else:
            path.write_text(told, encoding="utf-8")
    return path


#: endings by which other programs take a file for what a report is not
OTHER_KINDS = "csv doc docx eps jpeg jpg json md odp ods odt png ppt pptx svg txt xls xlsx zip"


def refuse_other_kinds(path: Path) -> None:
    if path.suffix.lower().removeprefix(".") in OTHER_KINDS.split():
        raise FileError(
            f'"{path.name}" is named as another kind of file: a report is HTML, or PDF.',
            fix=f'Name it "{path.stem}.html" or "{path.stem}.pdf".',
        )


def written(
    pipe: Pipeline,
    since: Since | None = None,
    period: Length | None = None,
    beside: Beside | None = None,
) -> str:
    """The whole document."""
    pipe = keeping_answers(pipe)
    rest = beside if isinstance(beside, Pipeline) else None
    compared = beside if isinstance(beside, str) else "" if rest is None else REST
    book = Book(pipe, compared=compared)
    first = [since_page(pipe, since)] if since is not None else []
    first += [period_page(pipe, period)] if period else []
    pages = {page.key: page for page in (*first, *PAGES.values())}
    sections = {key: book.page_html(page) for key, page in pages.items()}
    overview = (
        f'<section id="overview">{overview_html(pipe, compared=compared, rest=rest)}</section>'
    )
    body = overview + "".join(sections.values()) + notes_html(pipe) + gaps_html(book)
    title = say("Sales cycle, as of {day}", day=date(pipe.as_of))
    return document(
        title, head_html(pipe, compared=compared, rest=rest) + contents(pages, sections) + body
    )


def head_html(
    pipe: Pipeline, *, chosen: bool = True, compared: str = "", rest: Pipeline | None = None
) -> str:
    """What the report is of: files, day, deals, which of them were chosen, and what they are set beside."""
    files = commas(dict.fromkeys(name for name in pipe.notes["file"].dropna() if name))
    told = [files, say("as of {day}", day=date(pipe.as_of))]
    told.append(many(len(pipe.deals), "{n} deal", "{n} deals"))
    line = " · ".join(part for part in told if part)
    asked = [*chosen_words(pipe)] if chosen else []
    asked += [f"{_('Compare with')}: {_(BESIDE[compared])}{who(rest)}"] if compared else []
    only = "".join(f"<p>{words(one)}</p>" for one in asked)
    return f'<header><h1>{words(_("Sales cycle"))}</h1><p class="ck-of">{words(line)}</p>{only}</header>'


def who(rest: Pipeline | None) -> str:
    """Whose the deals beside are, where a few were chosen by name: " (Bo, Cy)"."""
    wanted = None if rest is None else rest.conditions.get("owner")
    owners = known(values_of(wanted))
    return f" ({commas(map(str, owners))})" if 0 < len(owners) <= MOST_NAMED else ""


def contents(pages: dict[str, QuestionPage], sections: dict[str, str]) -> str:
    """The titles of what there is, each a way to it."""
    links = "".join(
        f'<li><a href="#{words(key)}">{words(_(pages[key].title))}</a></li>'
        for key, html in sections.items()
        if html
    )
    return f'<nav aria-label="{words(_("Pages"))}"><ul class="ck-nav">{links}</ul></nav>'


def notes_html(pipe: Pipeline) -> str:
    """What was read, and what was noticed while it was."""
    told = paragraphs(notes_words(pipe.notes))
    return f'<section id="notes"><h2>{words(_("What was read"))}</h2>{told}</section>'
