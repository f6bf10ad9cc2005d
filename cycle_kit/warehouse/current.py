"""One current row of each id: the newest version, unless that is gone."""

from __future__ import annotations

import pandas as pd

from cycle_kit.warehouse import cells
from cycle_kit.warehouse.tables import Table


def newest(table: Table, key: pd.Series) -> pd.Series:
    """Which rows are the newest version of their key."""
    return last_of(key, ranks(table))


def last_of(key: pd.Series, ranks: pd.DataFrame) -> pd.Series:
    """Which rows are the last of their key by these ranks, the strongest first, and else by their order."""
    names = [str(name) for name in ranks]
    order = ranks.set_axis(pd.Index(names, dtype="str"), axis=1).assign(key=key)
    order = order.sort_values(names, kind="stable") if names else order
    last = order.drop_duplicates("key", keep="last").index
    return pd.Series(key.index.isin(last), index=key.index)


def ranks(table: Table) -> pd.DataFrame:
    """What tells how new each row is, the strongest first, under the names of the loader."""
    found = {}
    loader = table.loader
    for names in loader.newest if loader else (("cursor",),):
        texts = table.texts("cursor") if names == ("cursor",) else table.keyed(names)
        if texts is None or texts.eq("").all():
            continue
        if loader and names == (loader.active,):
            found[names[0]] = is_active(table).astype("float")
        else:
            found[names[0]] = rank(texts, table.moments("cursor") if names == ("cursor",) else None)
    return pd.DataFrame(found, index=table.frame.index)


def rank(texts: pd.Series, at: pd.Series | None = None) -> pd.Series:
    """Stamps or running numbers as numbers; a cell without one is the oldest. `at`: the stamps, read before."""
    number = cells.numbers(texts)
    if number.notna().sum() < texts.ne("").sum():
        read = cells.moments(texts) if at is None else at
        number = read.astype("int64").astype("float").where(read.notna())
    return number.fillna(float("-inf"))


def is_active(table: Table) -> pd.Series:
    """Which versions count; where nothing is said, all do."""
    marks = _marks(table, table.loader.active if table.loader else "")
    ends = _marks(table, table.loader.ended if table.loader else "")
    stands = ends.eq("") | (cells.moments(ends) >= cells.NO_END)
    return stands & (marks.eq("") | cells.yes(marks))


def is_gone(table: Table) -> pd.Series:
    """Which rows are marked as deleted, by the loader or by the system itself."""
    found = cells.gone(_marks(table, table.loader.deleted if table.loader else ""))
    for key in table.aliases("deleted"):
        for header in table.keys.get(key, ()):
            found |= cells.gone(table.frame[header])
    return found


def _marks(table: Table, key: str) -> pd.Series:
    texts = table.keyed((key,)) if key else None
    return pd.Series("", index=table.frame.index, dtype="str") if texts is None else texts


def one_each(table: Table, *names: str) -> Table:
    """The newest row of each key, whether it is gone or not; rows without a key are left out."""
    key = table.ids(names[0])
    for name in names[1:]:
        key = key + "\n" + table.ids(name)
    kept = newest(table, key) & table.ids(names[0]).ne("")
    return table.rows(kept)
