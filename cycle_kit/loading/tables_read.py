"""Raw tables with their layouts, and without what is no data in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cycle_kit import files
from cycle_kit.errors import LayoutError, listed
from cycle_kit.loading.columns import Reading, Source
from cycle_kit.loading.group_rows import without_group_rows
from cycle_kit.loading.groups import without_groups
from cycle_kit.loading.lines import with_parents
from cycle_kit.loading.named import Named
from cycle_kit.loading.oddities import remark_on_full_sheet
from cycle_kit.loading.recognise import Match, recognise
from cycle_kit.loading.remarks import Remarks, at_lines
from cycle_kit.loading.sums import without_sums
from cycle_kit.loading.unused import remark_on_unused_columns


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
            matches.append(
                (raw, recognise(raw.frame, file=raw.file, named=said, crm=crm, table=kind))
            )
        except LayoutError as error:
            if kind:
                raise
            matches.append((raw, error))
    told = any(
        isinstance(m, Match) and m.dialect.table == "deals" and not m.loose for _, m in matches
    )
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
        raw = with_parents(raw, match.columns, remarks)
    if match.dialect.table == "deals":
        raw = without_sums(raw, match.columns)
    if match.dialect.grouped:
        raw = without_groups(raw)
    for remark in raw.remarks:
        remarks.add("file", remark, file=raw.file)
    remark_on_full_sheet(raw, remarks)
    remark_on_unused_columns(raw, match, remarks)
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
