"""What stands behind each "?": what is counted, who is counted, n, left out, as of."""

import re

import pandas as pd

from cycle_kit.charts.defined import as_of as as_of
from cycle_kit.charts.words import _, absent, date, deals, many, money, number, say, share
from cycle_kit.dashboard.filters import LAST_YEAR, PREVIOUS, REST
from cycle_kit.errors import CycleKitError

CARDS = {
    "new_deals": (
        "Counted: deals by their day of creation, whatever became of them. The money is their amount.",
        "{n} created in the month.",
    ),
    "open_deals": (
        "Counted: deals that were open at the end of the month, as the data knew them then. "
        "The money is their amount today.",
        "{n} open.",
    ),
    "won_deals": (
        "Counted: won deals by their day of closing. The money is their amount.",
        "{n} won in the month.",
    ),
    "win_rate": (
        "Counted: won deals of those won or lost, by their day of closing. Dropped and open deals "
        "are left out. Beside it stands the 95 % interval (Wilson).",
        "{n} won or lost in the month.",
    ),
    "median_cycle_days": (
        "Counted: days from creation to winning of the deals won in the month; half of them took "
        "less. Deals closed before their creation are left out.",
        "{n} won with both dates.",
    ),
    "win_loss_ratio": (
        "Counted: won deals for each lost one, by their day of closing. Dropped and open deals are left out; where "
        "none was lost there is no figure.",
        "{n} won or lost in the month.",
    ),
    "mean_cycle_days": (
        "Counted: days from creation to winning of the deals won in the month, on average; a few slow ones raise it "
        "far above the half of them. Deals closed before their creation are left out.",
        "{n} won with both dates.",
    ),
    "velocity_per_day": (
        "Open deals × win rate × mean amount won / mean days from creation to winning, with the "
        "figures of the month. The usual formula promises too much where open deals linger.",
        "{n} won in the month.",
    ),
}


BESIDE = {
    "": "Compared with the month before and the same month a year before.",
    PREVIOUS: "Compared with the month before.",
    LAST_YEAR: "Compared with the same month a year before.",
    REST: (
        "Beside the rest of the team in the same month: shares, ratios and days by their difference, counts "
        "and sums as theirs are."
    ),
}


def card(row: dict, compared: str = "") -> list[str]:
    """The sentences about a row of `headlines`; `compared`: what it stands beside."""
    what, who = CARDS[row["measure"]]
    count = deals(0) if absent(row["n"]) else deals(row["n"])
    spans = say("From {start} to {end}.", start=date(row["start"]), end=date(row["end"]))
    beside = BESIDE[compared if compared != REST or "rest" in row else ""]
    return [_(what), say(who, n=count), spans, _(beside)]


def funnel(table: pd.DataFrame) -> list[str]:
    return [
        _(
            "Counted: a deal counts in every stage up to the furthest it got to; skipped stages "
            "count as passed, moving back changes nothing. ↓ is the share that got to the next "
            "stage; “could become” is what it becomes if every open deal moves on."
        ),
        _(
            "“Rules differ”: other honest ways of counting (by visits, strictly in order, closed "
            "deals only, by what happened at each exit) give a share in this range."
        ),
        say("Who: {n} in this selection, open ones too.", n=deals(table["deals"].iloc[0])),
        *untold(table["unknown"].iloc[0], table["no_stage"].iloc[0]),
    ]


def untold(unknown: int, no_stage: int) -> list[str]:
    """Deals of a funnel whose stage nobody knows."""
    in_first = many(
        unknown,
        "{n} lost or dropped deal has no known last stage and counts in the first.",
        "{n} lost or dropped deals have no known last stage and count in the first.",
    )
    in_none = many(
        no_stage,
        "Left out: {n} open deal that is in no stage.",
        "Left out: {n} open deals that are in no stage.",
    )
    if not unknown and not no_stage:
        return [_("Left out: nobody.")]
    return [text for count, text in ((unknown, in_first), (no_stage, in_none)) if count]


def durations(table: pd.DataFrame) -> list[str]:
    visits, running, unmeasured = (
        table[name].sum() for name in ("visits", "running", "unmeasured")
    )
    return [
        _(
            "Counted: days of each stay in a stage. The dot is the median of the stays that ended, "
            "the line their middle half; the diamond is the median with stays that still go on "
            "counted as unfinished (Kaplan–Meier), which is the honest one."
        ),
        many(
            visits,
            "Who: {n} stay, {running} still going on.",
            "Who: {n} stays, {running} still going on.",
            running=number(running),
        ),
        many(
            unmeasured,
            "Left out: {n} stay without a date.",
            "Left out: {n} stays without a date.",
        ),
    ]


def cycle(table: pd.DataFrame) -> list[str]:
    row = table.iloc[0]
    return [
        _(
            "Counted: days from creation to winning. The dot is the median of the wins so far, the "
            "line their middle half; the diamond is the median once deals that are still open are "
            "counted as unfinished (Aalen–Johansen)."
        ),
        say("Who: {n} won.", n=deals(row["deals"])),
        many(
            row["excluded"],
            "Left out: {n} won deal with a missing date or closed before its creation.",
            "Left out: {n} won deals with a missing date or closed before their creation.",
        ),
        many(
            row["unfinished"],
            "{n} open deal counts as unfinished.",
            "{n} open deals count as unfinished.",
        ),
    ]


