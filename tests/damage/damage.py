"""The list of damages, and how a damage chooses the rows that it hurts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from random import Random

import pandas as pd

from tests.damage.promise import ALL
from tests.damage.tables import Export, NotHere, Table
from tests.damage.truth import known

Change = Callable[[Export, Random], Export]


@dataclass(frozen=True)
class Damage:
    """A change to an export that says itself what must come of it, or that it is NotHere."""

    name: str
    subject: str  # the module it is from
    change: Change

    def done(self, export: Export, *, seed: str = "") -> Export:
        return self.change(export, Random(f"{self.name} {export.sample.name} {seed}"))


DAMAGES: dict[str, Damage] = {}


def all_rows(export: Export, *outcomes: str) -> dict[int, str]:
    """{origin: deal} of every row of deals with these outcomes, however often a deal is there."""
    truth = known(export.sample.name)
    return {
        origin: key
        for origin, key in truth.keys.get("deals", {}).items()
        if truth.deals.loc[key, "outcome"] in outcomes
    }


def damage(change: Change) -> Change:
    """Puts a function into the list, under its own name."""
    return named(change.__name__, change)


def named(name: str, change: Change) -> Change:
    assert name not in DAMAGES, name
    DAMAGES[name] = Damage(name, change.__module__.rpartition(".")[2], change)
    return change


@damage
def nothing(export: Export, dice: Random) -> Export:
    """The clean file: its notes must be true, and all else hangs on it."""
    return export


@cache
def quiet(sample: str) -> frozenset[str]:
    """The deals that alone decide nothing about others: neither the last day, nor a stage or a name."""
    truth = known(sample)
    deals, pipe = truth.deals, truth.pipe
    last = pipe.as_of.normalize()
    late = (deals[["created_at", "closed_at", "last_activity_at"]] >= last).any(axis=1)
    visits = pd.DataFrame(pipe.visits)
    late |= deals["deal_id"].isin(visits.loc[visits["entered_at"] >= last, "deal_id"])
    rare = pd.Series(False, index=deals.index)
    for column in ("owner", "pipeline", "currency", "stage"):
        rare |= deals[column].map(deals[column].value_counts()) < 3
    usual = visits.groupby("stage", observed=True)["deal_id"].nunique()
    seldom = set(visits.loc[visits["stage"].map(usual).astype(float) < 3, "deal_id"])
    rare |= deals["deal_id"].isin(seldom)
    return frozenset(deals.index[~late & ~rare].astype(str))


def some_rows(
    export: Export,
    dice: Random,
    count: int,
    *,
    outcomes: Iterable[str] = (),
    filled: Iterable[str] = (),
) -> dict[int, str]:
    """{origin: deal} of rows that may be hurt: of these outcomes, with these roles filled."""
    table, truth = export.table(), known(export.sample.name)
    rows, wanted = table.by_origin(), set(outcomes)
    quiet_deals, filled = quiet(export.sample.name), list(filled)
    fit = [
        (origin, key)
        for origin, key in truth.once().items()
        if key in quiet_deals
        and key not in export.promise.hurt
        and origin in rows
        and (not wanted or truth.deals.loc[key, "outcome"] in wanted)
        and all(table.cell(rows[origin], role).strip() for role in filled)
        and not (export.sample.grouped and table.roles.get("stage") == 0 and rows[origin].cells[0])
    ]
    if len(fit) < count:
        raise NotHere("no such rows")
    return dict(sorted(dice.sample(fit, count)))


def hurting(rows: dict[int, str], *fields: str) -> dict[str, frozenset[str]]:
    """Those deals hurt in these fields, or altogether."""
    return {key: frozenset(fields) or ALL for key in rows.values()}


def every_table(export: Export, change: Callable[[Table], Table]) -> Export:
    """The change done to each table of deals, of history and of leads."""
    for file in export.files:
        if file.kind != "other":
            export = export.with_table(change(export.table(file.kind)))
    return export
