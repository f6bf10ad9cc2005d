"""The part on all other metrics: are they right in companies of every kind, and what do they say where not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import numpy as np
import pandas as pd

import cycle_kit as ck
from bench.kinds import FIRST, STAGES
from bench.kinds_cut import EVERY, TIMES, company_of, endless, export
from bench.truth import Truth, share
from cycle_kit.errors import CycleKitError
from cycle_kit.fiscal import Length
from cycle_kit.metrics.cycle import Ending
from cycle_kit.metrics.measures import KPIS

TITLE, ORDER = "Metrics of companies of many kinds", 6
COMPANIES = 6  # of each kind, at most bench.kinds_cut.TIMES; of the last of them every figure
DAY = 1000.0  # of the export
RULES = ("reached", "visited", "closed", "in_order")
PERIODS = ("2023-Q1", "2024-Q1"), ("2023", "2024")  # the second is running on the day of the export
LENGTHS: tuple[tuple[Length, int], ...] = (("month", 12), ("quarter", 4), ("year", 1))
LIFT = 0.2
AGES = (30, 90, 180)
EXACT = ("trend", "kpis", "funnel, ledger", "mix_shift")
LEVEL = 0.9  # held less often than this, an interval is not what it says
SAME = 2e-4  # relative; days of a day hold seconds

Found = tuple[
    str, str, float, float, float, float, str
]  # metric, what, said, low, high, truth, note


def section(jobs: int) -> list[str]:
    """Two tables: figures that can only be right or wrong, and estimates with their intervals."""
    with ProcessPoolExecutor(jobs) as pool:
        return lines(pd.concat(pool.map(tried, EVERY), ignore_index=True))


def tried(name: str) -> pd.DataFrame:
    """The companies of a kind: what cycle_kit says, and the truth; of the last one exact figures too."""
    whole = endless(EVERY[name], zlib.crc32(name.encode()) % 1_000)
    truth, found = Truth(whole, DAY + 1), []
    for number in range(COMPANIES):
        company = company_of(whole, number)
        pipe = export(company, DAY)
        found += list(estimates(pipe, truth))
        if number == COMPANIES - 1:
            found += list(exact(pipe, Truth(company, DAY + 1)))
    columns = ["metric", "what", "said", "low", "high", "truth", "note"]
    return pd.DataFrame(found, columns=columns).assign(kind=name)


def days_of(when: pd.Timestamp) -> float:
    return (when - FIRST) / pd.Timedelta(days=1)


def exact(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    """Figures that follow from what the file says, or must be empty."""
    yield from of_trend(pipe, truth)
    yield from of_kpis(pipe, truth)
    yield from of_counts(pipe, truth)
    yield from of_shifts(pipe, truth)


def of_trend(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    for name in KPIS:
        if name not in truth.figures(0, 1):  # companies of the bench have no leads and no accounts
            continue
        for row in ck.trend(pipe, name).itertuples():
            start, end = row.period, row.period + pd.offsets.MonthBegin(1)
            note = row.note or ("unfinished" if row.unfinished else "")
            right = truth.figures(days_of(start), days_of(end))[name]
            yield ("trend", f"{name} {row.label}", row.value, np.nan, np.nan, right, note)


def of_kpis(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    for length, back in LENGTHS:
        table = ck.kpis(pipe, period=length)
        start = pd.Period(table["start"].iloc[0], length[0].upper())
        spans = {"value": start, "previous": start - 1, "last_year": start - back}
        right = {
            name: truth.figures(days_of(span.start_time), days_of((span + 1).start_time))
            for name, span in spans.items()
        }
        for row in table.itertuples():
            for name in spans:
                if row.measure in right[name]:
                    note = row.note or ("unfinished" if row.unfinished else "")
                    note = note or ("the period before the data" if name != "value" else "")
                    said, what = getattr(row, name), f"{row.measure} {length} {name}"
                    yield ("kpis", what, said, np.nan, np.nan, right[name][row.measure], note)


def of_counts(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    """Deals by every rule of the funnel, and visits by how they ended."""
    for rule in RULES:
        try:
            said, note = ck.funnel(pipe, rule=rule)["deals"].tolist(), ""
        except CycleKitError as error:
            said, note = [np.nan] * (len(STAGES) + 1), str(error)
        for place, right in enumerate(truth.funnel(rule)):
            yield ("funnel, ledger", f"{rule} {place}", said[place], np.nan, np.nan, right, note)
    table = ck.ledger(pipe)
    refused = "" if pipe.recorded else "last stages only"
    for step, row in enumerate(table.to_dict("records"), start=1):
        for name, right in truth.ledger(step).items():
            said = np.nan if refused else row[name]
            yield ("funnel, ledger", f"{name} of {step}", said, np.nan, np.nan, right, refused)


def of_shifts(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    now = truth.now[truth.in_file.loc[truth.now.index]]
    days = now["closed"] - now["created"]
    for before, after in PERIODS:
        try:
            last = ck.mix_shift(pipe, "win_rate", by="owner", before=before, after=after).iloc[-1]
        except CycleKitError as error:
            yield ("mix_shift", after, np.nan, np.nan, np.nan, 0.0, str(error))
            continue
        parts = last["mix"] + last["rate"] + last["unfinished"]
        yield ("mix_shift", f"{after} sum", parts, np.nan, np.nan, last["change"], "")
        for name, period in (("before", before), ("after", after)):
            span = pd.Period(period)
            start, end = days_of(span.start_time), days_of((span + 1).start_time)
            first = end - start if np.isnan(last["first_days"]) else last["first_days"]
            within = np.inf if np.isnan(last["within_days"]) else last["within_days"]
            here = now["created"].between(start, min(end, start + first), inclusive="left")
            ended = now.loc[here & (days <= within), "outcome"].value_counts()
            right = share(ended.get("Won", 0), ended.get("Won", 0) + ended.get("Lost", 0))
            yield ("mix_shift", f"{after} {name}", last[f"value_{name}"], np.nan, np.nan, right, "")


def estimates(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    """What a file of some deals says of all deals that such a company has, to their ends."""
    deals, wins = truth.deals, truth.deals[truth.deals["outcome"] == "Won"]
    days = deals["closed"] - deals["created"]
    yield from of_rates(pipe, truth)
    yield from asked("stage_durations", of_stays, pipe, truth)
    ends: tuple[tuple[Ending, pd.Index], ...] = (("won", wins.index), ("closed", deals.index))
    for outcome, mine in ends:
        row = ck.cycle_length(pipe, outcome=outcome).iloc[0]
        name, last = ("aj", "aj_median_high_days") if outcome == "won" else ("km", "km_median_days")
        low, high = row[f"{name}_median_days_low"], row[f"{last}_high"]
        said = row[f"{name}_median_days"]
        yield ("cycle_length", outcome, said, low, high, days[mine].median(), "")
    curve = ck.outcome_curves(pipe)
    for age, name in product(AGES, ("won", "lost")):
        seen = curve[curve["days"] <= age]
        told = len(seen) > 0 and (curve["days"].iloc[-1] > age)
        row = seen.iloc[-1] if told else pd.Series(dtype=float)
        right = (deals["outcome"].eq(name.title()) & (days <= age)).mean()
        said, low, high = (row.get(f"{name}{end}", np.nan) for end in ("", "_low", "_high"))
        yield ("outcome_curves", f"{name} by {age}", said, low, high, right, "")
    yield from asked("what_if: cycle", of_changes, pipe, truth)


def asked(metric: str, ways, pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    """What a metric says, or that it refuses."""
    try:
        yield from list(ways(pipe, truth))
    except CycleKitError as error:
        yield (metric, "", np.nan, np.nan, np.nan, 0.0, str(error))


def of_rates(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    deals = truth.deals
    table = ck.funnel(pipe)
    for step, row in enumerate(table.to_dict("records")[:-1], start=1):
        here, on = (deals["furthest"] >= step).sum(), (deals["furthest"] > step).sum()
        yield ("funnel", row["stage"], row["conversion"], row["low"], row["high"], on / here, "")
    row = ck.win_rate(pipe).iloc[0]
    seen = truth.now[truth.in_file.loc[truth.now.index]]
    for name, those in (("win_rate", seen), ("win_rate: all", deals)):
        decided = those["outcome"].isin(["Won", "Lost"])
        right = those.loc[decided, "outcome"].eq("Won").mean()
        yield (name, "", row["win_rate"], row["low"], row["high"], right, "")
    for row in ck.trend(pipe, "win_rate", every="quarter").itertuples():
        span = pd.Period(row.period, "Q")
        right = truth.figures(days_of(span.start_time), days_of((span + 1).start_time))["win_rate"]
        if not row.unfinished:
            yield ("trend: win_rate", row.label, row.value, row.low, row.high, right, row.note)


def of_stays(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    stays = truth.visits
    for step, row in enumerate(ck.stage_durations(pipe).to_dict("records"), start=1):
        mine = stays.loc[stays["step"] == step, "days"]
        said = (row[name] for name in ("km_median_days", "km_low", "km_high"))
        yield ("stage_durations", row["stage"], *said, mine.median(), "")


def of_changes(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    """The value a day and the cycle, and what a better conversion and a shorter stage bring."""
    wins = truth.deals[truth.deals["outcome"] == "Won"]
    table = ck.what_if(pipe, conversion={"Talk": LIFT}, days={"Offer": -LIFT}).set_index("measure")
    plain = ck.what_if(pipe).set_index("measure")
    now = truth.now
    lately = now["outcome"].eq("Won") & (now["closed"] > truth.late - 365)
    daily, note = plain.loc["won_value_per_day"], ""
    right = now.loc[lately, "amount"].sum() / 365 / TIMES
    if pd.isna(daily["now"]):
        note = daily["note"] or "several currencies"
    yield ("what_if: value a day", "", daily["now"], daily["low"], daily["high"], right, note)
    cycle = plain.loc["mean_cycle_days"]
    so_far = now[now["outcome"].eq("Won") & truth.in_file.loc[now.index]]
    for name, those in (("what_if: cycle", so_far), ("what_if: cycle, all", wins)):
        right = (those["closed"] - those["created"]).mean()
        yield (name, "", cycle["now"], cycle["low"], cycle["high"], right, cycle["note"])
    came = wins.index.isin(truth.moves.loc[truth.moves["step"] == 2, "deal_id"])
    lift = table.loc["win_rate", "then"] / table.loc["win_rate", "now"]
    yield ("lift: conversion", "", lift - 1, np.nan, np.nan, LIFT * came.mean(), "")
    offers = truth.moves[(truth.moves["step"] == 3) & truth.moves["deal_id"].isin(wins.index)]
    saved = cycle["now"] - table.loc["mean_cycle_days", "then"]
    yield (
        "lift: days",
        "",
        saved,
        np.nan,
        np.nan,
        LIFT * (offers["left"] - offers["day"]).sum() / len(wins),
        "",
    )


def lines(rows: pd.DataFrame) -> list[str]:
    numbers = ["said", "low", "high", "truth"]
    rows[numbers] = rows[numbers].astype(float)
    exactly = rows["metric"].isin(EXACT)
    return [
        f"{len(EVERY)} kinds of company (`bench/kinds.py`, `bench/kinds_cut.py`), each a part of an endless company "
        f"whose whole truth is known (`bench/truth.py`), as its export of day {DAY:.0f} shows it. The truth is "
        "counted from all moves of all deals, to their ends, without cycle_kit.",
        "",
        *right_or_wrong(rows[exactly].copy()),
        "",
        *held(rows[~exactly].copy()),
    ]


def judged(rows: pd.DataFrame) -> np.ndarray:
    """Of each figure: "right", "told" (empty, or marked as not whole, with a reason) or "wrong"."""
    near = np.isclose(rows["said"], rows["truth"], rtol=SAME, atol=1e-6, equal_nan=True)
    return np.where(near, "right", np.where(rows["note"].ne(""), "told", "wrong"))


def right_or_wrong(rows: pd.DataFrame) -> list[str]:
    """Per kind and metric how many figures are right, how many empty with a reason, how many wrong."""
    rows["how"] = judged(rows)
    told = rows[rows["how"] == "told"]
    found = [
        "**Figures that follow from the file**: every month of `trend` and a month, a quarter and a year of `kpis`, "
        "with those before and a year before, of all measures but leads; deals by each rule of `funnel`, visits by "
        "each column of `ledger`; both sides of `mix_shift` for two quarters, and for two years of which the later is "
        "running. One company of each kind. Right + empty, or marked as not whole, with the reason + wrong.",
        "",
        "| kind | " + " | ".join(EXACT) + " | what it says where it does not know |",
        "|" + "---|" * (len(EXACT) + 2),
    ]
    for kind in EVERY:
        mine = rows[rows["kind"] == kind]
        cells = [counted(mine.loc[mine["metric"] == name, "how"]) for name in EXACT]
        found.append("| " + " | ".join([kind, *cells, said_of(told[told["kind"] == kind])]) + " |")
    total = [counted(rows.loc[rows["metric"] == name, "how"]) for name in EXACT]
    return [*found, "| " + " | ".join(["**all**", *total, ""]) + " |"]


def counted(how: pd.Series) -> str:
    right, told, wrong = ((how == name).sum() for name in ("right", "told", "wrong"))
    return f"{right} + {told} + {wrong}" if not wrong else f"**{right} + {told} + {wrong}**"


def said_of(told: pd.DataFrame) -> str:
    """The reasons, one of each kind: those that differ in their numbers alone are one."""
    notes = told["note"].str.split("\n").str[0]
    alike = notes.str.replace(r"[\d,-]+", "", regex=True)
    return " ".join(notes[~alike.duplicated()].str.strip())


def held(rows: pd.DataFrame) -> list[str]:
    """Per kind the share of intervals that held the truth, and what a change was said to bring."""
    high = rows["high"].fillna(np.inf)  # not reached by the curve
    rows["held"] = (rows["low"] <= rows["truth"]) & (rows["truth"] <= high)
    names = list(dict.fromkeys(rows["metric"]))
    found = [
        f"**Intervals**: of {COMPANIES} companies of each kind, the share of 95 % intervals that held what is true of "
        "all deals of such a company, also of those not yet decided. `win_rate` and `what_if: cycle` are of the deals "
        "decided, or won, so far, as they say; beside them (*all*) how often they held what comes of all. `lift`: what "
        f"`what_if` says that a {LIFT:.0%} better conversion of one stage brings, and a {LIFT:.0%} shorter one, in "
        "parts of the truth. Few companies of a kind: its own row tells little. Empty: it says that it does not know.",
        "",
        "| kind | " + " | ".join(names) + " |",
        "|" + "---|" * (len(names) + 1),
    ]
    for kind, mine in [*((kind, rows[rows["kind"] == kind]) for kind in EVERY), ("**all**", rows)]:
        cells = [cell(mine[mine["metric"] == name]) for name in names]
        found.append("| " + " | ".join([kind, *cells]) + " |")
    return found


def cell(rows: pd.DataFrame) -> str:
    if rows["metric"].str.startswith("lift").any():
        known = rows[rows["said"].notna()]
        return f"{(known['said'] / known['truth']).mean():.2f}" if len(known) else ""
    known = rows[rows["low"].notna()]
    if known.empty:
        return ""
    share_ = known["held"].mean()
    return f"{share_:.0%}" if share_ >= LEVEL else f"**{share_:.0%}**"
