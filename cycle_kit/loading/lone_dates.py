"""One date far beyond all others of a file is a slip of the keyboard, not the day the file speaks for."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.remarks import at_lines

FAR = pd.Timedelta(days=366)
FEWEST, MOST = 8, 3  # dates beside which several can be far away; slips that are looked for
#: of fewer dates one can be a slip that lies farther away: a small company may rest for years
FEWEST_OF_ALL, VERY_FAR = 3, 5 * FAR
#: times the widest gap between all other dates, from which on a date is told; of few dates, more
GAPS, GAPS_OF_FEW = 3, 5
LEAST = pd.Timedelta(days=31)
OF_FIELDS = ("created_at", "last_activity_at", "first_contact_at", "lead_created_at")


def lone(columns: Mapping[str, pd.Series]) -> dict[str, list]:
    """{column: places} of dates more than a year after every other date in all of these columns; of few
    dates, of one more than five years after.

    What really happened last left other dates near it, its creation at least; a slip stands alone.
    """
    stacked = in_order(columns)
    if len(stacked) < FEWEST_OF_ALL:
        return {}
    most, far = (MOST, FAR) if len(stacked) >= FEWEST else (1, VERY_FAR)
    return beyond(stacked, most, far)


def told_apart(columns: Mapping[str, pd.Series]) -> tuple[dict[str, list], pd.Timestamp | None]:
    """{column: places} of single dates far after all others by the gaps that lie between these, and the last of the
    others: a slip or a plan, or what happened after a pause. Nobody but the people who keep the list knows."""
    stacked = in_order(columns)
    several = len(stacked) >= FEWEST
    for most in range(1, (MOST if several else 1) + 1):
        others = stacked["at"].iloc[:-most]
        if len(others) < FEWEST_OF_ALL:
            break
        far = max(LEAST, (GAPS if several else GAPS_OF_FEW) * others.diff().max())
        if found := beyond(stacked.tail(most + 1), most, far):
            return found, others.iloc[-1]
    return {}, None


def in_order(columns: Mapping[str, pd.Series]) -> pd.DataFrame:
    """All dates, the first before the last, with their column (`name`) and their `place` in it."""
    stacked = pd.concat(
        [column.dropna().rename("at").reset_index(drop=False).assign(name=name)
         for name, column in columns.items()]
        or [pd.DataFrame(columns=["index", "at", "name"])],
        ignore_index=True,
    )  # fmt: skip
    return stacked.set_axis(["place", "at", "name"], axis=1).sort_values("at", kind="stable")


def beyond(stacked: pd.DataFrame, most: int, far: pd.Timedelta) -> dict[str, list]:
    """{column: places} of the last dates, so many at most, that lie so far after all others."""
    found: dict[str, list] = {}
    top = stacked.tail(most + 1).iloc[::-1]
    for turn in range(len(top) - 1):
        if top["at"].iloc[turn] - top["at"].iloc[turn + 1] > far:
            for name, place in zip(top["name"][: turn + 1], top["place"][: turn + 1], strict=True):
                found.setdefault(str(name), []).append(place)
            return found
    return found


def without_lone(column: pd.Series, places: list) -> pd.Series:
    """The dates without those slips."""
    return column.mask(column.index.isin(places))


def remark_on_lone(source: Source, header: str, lines: list[int]) -> None:
    source.remarks.add(
        "values",
        one_or_more(len(lines), "{n} date of", "{n} dates of")
        + f' "{header}" '
        + one_or_more(len(lines), "lies", "lie")
        + f" more than a year after every other date in the file ({at_lines(lines)}).",
        file=source.raw.file,
        effect="Taken for typing errors, that is as empty: the file does not speak for that day.",
        fix="Mend them in the CRM and export again.",
    )


def remark_on_far(
    source: Source, header: str, lines: list[int], last: pd.Timestamp, before: pd.Timestamp
) -> None:
    """`last`: the day that such dates make that of the data. `before`: the last of all others."""
    one = len(lines) == 1
    source.remarks.add(
        "dates",
        one_or_more(len(lines), "{n} date of", "{n} dates of")
        + f' "{header}" {"lies" if one else "lie"} far after every other date in the file, of which the last is '
        f"{before:%Y-%m-%d} ({at_lines(lines)}).",
        file=source.raw.file,
        effect=f"The data speaks for {last:%Y-%m-%d} (as_of), to which open deals are measured: they are "
        f"{(last.normalize() - before.normalize()).days:,} days older than without {'it' if one else 'them'}.",
        fix=f"If {'it is' if one else 'they are'} mistyped or planned, mend {'it' if one else 'them'} in the file, or "
        f'name the day of the export: ck.load(..., as_of="{before:%Y-%m-%d}").',
    )
