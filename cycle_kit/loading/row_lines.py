"""A table of deals with a row per product line: rows of one deal that differ in nothing but the columns of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cycle_kit.errors import ColumnError, inside
from cycle_kit.files import RawTable
from cycle_kit.files.table import without_gone
from cycle_kit.loading.amounts import amounts
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.line_words import WORDS, kind_of
from cycle_kit.loading.lines import LINE, lines_alone, with_parents
from cycle_kit.loading.sides import SIDES
from cycle_kit.loading.sums import without_sums
from cycle_kit.loading.sums_of_lines import NEAR, adding_up
from cycle_kit.remarks import Remarks

OF_ONE_LINE = ("unit_price", "line_amount")  # kinds of columns of amounts that are never the deal's
LONGEST = 60  # letters of a product that stands alone in its row


@dataclass(frozen=True)
class LineColumns:
    """The headers of what is sold, how much of it, what one costs, what a line may be worth, and of all that."""

    things: list[str]
    quantity: list[str]
    prices: list[str]
    worth: list[str]
    every: list[str]

    @property
    def priced(self) -> bool:
        return bool(self.worth or (self.quantity and self.prices))


@dataclass(frozen=True)
class RowLines:
    """`rows`: which are lines; `columns`: theirs; `summed`: the column of amounts is theirs, not the deals'."""

    rows: pd.Series
    columns: LineColumns
    summed: bool


def line_columns(source: Source) -> LineColumns:
    """The columns of lines that a table has, by the words of all languages, beside that of our amount."""
    ours = {header for name, header in source.match.columns.items() if name != LINE}
    found: dict[str, list[str]] = {name: [] for name in WORDS}
    for header in source.raw.frame:
        kind = kind_of(header)
        if kind and header not in ours:
            found[kind].append(header)
    things = [source.match.columns[LINE]] if source.has(LINE) else []
    things += [header for header in found["line_things"] if header not in things]
    every = list(dict.fromkeys([*things, *(each for own in found.values() for each in own)]))
    return LineColumns(things, found["quantity"], found["unit_price"], found["line_amount"], every)


def continued(source: Source) -> RawTable:
    """The table of a list kept by hand, rows that hold a further line of the deal above them with its cells."""
    columns, amount = line_columns(source), source.match.columns.get("amount")
    if not columns.things:
        return source.raw
    every = list(dict.fromkeys([*columns.every, *filter(None, [amount])]))
    whole = [amount] if amount and kind_of(amount) not in OF_ONE_LINE else []
    raw = with_parents(
        source.raw, source.match.columns, source.remarks, of_lines=every, of_deals=whole
    )
    return without_gone(raw, set(source.raw.lines.tolist()).difference(raw.lines.tolist()))


def things_alone(source: Source) -> np.ndarray:
    """Which rows of a list kept by hand hold a product, perhaps how much of it, and nothing else, below a row that
    has one, too; notes stand in the first column, and are longer."""
    raw, columns = source.raw, line_columns(source)
    amount = source.match.columns.get("amount")
    if not columns.things or columns.things[0] == raw.frame.columns[0]:
        return np.zeros(len(raw.frame), dtype=bool)
    child = lines_alone(raw, [header for header in columns.every if header != amount])
    return child & (raw.frame[columns.things[0]].str.len() <= LONGEST).to_numpy()


def without_other_rows(source: Source) -> RawTable:
    """The table without rows that name no deal; rows that continue the deal above with a product alone stay."""
    raw, columns = source.raw, source.match.columns
    child = things_alone(source) if source.match.dialect.by_hand else np.zeros(0, dtype=bool)
    if not child.any():
        return without_sums(raw, columns)
    lines = np.asarray(raw.lines)
    rows = raw.frame[~child].reset_index(drop=True)
    rest = without_sums(replace(raw, frame=rows, lines=lines[~child]), columns)
    above = np.maximum.accumulate(np.where(child, 0, np.arange(len(child))))
    if not np.isin(lines[above[child]], rest.lines).all():
        return without_sums(raw, columns)
    both = pd.concat([rest.frame, raw.frame[child]], ignore_index=True)
    order = np.argsort(np.concatenate([rest.lines, lines[child]]), kind="stable")
    rest = without_gone(rest, lines[child].tolist())
    return replace(
        rest,
        frame=both.iloc[order].reset_index(drop=True),
        lines=np.concatenate([rest.lines, lines[child]])[order],
    )


