"""How long deals wait, in whole sentences with the numbers of the tables."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.foremost import first_of
from cycle_kit.charts.panels import reasons
from cycle_kit.charts.sentences import Sentences, answer, of_answers, sentences
from cycle_kit.charts.told import Row, rows_of, say
from cycle_kit.charts.words import FEW, _
from cycle_kit.errors import QuestionError

LONGEST = """
    {?tie}Deals stay longest in {titles}: in each half of the stays that ended took up to {median_days:full_days}.
    // Deals stay longest in {stage}: half of the stays that ended took up to {median_days:full_days}.
"""
SHARE = " {share_of_cycle:share} of all days of won deals were spent there."
WAITING = """
    {?waiting}{waiting:#} open deal is there now, {past:n–} of them for longer than that.
        || {?waiting}{waiting:#} open deals are there now, {past:n–} of them for longer than that.
"""
SURPRISE = """
    {?cycle}Surprise: half of the wins so far took up to {plain:full_days–}; with the open deals counted as
        not finished, half take up to {corrected:full_days–} ({gap:relative–}).
    // Surprise: half of the stays in {stage:–} that ended took up to {plain:full_days–}; with those that
        still last, half take up to {corrected:full_days–} ({gap:relative–}).
"""
CYCLE = (
    "Half of the {deals:deals} won so far took up to {median_days:full_days–}; the average is "
    "{mean_days:full_days–}."
)
WAY = """
    From {start:–} to {end:–}: half of the {deals:deals} that got there took up to {median_days:full_days–},
        the average is {mean_days:full_days–}.
    {?unfinished}{unfinished:#} deal is not there yet, after {unfinished_median_days:full_days–}.
        || {?unfinished}{unfinished:#} deals are not there yet, half of them for more than
        {unfinished_median_days:full_days–}.
    {?closed_before}{closed_before:#} deal was closed before.
        || {?closed_before}{closed_before:#} deals were closed before.
    {?excluded}Of {excluded:#} deal a date is missing, or the end lies before the start.
        || {?excluded}Of {excluded:#} deals a date is missing, or the end lies before the start.
"""
NOBODY_THERE = """
    No deal came from {start:–} to {end:–} yet.
    {?unfinished}{unfinished:#} deal is on the way. || {?unfinished}{unfinished:#} deals are on the way.
    {?closed_before}{closed_before:#} deal was closed before.
        || {?closed_before}{closed_before:#} deals were closed before.
"""
CORRECTED = """
    {!high}{?late}With the open deals and the early ones that the file lacks it is {low:full_days} or more.
    // {!high}Counting the open deals it is {low:full_days} or more.
    // {?alike}{?late}With the open deals and the early ones that the file lacks it is {low:full_days}.
    // {?alike}Counting the open deals it is {low:full_days}.
    // {?late}With the open deals and the early ones that the file lacks, half of all that will be won take up to
        {low:full_days} at the least, {high:full_days} at the most.
    // Counting the open deals, half of all that will be won take up to {low:full_days} at the least,
        {high:full_days} at the most.
"""
DECIDED = (
    "Within {seen:full_days–} of creation {won:share–} of all deals are won, {lost:share–} lost and "
    "{dropped:share–} dropped; {open:share–} are not decided."
)


def durations_answer(
    durations: pd.DataFrame, cycle: pd.DataFrame, surprises: pd.DataFrame, waiting: pd.DataFrame
) -> Sentences:
    """Where deals wait, how long the whole way is, and what counting unfinished deals changes."""
    return answer(
        *durations_words(durations, waiting=waiting).splitlines(),
        *cycle_words(cycle).splitlines(),
        *surprise_words(surprises).splitlines(),
    )


@of_answers
def durations_words(durations: pd.DataFrame, waiting: pd.DataFrame | None = None) -> Sentences:
    """The stage in which deals stay longest, and who is there now."""
    ended = durations["visits"] - durations["running"]
    known = durations[durations["phase"].eq("sale") & ended.ge(FEW)].dropna(subset="median_days")
    if known.empty:
        return sentences(say("No stage has ten ended stays: [few].", {}))
    row = first_of(rows_of(known), "median_days", called="stage")
    if row["tie"]:
        return sentences(say(LONGEST, row))
    there = waiting_words(waiting, str(row["stage"])) if waiting is not None else ""
    return sentences(say(LONGEST, row) + say(SHARE, row), there)


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
    found = rows_of(waiting[waiting["stage"] == stage])
    return say(WAITING, found[0]) if found else ""


@of_answers
def surprise_words(surprises: pd.DataFrame) -> Sentences:
    """Where counting unfinished deals changes a figure by more than a tenth."""
    none = (
        "Counting what is unfinished changes no median by more than a tenth, or not beyond chance."
    )
    told = [say(SURPRISE, row | {"cycle": row["what"] == "cycle"}) for row in rows_of(surprises)]
    return sentences(*(told or [_(none)]))


@of_answers
def cycle_words(cycle: pd.DataFrame) -> Sentences:
    """How long a win takes: of those won so far, and of all who will be won."""
    row = rows_of(cycle)[0]
    if "end" in row:
        return way_words(row)
    if not row["deals"]:
        undated = row.get("excluded", 0) > 0
        dates = _("No deal that was won has a date of creation and one of closing after it.")
        return sentences(dates if undated else _("No deal was won yet."))
    few = say("{?few}These are [few].", {"few": row["deals"] < FEW})
    return sentences(say(CYCLE, row), few, corrected_words(row))


def way_words(row: Row) -> Sentences:
    """The same between two moments of one's own: of those that got there, and who did not."""
    if not row["deals"]:
        return sentences(say(NOBODY_THERE, row))
    few = say("{?few}These are [few].", {"few": row["deals"] < FEW})
    return sentences(say(WAY, row), few)


def corrected_words(row: Row) -> str:
    known = {"low": row.get("aj_median_days"), "high": row.get("aj_median_high_days")}
    alike = say("{low:days–}", known) == say("{high:days–}", known)
    late = bool(row.get("note"))  # where the medians are known it tells of a file that was cut
    return say(CORRECTED, known | {"alike": alike, "late": late})


@of_answers
def curves_words(curves: pd.DataFrame, within: float) -> Sentences:
    """What became of all deals by one age; of the last known age where the data ends before it."""
    why = reasons(curves)
    if why and curves["won"].isna().all():
        return sentences(why[0])
    known = rows_of(curves[curves["days"] <= within])
    if not known:
        return sentences(say("Nothing was decided within {days:full_days}.", {"days": within}))
    seen = min(within, curves["days"].iloc[-1])
    return sentences(say(DECIDED, known[-1] | {"seen": seen}))
