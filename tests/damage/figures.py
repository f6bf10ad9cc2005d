"""What is compared: the figures of a pipeline as its tables have them, and in words how two of them differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from cycle_kit.pipeline import Pipeline

#: of each deal, beside its key
FIELDS = (
    "name", "account", "pipeline", "owner", "stage", "outcome", "amount", "currency", "created_at", "closed_at",
    "expected_close", "lost_reason", "source", "team", "last_activity_at", "probability",
)  # fmt: skip
#: what a deal's figures are made of; a hurt deal is judged by these
JUDGED = ("pipeline", "owner", "stage", "outcome", "amount", "currency", "created_at", "closed_at")
DATES = ("created_at", "closed_at", "expected_close", "last_activity_at")


def deals_of(pipe: Pipeline, *, by_name: bool) -> pd.DataFrame:
    """The deals of a pipeline by their key, the id or the name; text empty where nothing is known."""
    deals = pd.DataFrame(pipe.deals).reindex(columns=["deal_id", *FIELDS])
    for column in set(FIELDS) - set(DATES) - {"amount", "probability"}:
        deals[column] = deals[column].astype("object").where(deals[column].notna(), "").astype(str)
    deals["outcome"] = deals["outcome"].replace({"": "unknown"})
    for column in DATES:
        deals[column] = pd.to_datetime(deals[column]).dt.round("s")  # day numbers are fractions
    keys = deals["name"] if by_name else deals["deal_id"].astype(str)
    again = keys.groupby(keys).cumcount()
    deals["key"] = keys.where(again == 0, keys + " #" + (again + 1).astype(str))
    return deals.set_index("key")


@dataclass(frozen=True)
class Figures:
    """Counts, sums and dates that a damage may not change."""

    deals: int
    outcomes: Counter[str]
    money: dict[str, float]  # the sum of amounts by outcome
    currencies: Counter[str]
    created: Counter[Any]
    closed: Counter[Any]
    cycle: tuple[int, float, float]  # won deals with both dates in order; mean and median days
    owners: Counter[str]
    pipelines: Counter[str]
    in_stage: Counter[str]
    reasons: Counter[str]
    whole: Counter[Any]  # what belongs to one deal: dates, outcome, owner and amount together
    visits: Counter[str]  # of stages, where there is a history
    stages: Any  # the order, or the set where none is known
    as_of: Any
    leads: Counter[str]
    contacts: Counter[Any]  # days of first contact of the leads


def figures(pipe: Pipeline, deals: pd.DataFrame, *, leave_out: Collection[str] = ()) -> Figures:
    """The figures of these deals; `stages`, `as_of` and leads are those of the pipeline."""
    kept = deals[~deals.index.isin(list(leave_out))]
    visits = pd.DataFrame(pipe.visits)
    visits = visits[visits["deal_id"].isin(kept["deal_id"])]
    leads = pipe.leads
    return Figures(
        deals=len(kept),
        outcomes=Counter(kept["outcome"]),
        money={
            str(outcome): round(float(part.sum()), 2)
            for outcome, part in kept.groupby("outcome")["amount"]
        },
        currencies=Counter(kept["currency"]),
        created=days_of(kept["created_at"]),
        closed=days_of(kept["closed_at"]),
        cycle=cycle(kept),
        owners=Counter(kept["owner"]),
        pipelines=Counter(kept["pipeline"]),
        in_stage=Counter(kept["stage"]),
        reasons=Counter(kept["lost_reason"]),
        whole=Counter(
            zip(
                kept["created_at"].astype(str),
                kept["closed_at"].astype(str),
                kept["outcome"],
                kept["owner"],
                kept["amount"].round(2).astype(str),
                strict=True,
            )
        ),
        visits=Counter(visits["stage"].astype(str)) if pipe.recorded else Counter(),
        stages={
            name: tuple(stages) if pipe.ordered else frozenset(stages)
            for name, stages in pipe.orders.items()
        },
        as_of=pipe.as_of,
        leads=Counter(leads["outcome"].astype(str)),
        contacts=days_of(leads["first_contact_at"]),
    )


def days_of(dates: pd.Series) -> Counter[Any]:
    return Counter("none" if pd.isna(date) else str(date) for date in dates)


def cycle(deals: pd.DataFrame) -> tuple[int, float, float]:
    """Days from creation to win; of dates alone, where one end is a day and not a moment."""
    won = deals[(deals["outcome"] == "won") & deals["created_at"].notna()]
    won = won[won["closed_at"].notna()]
    start, end = won["created_at"], won["closed_at"]
    day = (start == start.dt.normalize()) | (end == end.dt.normalize())
    start, end = start.where(~day, start.dt.normalize()), end.where(~day, end.dt.normalize())
    spans = (end - start).dt.total_seconds() / 86_400
    spans = spans[spans >= 0]
    if spans.empty:
        return 0, float("nan"), float("nan")
    return len(spans), round(float(spans.mean()), 3), round(float(spans.median()), 3)


def differences(found: Figures, right: Figures, *, apart: Collection[str] = ()) -> list[str]:
    """In words, what is other than it should be; empty where all is the same."""
    said = []
    for field in fields(Figures):
        name = field.name
        if name in apart or (name == "whole" and said):
            continue
        one, other = getattr(found, name), getattr(right, name)
        if not _same(name, one, other):
            said.append(f"{name}: {_words(name, one, other)}")
    return said


def _same(name: str, one: Any, other: Any) -> bool:
    if name == "cycle":
        return str(one) == str(other)
    if name == "money":
        return {k: v for k, v in one.items() if v} == {k: v for k, v in other.items() if v}
    if name == "as_of" and one != other:
        days = one.normalize(), other.normalize()
        return days[0] == days[1] and (one in days or other in days)
    return bool(one == other)


def _words(name: str, one: Any, other: Any) -> str:
    if isinstance(one, Counter):
        more, fewer = one - other, other - one
        if sum(more.values()) + sum(fewer.values()) > 6:
            return (
                f"{sum(more.values())} other than right, such as {_some(more)} for {_some(fewer)}"
            )
        return f"{_some(more)} instead of {_some(fewer)}"
    if isinstance(one, dict):
        keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
        one, other = ({key: each[key] for key in keys if key in each} for each in (one, other))
    return f"{one} (right: {other})"


def _some(counted: Counter[Any]) -> str:
    shown = list(counted.items())[:3]
    return ", ".join(f"{count} × {str(value) or 'none'!r}" for value, count in shown) or "nothing"