def curve(table: pd.DataFrame) -> list[str]:
    last = table.iloc[-1]
    return [
        _(
            "Counted: what share of deals was won, lost or dropped by each day of their age; open "
            "deals count for as long as they have been watched (Aalen–Johansen). The curve ends "
            "where fewer than ten deals are left to watch."
        ),
        say("Who: {n} with a day of creation.", n=deals(last["entered"])),
        many(
            last["excluded"],
            "Left out: {n} deal without a creation, or closed before it.",
            "Left out: {n} deals without a creation, or closed before it.",
        ),
        say("{share} are not decided where it ends.", share=share(last["open"])),
    ]


def losses(table: pd.DataFrame) -> list[str]:
    lost, dropped = (table.loc[table["outcome"].eq(o), "deals"].sum() for o in ("lost", "dropped"))
    blank = table.loc[table["reason"].isna(), "deals"].sum()
    return [
        _(
            "Counted: lost and dropped deals by the reason given, cut by the last stage they were in."
        ),
        say("Who: {lost} lost, {dropped} dropped.", lost=deals(lost), dropped=deals(dropped)),
        many(
            blank,
            "{n} deal has no reason: it is a bar of its own.",
            "{n} deals have no reason: they are a bar of their own.",
        )
        if blank
        else _("Left out: nobody."),
    ]


#: how the forecast was made
METHODS = {
    "rates": "how often deals of that stage, age, amount and owner lately went on, were won or lost",
    "history": "what became of earlier deals that had waited as long in the same stage",
    "recent": "what was won in the last four spans as long",
}


def forecast(row: pd.Series, currency: str) -> list[str]:
    """The sentences about the row of `outlook`."""
    until, wins = date(row["until"]), say("{n} wins", n=number(row["expected_deals"]))
    rests = say(
        "Who: {n}, and deals not yet created, as many as in earlier months.",
        n=many(row["open_deals"], "{n} open deal", "{n} open deals"),
    )
    if absent(row["p10"]):
        sizes = say("{wins} are expected; without amounts nothing can be said of money.", wins=wins)
    else:
        ends = {end: money(row[end], currency) for end in ("p10", "p50", "p90")}
        sizes = say(
            "Eight times in ten between {p10} and {p90}; as often more as less than {p50}; {wins} "
            "are expected.",
            wins=wins,
            **ends,
        )
    if not absent(row["top3_share"]):
        part = share(row["top3_share"])
        rests += say(" {share} of what open deals promise rests on three of them.", share=part)
    return [
        say(
            "Counted: what will be won from the end of the data until {until}, by {method}.",
            until=until,
            method=_(METHODS.get(row["method"], METHODS["rates"])),
        ),
        why_so(row.get("why", "")),
        sizes,
        rests,
        _("It cannot know of a market or a team that changes for good."),
    ]


#: the methods in a few words, in sentences about the others
BRIEFLY = {
    "rates": "as deals go on today",
    "history": "by how long deals have waited",
    "recent": "as much as lately",
}


def why_so(why: str) -> str:
    """Why the forecast was made in this way and no other."""
    if absent(why) or not why:
        return ""
    for method, briefly in BRIEFLY.items():
        why = re.sub(rf"\b{method}\b", f"“{_(briefly)}”", why)
    return say("Of the ways to make it this is {why}.", why=_(why))


def goals() -> list[str]:
    """What stands beside a target."""
    return [
        _(
            "Counted: what was won in the period so far, what the days gone by make up of the target "
            "(the diamond), and what the forecast adds until its end: eight times in ten it ends "
            "within the thin line."
        ),
        _(
            "Likely: in eight of ten forecasts or more the target is met; unlikely: in two of ten or "
            "fewer. What lies between can go either way, and says nothing about anybody's work."
        ),
        _(
            "Who: the deals that the target is for, of all dates. Targets are written in cycle.toml, "
            "for all, a pipeline, a team or an owner."
        ),
    ]


def no_forecast(error: CycleKitError, *, recorded: bool) -> list[str]:
    """What the forecast lacks, and how to get it; `recorded`: whether there is any stage history."""
    asks = _("A forecast asks what became of earlier deals, and how often such are won or lost.")
    if recorded:
        return [
            asks,
            say("There are too few of them here: {there}", there=error.there),
            _("Export a longer time, with the deals closed in it."),
        ]
    return [
        asks,
        _("This export does not say when deals came into their stages, only where they are now."),
        _(
            "Export the history of the stages too (deal, stage, date of each change), or keep a dated "
            "export every week in one folder, and open the folder here."
        ),
    ]


def calls(day: pd.Timestamp) -> list[str]:
    """Who is to be called, and what is left out."""
    return [
        _(
            "Slow: longer in its stage than nine in ten of the stays that moved on or won (of the "
            "whole pipeline where a stage has fewer than ten). Overdue: past its expected close. "
            "Silent: no activity for 30 days. A deal may be several."
        ),
        _(
            "Who: open deals, whatever dates are chosen above. What the export does not tell (days "
            "of activity, expected closes) cannot count."
        ),
        as_of(day),
    ]


def losses_saved(day: pd.Timestamp) -> list[str]:
    """How the wins from fewer losses are counted."""
    return [
        _(
            "Counted: a tenth of the deals lost in the stage, times the win rate of the closed deals "
            "that got beyond it, at the mean amount won. It assumes that the deals saved would have "
            "gone on like the others."
        ),
        _("Who: closed deals in this selection, over all its time; open ones are left out."),
        as_of(day),
    ]
