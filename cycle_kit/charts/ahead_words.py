"""What will close, in sentences: the range, on what it rests, and how such forecasts did in the past."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.past_words import SmallPrint, small_print
from cycle_kit.charts.sentences import Sentences, answer, lines
from cycle_kit.charts.told import rows_of, said, say
from cycle_kit.charts.words import _, absent

METHOD_WORDS = {
    "rates": "Forecast at today's rates: how often deals of that stage, age, amount and owner go on, are won or "
    "lost, what happened lately counting for more; new deals as trend and season say.",
    "recent": "Forecast as the last four times: the mean of what was won in the last four spans as long. Which "
    "stage a deal is in, and for how long, does not count.",
    "history": "Forecast by history: what became of earlier deals that had waited as long in the same stage.",
    "stage": "Forecast by stage: what became of earlier deals in the same stage.",
    "crm": "Forecast by the probabilities and expected closes that stand in the CRM.",
    "run_rate": "Forecast by run rate: as much as in the last span as long. Which stage a deal is in, and for "
    "how long, does not count: export the stage history for more.",
}
AHEAD = """
    Eight times in ten between {p10:money–} and {p90:money–} will be won; as often more as less than {p50:money–}.
    {fresh:share} of what is expected comes from deals that are not created yet.
    Three deals carry {top:share} of what the open ones promise.
"""
PUSHED = """
    The closing date of {pushed:#} deal was pushed; {often:n} of these three times or more.
        || The closing dates of {pushed:#} deals were pushed; {often:n} of these three times or more.
"""
TRIED = """
    By {method}: tried at {dates:#} past date, what came lay within the range {hits}.
        || By {method}: tried at {dates:#} past dates, what came lay within the range {hits}.
"""
HITS = "{?n}once || {?n}{n:#} times // never"


def forecast_answer(
    forecast: pd.DataFrame,
    backtest: pd.DataFrame | None = None,
    *,
    slips: pd.DataFrame | None = None,
    currency: str = "",
) -> Sentences:
    """What will be won, how sure that is, on what it rests, and how such forecasts did in the past.

    `slips`: the table of `slips`, of the deals that are to be spoken of.
    """
    return answer(
        *lines(ahead_words, forecast, currency),
        *lines(tried_words, backtest),
        *lines(slipped_words, slips),
    )


def ahead_words(forecast: pd.DataFrame, currency: str) -> list[str]:
    """What will be won, how sure that is, and on what it rests."""
    rows = {str(row["part"]): row for row in rows_of(forecast, currency=currency)}
    whole, fresh = rows.get("all"), rows.get("not yet created")
    if whole is None or absent(whole["expected_value"]):
        return [_("There are no amounts, so no value can be forecast.")]
    whole["top"] = rows.get("open deals", {}).get("top3_share")
    if fresh is not None and whole["expected_value"]:
        whole["fresh"] = fresh["expected_value"] / whole["expected_value"]
    return said(AHEAD, whole)


def method_words(method: str) -> SmallPrint:
    """On what a forecast by this method rests."""
    return small_print(_(METHOD_WORDS.get(method, "")))


def slipped_words(slips: pd.DataFrame) -> str:
    """How many of these deals had their date pushed, and how many again and again."""
    pushes = slips["pushes"]
    return say(PUSHED, {"pushed": (pushes > 0).sum(), "often": (pushes >= 3).sum()})


def tried_words(backtest: pd.DataFrame) -> list[str]:
    """Per method how often what came lay within the range, where eight in ten were promised."""
    told = []
    for method, mine in backtest.groupby("method", sort=False):
        hits = say(HITS, {"n": int(mine["inside_interval"].sum())})
        row = {"method": str(method).replace("_", " "), "dates": len(mine), "hits": hits}
        told.append(say(TRIED, row))
    return told
