"""A table of deals: one row per deal with typed fields, and what tells how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cycle_kit import tables
from cycle_kit.dialects.dialect import HINTS
from cycle_kit.errors import ColumnError
from cycle_kit.loading.amounts import amounts
from cycle_kit.loading.called import CALLED
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deal_ids import deal_ids
from cycle_kit.loading.deleted_rows import without_deleted
from cycle_kit.loading.evidence import NEARLY_ALL, look_at
from cycle_kit.loading.kept_rows import one_row_each, with_rows
from cycle_kit.loading.lines import LINE, further_lines, products
from cycle_kit.loading.names import from_headers, one_owner_spelling, pipeline_names, stage_names
from cycle_kit.loading.parts_of_deals import amounts_of_parts, rows_of_parts
from cycle_kit.loading.row_lines import amounts_and_lines, rows_per_line
from cycle_kit.loading.signs_for_open import without_signs
from cycle_kit.values import UntoldOrder, without_no

TEXTS = [name for name, kind in tables.DEALS.items() if kind == "text"]
DATES = [name for name, kind in tables.DEALS.items() if kind == "date"]


NO_ROWS = pd.Index([], dtype="int64")


@dataclass(frozen=True)
class DealRows:
    """`fields`: our columns and the export's own, one row per deal. `hints`: what tells how it stands.

    Both have the deal's id as index. `rows`: the raw table's row that each deal stands on; NO_ROWS where several
    tables have them, of which `source` is one.
    """

    source: Source
    fields: pd.DataFrame
    hints: pd.DataFrame
    rows: pd.Index
    lines: pd.DataFrame | None = None  # of a table with a row for each


def read_deals(source: Source, *, later: pd.Index | None = None, dated: bool = True) -> DealRows:
    """Every row of a deals table typed, and rows of one id made one.

    `later`: ids that a later export of the same deals has too, or, where not `dated`, another part of the list.
    """
    source = without_deleted(source)
    ids = deal_ids(source)
    own = rows_per_line(source, ids)
    lines = further_lines(source, ids) if own is None else own.rows & ids.duplicated(keep="last")
    parts = rows_of_parts(source, ids) if own is None and not lines.any() else None
    if parts is not None:
        lines = parts.rows & ids.duplicated(keep="last")
    fate = "part" if parts is not None else "merged" if own is None else "line"
    known = pd.Index([]) if later is None else later
    rows = one_row_each(source, ids, lines, later=known, fate=fate, dated=dated)
    several = products(source, ids, rows | lines) if source.has(LINE) and lines.any() else None
    paid, beside = (None, None) if own is None else amounts_and_lines(source, own, ids, rows)
    if parts is not None:
        paid = amounts_of_parts(source, parts, ids, rows)
    if not rows.all():
        source, ids = with_rows(source, rows), ids[rows].reset_index(drop=True)
    fields = pd.DataFrame({"deal_id": ids})
    for name in TEXTS[1:]:
        if source.has(name) and name != "currency":
            fields[name] = source.words(name)
    if "lost_reason" in fields:
        fields["lost_reason"] = without_no(fields["lost_reason"])
    if "owner" in fields:
        fields["owner"] = one_owner_spelling(source, fields["owner"])
    if source.has("pipeline"):
        fields["pipeline"] = pipeline_names(source)
    if several is not None:
        fields[LINE] = several[rows].array
    source, dates = readable_dates(source)
    fields = fields.assign(**dates)
    if source.has("probability"):
        fields["probability"] = source.shares("probability")
    fields = pd.concat([fields, amounts(source) if paid is None else paid], axis=1)
    hints = hint_columns(source).assign(stage=source.words("stage") if source.has("stage") else "")
    hints = without_signs(hints, fields, source.reading.named)
    of_headers = from_headers(source, hints["stage"])
    if of_headers:
        fields["pipeline"], hints["stage"] = of_headers
    for name in ("stage", "last_stage"):
        if name in hints:
            hints[name] = stage_names(source, hints[name], hints.get("stage_changed_at"))
    if source.match.dialect.probability_tells and "probability" in fields:
        hints["probability"] = fields["probability"]
    of_lines = () if own is None else own.columns.every
    fields = pd.concat([fields, own_columns(source, without=of_lines)], axis=1)
    ids = pd.Index(fields["deal_id"], name=None)
    return DealRows(source, fields.set_index(ids), hints.set_index(ids), fields.index, beside)


#: dates that no figure needs
SPARE = ("first_contact_at", "lead_created_at", "last_activity_at")


def readable_dates(source: Source) -> tuple[Source, dict[str, pd.Series]]:
    """The dates of deals, and the table without columns that need not be read and cannot be: "Last contact" without
    years, "Received" over amounts."""
    found: dict[str, pd.Series] = {}
    for name in DATES:
        if not source.has(name):
            continue
        try:
            found[name] = source.dates(name)
        except ColumnError as unreadable:
            amounts = name == "created_at" and look_at(source.texts(name)).numbers >= NEARLY_ALL
            needed = name not in SPARE and not amounts
            if needed or name in source.match.given or isinstance(unreadable, UntoldOrder):
                raise
            source = without_column(source, name)
    return source, found


def without_column(source: Source, name: str) -> Source:
    """The table with nothing taken for one of our dates, told."""
    columns = dict(source.match.columns)
    header = columns.pop(name)
    source.remarks.add(
        "columns",
        f'"{header}" is not used: its cells cannot be read as dates.',
        file=source.raw.file,
        effect=f'"{name}" is not known.',
        fix=f'If another column is that: columns={{"{name}": "..."}}.',
    )
    return replace(source, match=replace(source.match, columns=columns))


def hint_columns(source: Source) -> pd.DataFrame:
    """The columns that tell how a deal stands, typed."""
    found = pd.DataFrame(index=source.raw.frame.index)
    for name, kind in HINTS.items():
        if not source.has(name) or name.startswith("converted"):
            continue
        if kind == "date":
            found[name] = source.dates(name)
        elif kind == "boolean":
            found[name] = source.booleans(name)
        elif kind == "number":
            found[name] = source.numbers(name)
        else:
            found[name] = source.words(name)
    return found


def own_columns(source: Source, *, without: Sequence[str] = ()) -> pd.DataFrame:
    """Every other column of the export under its own name: numbers, days or text."""
    direct = {header for name, header in source.match.columns.items() if name in tables.DEALS}
    taken = {*tables.DEALS, *tables.VISITS, "converted", "converted_currency"}
    own = {
        f"{header} (file)" if header in taken else header: source.own(header)
        for header in source.raw.frame
        if header not in direct and header != CALLED and header not in without
    }
    return pd.DataFrame(own, index=source.raw.frame.index)
