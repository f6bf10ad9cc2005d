"""Past values of deals' fields, where a history carries them: `{field: deal_id, at, value}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from cycle_kit import tables
from cycle_kit.dialects.dialect import FieldLog
from cycle_kit.loading.amounts import amounts
from cycle_kit.loading.columns import Source
from cycle_kit.values import key, read_dates, read_money, read_shares

Changes = dict[str, pd.DataFrame]
BORN = "created_at"  # told by a row of its own: when a deal was created


#: fields that a log may say in every row, and no column of ours that its moves tell
OF_ROWS = tuple(
    name
    for name in tables.DEALS
    if name not in ("deal_id", "pipeline", "stage", "outcome", "value", "closed_at")
)


def snapshots(source: Source, moves: pd.DataFrame) -> Changes:
    """Of a log whose rows also say how other fields stood then: each value where it changed. In a log of one's own
    an empty cell says nothing new; in a system's it says that the field was empty."""
    own = source.match.dialect.by_hand
    money = amounts(source).filter(["amount", "currency"])
    read = {name: typed(source, name) for name in OF_ROWS if source.has(name) and name not in money}
    if source.has("close_date"):
        read["expected_close"] = source.dates("close_date")
    found = {}
    for name, texts in {**read, **money}.items():
        values = texts.reindex(moves["row"]).set_axis(moves.index)
        found[str(name)] = only_changes(moves, values, blank_is_empty=not own)
    return found


def typed(source: Source, name: str) -> pd.Series:
    if name == "probability":
        return source.shares(name)
    return source.dates(name) if tables.DEALS[name] == "date" else source.words(name)


def only_changes(moves: pd.DataFrame, values: pd.Series, *, blank_is_empty: bool) -> pd.DataFrame:
    """The rows at which a deal's value is another one than before."""
    rows = moves[["deal_id", "at", "seq"]].assign(value=values)
    rows = rows.sort_values(["deal_id", "at", "seq"], kind="stable")
    if not blank_is_empty:
        rows["value"] = rows.groupby("deal_id")["value"].ffill()
    before = rows.groupby("deal_id")["value"].shift()
    same = rows["value"].eq(before) | (rows["value"].isna() & before.isna())
    first = ~rows["deal_id"].duplicated()
    return rows.loc[first | ~same, ["deal_id", "at", "value"]].reset_index(drop=True)


def latest(changes: Changes, ids: pd.Index) -> pd.DataFrame:
    """The last value of each field that is known of each deal, by `ids`."""
    found = {
        name: past.dropna(subset="value").groupby("deal_id")["value"].last().reindex(ids)
        for name, past in changes.items()
    }
    return pd.DataFrame(found, index=ids)


def of_field_log(source: Source, rows: pd.DataFrame) -> Changes:
    """Of a log of field changes: the value before the first change, and each new one.

    `rows`: `deal_id, at, seq, field, old, new` as text, of fields other than the stage.
    """
    log = source.match.dialect.history
    names = (
        {key(name): ours for name, ours in log.dated.items()} if isinstance(log, FieldLog) else {}
    )
    found = {}
    for name, mine in rows.assign(ours=rows["field"].map(key).map(names)).groupby("ours"):
        mine = mine.sort_values(["deal_id", "at", "seq"], kind="stable")
        first = mine.drop_duplicates("deal_id").assign(at=pd.NaT, new=lambda frame: frame["old"])
        both = pd.concat([first, mine], ignore_index=True).astype({"at": "datetime64[us]"})
        values = read_as(source, str(name), both["new"].fillna(""))
        found[str(name)] = both[["deal_id", "at"]].assign(value=values)
    return found


def read_as(source: Source, name: str, texts: pd.Series) -> pd.Series:
    """Text of a field's past as the field itself is read; what cannot be read is missing."""
    language = source.language
    if name == "amount":
        return read_money(texts, language=language)[0].values
    if name == "probability":
        return read_shares(texts, language=language).values
    if name == "owner":
        return texts.where(texts != "")
    reading = source.reading
    style = source.match.dialect.dates
    return read_dates(
        texts,
        column=name,
        order=reading.dates,
        style=style,
        zone=reading.zone,
        language=language,
        calendars=reading.calendars,
    ).values


def joined(parts: Iterable[Changes]) -> Changes:
    """The changes of several histories, in order of time; an undated first value comes first."""
    whole: dict[str, list[pd.DataFrame]] = {}
    for part in parts:
        for name, frame in part.items():
            whole.setdefault(name, []).append(frame)
    return {
        name: pd.concat(frames, ignore_index=True).sort_values(
            ["deal_id", "at"], kind="stable", na_position="first", ignore_index=True
        )
        for name, frames in whole.items()
    }


def in_base_currency(
    changes: Changes, fields: pd.DataFrame, rates: Mapping[str, float] | None
) -> Changes:
    """Past amounts also as `value`, where the rate of every currency is known."""
    if "amount" not in changes or rates is None:
        return changes
    amounts = changes["amount"]
    rate = 1.0
    if rates and "currency" in fields:
        of_deal = fields.set_index("deal_id")["currency"].map(dict(rates)).fillna(1.0)
        rate = of_deal.reindex(amounts["deal_id"]).set_axis(amounts.index).fillna(1.0)
    return {**changes, "value": amounts.assign(value=amounts["value"] * rate)}
