"""How the periods of an export are counted: as said, or as its language does."""

from __future__ import annotations

import pandas as pd

from cycle_kit.fiscal import Periods, periods
from cycle_kit.loading.columns import Source
from cycle_kit.loading.remarks import Remarks


def counted(
    week_starts: str | None,
    fiscal_year_starts: int | None,
    sources: list[Source],
    remarks: Remarks,
) -> Periods:
    """Weeks start where said, else as in the language said or, failing that, of the headers."""
    language = next((source.language for source in sources if source.language), None)
    found = periods(week_starts=week_starts, year_starts=fiscal_year_starts, language=language)
    if week_starts is None and found.week_starts != "monday":
        remarks.add(
            "periods",
            f"Weeks start on {found.week_starts.title()}, by the language ({language}).",
            effect="Figures by week.",
            fix='Say another day: week_starts="monday".',
        )
    if found.fiscal:
        months = [pd.Timestamp(2000, month, 1).month_name() for month in range(1, 13)]
        remarks.add(
            "periods",
            f"The fiscal year starts in {months[found.year_starts - 1]} and is called by the year it ends in.",
            effect="Figures by quarter and by year.",
        )
    return found
