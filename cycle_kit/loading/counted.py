"""How the periods of an export are counted: as said, or as its language does."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.fiscal import EPOCH, MonthStarts, Periods, periods
from cycle_kit.loading.columns import Source
from cycle_kit.remarks import Remarks


def counted(
    week_starts: str | None,
    fiscal_year_starts: int | None,
    sources: list[Source],
    remarks: Remarks,
    *,
    months: MonthStarts | None = None,
) -> Periods:
    """Weeks start where said, else as the Jalali calendar has it, if it is that, or the language of the headers."""
    language = next((source.language for source in sources if source.language), None)
    jalali = months is not None and not months.weeks
    found = periods(
        week_starts=week_starts, year_starts=fiscal_year_starts, language=language, months=months
    )
    if week_starts is None and found.week_starts != "monday":
        remarks.add(
            "periods",
            f"Weeks start on {found.week_starts.title()}, by the "
            + ("Jalali calendar." if jalali else f"language ({language})."),
            effect="Figures by week.",
            fix='Say another day: week_starts="monday".',
        )
    if months:
        whose = "fiscal years of whole weeks" if months.weeks else "the Jalali calendar"
        remarks.add(
            "periods",
            f"Months, quarters and years are those of {whose}.",
            effect="Figures by month, quarter and year. Weeks are called by the date of their first day in the "
            "usual calendar.",
        )
    elif found.fiscal:
        names = [pd.Timestamp(2000, month, 1).month_name() for month in range(1, 13)]
        remarks.add(
            "periods",
            f"The fiscal year starts in {names[found.year_starts - 1]} and is called by the year it ends in.",
            effect="Figures by quarter and by year.",
        )
    return found


WEEK = 7
AROUND = 30  # years before the first and after the last that are counted on with 52 weeks each


def weeks_of_years(pattern: str, years: Mapping[int, pd.Timestamp]) -> MonthStarts:
    """Months of so many weeks in each quarter, from the first day of each year on; a 53rd week is the last month's."""
    firsts = {year: (first - EPOCH).days for year, first in years.items()}
    low, high = min(firsts), max(firsts)
    for year in range(low, high):
        firsts.setdefault(year + 1, firsts[year] + 52 * WEEK)
    for far in range(1, AROUND + 1):
        firsts[low - far] = firsts[low] - far * 52 * WEEK
        firsts[high + far] = firsts[high] + far * 52 * WEEK
    lengths = [int(weeks) * WEEK for weeks in pattern.split("-")] * 4
    within = [sum(lengths[:month]) for month in range(12)]
    starts = [firsts[year] + days for year in sorted(firsts) for days in within]
    return MonthStarts(min(firsts), (*starts, max(firsts.values()) + 52 * WEEK), weeks=True)
