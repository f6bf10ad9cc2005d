"""Tables that a loader copied from a CRM into a warehouse, as the tables that `load` reads.

heads -> known (which table is which) -> made (current rows, names for ids, one history)
Systems and loaders are declared in TOML; nothing here knows the name of one.
"""

from __future__ import annotations

from collections.abc import Sequence

from cycle_kit.files import RawTable
from cycle_kit.warehouse.known import Head, Plan, planned
from cycle_kit.warehouse.made import Known, Made, made
from cycle_kit.warehouse.records import check_readable, opened

__all__ = ["Head", "Known", "Made", "Plan", "made", "of_tables", "opened", "planned"]


def of_tables(raws: Sequence[RawTable], *, crm: str | None, sure: bool = False) -> Made | None:
    """What `load` reads of a set of tables; None where they are no tables of a warehouse.

    `sure`: they come from a database, or with their names. LayoutError: tables of deals of several systems,
    or none among tables of a loader. FileError: their rows are JSON that cannot be read.
    """
    whole = opened(raws)
    heads = [Head(raw.file, tuple(map(str, raw.frame))) for raw in whole]
    plan = planned(heads, crm=crm, sure=sure)
    if plan is None:
        check_readable(raws)
    return made(whole, plan) if plan else None
