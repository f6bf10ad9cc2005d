"""A table of deals: one row per deal with typed fields, how each deal stands, and the fate of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cycle_kit import tables
from cycle_kit.dialects.dialect import HINTS
from cycle_kit.errors import ColumnError, one_or_more
from cycle_kit.languages import DEALS
from cycle_kit.loading.amounts import amounts
from cycle_kit.loading.called import CALLED
from cycle_kit.loading.columns import MOST_WORDS, Source
from cycle_kit.loading.evidence import HALF, NEARLY_ALL, look_at
from cycle_kit.loading.identities import with_lines_for_others, with_lines_for_rounded
from cycle_kit.loading.lines import LINE, further_lines, products
from cycle_kit.loading.list_numbers import number_left_out
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.names import from_headers, one_owner_spelling, pipeline_names, stage_names
from cycle_kit.loading.newest_rows import newest_rows
from cycle_kit.loading.parts_of_deals import amounts_of_parts, rows_of_parts
from cycle_kit.loading.row_lines import amounts_and_lines, rows_per_line
from cycle_kit.remarks import at_lines
from cycle_kit.values import UntoldOrder, key

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


def where_they_stand(deals: DealRows | None) -> pd.Series:
    """The line of each deal in its file, which is the name; none where several tables have the deals."""
    if deals is None or len(deals.rows) != len(deals.fields):
        return pd.Series(dtype="int64")
    raw = deals.source.raw
    return pd.Series(raw.lines[deals.rows], index=deals.fields.index, name=raw.file)


def told_at(lines: pd.Series, mask: pd.Series) -> str:
    """ " (lines 3 and 7)" of these deals, or "" where their lines are not known."""
    if not len(lines):
        return ""
    return f" ({at_lines(lines[mask[mask].index])})"


def read_deals(source: Source, *, later: pd.Index | None = None) -> DealRows:
    """Every row of a deals table typed, and rows of one id made one.

    `later`: ids that a later export of the same deals has too.
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
    rows = one_row_each(source, ids, lines, later=known, fate=fate)
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
        effect=f"{name} is not known.",
        fix=f'If another column is that: columns={{"{name}": "..."}}.',
    )
    return replace(source, match=replace(source.match, columns=columns))


def without_deleted(source: Source) -> Source:
    """The table without records that the system keeps as deleted."""
    gone = np.zeros(len(source.raw.frame), dtype=bool)
    for header in source.match.deleted:
        gone |= marked_deleted(source, header)
    if source.has("status"):
        gone |= called_deleted(source)
    if not gone.any():
        return source
    raw = source.raw
    source.remarks.add(
        "deals",
        f"rows that are marked as deleted ({at_lines(raw.lines[gone])})",
        file=raw.file,
        fate="dropped",
        rows=gone.sum(),
        effect="They are no deals.",
    )
    return with_rows(source, ~gone)


def with_rows(source: Source, rows: pd.Series | np.ndarray) -> Source:
    """The table with these rows alone."""
    raw, kept = source.raw, np.asarray(rows, dtype=bool)
    frame = raw.frame[kept].reset_index(drop=True)
    return replace(source, raw=replace(raw, frame=frame, lines=raw.lines[kept]))


def marked_deleted(source: Source, header: str) -> np.ndarray:
    """Of each row whether this column says that it is deleted, or when it was."""
    columns = {**source.match.columns, "is_deleted": header}
    marks = replace(source, match=replace(source.match, columns=columns))
    dated = look_at(marks.texts("is_deleted")).dates >= NEARLY_ALL
    told = marks.dates("is_deleted").notna() if dated else marks.booleans("is_deleted").eq(True)
    return told.fillna(False).to_numpy(dtype=bool)


#: what a status of nothing but a record in the bin is called; Italian for that may be a cancelled deal, too
DELETED = frozenset(
    map(key, {word for said in DEALS.values() for word in said.get("is_deleted", "").split("|")})
) - {"", *map(key, ("Cancellato", "Cancellata"))}


def called_deleted(source: Source) -> np.ndarray:
    """Of each row whether its status says that it is deleted, unless the caller says what that word means."""
    texts = source.texts("status")
    deleted = [
        word
        for word in texts.unique()[:MOST_WORDS]
        if key(word) in DELETED and word not in source.reading.named
    ]
    return texts.isin(deleted).to_numpy(dtype=bool)


def deal_ids(source: Source) -> pd.Series:
    """The ids as written, to the last digit; a row without one is named by its line."""
    lines = pd.Series(source.raw.lines, index=source.raw.frame.index).astype("str")
    if not source.has("deal_id"):
        number = number_shared(source)
        source.remarks.add(
            "deals",
            f'Several rows have the same "{number}", and nothing says that they are one deal; deals are named by their '
            "line."
            if number
            else "The file has no column of ids; deals are named by their line.",
            file=source.raw.file,
            effect="Deals cannot be matched with another file or another day's export.",
            fix=f'If rows with one "{number}" are one deal: columns={{"deal_id": "{number}"}}.'
            if number
            else "Export the id of the deals too.",
        )
        return "line " + lines
    ids = source.words("deal_id")
    without = ids.isna()
    if without.any():
        source.remarks.add(
            "deals",
            one_or_more(without.sum(), "{n} row has no id", "{n} rows have no id")
            + f" ({at_lines(source.raw.lines[without.to_numpy()])}); "
            + one_or_more(
                without.sum(), "it is named by its line.", "they are named by their line."
            ),
            file=source.raw.file,
            effect="They count as deals.",
            fix="Export the id of every deal.",
        )
    ids = with_lines_for_rounded(source, ids, lines)
    ids = with_lines_for_others(source, ids, lines)
    return ids.where(~without, "line " + lines)


