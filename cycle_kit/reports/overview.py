"""The first page of a report: the sentences and cards of the manager's page, with nothing to press."""

from __future__ import annotations

import re

from cycle_kit.charts.unanswered import ask
from cycle_kit.dashboard.cards import cards_html
from cycle_kit.dashboard.forecast_card import forecast_card
from cycle_kit.dashboard.pages.declared import given
from cycle_kit.dashboard.states import few_html
from cycle_kit.dashboard.summary import summary_html
from cycle_kit.metrics.calls import calls
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.headlines import beside_rest, headlines, months
from cycle_kit.metrics.outlook import outlook
from cycle_kit.metrics.waiting import waiting
from cycle_kit.pipeline import Pipeline

PRESS = re.compile(r'<button type="button" class="([\w -]*)"[^>]*>(.*?)</button>', re.DOTALL)
#: what stands behind a "?" has no place here
ASIDE = re.compile(r'<details class="ck-why".*?</details>', re.DOTALL)


def overview_html(
    pipe: Pipeline,
    people: Pipeline | None = None,
    *,
    compared: str = "",
    rest: Pipeline | None = None,
) -> str:
    """What happened in words, the cards of the last complete month, and what to do next.

    `people`: the same deals without regard to dates, where dates are chosen, which the cards do not follow.
    `compared`, `rest`: as `View` has them.
    """
    people = pipe if people is None else people
    by_month = people.once("months", lambda: months(people))
    numbers = people.once("headlines", lambda: headlines(people, by_month=by_month))
    numbers = numbers if rest is None else beside_rest(numbers, headlines(rest))
    stays = given(ask(stage_durations, pipe)) if len(pipe.pipelines) < 2 else None
    told = summary_html(
        pipe,
        headlines=numbers,
        cycle=cycle_length(pipe),
        durations=stays,
        waiting=waiting(pipe, durations=stays) if stays is not None else None,
        calls=people.once("calls", lambda: calls(people)),
        compared=compared,
    )
    outlook_ = people.once("outlook", lambda: ask(outlook, people))
    ahead = forecast_card(outlook_, currency=pipe.currency, recorded=people.recorded)
    cards = cards_html(
        numbers,
        by_month,
        currency=pipe.currency,
        last=ahead,
        dated=people is not pipe,
        compared=compared,
    )
    return (
        f"{still(few_html(len(pipe.deals)))}"
        f'<div class="ck-findings"><div class="ck-live">{still(told)}</div></div>{still(cards)}'
    )


def still(html: str) -> str:
    """HTML of the page without what only a page does."""
    return PRESS.sub(said, ASIDE.sub("", html))


def said(press: re.Match) -> str:
    look = press[1].replace("ck-link", "ck-said")
    return f'<span class="{look}">{press[2]}</span>'
