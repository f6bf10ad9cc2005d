"""Cells as warehouses write them: nothing in every dress, marks of yes and no, ids, moments in UTC, JSON."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

NOTHING = frozenset(
    ("\\N", "null", "NULL", "None", "nan", "NaN", "NaT", "<NA>", "(null)", "<null>")
)
YES = frozenset(("true", "t", "1", "1.0", "yes", "y"))
NO = frozenset(("false", "f", "0", "0.0", "no", "n"))
#: from here on a stamp stands for no end (9999-12-31, 2050-01-01)
NO_END = pd.Timestamp("2050-01-01")
#: from here on a number counts seconds, milliseconds or microseconds since 1970
SECONDS, MILLISECONDS, MICROSECONDS = 9.0e8, 9.0e11, 9.0e14


def without_nothing(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with empty cells wherever a word stands for nothing."""
    return frame.mask(frame.isin(NOTHING), "").astype("str")


def yes(texts: pd.Series) -> pd.Series:
    """Which cells say yes."""
    return texts.str.strip().str.casefold().isin(YES)


def no(texts: pd.Series) -> pd.Series:
    """Which cells say no."""
    return texts.str.strip().str.casefold().isin(NO)


def gone(texts: pd.Series) -> pd.Series:
    """Which cells of a mark of deletion say that the row is gone: yes, or the day it was."""
    plain = texts.str.strip().str.casefold()
    return plain.ne("") & ~plain.isin(NO)


def ids(texts: pd.Series) -> pd.Series:
    """Ids as text: a number that was a float in one table loses its ".0"."""
    return texts.str.strip().str.replace(r"^(-?\d+)\.0+$", r"\1", regex=True)


def short_ids(texts: pd.Series, letters: int | None) -> pd.Series:
    """Ids as they are matched: of those of 18 letters the first 15 say it all."""
    plain = ids(texts)
    return plain.str[:letters] if letters else plain


def mapped(texts: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """What names say of each text, "" where they say nothing."""
    said = {text: names.get(text, "") for text in texts.unique()}
    return texts.map(said).astype("str")


def numbers(texts: pd.Series) -> pd.Series:
    return pd.to_numeric(texts.str.strip(), errors="coerce")


_ZONE = r"\s*(?:UTC|GMT|Z)$"
_SHORT_OFFSET = r"(\d)\s*([+-]\d\d):?(\d\d)?$"
_EPOCH = r"\d{9,16}(?:\.\d+)?(?:[eE]\+?\d+)?|\d\.\d+[eE]\+?\d+"
#: as most engines write the zone, which is quickly put right
_COMMON = ((" UTC", "+00:00"), (" +0000", "+00:00"))


def moments(texts: pd.Series) -> pd.Series:
    """Stamps as datetime64[us] in UTC: ISO forms of every engine, and epoch seconds to microseconds."""
    plain = texts.str.strip()
    iso = plain.mask(plain.str.isdecimal(), "")  # 1741079722 is no day of the year 1741
    for written, zone in _COMMON:
        iso = iso.str.replace(written, zone, regex=False)
    found = _of_iso(iso)
    rest = plain[found.isna() & plain.ne("")]
    if rest.empty:
        return found
    return found.fillna(_rarer(rest).reindex(texts.index))


def _of_iso(texts: pd.Series) -> pd.Series:
    read = pd.to_datetime(texts, format="ISO8601", utc=True, errors="coerce")
    return read.dt.tz_localize(None).astype("datetime64[us]")


def _rarer(texts: pd.Series) -> pd.Series:
    """Counts since 1970, offsets without minutes, hours of one figure."""
    number = pd.to_numeric(texts.where(texts.str.fullmatch(_EPOCH)), errors="coerce")
    per = np.select(
        [number >= MICROSECONDS, number >= MILLISECONDS, number >= SECONDS], [1, 1e3, 1e6], np.nan
    )
    counted = pd.to_datetime((number * per).round(), unit="us", errors="coerce")
    iso = texts.where(number.isna()).str.replace(_ZONE, "+00:00", regex=True)
    timed = iso.str.contains(":", regex=False).eq(True)
    iso = iso.mask(timed, iso.str.replace(_SHORT_OFFSET, _offset, regex=True))
    iso = iso.str.replace(r"(\d)[ T](\d):", r"\1 0\2:", regex=True)
    return counted.astype("datetime64[us]").fillna(_of_iso(iso))


def _offset(found: Any) -> str:
    """ "+00", "+0000" and " +00:00" as "+00:00"; the minutes of a time are no offset."""
    return f"{found[1]}{found[2]}:{found[3] or '00'}"


def stamps(at: pd.Series, *, days: bool = False) -> pd.Series:
    """Moments as texts in one form, in UTC with its sign; `days`: without the time; "" where there is none."""
    values = at.to_numpy("datetime64[us]")
    written = (
        np.datetime_as_string(values, unit="D")
        if days
        else np.datetime_as_string(values, unit="us", timezone="UTC")
    )
    return pd.Series(written, index=at.index, dtype="str").mask(at.isna(), "")


def as_texts(texts: pd.Series, *, days: bool, at: pd.Series | None = None) -> pd.Series:
    """Stamps in one form, as `stamps` writes them; what is no stamp stays. `at`: what was read of them before."""
    read = moments(texts) if at is None else at
    bare = texts.str.strip().str.fullmatch(r"\d{4}-\d\d-\d\d")  # a day has no time to lose
    return stamps(read, days=days).where(read.notna() & ~bare, texts)


def json_of(cell: str) -> Any:
    """What a cell of JSON holds; of one that Python wrote, too; None where it is neither."""
    if not cell or cell[0] not in "[{":
        return None
    try:
        return json.loads(cell)
    except RecursionError:  # nested deeper than anything that a system writes
        return None
    except ValueError:
        pass
    try:
        return ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def text_of(value: Any) -> str:
    """A value within JSON as the text of a cell."""
    while isinstance(value, dict) and "value" in value:
        value = value["value"]
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list)):
        try:
            return json.dumps(value, ensure_ascii=False)
        except RecursionError:
            return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def name_of(cell: str) -> str:
    """What a record of JSON is called."""
    record = json_of(cell)
    return text_of(record.get("name")) if isinstance(record, dict) else ""


def expanded(records: pd.Series) -> pd.DataFrame:
    """The fields of records, some of which are missing, as columns of text."""
    rows = [record if isinstance(record, dict) else {} for record in records]
    frame = pd.DataFrame([{str(k): text_of(v) for k, v in row.items()} for row in rows])
    return frame.set_index(records.index).fillna("").astype("str")


def values_of_records(texts: pd.Series) -> pd.Series:
    """The values of cells that hold records ({"value": ...}), where a column does."""
    filled = texts[texts.ne("")]
    if filled.empty or not filled.str.startswith("{").all():
        return texts
    first = json_of(filled.iloc[0])
    if not isinstance(first, dict) or "value" not in first:
        return texts
    return texts.map(lambda cell: text_of(json_of(cell)) if cell else "").astype("str")
