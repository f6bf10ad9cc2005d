"""Columns of plain numbers that are moments: day numbers of spreadsheets, seconds since 1970."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cycle_kit.values.clock import DAY
from cycle_kit.values.parsed import Distinct
from cycle_kit.values.shapes import Cells
from cycle_kit.values.sights import Count

_SERIALS = (20_000, 60_000)  # day numbers of 1954 to 2064
_SERIAL_DATES = (32_874, 55_154)  # 1990 to 2050
_SERIAL_OF_1970 = 25_569
_NEVER = (0, 1, 2, 2_958_465)  # 1900-01-01 and 9999-12-31 as day numbers
_SINCE_1970 = (631_152_000, 2_556_144_000)  # 1990 to 2050, in seconds
_UNITS = {"seconds": 1, "milliseconds": 1_000, "microseconds": 10**6, "nanoseconds": 10**9}
_MINUTE = 60 * 10**6
_PLAIN = 0.9  # so much of what is filled must be of one kind
_SOME = 0.05  # fewer day numbers among dates are slips


class Counted(NamedTuple):
    """The moments among a column's distinct texts."""

    found: np.ndarray  # mask
    moments: np.ndarray  # microseconds since 1970 where found, else 0
    never: np.ndarray  # mask of numbers that stand for no date
    aware: bool  # they are in UTC
    remark: str


class _Plain(NamedTuple):
    """Plain numbers; one entry per distinct text, NaN where it is none."""

    values: np.ndarray
    coarse: np.ndarray  # what the last digit of one written as a power of ten stands for


def counted_moments(
    seen: Sequence[tuple[object, Cells]], cells: Distinct, dates: np.ndarray, empty: np.ndarray
) -> Counted | None:
    """What plain numbers mean here, where nine tenths of the filled cells agree; else None.

    `dates`: masks the texts that are dates in words or figures, `empty` those that say nothing.
    Day numbers may stand among dates: spreadsheets keep as text what they cannot read.
    """
    plain = _plain(seen, len(cells.texts))
    there = ~np.isnan(plain.values)
    filled = cells.cells(~empty)
    if not there.any():
        return None
    serial = there & (plain.values >= _SERIALS[0]) & (plain.values < _SERIALS[1])
    few = cells.cells(serial) < _SOME * filled
    never = np.isin(plain.values, _NEVER)
    if serial.any() and not few and cells.cells(serial | dates | never) >= _PLAIN * filled:
        return _as_days(plain, serial, cells, filled)
    for name, unit in _UNITS.items():
        low, high = (second * unit for second in _SINCE_1970)
        stamp = there & (plain.values >= low) & (plain.values < high)
        if stamp.any() and cells.cells(stamp) >= _PLAIN * filled:
            return _as_seconds(plain, stamp, unit, name)
    return None


def _plain(seen: Sequence[tuple[object, Cells]], many: int) -> _Plain:
    values, coarse = np.full(many, np.nan), np.zeros(many)
    for sight, members in seen:
        if isinstance(sight, Count):
            places = sight.fraction[1] - sight.fraction[0]
            power = members.number(sight.power)
            part = members.number(sight.fraction) / 10**places
            with np.errstate(over="ignore"):
                values[members.rows] = (members.number(sight.whole) + part) * 10.0**power
                coarse[members.rows] = 10.0 ** (power - places) * (sight.power[0] < sight.power[1])
    return _Plain(values, coarse)


def _as_days(plain: _Plain, serial: np.ndarray, cells: Distinct, filled: int) -> Counted:
    seconds = np.round((np.nan_to_num(plain.values) - _SERIAL_OF_1970) * 86_400)
    found = (plain.values >= _SERIAL_DATES[0]) & (plain.values < _SERIAL_DATES[1])
    found &= _grain(plain, serial) <= 1
    what = "day numbers of a spreadsheet"
    never = np.isin(plain.values, _NEVER)
    if cells.cells(serial | never) < filled:
        what += f" ({cells.cells(found):,} of {filled:,} cells)"
    return Counted(found, np.where(found, seconds, 0) * 1e6, never, False, what)


def _as_seconds(plain: _Plain, stamp: np.ndarray, unit: int, name: str) -> Counted:
    grain = _grain(plain, stamp) * (1e6 / unit)
    found = stamp & (grain < DAY)
    moments = np.where(found, plain.values, 0) * (1e6 / unit)
    if grain > _MINUTE:  # the time of day is lost, and midnight may have become 23:56
        nearest = np.round(moments / DAY) * DAY
        day = np.floor(moments / DAY) * DAY
        moments = np.where(np.abs(moments - nearest) <= grain / 2, nearest, day)
    remark = f"{name} since 1970" + ", cut off: only their days are known" * (grain > _MINUTE)
    return Counted(found, np.round(moments), plain.values == 0, True, remark)


def _grain(plain: _Plain, mine: np.ndarray) -> float:
    """What the last digit stands for: powers of ten are cut off alike, and noughts left out."""
    powers = plain.coarse[mine & (plain.coarse > 0)]
    return float(powers.min()) if len(powers) else 0.0