def with_sums_of_deals(source: Source, ids: pd.Series, columns: LineColumns) -> LineColumns:
    """With the columns that no word tells and that add up to the amounts of the deals."""
    several = ids.duplicated(keep=False)
    frame, groups = source.raw.frame[several], ids[several]
    taken = {*source.match.columns.values(), *columns.every}
    free = [one for one in frame if one not in taken and differing(frame[[one]], groups).any()]
    worth, prices = adding_up(source, ids, free, columns.quantity) if free else ([], [])
    if not worth and not prices:
        return columns
    return replace(
        columns, prices=[*columns.prices, *prices], worth=[*columns.worth, *worth],
        every=[*columns.every, *worth, *prices],
    )  # fmt: skip


def rows_per_line(source: Source, ids: pd.Series) -> RowLines | None:
    """The rows that are lines; None in a table without them, or whose layout has its own way for them."""
    several = ids.duplicated(keep=False)
    if not several.any() or source.match.dialect.lines_per_deal:
        return None
    columns, amount = line_columns(source), source.match.columns.get("amount", "")
    if not columns.things:
        return None
    columns = with_sums_of_deals(source, ids, columns)
    frame, groups = source.raw.frame[several], ids[several]
    own = [header for header in frame if header in columns.every]
    others = [header for header in frame if header not in own and header != amount]
    paid = differing(frame[[amount] if amount else []], groups)
    # rows that are equal in every cell are copies, and no lines, but for those that continue the row above
    continuing = pd.Series(source.raw.lines, several.index)[several].duplicated(keep=False)
    alike = ~differing(frame[others], groups)
    alike &= differing(frame[own], groups) | paid | continuing
    alike &= ~frame.assign(_id=groups).duplicated(keep="last") | continuing
    sold = alike & (differing(frame[columns.things], groups) | continuing)
    # where amounts change and the product mostly does not, deals were revised
    of_rows = sold.sum() > HALF * alike.sum() and (paid & sold).sum() > HALF * sold.sum()
    summed = bool(amount) and (of_rows or kind_of(amount) in OF_ONE_LINE)
    rows = alike if summed else alike & ~paid
    if not (rows & sold).any():
        return None
    return RowLines(rows.reindex(ids.index, fill_value=False), columns, summed)


def headers_of_lines(source: Source) -> list[str]:
    """The columns that are those of lines, in a table that has a row for each."""
    if not source.has("deal_id") or not source.texts("deal_id").duplicated().any():
        return []
    quiet = replace(source, remarks=Remarks())  # what is odd of ids is told where deals are read
    ids = quiet.words("deal_id")
    found = rows_per_line(quiet, ids.fillna("line " + ids.index.astype("str").to_series(ids.index)))
    return [] if found is None else found.columns.every


def differing(frame: pd.DataFrame, ids: pd.Series) -> pd.Series:
    """Of each row whether the rows of its id differ in these columns."""
    if frame.columns.empty:
        return pd.Series(False, index=ids.index)
    content = pd.Series(pd.util.hash_pandas_object(frame, index=False).to_numpy(), index=ids.index)
    return content.groupby(ids).transform("nunique") > 1


def worths(source: Source, found: RowLines, ids: pd.Series, paid: pd.DataFrame) -> pd.DataFrame:
    """What each row's line is worth, with the currency that it shows: what it says, or how much of it times what one
    costs, whichever adds up to the amounts of the deals. `paid`: the column of amounts, read."""
    columns, amount = found.columns, source.match.columns.get("amount", "")
    own = paid if amount else None
    if found.summed and own is not None and kind_of(amount) != "unit_price":
        return own
    ones = [own] if found.summed and own is not None else []
    ones += readable(source, columns.prices)
    said = readable(source, columns.worth)
    many = [each["amount"] for each in readable(source, columns.quantity)]
    options = [*said, *(times(one, much) for much in many for one in [*ones, *said]), *ones]
    if not options:
        return pd.DataFrame({"amount": np.nan}, index=ids.index)
    if own is None or found.summed:
        return options[0]
    whole = own["amount"].groupby(ids).transform("last")
    sums = [each["amount"].groupby(ids).transform("sum") for each in options]
    off = [int(((each - whole).abs() > NEAR * whole.abs()).sum()) for each in sums]
    return options[int(np.argmin(off))]


def worth_by_pieces(source: Source) -> dict[str, pd.Series]:
    """The `amount` of each row of a table of lines that says none: how much of it times what one costs; and the
    currency of that."""
    found = line_columns(source)
    if not (found.quantity and found.prices):
        return {}
    much, one = found.quantity[0], found.prices[0]
    source.remarks.add(
        "lines",
        f'The file does not say what a line is worth: it is "{much}" times "{one}".',
        file=source.raw.file,
        effect="Without discounts that only the whole line has.",
        fix='Name the column that says it, if there is one: ck.load(..., columns={"lines": {"amount": "..."}}).',
    )
    worth = times(priced(source, one), priced(source, much)["amount"])
    return {str(name): worth[name] for name in worth}


