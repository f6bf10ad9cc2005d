"""One or two sentences that say what the numbers below mean."""

import pandas as pd

from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    deals,
    full_days,
    many,
    money,
    number,
    plain_days,
    say,
)
from cycle_kit.dashboard.filters import LAST_YEAR, REST
from cycle_kit.dashboard.live import button, words
from cycle_kit.dashboard.marks import month_words


def findings_html(
    table: pd.DataFrame,
    cycle: pd.DataFrame,
    waiting: pd.DataFrame | None,
    surprises: pd.DataFrame,
    *,
    currency: str,
    beside: str = "",
) -> str:
    """Sentences from the tables of `headlines`, `cycle_length`, `waiting` and `surprises`; `beside`: what the wins
    stand beside, the month before where nobody has chosen."""
    won = table.set_index("measure").loc["won_deals"]
    first = [wins(won, currency, beside), half(cycle, surprises)]
    second = bottleneck(waiting, surprises)
    lines = [" ".join(filter(None, first)), second]
    return "".join(f"<p>{line}</p>" for line in lines if line)


def wins(won: pd.Series, currency: str, beside: str = "") -> str:
    """ "In October 34 deals were won (€412 k), 6 more than in September." """
    if absent(won["value"]):
        return words(_("The last complete month lies before the first deal."))
    month = month_words(won["label"], year=False)
    told = {"deals": f"<b>{words(deals(won['value']))}</b>", "month": words(month)}
    worth = "" if absent(won["money"]) else f" ({words(money(won['money'], currency))})"
    one, more = "In {month} {deals} was won{worth}", "In {month} {deals} were won{worth}"
    sentence = say(one if won["value"] == 1 else more, worth=worth, **told)
    if beside == REST and "rest" in won:
        return sentence + of_the_rest(won) + "."
    return sentence + (than_a_year_before(won) if beside == LAST_YEAR else compared(won)) + "."


def of_the_rest(won: pd.Series) -> str:
    """ ", 16 by the rest of the team" """
    if absent(won["rest"]):
        return ""
    return say(", {count} by the rest of the team", count=number(won["rest"]))


def than_a_year_before(won: pd.Series) -> str:
    """ ", 6 more than a year before" """
    if absent(won["year_more"]):
        return ""
    if won["year_more"] == 0:
        return words(_(", as many as a year before"))
    few = won["n"] < FEW or won["last_year_n"] < FEW
    more = won["year_more"] > 0
    told = say(
        ", {count} more than a year before" if more else ", {count} fewer than a year before",
        count=number(abs(won["year_more"])),
    )
    return told + (words(_(" (too few to judge)")) if few else "")


def compared(won: pd.Series) -> str:
    """ ", 6 more than in September" """
    if absent(won["more"]):
        return ""
    than = words(month_words(won["previous_label"], year=False))
    if won["more"] == 0:
        return say(", as many as in {than}", than=than)
    few = won["n"] < FEW or won["previous_n"] < FEW
    told = say(
        ", {count} more than in {than}" if won["more"] > 0 else ", {count} fewer than in {than}",
        count=number(abs(won["more"])),
        than=than,
    )
    return told + (words(_(" (too few to judge)")) if few else "")


def half(cycle: pd.DataFrame, surprises: pd.DataFrame) -> str:
    """How long wins took, and what that becomes with the open deals."""
    row = cycle.iloc[0]
    if row["deals"] < FEW:
        return ""
    sentence = say("Half of all wins took under <b>{days}</b>", days=full_days(row["median_days"]))
    found = surprises[surprises["what"].eq("cycle")]
    if found.empty:
        return sentence + "."
    return sentence + say(
        "; with the deals still open counted it will be at least {days}.",
        days=full_days(found["corrected"].iloc[0]),
    )


def bottleneck(waiting: pd.DataFrame | None, surprises: pd.DataFrame) -> str:
    """Where deals wait, and how many are past the usual."""
    if waiting is None or len(waiting) < 2:
        return ""
    row = waiting.iloc[0]
    where = say(
        "<b>{stage}</b> is where deals wait: {days} in the middle",
        stage=words(row["stage"]),
        days=full_days(row["median_days"]),
    )
    found = surprises[surprises["stage"].eq(row["stage"])]
    if len(found):
        days = plain_days(found["corrected"].iloc[0])
        where += say(", {days} with those still waiting", days=days)
    if not row["past"]:
        return where + "."
    past = many(row["past"], "{n} open deal is past that", "{n} open deals are past that")
    return where + say(", and {link}.", link=button(words(past), "past"))
