"""The deals of a set: one current row of each, without those that are deleted or merged into another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cycle_kit.errors import LayoutError, one_or_more
from cycle_kit.remarks import Remarks
from cycle_kit.warehouse import cells
from cycle_kit.warehouse.current import is_active, is_gone, last_of, ranks
from cycle_kit.warehouse.tables import Table


@dataclass(frozen=True)
class Rows:
    """The rows of several tables of deals, one below the other: `place` of the table, `row` in it, `id` of the deal."""

    tables: Sequence[Table]
    frame: pd.DataFrame

    @property
    def file(self) -> str:
        return " and ".join(table.file for table in self.tables)

    @property
    def ids(self) -> pd.Index:
        """The ids as histories are matched with them."""
        return pd.Index(cells.short_ids(self.frame["id"], self.tables[0].system.id_letters))

    @property
    def lines(self) -> np.ndarray:
        every = [table.raw.lines[rows] for table, rows in self._parts()]
        return np.concatenate(every) if every else np.arange(0)

    def _parts(self):
        for place, table in enumerate(self.tables):
            yield table, self.frame.loc[self.frame["place"] == place, "row"].to_numpy()

    def texts(self, name: str) -> pd.Series:
        """A column of ours of all rows."""
        parts = [table.texts(name).iloc[rows] for table, rows in self._parts()]
        return pd.concat(parts, ignore_index=True).astype("str").set_axis(self.frame.index)

    def moments(self, name: str) -> pd.Series:
        """A column of ours of all rows as moments."""
        parts = [table.moments(name).iloc[rows] for table, rows in self._parts()]
        return pd.concat(parts, ignore_index=True).set_axis(self.frame.index)

    def names_within(self, name: str) -> pd.Series:
        """What the records in a column of ours are called."""
        parts = [table.names_within(name).iloc[rows] for table, rows in self._parts()]
        return pd.concat(parts, ignore_index=True).astype("str").set_axis(self.frame.index)

    def header(self, name: str) -> str:
        """What the column is called in the first table that has it; "" for none."""
        return next((found[0] for table in self.tables if (found := table.headers(name))), "")

    def joined(self) -> pd.DataFrame:
        """All columns under their own headers."""
        parts = [table.frame.iloc[rows] for table, rows in self._parts()]
        return pd.concat(parts, ignore_index=True).fillna("").astype("str")


def current(
    tables: Sequence[Table], bin: Sequence[Table], merged: Sequence[Table], remarks: Remarks
) -> Rows:
    """The rows that stand for a deal. `bin`: tables of deals that were deleted; `merged`: of those merged away."""
    every = pd.concat(
        [_marks(table).assign(place=place) for place, table in enumerate(tables)], ignore_index=True
    )
    rows = Rows(tables, every)
    ranked = pd.concat([ranks(table) for table in tables], ignore_index=True)
    known = every["id"].ne("")
    last = last_of(every["id"], ranked.fillna(float("-inf"))) & known
    remarks.counted(
        "deals",
        "rows that are earlier versions of a deal, or the same one again",
        file=rows.file,
        fate="repeat",
        rows=(~last).sum(),
        effect="The newest row of each deal counts.",
    )
    every = every[last].reset_index(drop=True)
    elsewhere = _merged(Rows(tables, every), bin, merged)
    dead = every["gone"] | _in_bin(every, bin)
    remarks.counted(
        "deals",
        "rows of deals that are marked as deleted, or lie in the bin",
        file=rows.file,
        fate="dropped",
        rows=dead.sum(),
        effect="They are no deals.",
    )
    every = every[~dead].reset_index(drop=True)
    away = every["id"].isin(elsewhere)
    remarks.counted(
        "deals",
        "rows of deals that were merged into another one",
        file=rows.file,
        fate="merged",
        rows=away.sum(),
        effect="The deal that they were merged into counts once.",
    )
    return Rows(tables, every[~away].reset_index(drop=True))


def check_any(rows: Rows) -> None:
    """LayoutError: no row is left that stands for a deal."""
    if len(rows.frame):
        return
    count = sum(len(table.frame) for table in rows.tables)
    raise LayoutError(
        f"There is no deal in {rows.file}.",
        there=one_or_more(
            count,
            "Its {n} row is deleted, merged into another one, or without an id.",
            "Its {n} rows are deleted, merged into others, or without an id.",
        )
        if count
        else "It has no rows.",
        fix="Have the table copied again with all of its rows, and load again.",
    )


def _marks(table: Table) -> pd.DataFrame:
    status = table.texts("status").str.strip().str.casefold()
    return pd.DataFrame(
        {
            "row": np.arange(len(table.frame)),
            "id": table.short_ids("deal_id"),
            "gone": is_gone(table) | ~is_active(table) | status.eq("deleted"),
            "changed": table.moments("cursor"),
        }
    )


def _in_bin(rows: pd.DataFrame, bin: Sequence[Table]) -> pd.Series:
    """Which deals lie in the bin: they went there after their last change, as one taken out again did not."""
    found = pd.Series(False, index=rows.index)
    for table in bin:
        went = pd.Series(table.moments("at").to_numpy(), index=table.short_ids("deal_id"))
        at = went.groupby(level=0).max().reindex(rows["id"]).set_axis(rows.index)
        found |= rows["id"].isin(went.index) & ~(at < rows["changed"])
    return found


def _merged(rows: Rows, bin: Sequence[Table], tables: Sequence[Table]) -> set[str]:
    """The ids that went into others, told by a table of them or by the deal that remains, be it deleted since."""
    found: set[str] = set()
    for table in tables:
        gone, kept = table.short_ids("gone"), table.short_ids("survivor")
        found |= set(gone[gone.ne(kept)])
    for place, table in enumerate(rows.tables):
        kept = rows.frame.loc[rows.frame["place"] == place, "row"]
        found |= _listed(table.rows(table.frame.index.isin(kept)))
    return found.union(*map(_listed, bin)) - {""}


def _listed(table: Table) -> set[str]:
    """The ids that rows list as merged into them."""
    lists = table.keyed(table.system.merged) if table.system.merged else None
    if lists is None:
        return set()
    pairs = zip(table.short_ids("deal_id"), lists, strict=True)
    return {each for id, said in pairs if said for each in re.findall(r"\w+", said) if each != id}
