"""The last days in ten sentences, each with its number and how many deals it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.charts.unanswered import ask
from cycle_kit.charts.words import date, say
from cycle_kit.dashboard.pages.declared import given
from cycle_kit.locale import Told, speaking
from cycle_kit.metrics.changes import changes, edge
from cycle_kit.metrics.outlook import outlook
from cycle_kit.metrics.waterfall import waterfall
from cycle_kit.pipeline import Pipeline
from cycle_kit.reports.ahead import called, cycle, expected, waits
from cycle_kit.reports.forms import FORMS
from cycle_kit.reports.happened import came, decided, lost, moved, stands, went
from cycle_kit.reports.masking import masked
from cycle_kit.reports.spans import Since, first_day
from cycle_kit.reports.writing import require_deals

Form = Literal["text", "markdown", "html"]


@checked
def digest(
    pipe: Pipeline,
    *,
    since: Since = "7d",
    form: Form = "text",
    mask: bool = False,
    locale: Told | None = None,
) -> str:
    """What happened since a day (or "7d", "2w", "1m" before the last day of the data), in about ten sentences.

    Of the deals as they stand at both ends, as `waterfall` and `changes` count them: what came, was won, lost and
    dropped, with the win rate and the reason named most; what moved on and back; what is open now and how that
    changed; where deals wait; whom to call; how long wins take; and what is expected. A sentence that this export
    cannot say is left out. `form`: "text", "markdown" or "html" for a mail; `mask=True` and `locale` as in `report`.
    Raises QuestionError without deals and for days that are not before the last one.
    """
    require_deals(pipe, "A digest")
    first = first_day(pipe, since)
    with speaking(locale or pipe.locale, pipe.written):
        pipe = masked(pipe) if mask else pipe
        title = say(
            "Sales from {first} to {last}",
            first=date(first + pd.Timedelta(days=1)),
            last=date(pipe.as_of),
        )
        return FORMS[form](title, [line for line in lines(pipe, first) if line])


def lines(pipe: Pipeline, first: pd.Timestamp) -> Iterator[str]:
    """The sentences in their order; "" for what has no answer."""
    last = pipe.as_of.normalize()
    bridge = given(ask(waterfall, pipe, start=first, end=last))
    if bridge is not None:
        rows = bridge.set_index("item")
        yield came(rows, pipe.currency)
        yield went(rows, "won", pipe.currency)
        yield decided(rows)
        yield lost(rows, pipe, first, last)
        yield stands(rows, pipe.currency, first)
    yield moved(given(ask(changes, pipe, first, last)), edge(pipe))
    yield waits(pipe)
    yield called(pipe)
    yield cycle(pipe)
    yield expected(given(ask(outlook, pipe)), pipe.currency)
