"""Which table each chart draws: the columns that it cannot do without, and what else a table may be."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from html import escape
from inspect import signature
from typing import Any

import pandas as pd
import plotly.graph_objects as go

import cycle_kit
from cycle_kit import tables
from cycle_kit.arguments import Asked, checked
from cycle_kit.charts.captions import LINE, below, broken
from cycle_kit.charts.panels import by_columns
from cycle_kit.errors import CycleKitError, QuestionError, listed
from cycle_kit.metrics.catalogue import CARDS
from cycle_kit.metrics.own_columns import MARK
from cycle_kit.signatures import Kind, call, shown

#: tables that no chart draws
OWN = {
    "pipe.deals": tables.DEALS, "pipe.visits": tables.VISITS, "pipe.leads": tables.LEADS,
    "pipe.notes": tables.NOTES,
}  # fmt: skip
#: columns that charts know by their names, whether a table is split by them or not; "column" is that of `compare`
NAMED = frozenset({*tables.DEALS, "column"}) - {"currency"}


def draws(chart: Callable[Asked, go.Figure]) -> Callable[Asked, go.Figure]:
    """A chart that is given the table of its metric; all else is an error that says what it is."""
    ask: Any = checked(chart)
    name = chart.__name__.removesuffix("_chart")

    @wraps(chart)
    def drawn(*given: Any, **named: Any) -> go.Figure:
        if not given and "table" in named:
            given = (named.pop("table"),)
        if not given:
            return ask(**named)
        found = given[0]
        check_table(name, found)
        figure = ask(with_own_marked(name, found), *given[1:], **named)
        text = getattr(found, "attrs", {}).get("split", "")
        figure = called(name, with_words_below(figure, text) if text else figure)
        figure._drawn_from = name, found  # pyright: ignore[reportAttributeAccessIssue]
        return figure

    return drawn


def drawn_from(figure: go.Figure) -> tuple[str, pd.DataFrame, tuple[str, ...]]:
    """The metric whose table a figure draws ("" where it is none of ours), the table, and what it is split by."""
    name, table = getattr(figure, "_drawn_from", ("", pd.DataFrame()))
    return name, table, tuple(split_by(name, table)) if name else ()


def split_by(name: str, table: pd.DataFrame) -> list[str]:
    """The columns that the table of a metric was split by."""
    form = max((form for form in CARDS[name].drawn if set(form) <= set(table.columns)), key=len)
    return by_columns(table, form[0])


def called(name: str, figure: go.Figure) -> go.Figure:
    """The figure, known as one of ours: what screen readers say of its picture."""
    figure._drawn_as = name.replace("_", " ").capitalize()  # pyright: ignore[reportAttributeAccessIssue]
    return figure


def with_words_below(figure: go.Figure, text: str) -> go.Figure:
    """The figure with a sentence under all that stands there already, unless it says so itself."""
    text = escape(text, quote=False)
    said = (str(note.text).replace("<br>", " ") for note in figure.layout.annotations)
    if any(text in each for each in said) or not figure.layout.height:
        return figure
    lines, bottom = broken(text), int(figure.layout.margin.b or 0)
    room = LINE * len(lines) + 8
    figure.update_layout(height=figure.layout.height + room, margin_b=bottom + room)
    return figure.add_annotation(below(*lines, down=bottom))


def with_own_marked(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table with the columns that it is split by marked: whatever they are called, they are no word of a chart."""
    if "by" not in signature(getattr(cycle_kit, name)).parameters:
        return table
    own = [one for one in split_by(name, table) if one not in NAMED and not one.endswith(MARK)]
    return table.rename(columns={one: one + MARK for one in own})


def table_of(name: str) -> Kind:
    """The kind of an argument that is the table of a metric."""
    return Kind(f"the table of ck.{name}", line(name), lambda table: is_of(name, table))


def is_of(name: str, table: Any) -> bool:
    return isinstance(table, pd.DataFrame) and any(
        set(form) <= set(table.columns) for form in CARDS[name].drawn
    )


def line(name: str) -> str:
    """How a metric is asked for its table."""
    return call(getattr(cycle_kit, name))


def check_table(name: str, table: Any) -> None:
    """QuestionError: this is something else than the table that the chart of a metric draws."""
    if isinstance(table, CycleKitError):  # a table that could not be had: it says why
        raise table
    if is_of(name, table):
        return
    there, fix = f"It was given {shown(table)}.", f"Write it as ck.{name}_chart({line(name)})."
    if isinstance(table, pd.DataFrame):
        there, fix = other_table(name, table, fix)
    raise QuestionError(f"ck.{name}_chart draws the table of ck.{name}.", there=there, fix=fix)


def other_table(name: str, table: pd.DataFrame, fix: str) -> tuple[str, str]:
    """What a table is, and what to do with it."""
    own = [one for one, columns in OWN.items() if set(columns) <= set(table.columns)]
    if own:
        return f"This is {own[0]}.", fix
    forms = [(form, one) for one, card in CARDS.items() for form in card.drawn]
    found = [(len(form), one) for form, one in forms if set(form) <= set(table.columns)]
    if found:
        metric = max(found)[1]
        return f"This is the table of ck.{metric}.", f"Write it as ck.{metric}_chart(table)."
    if "deal_id" in table:
        return "This is a list of deals, which no chart draws: it draws figures of groups.", fix
    lacking = [column for column in CARDS[name].drawn[0] if column not in table]
    return f"This table has no {listed(lacking)}." if len(
        table.columns
    ) else "It has no columns.", fix
