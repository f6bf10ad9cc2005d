"""Names for the ids of owners and accounts."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cycle_kit.warehouse import cells
from cycle_kit.warehouse.current import one_each
from cycle_kit.warehouse.tables import Table


def names(tables: Iterable[Table]) -> dict[str, str]:
    """{id: name, or else the address}, of those who left, too; ids as they are matched."""
    found: dict[str, str] = {}
    for table in tables:
        table = one_each(table, "id")
        keys = cells.short_ids(table.texts("id"), table.system.id_letters)
        pairs = zip(keys, _called(table), strict=True)
        found = {id: name for id, name in pairs if id and name} | found
    return found


def _called(table: Table) -> pd.Series:
    first, last = table.texts("first").str.strip(), table.texts("last").str.strip()
    name = table.texts("label").str.strip()
    name = name.where(name.ne(""), (first + " " + last).str.strip())
    return name.where(name.ne(""), table.texts("email").str.strip())


def named(ids: pd.Series, names: dict[str, str], letters: int | None) -> pd.Series:
    """Names for ids; one without a name stays as it is."""
    found = cells.mapped(cells.short_ids(ids, letters), names)
    return found.where(found.ne(""), cells.ids(ids))
