"""Raw tables with their layouts, and without what is no data in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import pandas as pd

from cycle_kit import files
from cycle_kit.dialects import Dialect
from cycle_kit.errors import LayoutError, listed
from cycle_kit.loading.amounts_below import without_amounts_below
from cycle_kit.loading.amounts_beside import amounts_beside
from cycle_kit.loading.called import by_titles
from cycle_kit.loading.columns import Reading, Source
from cycle_kit.loading.deals_of_leads import with_deals_of_leads
from cycle_kit.loading.dittos import with_dittos
from cycle_kit.loading.event_logs import with_names_or_moves
from cycle_kit.loading.group_rows import without_group_rows
from cycle_kit.loading.groups import filled_down, without_groups
from cycle_kit.loading.legends import without_legend
from cycle_kit.loading.lines import with_parents
from cycle_kit.loading.marked_steps import with_furthest
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.merged_cells import as_written, with_merged
from cycle_kit.loading.named import Named
from cycle_kit.loading.named_days import with_hours, without_names
from cycle_kit.loading.named_once import with_names_below
from cycle_kit.loading.newest_rows import by_days
from cycle_kit.loading.oddities import remark_on_full_sheet
from cycle_kit.loading.orders_beside import with_orders
from cycle_kit.loading.other_tables import records_beside, way_back
from cycle_kit.loading.own_numbers import Shared, with_own_number
from cycle_kit.loading.parts import is_dated
from cycle_kit.loading.recognise import recognise
from cycle_kit.loading.row_lines import continued, headers_of_lines, without_other_rows
from cycle_kit.loading.single_entries import as_histories
from cycle_kit.loading.stacked_days import refuse_stacked_days
from cycle_kit.loading.stage_columns import as_rows
from cycle_kit.loading.stage_titles import with_titles_as_stages
from cycle_kit.loading.tables_beside import (
    Matches,
    as_parts_of_lists,
    as_parts_of_logs,
    is_strange,
    of_one_mind,
    with_bare_parts,
)
from cycle_kit.loading.unused import remark_on_unused_columns
from cycle_kit.loading.whole_months import with_whole_months
from cycle_kit.remarks import Remarks, at_lines
from cycle_kit.warehouse import Known


def understood(
    tables: Sequence[tuple[str, files.RawTable]],
    said: Named,
    *,
    crm: str | None,
    reading: Reading,
    remarks: Remarks,
    shared: Shared = MappingProxyType({}),
) -> list[Source]:
    """Every table with its layout. Beside a table of deals, one that is none of ours is set aside.

    `shared`: the headers of tables beside the deals, with their cells."""
    matches: Matches = []
    apart = said.apart_from(kind for kind, _ in tables if kind)
    for kind, raw in [
        (kind, part) for kind, whole in tables for part in by_titles(with_titles_as_stages(whole))
    ]:
        own = said if kind else apart
        if isinstance(raw, Known) and raw.dialect:
            matches.append((raw, as_told(raw.dialect, raw.frame, own)))
            continue
        raw = with_names_below(as_rows(raw, own, remarks) if not kind else raw)
        known = partial(recognise, file=raw.file, named=own, crm=crm, table=kind)
        raw = with_hours(raw, known, own, remarks)
        raw, match = with_whole_months(without_names(raw, known, remarks), known, remarks)
        if crm in (None, "plain"):  # a system's own logs have ids
            named = reading.named
            raw, match = with_names_or_moves(raw, match, known, own, kind, remarks, named)
        if kind and isinstance(match, LayoutError):
            raise match
        matches.append(
            (raw, with_own_number(raw, match, own, shared) if isinstance(match, Match) else match)
        )
    matches = as_parts_of_logs(matches, said)
    if not any(kind for kind, _ in tables):
        matches = as_parts_of_lists(matches, said, crm)
    matches = of_one_mind(matches)
    matches = as_histories(with_bare_parts(matches, said), said)
    matches = with_deals_of_leads(with_orders(matches, remarks), said)
    matches = without_records(matches, tables, said, reading, remarks)
    telling = [
        set(raw.frame)
        for raw, m in matches
        if isinstance(m, Match) and m.dialect.table == "deals" and not m.loose
    ]
    strange = [(raw, match) for raw, match in matches if is_strange(raw, match, telling)]
    if len(strange) == len(matches):
        raise next(match for _, match in strange if isinstance(match, LayoutError))
    aside = {id(raw) for raw, _ in strange}
    for raw, _ in strange:
        set_aside(raw, remarks)
    read = [
        (raw, match) for raw, match in matches if isinstance(match, Match) and id(raw) not in aside
    ]
    parts = with_days_apart(read, reading, remarks)
    return [
        recognised(raw, match, reading=reading, remarks=remarks, beside=parts_beside(raw, parts))
        for raw, match in parts
    ]


def parts_beside(
    raw: files.RawTable, parts: Sequence[tuple[files.RawTable, Match]]
) -> list[pd.DataFrame]:
    """The other tables with the same headers, which are of one list with this one."""
    return [
        other.frame for other, _ in parts if other is not raw and set(other.frame) == set(raw.frame)
    ]


def with_days_apart(
    read: list[tuple[files.RawTable, Match]], reading: Reading, remarks: Remarks
) -> list[tuple[files.RawTable, Match]]:
    """The tables, lists of deals of several days as one for each day where all are such lists: beside a log, or
    beside another list, the days are no history."""
    if any(match.dialect.table == "history" for _, match in read):
        return read
    lists = {
        id(raw): by_days(Source(raw, match, reading, Remarks()))
        for raw, match in read
        if match.dialect.table == "deals"
    }
    if not all(header for header, _ in lists.values()):
        return read
    # a job that comes again on another day with another creation is another deal
    days = [
        Source(day, match, reading, Remarks())
        for raw, match in read
        for day in lists.get(id(raw), ("", []))[1]
    ]
    if not is_dated(days):
        return read
    apart: list[tuple[files.RawTable, Match]] = []
    for raw, match in read:
        header, days = lists.get(id(raw), ("", [raw]))
        apart += [(day, replace(match, day=header)) for day in days]
        if header:
            remarks.add(
                "history",
                f'The rows are of {len(days)} days by "{header}", and most deals come again.',
                file=raw.file,
                effect="Those of each day are read as an export of that day.",
            )
    return apart


def as_told(dialect: Dialect, frame: pd.DataFrame, said: Named) -> Match:
    """A table of which it is known what it is, with what the caller says of its columns on top."""
    headers = Headers(frame)
    given = said.of(dialect.table, headers)
    columns = {name: header for name, (header, *_) in dialect.columns.items()}
    taken = set(given.values())
    kept = {
        name: header
        for name, header in columns.items()
        if name not in given and header not in taken
    }
    told = {name: header for name, header in given.items() if header}
    return Match(dialect, kept | told, said.entered(headers), given=given)


def without_records(
    matches: Matches,
    tables: Sequence[tuple[str, files.RawTable]],
    said: Named,
    reading: Reading,
    remarks: Remarks,
) -> Matches:
    """Without the tables of invoices, tasks and the like beside those of deals, each told."""
    found = records_beside(
        [(raw, match) for raw, match in matches if isinstance(match, Match)],
        said,
        reading.named,
        [raw.file for kind, raw in tables if kind],
    )
    gone = {id(raw) for raw, _ in found}
    kept = [(raw, its) for raw, its in matches if isinstance(its, Match) and id(raw) not in gone]
    for raw, match in found:
        set_aside(raw, remarks, way_back(raw, match, kept))
    return [(raw, match) for raw, match in matches if id(raw) not in gone]


def set_aside(
    raw: files.RawTable,
    remarks: Remarks,
    fix: str = "If it is one of deals, name its columns: columns={...}.",
) -> None:
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
        fix=fix,
    )


def recognised(
    raw: files.RawTable,
    match: Match,
    *,
    reading: Reading,
    remarks: Remarks,
    beside: Sequence[pd.DataFrame] = (),
) -> Source:
    """A table with its furniture noted and the system's own footer lines taken away. LayoutError: it is that of
    several days."""
    found = f"Read as {match.dialect.title}"
    shape = ", ".join(
        part for part in (raw.encoding, separator_name(raw.separator), raw.sheet) if part
    )
    remarks.add("file", f"{found} ({shape})." if shape else f"{found}.", file=raw.file)
    refuse_stacked_days(raw, match.columns)
    whole, raw = raw, as_written(raw)
    if match.dialect.group_rows:
        raw = without_group_rows(raw)
    if match.dialect.blank_parents:
        raw = with_parents(raw, match.columns, remarks)
    if match.dialect.table == "deals":
        raw = without_legend(raw, match.columns, reading.named)
        if match.dialect.by_hand:
            raw = without_amounts_below(Source(raw, match, reading, remarks))
        raw = without_other_rows(Source(raw, match, reading, remarks))
    if match.dialect.grouped:
        raw = without_groups(raw)
    by_hand = match.dialect.table == "deals" and match.dialect.by_hand
    if by_hand:
        raw = continued(Source(raw, match, reading, remarks))
    raw = with_merged(raw, whole)
    if by_hand:
        raw = filled_down(with_dittos(raw, match.columns), match.columns)
        raw, match = with_furthest(raw, match, remarks, beside)
    for remark in raw.remarks:
        remarks.add("file", remark, file=raw.file)
    remark_on_full_sheet(raw, remarks)
    source = Source(raw, match, reading, remarks)
    taken = headers_of_lines(source) if match.dialect.table == "deals" else []
    remark_on_unused_columns(source, [*taken, *amounts_beside(source)])
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
