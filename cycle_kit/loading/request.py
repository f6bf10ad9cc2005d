"""Everything that one load is asked for, so that it can be tried again with one thing said otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from cycle_kit import files
from cycle_kit.errors import LayoutError, listed
from cycle_kit.loading.assemble import assembled
from cycle_kit.loading.choices import Choices
from cycle_kit.loading.columns import Reading, Source
from cycle_kit.loading.counted import counted, weeks_of_years
from cycle_kit.loading.cycle_types import cycle_types
from cycle_kit.loading.named import Named
from cycle_kit.loading.own_numbers import Shared
from cycle_kit.loading.tables_read import understood
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import Remarks
from cycle_kit.values.calendars import months_of


@dataclass(frozen=True)
class Request:
    """`tables`: each with the kind the caller says it is, or ""; `shared`: the headers of tables beside them, with
    their cells; the rest as `load` has it."""

    tables: tuple[tuple[str, files.RawTable], ...]
    said: Named
    crm: str | None
    reading: Reading
    choices: Choices
    week_starts: str | None = None
    fiscal_year_starts: int | None = None
    calendar: str | None = None
    fiscal_weeks: str | None = None
    fiscal_years: Mapping[int, pd.Timestamp] = field(default_factory=dict)
    cycle_types: tuple[Mapping[str, Any], ...] = ()
    template: str = ""
    locale: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    deal_address: str = ""
    shared: Shared = field(default_factory=dict)


def made(request: Request, remarks: Remarks) -> tuple[Pipeline, list[Source]]:
    """The Pipeline of a request, and its tables as they were understood."""
    sources = understood(
        request.tables,
        request.said,
        crm=request.crm,
        reading=request.reading,
        remarks=remarks,
        shared=request.shared,
    )
    deals, logs, leads = (of_kind(sources, kind) for kind in ("deals", "history", "leads"))
    if not deals and not logs:
        raise LayoutError(
            "There are leads, but no deals.",
            there=f"The files are {listed(source.raw.file for source in sources)}.",
            fix="Load the deals too: ck.load(deals, leads=...).",
        )
    months = (
        weeks_of_years(request.fiscal_weeks, request.fiscal_years)
        if request.fiscal_weeks
        else months_of(request.calendar)
    )
    periods = counted(
        request.week_starts, request.fiscal_year_starts, [*deals, *logs], remarks, months=months
    )
    pipe = assembled(deals, logs, leads, request.choices, remarks)
    if request.cycle_types:
        typed = pipe.deals.assign(cycle_type=cycle_types(pipe.deals, request.cycle_types))
        pipe = replace(pipe, deals=typed)
    steps = request.choices.steps
    said: dict[str, Any] = {"template": request.template, "locale": request.locale, "steps": steps}
    said |= {"written": request.written, "deal_address": request.deal_address}
    return replace(pipe, periods=periods, **said), sources


def of_kind(sources: Sequence[Source], table: str) -> list[Source]:
    return [source for source in sources if source.match.dialect.table == table]
