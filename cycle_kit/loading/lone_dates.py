"""One date far beyond all others of a file is a slip of the keyboard, not the day the file speaks for."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.far_dates import (
    FAR,
    VERY_FAR,
    fits_its_row,
    is_newest,
    said_by,
    told_slips,
    way_back,
)
from cycle_kit.remarks import at_lines

FEWEST, MOST = 8, 3  # dates beside which several can be far away; slips that are looked for
#: of fewer dates one can be a slip that lies farther away: a small company may rest for years
FEWEST_OF_ALL = 3
#: times the widest gap between all other dates, from which on a date is told; of few dates, more
GAPS, GAPS_OF_FEW = 3, 5
LEAST, LEAST_OF_FEW = pd.Timedelta(days=31), pd.Timedelta(days=183)
OF_FIELDS = ("created_at", "last_activity_at", "first_contact_at", "lead_created_at")


def lone(
    columns: Mapping[str, pd.Series],
    *,
    said: pd.Timestamp | None = None,
    plans: pd.Series | None = None,
) -> dict[str, list]:
    """{column: places} of dates more than a year after every other date in all of these columns; of few
    dates, of one more than five years after. `said`: the day that the caller says the file speaks for.
    `plans`: what is planned in the row of each.

    What really happened last left other dates near it, its creation at least; a slip stands alone.
    """
    stacked = in_order(columns)
    if len(stacked) < FEWEST_OF_ALL:
        return {}
    several = len(stacked) >= FEWEST
    found = beyond(stacked, MOST if several else 1, VERY_FAR)
    if not found and several:
        found = apart(stacked, columns, plans)
    right = {name: said_by(columns[name], said) for name in found}
    kept = {name: [p for p in places if not right[name][p]] for name, places in found.items()}
    return {name: places for name, places in kept.items() if places}


def apart(
    stacked: pd.DataFrame, columns: Mapping[str, pd.Series], plans: pd.Series | None
) -> dict[str, list]:
    """{column: places} of the last dates that each lie more than a year after the one before, neither planned in
    their row nor the newest of a column in order."""
    found: dict[str, list] = {}
    top = stacked.tail(MOST + 1).iloc[::-1]
    far = (top["at"] - top["at"].shift(-1) > FAR)[:-1].cummin()
    for name, place in zip(top["name"][:-1][far], top["place"][:-1][far], strict=True):
        dates = columns[name]
        fits = fits_its_row(dates, [] if plans is None else [plans])
        if not (fits[place] or is_newest(dates)[place]):
            found.setdefault(str(name), []).append(place)
    return found


def told_apart(columns: Mapping[str, pd.Series]) -> tuple[dict[str, list], pd.Timestamp | None]:
    """{column: places} of single dates far after all others by the gaps that lie between these, and the last of the
    others: a slip or a plan, or what happened after a pause. Nobody but the people who keep the list knows."""
    stacked = in_order(columns)
    several = stacked["at"].dt.normalize().nunique() >= FEWEST
    gaps, least = (GAPS, LEAST) if several else (GAPS_OF_FEW, LEAST_OF_FEW)
    for most in range(1, (MOST if several else 1) + 1):
        others = stacked["at"].iloc[:-most]
        if len(others) < FEWEST_OF_ALL:
            break
        far = max(least, gaps * others.diff().max())
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


def remark_on_lone(source: Source, header: str, lines: list[int], dates: pd.Series) -> None:
    source.remarks.add(
        "values",
        told_slips(
            header, len(lines), lines, after="more than a year after every other date in the file"
        ),
        file=source.raw.file,
        effect="Taken for typing errors, that is as empty: the file does not speak for that day.",
        fix=way_back(dates),
    )


def remark_on_far(
    source: Source, header: str, lines: list[int], last: pd.Timestamp, before: pd.Timestamp
) -> None:
    """`last`: the day that such dates make that of the data. `before`: the last of all others that happened;
    what is planned and columns that are not read may hold later ones."""
    one = len(lines) == 1
    source.remarks.add(
        "dates",
        one_or_more(len(lines), "{n} date of", "{n} dates of")
        + f' "{header}" ({at_lines(lines)}) {"lies" if one else "lie"} far after every other date of what happened, '
        f"of which the last is {before:%Y-%m-%d}.",
        file=source.raw.file,
        effect=f"The data speaks for {last:%Y-%m-%d} (as_of), to which open deals are measured: they are "
        f"{(last.normalize() - before.normalize()).days:,} days older than without {'it' if one else 'them'}.",
        fix=f"If {'it is' if one else 'they are'} mistyped or planned, mend {'it' if one else 'them'} in the file, or "
        f'name the day of the export: ck.load(..., as_of="{before:%Y-%m-%d}").',
    )
