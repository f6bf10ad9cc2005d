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
OF_FIELDS = ("created_at", "last_activity_at", "first_contact_at", "lead_created_at")


def lone(columns: Mapping[str, pd.Series]) -> dict[str, list]:
    """{column: places} of dates more than a year after every other date in all of these columns; of few
    dates, of one more than five years after.

    What really happened last left other dates near it, its creation at least; a slip stands alone.
    """
    stacked = pd.concat(
        [column.dropna().rename("at").reset_index(drop=False).assign(name=name)
         for name, column in columns.items()]
        or [pd.DataFrame(columns=["index", "at", "name"])],
        ignore_index=True,
    )  # fmt: skip
    found: dict[str, list] = {}
    if len(stacked) < FEWEST_OF_ALL:
        return found
    most, far = (MOST, FAR) if len(stacked) >= FEWEST else (1, VERY_FAR)
    stacked = stacked.set_axis(["place", "at", "name"], axis=1).sort_values("at", kind="stable")
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
