"""Forecasts of past dates by owner, or by any other column, as it stood then: who promises too much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.errors import QuestionError, code
from cycle_kit.metrics.basis import Basis
from cycle_kit.metrics.counting import share_interval, why_no_money
from cycle_kit.metrics.dealt import by_deal
from cycle_kit.metrics.frames import deals, table
from cycle_kit.metrics.own_columns import plain
from cycle_kit.metrics.past import Known, Story, past_of, value_then
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "method", "date", "predicted", "actual", "error", "bias", "deals", "won", "won_share", "low", "high",
    "closed", "closed_share", "note",
)  # fmt: skip
DATED = {"crm": {"probability": "probabilities", "expected_close": "expected closes"}}
#: columns of deals that the moves tell of any day
TOLD = {"stage": "stage", "pipeline": "place"}
NOW = "As they are now, not as they were then: {names}."


def parts(
    pipe: Pipeline, story: Story, moments: Iterable, methods: Sequence[str], keys: list[str]
) -> list[pd.DataFrame]:
    """Rows of all methods at all these moments, by group."""
    found = []
    for date, basis, later in moments:
        groups = groups_then(pipe, story, basis.facts, keys, date)
        found += [judged_by(method, date, basis, later, groups) for method in methods]
    return found


def groups_then(
    pipe: Pipeline, story: Story, facts: Known, keys: Sequence[str], date: pd.Timestamp
) -> pd.DataFrame:
    """The `keys` of each deal as they were known at the end of a date, by id."""
    then = {key: at_the_time(pipe, story, facts, key, date) for key in keys}
    return pd.DataFrame(then).set_axis(pd.Index(facts.lives["deal_id"]))


def at_the_time(
    pipe: Pipeline, story: Story, facts: Known, key: str, date: pd.Timestamp
) -> pd.Series:
    """One column of the deals that were known then, as it was at the end of a date."""
    if key in TOLD:
        return facts.lives[TOLD[key]]
    now = pipe.once(f"now {key}", lambda: as_now(pipe, key)).reindex(story.deals["deal_id"])
    now = now.set_axis(story.deals.index)
    if key in pipe.changes:
        past = past_of(pipe.changes[key], pd.Index(story.deals["deal_id"]))
        now = value_then(past, np.datetime64(date + pd.Timedelta(days=1), "us"), now)
    return now.reindex(facts.lives.index)


def as_now(pipe: Pipeline, key: str) -> pd.Series:
    return table(deals(pipe).select("deal_id", key)).set_index("deal_id")[key]


def as_of_now(pipe: Pipeline, keys: Sequence[str]) -> str:
    """What a table by these columns has to say: which are not those of the date, why no money is known."""
    undated = [plain(key) for key in keys if key not in pipe.changes and key not in TOLD]
    told = NOW.format(names=", ".join(undated)) if undated else ""
    return f"{told} {why_no_money(pipe)}".strip()


def judged_by(
    method: str, date: pd.Timestamp, basis: Basis, later: Known, groups: pd.DataFrame
) -> pd.DataFrame:
    """Of the deals open then, by group: what was expected of them, and what became of them."""
    keys = list(groups)
    each = by_deal(basis, method)
    ends = later.lives.set_index("deal_id")
    outcome = each["deal_id"].map(ends["outcome"])
    won, worth = outcome.eq("won"), each["deal_id"].map(ends["value"]).astype(float)
    rows = groups.reindex(each["deal_id"]).reset_index(drop=True).assign(
        predicted=each["expected_value"].fillna(0.0),
        actual=worth.fillna(each["value"]).where(won, 0.0),
        won=won,
        closed=outcome.notna() & outcome.ne("open"),
        deals=1,
    )  # fmt: skip
    sums = rows.groupby(keys, dropna=False, observed=True).sum().reset_index()
    return sums.assign(method=method, date=date)


def with_bias(pipe: Pipeline, parts: Sequence[pd.DataFrame], keys: Sequence[str]) -> pd.DataFrame:
    """The rows with how far off each forecast was, and which share of the deals was won and closed."""
    rows = pd.concat(parts, ignore_index=True)
    if why_no_money(pipe):
        rows[["predicted", "actual"]] = np.nan
    actual, whole = rows["actual"], rows["deals"].astype(float)
    low, high = share_interval(rows["won"], rows["deals"])
    found = rows.assign(
        error=rows["predicted"] - actual,
        bias=rows["predicted"] / actual.where(actual != 0) - 1,
        won_share=rows["won"] / whole,
        closed_share=rows["closed"] / whole,
        low=low,
        high=high,
        note=as_of_now(pipe, keys),
    )
    found = found.astype(dict.fromkeys(("deals", "won", "closed"), "int64"))
    found = found.sort_values([*keys, "method", "date"], kind="stable", ignore_index=True)
    return found[[*keys, *COLUMNS]]


def too_long(
    pipe: Pipeline, keys: Sequence[str], every: str, horizon: int, days: int, since: pd.Timestamp
) -> QuestionError:
    """Of groups the CRM's own chances can be tried, over fewer days than were asked for."""
    names = list(map(code, map(plain, keys)))
    by = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    more = "" if every == "month" else f"every={code(every)}, "
    return QuestionError(
        f"No date has {horizon} days after it to hold a forecast against.",
        there=f"The chances of the CRM are known from {since:%Y-%m-%d} on, and the data end on "
        f"{pipe.as_of:%Y-%m-%d}.",
        fix=f"Write it as ck.backtest(pipe, by={by}, {more}horizon={days}), or export a longer time.",
    )


def since_dated(pipe: Pipeline, when: list[pd.Timestamp]) -> list[pd.Timestamp]:
    """Of these dates those at which the CRM's chances were dated."""
    first = chances_since(pipe)
    return [date for date in when if end_of_day(date) >= first]


def chances_since(pipe: Pipeline) -> pd.Timestamp:
    return max(pipe.changes[name]["at"].min() for name in DATED["crm"])
