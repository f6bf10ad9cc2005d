"""What a page of questions is: its parts, each a question, how its answer is drawn, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from inspect import signature
from typing import Any

import pandas as pd

from cycle_kit.charts.unanswered import ask
from cycle_kit.charts.words import _
from cycle_kit.dashboard.marks import Mark
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.answerable import answerable
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.pipeline import Pipeline, meeting

CLICK = "Click a mark for its deals."


@dataclass(frozen=True)
class View:
    """The deals that a page speaks of.

    `picked`: all that the filters say, `people`: without regard to dates, `team`: without regard to the owner either,
    `whole`: every deal of the export with all its columns, `full`: `people` with all columns.
    """

    picked: Pipeline
    people: Pipeline
    team: Pipeline
    whole: Pipeline
    chosen: Mapping[str, Any] = field(default_factory=dict)  # what the filters of columns say
    compared: str = ""  # what the numbers are to stand beside, one of `filters.BESIDE`
    rest: Pipeline | None = None  # the deals of the others on the team, where these are it

    @property
    def currency(self) -> str:
        return self.picked.currency

    @cached_property
    def full(self) -> Pipeline:
        return meeting(self.whole, self.chosen) if self.chosen else self.whole


@dataclass(frozen=True)
class Part:
    """One question of a page.

    `asks(pipe)` gives its table or raises a CycleKitError, `draws(table)` a figure, `says(table)` the sentences above
    it, or `tells(table)` HTML in place of both; `clicked(customdata)` whose deals a mark stands for. Each may take
    besides, by these names, what it needs: `pipe`, `currency`, `table`, `chosen`, the choices of columns, and
    `compared`, what the numbers are to stand beside.
    `hint`: what helps to read the picture, `hint_beside`: another one by what it stands beside, `press`: what can be
    done with it on a page.
    `metric`: whose definition stands behind the "?", and what to export where there is no answer, unless it `needs`
    what another metric does; by default the one that is asked. `of`: which deals it speaks of, a field of View.
    `stages`: whether it needs one pipeline. `wide`: over both columns.
    """

    key: str
    title: str
    asks: Callable[..., Any]
    draws: Callable[..., Any] | None = None
    hint: str = ""
    hint_beside: Mapping[str, str] = field(default_factory=dict)
    press: str = ""
    metric: str | None = None
    says: Callable[..., str] | None = None
    tells: Callable[..., str] | None = None
    clicked: Callable[..., Mark | None] | None = None
    needs: str = ""
    of: str = "picked"
    stages: bool = False
    wide: bool = False

    def pipe(self, view: View) -> Pipeline:
        return getattr(view, self.of)

    def answer(self, view: View) -> Any:
        """Its table, or the CycleKitError that says why there is none."""
        offered = {"chosen": view.chosen, "compared": view.compared}
        return ask(self.asks, self.pipe(view), **wanted(self.asks, offered))

    def told(self, view: View) -> str:
        """What stands below its heading; of a picture that answers a click that it does."""
        if self.press:
            return _(self.press)
        click = CLICK if self.clicked else ""
        hint = self.hint_beside.get(view.compared, self.hint)
        return " ".join(_(line) for line in (hint, click) if line)

    def made(self, way: Callable[..., Any], given: Any, view: View, **more: Any) -> Any:
        """What one of its functions makes of a table or a mark."""
        offered = {"pipe": self.pipe(view), "currency": view.currency, "chosen": view.chosen}
        return way(given, **wanted(way, {**offered, **more}))

    def mark(self, customdata: list, view: View, table: Any) -> Mark | None:
        """What was clicked stands for."""
        if self.clicked is None:
            return None
        return self.made(self.clicked, customdata, view, table=table, compared=view.compared)

    def behind(self, mark: Mark, view: View) -> pd.DataFrame:
        """The deals behind a mark, of those that it speaks of."""
        pipe = self.pipe(view)
        pipe = meeting(pipe, mark.whose) if mark.whose else pipe
        return deals_behind(pipe, **mark.question)

    @property
    def measured(self) -> str:
        """The metric behind it."""
        asked = self.asks.func if isinstance(self.asks, partial) else self.asks
        return asked.__name__ if self.metric is None else self.metric


def wanted(function: Callable[..., Any], offered: dict[str, Any]) -> dict[str, Any]:
    """Those of the offered arguments that a function takes."""
    taken = signature(function).parameters
    return {name: value for name, value in offered.items() if name in taken}


@dataclass(frozen=True)
class QuestionPage:
    """A page: its name in the address, its title, the question it answers, and its parts.

    `beside`: which of them follow what the numbers are to stand beside, or why none does; "" where that is plain.
    """

    key: str
    title: str
    question: str
    parts: tuple[Part, ...]
    beside: Mapping[str, str] = field(default_factory=dict)


def given(found: Any) -> Any:
    """An answer, or None where there is none: for what only adds to a chart."""
    return None if isinstance(found, CycleKitError) else found


def exports(view: View) -> dict[str, str]:
    """{metric: what to export so that it can be answered}; what is answered in part lacks something else."""
    table = answerable(view.full)
    table = table[table["answer"] == "no"]
    return dict(zip(table["metric"], table["export_this"], strict=True))


def without(said: str, lacks: str) -> str:
    """The sentences that say more than why there is no chart."""
    return "\n".join(line for line in said.splitlines() if lacks not in line)
