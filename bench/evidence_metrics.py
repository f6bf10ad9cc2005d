"""The part on all other metrics: are they right in companies of every kind, and what do they say where not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import numpy as np
import pandas as pd

import cycle_kit as ck
from bench.kinds import FIRST, STAGES, Made
from bench.kinds_cut import EVERY, TIMES, company_of, endless, export
from bench.truth import Truth, share
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.measures import KPIS

TITLE, ORDER = "Metrics of companies of many kinds", 6
COMPANIES = 16  # of each kind, at most bench.kinds_cut.TIMES; the last of them is asked for exact figures
DAY = 1000.0  # of the export
RULES = ("reached", "visited", "closed", "in_order")
PERIODS = ("2023-Q1", "2024-Q1"), ("2023", "2024")  # the second is running on the day of the export
LIFT = 0.2
AGES = (30, 90, 180)
EXACT = ("trend", "kpis", "funnel, ledger", "mix_shift", "what_if")
LEVEL = 0.9  # held less often than this, an interval is not what it says
SAME = 2e-4  # relative; days of a day hold seconds

Found = tuple[str, str, float, float, float, float, str]  # metric, what, said, low, high, truth, note


def section(jobs: int) -> list[str]:
    """Two tables: figures that can only be right or wrong, and estimates with their intervals."""
    asked = list(product(EVERY, range(COMPANIES)))
    with ProcessPoolExecutor(jobs) as pool:
        rows = pd.DataFrame([row for found in pool.map(tried, asked) for row in found])
    return lines(rows)


def tried(asked: tuple[str, int]) -> list[dict]:
    """One company: what cycle_kit says, and the truth."""
    name, number = asked
    whole = endless(EVERY[name], zlib.crc32(name.encode()) % 1_000)
    company = company_of(whole, number)
    pipe = export(company, DAY)
    found = list(estimates(pipe, Truth(whole, DAY + 1)))
    if number == COMPANIES - 1:
        found += list(exact(pipe, Truth(company, DAY + 1)))
    names = ("metric", "what", "said", "low", "high", "truth", "note")
    return [{"kind": name, **dict(zip(names, row, strict=True))} for row in found]


def days_of(when: pd.Timestamp) -> float:
    return (when - FIRST) / pd.Timedelta(days=1)


def exact(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    """Figures that follow from what the file says, or must be empty."""
    yield from of_trend(pipe, truth)
    yield from of_kpis(pipe, truth)
    yield from of_counts(pipe, truth)
    yield from of_shifts(pipe, truth)


def of_trend(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    periods: dict[pd.Timestamp, dict[str, float]] = {}
    for name in KPIS:
        if name == "new_leads":
            continue
        for row in ck.trend(pipe, name).itertuples():
            start, end = row.period, row.period + pd.offsets.MonthBegin(1)
            if start not in periods:
                periods[start] = truth.figures(days_of(start), days_of(end))
            note = row.note or ("unfinished" if row.unfinished else "")
            yield ("trend", f"{name} {row.label}", row.value, np.nan, np.nan, periods[start][name], note)


def of_kpis(pipe: ck.Pipeline, truth: Truth) -> Iterator[Found]:
    for length, back in (("month", 12), ("quarter", 4), ("year", 1)):
        table = ck.kpis(pipe, period=length)
        start = pd.Period(table["start"].iloc[0], length[0].upper())
        spans = {"value": start, "previous": start - 1, "last_year": start - back}
        right = {
            name: truth.figures(days_of(span.start_time), days_of((span + 1).start_time))
            for name, span in spans.items()
        }
        for row in table.itertuples():
            for name in spans:
                if row.measure != "new_leads":
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
    for outcome, mine in (("won", wins.index), ("closed", deals.index)):
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
    yield from asked("what_if", of_changes, pipe, truth)


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
    decided = deals["outcome"].isin(["Won", "Lost"])
    right = deals.loc[decided, "outcome"].eq("Won").mean()
    yield ("win_rate", "", row["win_rate"], row["low"], row["high"], right, "")
    for row in ck.trend(pipe, "win_rate", every="quarter").itertuples():
        span = pd.Period(row.period, "Q")
        right = truth.figures(days_of(span.start_time), days_of((span + 1).start_time))["win_rate"]
        if not row.unfinished:
            yield ("trend", f"win_rate {row.label}", row.value, row.low, row.high, right, row.note)


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
    yield ("what_if", "value a day", daily["now"], daily["low"], daily["high"], right, note)
    cycle = plain.loc["mean_cycle_days"]
    right = (wins["closed"] - wins["created"]).mean()
    yield ("what_if", "cycle", cycle["now"], cycle["low"], cycle["high"], right, cycle["note"])
    came = wins.index.isin(truth.visits.loc[truth.visits["step"] == 2, "deal_id"])
    lift = table.loc["win_rate", "then"] / table.loc["win_rate", "now"]
    yield ("lift", "conversion", lift - 1, np.nan, np.nan, LIFT * came.mean(), "")
    offers = truth.visits[(truth.visits["step"] == 3) & truth.visits["deal_id"].isin(wins.index)]
    saved = cycle["now"] - table.loc["mean_cycle_days", "then"]
    yield ("lift", "days", saved, np.nan, np.nan, LIFT * offers["days"].sum() / len(wins), "")


def lines(rows: pd.DataFrame) -> list[str]:
    return [str(len(rows))]
