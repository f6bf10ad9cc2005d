"""The parts of a page of questions as plain HTML: each a picture that stands still, what it says, and its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.picture import drawn
from cycle_kit.charts.sentences import apart
from cycle_kit.charts.words import _
from cycle_kit.dashboard.live import words
from cycle_kit.dashboard.page_words import is_python, plain_notes, without_python
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, View, exports, without
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.frames import keeping_answers
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.reports.html_tables import figures_html


@dataclass
class Gap:
    """A question that this export does not answer: where it is asked, why not, and the metric that has none."""

    title: str
    why: str
    metric: str = ""


@dataclass
class Book:
    """What a report is written from, and what it could not say: `gaps`.

    `alone`: the deals of each pipeline, where they are at hand; `compared`: what they are set beside.
    """

    pipe: Pipeline
    gaps: list[Gap] = field(default_factory=list)
    alone: Mapping[str, Pipeline] = field(default_factory=dict)
    compared: str = ""

    def __post_init__(self) -> None:
        self.view = viewed(self.pipe, self.compared)
        self.numbers = count(1)

    def page_html(self, page: QuestionPage) -> str:
        """A page under its title, or nothing where none of its questions has an answer."""
        parts = "".join(self.part_html(part) for part in page.parts)
        if not parts:
            return ""
        return (
            f'<section id="{words(page.key)}"><h2>{words(_(page.title))}</h2>'
            f'<p class="ck-soft">{words(_(page.question))}</p><div class="ck-sheet">{parts}</div></section>'
        )

    def part_html(self, part: Part) -> str:
        """A question: once, or for each pipeline where every one has stages of its own."""
        if not part.stages or len(self.pipe.pipelines) < 2:
            return self._answered(part, self.view, "")
        each = ((name, self._of_pipeline(name)) for name in self.pipe.pipelines)
        return "".join(
            self._answered(part, view, name) for name, view in each if len(view.picked.deals)
        )

    def _of_pipeline(self, name: str) -> View:
        if name in self.alone:
            return viewed(self.alone[name], self.compared)
        key = f"report of pipeline {name}"
        return self.pipe.once(
            key,
            lambda: viewed(keeping_answers(meeting(self.pipe, {"pipeline": name})), self.compared),
        )

    def _answered(self, part: Part, view: View, pipeline: str) -> str:
        title = f"{_(part.title)} · {pipeline}" if pipeline else _(part.title)
        table = part.answer(view)
        if isinstance(table, CycleKitError):
            why = _(f"{table.wrong} {table.there}".strip())
            self.gaps.append(Gap(title, why, part.needs or part.measured))
            return ""
        said = part.made(part.says, table, view) if part.says else ""
        if part.draws is None:
            return ""
        figure = part.made(part.draws, table, view)
        lacks = (figure.layout.meta or {}).get("missing", "")
        if lacks:
            self.gaps.append(Gap(title, without_python(lacks)))
            said = without(said, lacks)
            return panel(title, "", paragraphs(said), "") if said else ""
        picture = self.picture(plain_notes(figure), title)
        hint = "" if part.press else _(part.hint)
        behind = figures_html(table) if isinstance(table, pd.DataFrame) else ""
        return panel(title, hint, paragraphs(said) + picture, behind, wide=part.wide)

    def picture(self, figure: go.Figure, label: str) -> str:
        """The figure as SVG; what it tells where one points stays in it."""
        name = f"picture{next(self.numbers)}"
        svg = drawn(json.loads(figure.to_json()), name=name, label=label, fluid=True)
        return f'<div class="ck-picture" dir="ltr">{svg}</div>'


def viewed(pipe: Pipeline, compared: str = "") -> View:
    """Every question is of the same deals here, since nobody chooses among them."""
    return View(pipe, pipe, pipe, pipe, compared=compared)


def panel(title: str, hint: str, inner: str, behind: str, *, wide: bool = False) -> str:
    below = f'<p class="ck-soft">{words(hint)}</p>' if hint else ""
    look = "ck-part ck-wide" if wide else "ck-part"
    return f'<article class="{look}"><h3><bdi>{words(title)}</bdi></h3>{below}{inner}{behind}</article>'


def paragraphs(said: str) -> str:
    """Sentences, without those in Python."""
    lines = (without_python(line) if is_python(line) else line for line in said.splitlines())
    return "".join(f"<p>{apart(words(line))}</p>" for line in lines if line)


def gaps_html(book: Book) -> str:
    """What this export does not answer, those together that lack the same."""
    if not book.gaps:
        return ""
    wanted = exports(book.view)
    by_why: dict[tuple[str, str], list[str]] = {}
    for gap in book.gaps:
        export = _(wanted.get(gap.metric, ""))
        way = without_python(export) if is_python(export) else export
        by_why.setdefault((without_python(gap.why) or gap.why, way), []).append(gap.title)
    told = "".join(
        f"<dt>{words('; '.join(dict.fromkeys(titles)))}</dt><dd>{words(why)} {words(way)}</dd>"
        for (why, way), titles in by_why.items()
    )
    title = words(_("What this file does not answer"))
    return f'<section id="gaps"><h2>{title}</h2><dl class="ck-gaps">{told}</dl></section>'