def times(one: pd.DataFrame, much: pd.Series) -> pd.DataFrame:
    return one.assign(amount=one["amount"] * much)


def priced(source: Source, header: str) -> pd.DataFrame:
    """A column of a line as `amount`, with the `currency` that its cells show, or a column of currencies says."""
    columns = {
        "amount": header,
        **{n: source.match.columns[n] for n in ("currency",) if source.has(n)},
    }
    return amounts(replace(source, match=replace(source.match, columns=columns)))


def readable(source: Source, headers: Sequence[str]) -> list[pd.DataFrame]:
    """Those of these columns of lines that can be read; the others are told, as deals count without them."""
    found = []
    for header in headers:
        try:
            found.append(priced(source, header))
        except ColumnError:
            source.remarks.add(
                "columns",
                f'"{header}" is not used: its cells cannot be read as amounts.',
                file=source.raw.file,
                effect="What a line is worth is told by other columns of the file, or by none.",
                fix="Mend these cells and load again.",
            )
    return found


def with_sums(
    found: RowLines, ids: pd.Series, paid: pd.DataFrame, worth: pd.DataFrame
) -> pd.DataFrame:
    """The amounts of each row, those of lines the sum of their deal's; none where that is in several currencies."""
    if "amount" not in paid or not found.summed:
        return paid
    lines = worth["amount"].where(found.rows)
    sums = lines.groupby(ids).transform(lambda each: each.sum(min_count=1))
    if "currency" not in paid:
        return paid.assign(amount=sums.where(found.rows, paid["amount"]))
    shown = paid["currency"].where(lines.notna())
    mixed = shown.groupby(ids).transform("nunique") > 1
    return paid.assign(
        amount=sums.mask(mixed).where(found.rows, paid["amount"]),
        currency=paid["currency"].groupby(ids).transform("last"),
    )


def table_of_lines(
    source: Source, found: RowLines, ids: pd.Series, kept: pd.Series, worth: pd.DataFrame
) -> pd.DataFrame:
    """The lines of all deals of a table: the deal, what is sold, its amount, and the other columns of lines."""
    named = found.columns.things[0]
    own = {
        f"{header} (file)" if header in SIDES["lines"].ours else header: source.own(header)
        for header in found.columns.every
        if header != named
    }
    words = replace(
        source, match=replace(source.match, columns={**source.match.columns, LINE: named})
    ).words(LINE)
    paid = {} if worth["amount"].isna().all() else {str(name): worth[name] for name in worth}
    table = pd.DataFrame({"deal_id": ids, LINE: words, **paid, **own})
    table = table[(found.rows | kept) & words.notna()]
    return table.reset_index(drop=True).astype({"deal_id": "str"})


def remark_on_amounts(source: Source, found: RowLines) -> None:
    """What the amount of a deal with several lines is."""
    if not source.has("amount"):
        return
    header = source.match.columns["amount"]
    worth = [*found.columns.worth, *found.columns.prices]
    source.remarks.add(
        "deals",
        f'Deals have a row for each of their lines, and "{header}" is '
        + ("that of the line." if found.summed else "the same in all of them."),
        file=source.raw.file,
        effect="The amount of a deal is the sum of its lines."
        if found.summed
        else "It is the amount of the deal, and counts once.",
        fix=(
            'If every row is a deal of its own: columns={"deal_id": ""}.'
            if source.has("deal_id")
            else ""
        )
        if found.summed or not worth
        else f'If a deal is worth the sum of its lines: columns={{"amount": "{inside(worth[0])}"}}.',
    )


def amounts_and_lines(
    source: Source, found: RowLines, ids: pd.Series, kept: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The amounts of the deals, by the rows that are `kept`, and all their lines."""
    paid = amounts(source)
    worth = worths(source, found, ids, paid)
    lines = table_of_lines(source, found, ids, kept, worth)
    remark_on_amounts(source, found)
    return with_sums(found, ids, paid, worth)[kept].reset_index(drop=True), lines


def lines_of_all(read: Sequence[tuple[pd.Index, pd.DataFrame | None]]) -> pd.DataFrame | None:
    """The lines of several tables, by the ids of their deals; of deals that are in several those of the last."""
    found, seen = [], pd.Index([])
    for ids, lines in reversed(read):
        if lines is not None:
            found.append(lines[~lines["deal_id"].isin(seen)])
        seen = seen.union(ids)
    return pd.concat(found[::-1], ignore_index=True) if found else None
