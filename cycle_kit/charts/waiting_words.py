"""How long deals wait, in whole sentences with the numbers of the tables."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.sentences import Sentences, answer, of_answers, records, sentences
from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    days,
    deals,
    full_days,
    many,
    number,
    relative,
    say,
    share,
)
from cycle_kit.errors import QuestionError


def durations_answer(
    durations: pd.DataFrame, cycle: pd.DataFrame, surprises: pd.DataFrame, waiting: pd.DataFrame
) -> Sentences:
    """Where deals wait, how long the whole way is, and what counting unfinished deals changes."""
    parts = (
        durations_words(durations, waiting=waiting),
        cycle_words(cycle),
        surprise_words(surprises),
    )
    return answer(*(line for part in parts for line in part.splitlines()))


@of_answers
def durations_words(durations: pd.DataFrame, waiting: pd.DataFrame | None = None) -> Sentences:
    """The stage in which deals stay longest, and who is there now."""
    ended = durations["visits"] - durations["running"]
    known = durations[durations["phase"].eq("sale") & ended.ge(FEW)].dropna(subset="median_days")
    if known.empty:
        return sentences(_("No stage has ten ended stays: too few to judge."))
    row = known.loc[known["median_days"].idxmax()]
    stays = say(
        "Deals stay longest in {stage}: half of the stays that ended took up to {days}.",
        stage=row["stage"],
        days=full_days(row["median_days"]),
    )
    part = say(
        "{share} of all days of won deals were spent there.", share=share(row["share_of_cycle"])
    )
    there = waiting_words(waiting, str(row["stage"])) if waiting is not None else ""
    return sentences(stays + ("" if absent(row["share_of_cycle"]) else " " + part), there)


def slowest_stage(durations: pd.DataFrame) -> str:
    """The stage in which deals stay longest, stays that still last counted too.

    Raises QuestionError where that is not known of any stage.
    """
    sale = durations[durations["phase"] == "sale"].dropna(subset="km_median_days")
    if sale.empty:
        raise QuestionError(
            _("Too few stays in the stages have ended to say where deals stay longest."),
            fix=_("Export a longer time, closed deals included."),
        )
    return str(sale.loc[sale["km_median_days"].idxmax(), "stage"])


def waiting_words(waiting: pd.DataFrame, stage: str) -> str:
    """How many of the deals in a stage have been there for longer than usual."""
    found = waiting[waiting["stage"] == stage]
    if found.empty or not found["waiting"].iloc[0]:
        return ""
    row = found.iloc[0]
    return many(
        row["waiting"],
        "{n} open deal is there now, {past} of them for longer than that.",
        "{n} open deals are there now, {past} of them for longer than that.",
        past=number(row["past"]),
    )


@of_answers
def surprise_words(surprises: pd.DataFrame) -> Sentences:
    """Where counting unfinished deals changes a figure by more than a tenth."""
    if surprises.empty:
        return sentences(
            _(
                "Counting what is unfinished changes no median by more than a tenth, or not beyond chance."
            )
        )
    return sentences(*(surprise(row) for row in records(surprises)))


def surprise(row: dict) -> str:
    known = {
        "plain": full_days(row["plain"]),
        "corrected": full_days(row["corrected"]),
        "gap": relative(row["gap"]),
        "stage": row["stage"],
    }
    if row["what"] == "cycle":
        return say(
            "Surprise: half of the wins so far took up to {plain}; with the open deals counted as not "
            "finished, half take up to {corrected} ({gap}).",
            **known,
        )
    return say(
        "Surprise: half of the stays in {stage} that ended took up to {plain}; with those that still "
        "last, half take up to {corrected} ({gap}).",
        **known,
    )


@of_answers
def cycle_words(cycle: pd.DataFrame) -> Sentences:
    """How long a win takes: of those won so far, and of all who will be won."""
    row = cycle.iloc[0]
    if not row["deals"]:
        undated = row.get("excluded", 0) > 0
        dates = _("No deal that was won has a date of creation and one of closing after it.")
        return sentences(dates if undated else _("No deal was won yet."))
    plain = say(
        "Half of the {deals} won so far took up to {days}; the average is {mean}.",
        deals=deals(row["deals"]),
        days=full_days(row["median_days"]),
        mean=full_days(row["mean_days"]),
    )
    few = _("These are too few to judge.") if row["deals"] < FEW else ""
    return sentences(plain, few, corrected_words(row))


def corrected_words(row: pd.Series) -> str:
    low, high = row.get("aj_median_days"), row.get("aj_median_high_days")
    if absent(low):
        return ""
    if absent(high):
        return say("Counting the open deals it is {low} or more.", low=full_days(low))
    if days(low) == days(high):
        return say("Counting the open deals it is {low}.", low=full_days(low))
    return say(
        "Counting the open deals, half of all that will be won take up to {low} at the least, "
        "{high} at the most.",
        low=full_days(low),
        high=full_days(high),
    )


@of_answers
def curves_words(curves: pd.DataFrame, within: float) -> Sentences:
    """What became of all deals by one age; of the last known age where the data ends before it."""
    known = curves[curves["days"] <= within]
    if curves.empty or known.empty:
        return sentences(say("Nothing was decided within {days}.", days=full_days(within)))
    row, seen = known.iloc[-1], min(within, curves["days"].iloc[-1])
    return sentences(
        say(
            "Within {days} of creation {won} of all deals are won, {lost} lost and {dropped} dropped; "
            "{still} are not decided.",
            days=full_days(seen),
            won=share(row["won"]),
            lost=share(row["lost"]),
            dropped=share(row["dropped"]),
            still=share(row["open"]),
        )
    )
