"""load: from whatever a CRM exported to a Pipeline. The only gate; everything after it trusts the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from cycle_kit import config as configuration
from cycle_kit.arguments import checked
from cycle_kit.days import When, moment
from cycle_kit.dialects import own
from cycle_kit.errors import LayoutError
from cycle_kit.fiscal import CalendarName, Month, WeekStart
from cycle_kit.loading.advice import advise
from cycle_kit.loading.choices import Choices
from cycle_kit.loading.columns import Reading
from cycle_kit.loading.columns import Source as TableRead
from cycle_kit.loading.named import named
from cycle_kit.loading.numbered_pairs import with_log_of_pairs
from cycle_kit.loading.outcomes import Words
from cycle_kit.loading.own_systems import remark_on_own_systems
from cycle_kit.loading.plain_headers import with_plain_headers
from cycle_kit.loading.raw import check_schema, has_names, raw_tables
from cycle_kit.loading.request import Request, made
from cycle_kit.loading.said_names import check_crm, check_language
from cycle_kit.loading.sets import sets_read
from cycle_kit.loading.side_tables import with_sides
from cycle_kit.loading.targets import remark_on_targets
from cycle_kit.loading.ways_in import with_way_in
from cycle_kit.loading.written_calendars import calendars_of
from cycle_kit.pipeline import Pipeline, notes, with_cut_told
from cycle_kit.remarks import Remarks
from cycle_kit.signatures import Kind, Whole

Names = Sequence[str] | str
Source = Annotated[
    Any,
    Kind(
        "a file, several, a folder, bytes, a table, tables by name, or the address of a database",
        '"deals.csv"',
        lambda given: given is not None,
    ),
]
Columns = Annotated[
    Mapping[str, Any], Kind("a dict of our names and the file's headers", '{"amount": "Net value"}')
]
Stages = Annotated[
    Sequence[str] | Mapping[str, Sequence[str]],
    Kind("the stages in their order, or such a list for each pipeline", '["New", "Proposal"]'),
]


@checked
def load(
    source: Source,
    *,
    crm: str | None = None,
    history: Any = None,
    leads: Any = None,
    lines: Any = None,
    credit: Any = None,
    activities: Any = None,
    columns: Columns | None = None,
    stages: Stages | None = None,
    after: Names | None = None,
    won: Names | None = None,
    lost: Names | None = None,
    dropped: Names | None = None,
    open: Names | None = None,
    as_of: When | None = None,
    dates: Literal["dmy", "mdy", "ymd"] | None = None,
    zone: str | None = None,
    sheet: str | None = None,
    schema: str | None = None,
    language: str | None = None,
    week_starts: WeekStart | None = None,
    fiscal_year_starts: Month | None = None,
    calendar: CalendarName | None = None,
    config: str | Path | None = None,
    max_bytes: Whole = 2_000_000_000,
) -> Pipeline:
    """A Pipeline from an export: a path, several, a folder, bytes, an open file or a DataFrame.

    Or from the tables that a loader copied into a warehouse: a folder of them, a dict {"deal": frame, ...}, or the
    address of a database, "duckdb:///file.db" or as SQLAlchemy writes it; `schema`: that they are in.
    `history`: the file with the moves through stages, where it is a file of its own.
    `lines`: the product lines (deal_id, product, amount, and currency where it is not the deal's); `credit`: who has
    which share of a deal (deal_id, owner, share); `activities`: what was done when (deal_id, at, kind).
    `columns`: `{our name: header}`, only what recognition got wrong or cannot know.
    `stages`: open stages in order, or `{pipeline: [...]}`; `after`: stages after the win.
    `won`, `lost`, `dropped`: words for outcomes, beside those that are known; `open`: words that are none.
    `dates`: "dmy", "mdy" or "ymd" where the file cannot tell; `zone`: of stamps without one (UTC).
    `week_starts`: "monday", "sunday" or "saturday" (None: as the language does);
    `fiscal_year_starts`: the number of a month (None: January); `calendar`: "jalali" for its months, quarters and
    years in every figure by period.
    `config`: a cycle.toml; None: the one beside the export, if there is one. So is crm.toml, which declares
    a system of your own.
    Every row of every file is accounted for in `pipe.notes`. Raises CycleKitError.
    """
    with own.beside([source, history, leads, lines, credit, activities]):
        check_crm(crm)
    check_language(language)
    settings = configuration.read(config or configuration.beside(source))
    given = [("", source), ("history", history), ("leads", leads)]
    remarks = Remarks()
    check_schema(schema, source)
    way: dict[str, Any] = {"sheet": sheet, "max_bytes": max_bytes}
    read, told = sets_read(
        [
            (kind, raw)
            for kind, files_of_kind in given
            if files_of_kind is not None
            for raw in raw_tables(files_of_kind, **way, bare=True, schema=schema, crm=crm)
        ],
        remarks,
        crm=crm,
        sure=has_names(source),
    )
    beside = {
        kind: [with_plain_headers(raw) for raw in raw_tables(files, **way)]
        for kind, files in (("lines", lines), ("credit", credit), ("activities", activities))
        if files is not None
    }
    read = [each for kind, raw in read for each in with_log_of_pairs(kind, raw, remarks, columns)]
    tables = tuple((kind, with_plain_headers(raw)) for kind, raw in read)
    plain = {
        header: its_name
        for (_, raw), (_, table) in zip(read, tables, strict=True)
        for header, its_name in zip(raw.frame, table.frame, strict=True)
    }
    cells = [raw.frame[header] for raws in beside.values() for raw in raws for header in raw.frame]
    theirs = [str(texts.name) for texts in cells]
    said = named(columns, dict.fromkeys([*plain, *plain.values(), *theirs]))
    choices = Choices(
        stages=stages if stages is not None else settings.stages,
        stages_from="stages=" if stages is not None else "cycle.toml",
        after=settings.after if after is None else names(after),
        words=told.words(
            Words(
                won=won if won is not None else settings.won,
                lost=lost if lost is not None else settings.lost,
                dropped=dropped if dropped is not None else settings.dropped,
                open=open if open is not None else settings.open,
            ),
            settings.rename,
        ),
        places=told.places(settings.rename, settings.pipelines),
        base=settings.base,
        rates=dict(settings.rates),
        rates_of_then={
            name: s for name, s in settings.rates_of_then.items() if name != settings.base
        },
        targets=settings.targets,
        steps=settings.steps,
        as_of=None if as_of is None else moment(as_of, "as_of"),
        said={"won": won, "lost": lost, "dropped": dropped, "open": open, "after": after},
    )
    request = Request(
        tables=tables,
        said=named(settings.columns, (), check=False).under(said).renamed(plain),
        crm=crm,
        reading=Reading(
            dates=dates or settings.dates,
            zone=zone or settings.zone,
            language=language or settings.language,
            renames=settings.rename,
            pipelines=settings.pipelines,
            named=choices.named | choices.words.named(),
            as_of=choices.as_of,
            calendars=calendars_of(
                raw.frame for raws in ([raw for _, raw in tables], *beside.values()) for raw in raws
            ),
        ),
        choices=choices,
        week_starts=week_starts or settings.week_starts,
        fiscal_year_starts=settings.fiscal_year_starts
        if fiscal_year_starts is None
        else fiscal_year_starts,
        calendar=calendar or settings.calendar,
        fiscal_weeks=settings.fiscal_weeks if calendar is None else None,
        fiscal_years=settings.fiscal_years,
        cycle_types=settings.cycle_types,
        template=settings.template,
        locale=settings.locale,
        written=settings.written,
        deal_address=settings.deal_address,
        shared={str(texts.name): texts[texts != ""].unique() for texts in cells},
    )
    with own.beside([files for _, files in given]):
        try:
            pipe, sources = made(request, remarks)
        except LayoutError as error:
            raise with_way_in(request, error) from None
        remark_on_own_systems(sources, remarks)
        advise(request, sources, pipe, remarks)
        if beside:
            reading = of_their_language(request.reading, sources)
            pipe = with_sides(pipe, beside, reading, request.said, remarks, choices, sources)
        remark_on_targets(pipe, remarks)
    pipe = with_cut_told(replace(pipe, notes=notes(remarks.rows)))
    return pipe if choices.as_of in (None, pipe.as_of) else pipe.rewind(choices.as_of)


def of_their_language(reading: Reading, sources: Sequence[TableRead]) -> Reading:
    """Tables beside the deals are written as the deals are, where nothing else is said."""
    return replace(reading, language=reading.language or sources[0].language)


def names(said: Sequence[str] | str) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)
