"""load: from whatever a CRM exported to a Pipeline. The only gate; everything after it trusts the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cycle_kit import config as configuration
from cycle_kit import files
from cycle_kit.days import moment
from cycle_kit.errors import LayoutError, listed
from cycle_kit.loading.assemble import Choices, assembled
from cycle_kit.loading.columns import Reading, Source
from cycle_kit.loading.counted import counted
from cycle_kit.loading.cycle_types import cycle_types
from cycle_kit.loading.group_rows import without_group_rows
from cycle_kit.loading.groups import without_groups
from cycle_kit.loading.lines import with_parents
from cycle_kit.loading.oddities import remark_on_full_sheet
from cycle_kit.loading.outcomes import Words
from cycle_kit.loading.named import Named, named
from cycle_kit.loading.recognise import Match, recognise
from cycle_kit.loading.remarks import Remarks, at_lines
from cycle_kit.loading.sums import without_sums
from cycle_kit.pipeline import Pipeline


def load(
    source: Any,
    *,
    crm: str | None = None,
    history: Any = None,
    leads: Any = None,
    columns: Mapping[str, Any] | None = None,
    stages: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    after: Sequence[str] | str | None = None,
    won: Sequence[str] | str | None = None,
    lost: Sequence[str] | str | None = None,
    dropped: Sequence[str] | str | None = None,
    open: Sequence[str] | str | None = None,
    as_of: Any = None,
    dates: str | None = None,
    zone: str | None = None,
    sheet: str | None = None,
    language: str | None = None,
    week_starts: str | None = None,
    fiscal_year_starts: int | None = None,
    config: str | Path | None = None,
    max_bytes: int = 2_000_000_000,
) -> Pipeline:
    """A Pipeline from an export: a path, several, a folder, bytes, an open file or a DataFrame.

    `history`: the file with the moves through stages, where it is a file of its own.
    `columns`: `{our name: header}`, only what recognition got wrong or cannot know.
    `stages`: open stages in order, or `{pipeline: [...]}`; `after`: stages after the win.
    `won`, `lost`, `dropped`: words for outcomes, beside those that are known; `open`: words that are none.
    `dates`: "dmy", "mdy" or "ymd" where the file cannot tell; `zone`: of stamps without one (UTC).
    `week_starts`: "monday", "sunday" or "saturday" (None: as the language does);
    `fiscal_year_starts`: the number of a month (None: January).
    `config`: a cycle.toml; None: the one beside the export, if there is one.
    Every row of every file is accounted for in `pipe.notes`. Raises CycleKitError.
    """
    settings = configuration.read(config or configuration.beside(source))
    remarks = Remarks()
    given = [("", source), ("history", history), ("leads", leads)]
    tables = [
        (kind, raw)
        for kind, files_of_kind in given
        if files_of_kind is not None
        for raw in raw_tables(files_of_kind, sheet=sheet, max_bytes=max_bytes)
    ]
    said = named(columns, [header for _, raw in tables for header in raw.frame])
    said = named(settings.columns, (), check=False).under(said)
    reading = Reading(
        dates=dates or settings.dates,
        zone=zone or settings.zone,
        language=language or settings.language,
        renames=settings.rename,
        pipelines=settings.pipelines,
    )
    sources = understood(tables, said, crm=crm, reading=reading, remarks=remarks)
    choices = Choices(
        stages=stages if stages is not None else settings.stages,
        stages_from="stages=" if stages is not None else "cycle.toml",
        after=settings.after
        if after is None
        else (after,)
        if isinstance(after, str)
        else tuple(after),
        words=Words(
            open=open if open is not None else settings.open,
            won=won if won is not None else settings.won,
            lost=lost if lost is not None else settings.lost,
            dropped=dropped if dropped is not None else settings.dropped,
        ),
        base=settings.base,
        rates=dict(settings.rates),
        targets=settings.targets,
        steps=settings.steps,
    )
    deals, logs, lead_tables = (of_kind(sources, kind) for kind in ("deals", "history", "leads"))
    if not deals and not logs:
        raise LayoutError(
            "There are leads, but no deals.",
            there=f"The files are {listed(source.raw.file for source in sources)}.",
            fix="Load the deals too: ck.load(deals, leads=...).",
        )
    periods = counted(
        week_starts or settings.week_starts,
        settings.fiscal_year_starts if fiscal_year_starts is None else fiscal_year_starts,
        [*deals, *logs],
        remarks,
    )
    pipe = assembled(deals, logs, lead_tables, choices, remarks)
    if settings.cycle_types:
        typed = pipe.deals.assign(cycle_type=cycle_types(pipe.deals, settings.cycle_types))
        pipe = replace(pipe, deals=typed)
    pipe = replace(
        pipe,
        periods=periods,
        template=settings.template,
        steps=settings.steps,
    )
    return pipe if as_of is None else pipe.rewind(moment(as_of, "as_of"))


def raw_tables(source: Any, *, sheet: str | None, max_bytes: int) -> list[files.RawTable]:
    if isinstance(source, pd.DataFrame):
        return [from_frame(source)]
    if isinstance(source, list) and source and isinstance(source[0], files.RawTable):
        return list(source)  # read before, by the import page
    return files.read(source, sheet=sheet, max_bytes=max_bytes)


def from_frame(frame: pd.DataFrame) -> files.RawTable:
    """A DataFrame as the text it would have in a file."""
    texts = pd.DataFrame({str(name): as_text(frame[name]) for name in frame.columns})
    texts = texts.reset_index(drop=True)
    return files.RawTable(
        file="the DataFrame",
        frame=texts,
        lines=np.arange(len(texts)) + 2,
        rows=len(texts),
        furniture=0,
        encoding="",
        separator="",
        sheet="",
        remarks=(),
    )


def as_text(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        plain = column.dt.tz_convert("UTC").dt.tz_localize(None) if column.dt.tz else column
        return (
            plain.dt.strftime("%Y-%m-%d %H:%M:%S.%f")
            .fillna("")
            .str.replace(r"( 00:00:00)?\.000000$", "", regex=True)
        )
    if pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    return column.astype("str").where(column.notna(), "")


def understood(
    tables: Sequence[tuple[str, files.RawTable]],
    said: Named,
    *,
    crm: str | None,
    reading: Reading,
    remarks: Remarks,
) -> list[Source]:
    """Every table with its layout. Beside a table of deals, one that is none of ours is set aside."""
    matches: list[tuple[files.RawTable, Match | LayoutError]] = []
    for kind, raw in tables:
        try:
            matches.append((raw, recognise(raw.frame, file=raw.file, named=said, crm=crm, table=kind)))
        except LayoutError as error:
            if kind:
                raise
            matches.append((raw, error))
    told = any(isinstance(m, Match) and m.dialect.table == "deals" and not m.loose for _, m in matches)
    strange = [(raw, match) for raw, match in matches if is_strange(match, told)]
    if len(strange) == len(matches):
        raise next(match for _, match in strange if isinstance(match, LayoutError))
    aside = {id(raw) for raw, _ in strange}
    for raw, _ in strange:
        set_aside(raw, remarks)
    return [
        recognised(raw, match, reading=reading, remarks=remarks)
        for raw, match in matches
        if isinstance(match, Match) and id(raw) not in aside
    ]


def is_strange(match: Match | LayoutError, told: bool) -> bool:
    """`told`: another table says how deals stand, so that one that does not is something else."""
    return isinstance(match, LayoutError) or (told and match.loose)


def set_aside(raw: files.RawTable, remarks: Remarks) -> None:
    """A table that is no list of deals, no history and no list of leads."""
    where = f' (sheet "{raw.sheet}")' if raw.sheet else ""
    remarks.add(
        "file",
        f"This is another table than one of deals{where}: left aside. Its headers are "
        f"{listed(raw.frame, most=20)}.",
        file=raw.file,
        fate="furniture",
        rows=raw.rows,
        effect="Nothing of it counts.",
        fix="If it is one of deals, name its columns: columns={...}.",
    )


def recognised(raw: files.RawTable, match: Match, *, reading: Reading, remarks: Remarks) -> Source:
    """A table with its furniture noted and the system's own footer lines taken away."""
    found = f"Read as {match.dialect.title}"
    shape = ", ".join(
        part for part in (raw.encoding, separator_name(raw.separator), raw.sheet) if part
    )
    remarks.add("file", f"{found} ({shape})." if shape else f"{found}.", file=raw.file)
    if match.dialect.group_rows:
        raw = without_group_rows(raw)
    if match.dialect.blank_parents:
        raw = with_parents(raw, match.columns)
    if match.dialect.grouped:
        raw = without_groups(raw)
    if match.dialect.table == "deals":
        raw = without_sums(raw, match.columns)
    for remark in raw.remarks:
        remarks.add("file", remark, file=raw.file)
    remark_on_full_sheet(raw, remarks)
    raw = without_footer(raw, match.dialect.footers)
    if raw.furniture:
        remarks.add(
            "file",
            f"rows that are no data: {', '.join(raw.left_out)}",
            file=raw.file,
            fate="furniture",
            rows=raw.furniture,
        )
    return Source(raw, match, reading, remarks)


def separator_name(separator: str) -> str:
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", "؛": "Arabic semicolon"}
    return names.get(separator, separator)


def without_footer(raw: files.RawTable, footers: Sequence[str]) -> files.RawTable:
    """The table without rows whose first or second cell is a line that this system writes below its data."""
    if not footers or raw.frame.empty:
        return raw
    pattern = "|".join(footers)
    starts = raw.frame.iloc[:, :2].apply(lambda cells: cells.str.contains(pattern, regex=True))
    footer = starts.any(axis=1).to_numpy()
    if not footer.any():
        return raw
    return replace(
        raw,
        frame=raw.frame[~footer].reset_index(drop=True),
        lines=raw.lines[~footer],
        furniture=raw.furniture + int(footer.sum()),
        left_out=(*raw.left_out, f"lines that the system adds ({at_lines(raw.lines[footer])})"),
    )


def of_kind(sources: Sequence[Source], table: str) -> list[Source]:
    return [source for source in sources if source.match.dialect.table == table]
