"""Tables whose rows stand in a cell as JSON, or in a table of their own beside the one of their parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import FileError, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.warehouse import cells
from cycle_kit.warehouse.declared import loaders, systems
from cycle_kit.warehouse.names import column, folded, table


def opened(raws: Sequence[RawTable]) -> list[RawTable]:
    """The tables with the fields of such records as columns of their own."""
    return _with_parts([_opened(raw) for raw in raws])


def _opened(raw: RawTable) -> RawTable:
    whole = {loader.records for loader in loaders() if loader.records}
    fields = {system.records for system in systems() if system.records}
    for header in raw.frame:
        name = folded(str(header))
        if name in whole or (name in fields and not _has_fields(raw, str(header))):
            raw = _expanded(raw, str(header))
    return raw


def check_readable(raws: Sequence[RawTable]) -> None:
    """FileError: the rows of a table are JSON, each in a cell, and none of them can be read."""
    whole = {loader.records for loader in loaders() if loader.records}
    for raw in raws:
        for header in [str(header) for header in raw.frame if folded(str(header)) in whole]:
            texts = raw.frame[header]
            if texts.ne("").any() and texts.map(_record).isna().all():
                raise FileError(
                    f'The rows of "{raw.file}" are JSON in "{header}", and none of it can be read.',
                    there="Broken JSON is often cut off on its way.",
                    fix="Copy the table again, with all of each cell.",
                )


def _record(cell: str) -> dict | None:
    found = cells.json_of(cell)
    return found if isinstance(found, dict) else None


def _has_fields(raw: RawTable, header: str) -> bool:
    """Whether the fields of a record are columns, too: properties_dealname beside properties."""
    front = header.casefold() + "_"
    return any(str(other).casefold().startswith(front) for other in raw.frame)


def _expanded(raw: RawTable, header: str) -> RawTable:
    texts = raw.frame[header]
    records = texts.map(_record)
    if not records.notna().any():
        return raw
    broken = int((texts.ne("") & records.isna()).sum())
    if broken:
        remark = one_or_more(
            broken,
            f'1 cell of "{header}" is no JSON that can be read: its fields are empty.',
            f'{{n}} cells of "{header}" are no JSON that can be read: their fields are empty.',
        )
        raw = replace(raw, remarks=(*raw.remarks, remark))
    more = cells.expanded(records)
    there = {folded(str(other)) for other in raw.frame}
    fresh = [name for name in more if folded(str(name)) not in there]
    frame = pd.concat([raw.frame.drop(columns=header), more[fresh]], axis=1)
    return _expanded_within(replace(raw, frame=frame), more)


def _expanded_within(raw: RawTable, more: pd.DataFrame) -> RawTable:
    """A whole row in a cell may hold a record of fields itself."""
    fields = {system.records for system in systems() if system.records}
    inner = [name for name in more if folded(str(name)) in fields and name in raw.frame]
    for name in inner:
        if not _has_fields(raw, str(name)):
            raw = _expanded(raw, str(name))
    return raw


def _with_parts(raws: list[RawTable]) -> list[RawTable]:
    """The tables with what stands in tables of one row for each of theirs: deals_properties beside deals."""
    found = list(raws)
    parts = {record for system in systems() for record in (system.records, "metadata") if record}
    for part in raws:
        name = table(part.file)
        record = next((each for each in parts if name.endswith(f"_{each}")), "")
        keys = [str(h) for h in part.frame if folded(str(h)).endswith("hashid")]
        for place, whole in enumerate(found):
            if whole is part or not record or table(whole.file) != name[: -len(record) - 1]:
                continue
            shared = [h for h in keys if h in whole.frame and whole.frame[h].is_unique]
            if shared:
                found[place] = _joined(whole, part, shared[0], record)
    return found


def _joined(whole: RawTable, part: RawTable, shared: str, record: str) -> RawTable:
    there = {column(str(header), ()) for header in whole.frame}
    rows = part.frame.drop_duplicates(shared, keep="last").set_index(shared)
    rows = rows[[h for h in rows if folded(str(h)) not in there and not str(h).startswith("_")]]
    rows = rows.add_prefix(f"{record}_").reindex(whole.frame[shared]).fillna("").astype("str")
    frame = pd.concat([whole.frame, rows.set_axis(whole.frame.index)], axis=1)
    return replace(whole, frame=frame)
