"""The digest's sentences on how things stand and what is to come: where deals wait, whom to call, what is expected."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.unanswered import ask
from cycle_kit.charts.words import (
    FEW,
    absent,
    date,
    full_days,
    isolated,
    many,
    money_between,
    none_or,
    number,
    say,
    semicolons,
)
from cycle_kit.dashboard.next_steps import why_to_call
from cycle_kit.dashboard.pages.declared import given
from cycle_kit.metrics.calls import call_counts, calls
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.waiting import waiting
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.reports.happened import worth


def waits(pipe: Pipeline) -> str:
    """Where deals stay longest; of each pipeline its own."""
    told = []
    for name in pipe.pipelines:
        one = meeting(pipe, {"pipeline": name}) if len(pipe.pipelines) > 1 else pipe
        table = given(ask(waiting, one))
        if table is None or len(table) < 2 or absent(table.iloc[0]["median_days"]):
            continue
        row = table.iloc[0]
        where = f"{row['stage']} ({name})" if len(pipe.pipelines) > 1 else row["stage"]
        told.append(
            say(
                "{stage}: {days} in the middle, {n} past that",
                stage=isolated(where),
                days=full_days(row["median_days"]),
                n=number(row["past"]),
            )
        )
    return say("Deals wait longest in {told}.", told=semicolons(told)) if told else ""


def called(pipe: Pipeline) -> str:
    found = given(ask(calls, pipe))
    if found is None or not len(found):
        return ""
    counts = call_counts(found)
    return many(
        counts["deals"],
        "{n} open deal is to be called{worth}: {whys}.",
        "{n} open deals are to be called{worth}: {whys}.",
        worth=worth(counts["value"], pipe.currency),
        whys=why_to_call(counts),
    )


def cycle(pipe: Pipeline) -> str:
    row = cycle_length(pipe).iloc[0]
    if row["deals"] < FEW or absent(row["median_days"]):
        return ""
    return say(
        "Half of all {n} wins so far took under {days}.",
        n=number(row["deals"]),
        days=full_days(row["median_days"]),
    )


def expected(table: pd.DataFrame | None, currency: str) -> str:
    if table is None:
        return ""
    row = table.iloc[0]
    until = date(row["until"])
    of = none_or(row["open_deals"], "no deal is open", "{n} deal is open", "{n} deals are open")
    if absent(row["p10"]):
        wins = round(row["expected_deals"])
        told = many(
            wins,
            "About {n} win is expected until {until}; {of}.",
            "About {n} wins are expected until {until}; {of}.",
            until=until,
            of=of,
        )
        return (
            told
            if wins
            else say("Hardly a win is expected until {until}; {of}.", until=until, of=of)
        )
    range_ = money_between(row["p10"], row["p90"], currency)
    return say(
        "Until {until} {range} should be won, eight times in ten; {of}.",
        until=until,
        range=range_,
        of=of,
    )