def number_shared(source: Source) -> str:
    """The header of numbers that several rows share, so that they were not taken for those of the deals, or else of
    such names of deals."""
    match = source.match
    if match.dialect.crm != "plain" or "deal_id" in match.given:
        return ""
    return number_left_out(Headers(source.raw.frame), match.columns) or name_shared(source)


#: what is the same in all rows of a deal, whatever each of them is of
OF_ONE_DEAL = ("stage", "status", "created_at", "won_at", "lost_at", "closed_at", "close_date")


def name_shared(source: Source) -> str:
    """The header of names that several rows share which say the same of all that a deal has one of, and of its client
    or amount or of one owner each, and so may be its lines or its people, or which say only that it ended in two ways;
    "" where most of those with one name do not."""
    match = source.match
    if not (source.has("name") and source.has("created_at")):
        return ""
    calls = source.texts("name")
    calls = calls[calls.duplicated(keep=False) & (calls != "")]
    if calls.empty:
        return ""
    names = [name for name in (*OF_ONE_DEAL, "owner", "account", "amount") if source.has(name)]
    said = pd.concat({name: source.texts(name)[calls.index] for name in names}, axis=1)
    counts = said.groupby(calls).nunique()
    alike = counts.le(1)
    stands = [name for name in ("status", "stage") if source.has(name)]
    one = alike[[name for name in names if name in OF_ONE_DEAL]].all(axis=1)
    yes = pd.Series(True, index=alike.index)
    client, whole, owner = (alike.get(each, yes) for each in ("account", "amount", "owner"))
    of_each = counts.get("owner", yes).eq(calls.value_counts())
    one &= (owner & (client | alike.get("amount", False))) | (~owner & of_each & client)
    one |= alike["created_at"] & client & whole & owner & ~alike[stands].all(axis=1)
    return match.columns["name"] if one.mean() > HALF else ""


def one_row_each(
    source: Source, ids: pd.Series, lines: pd.Series, *, later: pd.Index, fate: str
) -> pd.Series:
    """Which rows stand for a deal: of equal rows and of its lines one, of other rows of one id the newest."""
    equal = equal_rows(source.raw.frame, ids)
    if fate != "merged":  # which are known to be no copies
        equal &= ~lines
    lines = lines & ~equal
    newest = newest_rows(source, ids, ~(equal | lines))
    kept, earlier = newest.rows, ~(equal | lines | newest.rows)
    add, file = source.remarks.add, source.raw.file
    again = kept & ids.isin(later)
    add("deals", "rows that are a deal", file=file, fate="deal", rows=(kept & ~again).sum())
    if again.any():
        add(
            "deals",
            "rows of deals that a later export has again",
            file=file,
            fate="repeat",
            rows=again.sum(),
            effect="They tell how the deal stood then.",
        )
    if equal.any():
        add(
            "deals",
            "rows that repeat another row in every cell",
            file=file,
            fate="merged",
            rows=equal.sum(),
            effect="Counted once.",
        )
    if lines.any() and fate == "part":
        add(
            "deals",
            "rows that are one more part of a deal, of another owner or instalment "
            f"({at_lines(source.raw.lines[lines])})",
            file=file,
            fate="merged",
            rows=lines.sum(),
            effect="The deal counts once, with the sum of its rows, for the owner in the last of them.",
            fix="If the last row replaces the others: export when each was last changed, too.",
        )
    elif lines.any():
        add(
            "deals",
            "rows that are one more line (a product, say) of a deal",
            file=file,
            fate=fate,
            rows=lines.sum(),
            effect=(
                "The deal counts once" if fate == "line" else "The deal and its amount count once"
            )
            + ('; its products are joined with "+".' if source.has(LINE) else "."),
        )
    if earlier.any():
        add(
            "deals",
            f"rows whose id comes again with other content ({at_lines(source.raw.lines[earlier])})",
            file=file,
            fate="repeat",
            rows=earlier.sum(),
            effect=newest.effect,
            fix=newest.fix,
        )
    return kept


def equal_rows(frame: pd.DataFrame, ids: pd.Series) -> pd.Series:
    """Which rows stand again further down, cell for cell; only rows that share an id are compared."""
    shared = ids.duplicated(keep=False)
    if not shared.any():
        return shared
    equal = frame[shared].assign(_id=ids).duplicated(keep="last")
    return equal.reindex(frame.index, fill_value=False)


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
