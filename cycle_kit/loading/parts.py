"""Several tables of deals: one given twice, parts of one list, or one list on different days.

Which it is, the deals tell: those of parts stand in one table each, those of dated exports in several, with
other content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import LayoutError, listed, one_or_more
from cycle_kit.loading.called import by_outcome, of_stage
from cycle_kit.loading.columns import Source
from cycle_kit.loading.dated import by_name
from cycle_kit.loading.deals import NO_ROWS, DealRows, read_deals
from cycle_kit.loading.durations import names_of_ids
from cycle_kit.loading.emptied_amounts import remark_on_emptied
from cycle_kit.loading.export_days import days_called
from cycle_kit.loading.list_numbers import OF_DEALS
from cycle_kit.loading.moves import own_moves
from cycle_kit.loading.row_lines import lines_of_all
from cycle_kit.loading.same_clients import AGAIN, shared_by_client, with_clients_for_ids
from cycle_kit.loading.same_numbers import BEGUN, Pair, pairs, starts_again
from cycle_kit.remarks import at_lines
from cycle_kit.values import cleaned


def without_copies(tables: Sequence[Source]) -> list[Source]:
    """The tables, each content once."""
    kept: list[Source] = []
    seen: dict[tuple, str] = {}
    for source in tables:
        content = fingerprint(source)
        if content in seen:
            source.remarks.add(
                "file",
                f"The same rows as {seen[content]}: read once.",
                file=source.raw.file,
                fate="merged",
                rows=len(source.raw.frame),
                effect="Its deals count once.",
            )
        else:
            seen[content] = source.raw.file
            kept.append(source)
    return kept


def fingerprint(source: Source) -> tuple:
    """The same for tables with the same rows, in whatever order and format."""
    frame = source.raw.frame
    columns = sorted(frame.columns)
    texts = frame[columns].apply(cleaned)
    return (*columns, len(frame), int(pd.util.hash_pandas_object(texts, index=False).sum()))


def is_dated(tables: Sequence[Source]) -> bool:
    """Whether the tables are one list on different days: many of their deals are in several of them, and
    differ there. Lists that are called by different outcomes or stages are parts, whatever
    is in both."""
    if by_outcome(tables) or any(map(of_stage, tables)):
        return False
    return any(pair.differs() for pair in again_in(tables))


def is_grown(tables: Sequence[Source]) -> bool:
    """Whether the tables are called by their days and each has many of every other's deals: one list on days
    between which none of these deals changed. What numbers them may be that of anything, but not in a file of
    each day where their creation is the same."""
    if len(tables) < 2 or by_outcome(tables) or any(map(of_stage, tables)):
        return False
    again = list(again_in(tables))
    every_two = len(tables) * (len(tables) - 1) // 2
    same_system = len({source.match.dialect.crm for source in tables}) == 1
    of_days = bool(days_called(tables))
    return (
        same_system
        and len(again) == every_two
        and all(pair.of_days or (of_days and pair.agree(BEGUN)) for pair in again)
    )


def again_in(tables: Sequence[Source]) -> Iterator[Pair]:
    """The pairs of tables of which one has many deals of the other."""
    for pair in pairs(tables):
        many = len(pair.both) >= AGAIN * min(len(pair.mine), len(pair.other))
        if many and pair.are_same_deals() is not False:
            yield pair


def with_ids(tables: Sequence[Source]) -> list[Source]:
    """The tables, those without ids with what tells their deals apart where many are in several of them."""
    if by_outcome(tables) or any(map(of_stage, tables)):
        return list(tables)
    if any(True for _ in again_in(tables)):
        return [by_name(source) for source in tables]
    return with_clients_for_ids(tables, again=is_numbered_anew(tables))


def is_numbered_anew(tables: Sequence[Source]) -> bool:
    """Whether the tables have numbers of a list, none of which is of one deal in several of them."""
    if starts_again(tables):
        return True
    of_lists = all(
        source.match.dialect.crm == "plain"
        and not OF_DEALS.search(source.match.columns.get("deal_id", "id"))
        for source in tables
    )
    return of_lists and not any(True for _ in pairs(tables))


def put_together(tables: Sequence[Source], *, moves: bool) -> tuple[DealRows, pd.DataFrame]:
    """The deals of all parts in one table, and the moves that the tables carry themselves."""
    crms = {source.match.dialect.crm for source in tables}
    if len(crms) > 1 and crms != {"plain", "custom"}:  # the caller names columns that some lack
        raise two_tables(tables)
    again = starts_again(tables)
    if again:
        remark_on_numbers(tables)
    later = pd.Index([])
    read: list[DealRows] = []
    for source in reversed(tables):
        rows = read_deals(source, later=None if again else later, dated=False)
        deals = of_part(rows, again=again)
        later = later.union(deals.fields.index)
        read.append(deals)
    read.reverse()
    names = {stage: name for deals in read for stage, name in names_of_ids(deals).items()}
    own = [own_moves(deals, names) for deals in read] if moves else []
    first = read[0].source
    columns = {
        name: header
        for deals in reversed(read)
        for name, header in deals.source.match.columns.items()
    }
    fields = pd.concat([deals.fields for deals in read])
    hints = pd.concat([deals.hints for deals in read])
    last = ~fields.index.duplicated(keep="last")
    shared = shared_by_client(tables) if again else in_several(tables)
    remark_on_parts(
        tables, shared, merged=not again and all(each.has("deal_id") for each in tables)
    )
    remark_on_amounts_again(read)
    remark_on_emptied(read)
    match = replace(first.match, columns=columns)
    lines = lines_of_all([(deals.fields.index, deals.lines) for deals in read])
    beside = tuple(source.raw.file for source in tables[1:])
    source = replace(first, match=match, beside=beside)
    together = DealRows(source, fields[last], hints[last], NO_ROWS, lines)
    return together, (pd.concat(own, ignore_index=True) if own else pd.DataFrame())


def in_several(tables: Sequence[Source]) -> int | None:
    """How many deals of these tables are in another one, too; None where nothing tells."""
    there = [n for n in ("deal_id", "name") if all(source.has(n) for source in tables)]
    if not there:
        return shared_by_client(tables)
    # a job such as "Roof" is that of many clients
    clients = there[0] == "name" and all(source.has("account") for source in tables)
    names = ["name", "account"] if clients else there[:1]
    rows = [pd.concat({n: source.words(n) for n in names}, axis=1) for source in tables]
    keys = pd.concat([each.dropna(subset=names[:1]).drop_duplicates() for each in rows])
    return int(keys.duplicated().sum())


def remark_on_parts(tables: Sequence[Source], shared: int | None, *, merged: bool) -> None:
    """That tables were put together, and what is known of deals that several of them have. `merged`: those with one
    number are one."""
    files = listed(source.raw.file for source in tables)
    of_others = " of different deals" if shared == 0 else ""
    note = f"{len(tables)} tables{of_others} were put together: {files}."
    effect, fix = "They count as one list.", ""
    if shared is None:
        note += " Nothing in them tells whether a deal is in several."
        effect += " A deal that is in several counts in each."
        fix = "Export the id of the deals too."
    elif shared and merged:
        note += one_or_more(
            shared, " {n} deal is in several of them.", " {n} deals are in several of them."
        )
        effect += " Each deal counts once, as its last row says."
    elif shared:
        note += one_or_more(
            shared,
            " {n} deal is called as one in another of them.",
            " {n} deals are called as deals in another of them.",
        )
        effect += " Each row is a deal of its own."
        fix = "Export the id of the deals too, or take what is in two tables out of one."
    tables[0].remarks.add("file", note, effect=effect, fix=fix)


def remark_on_amounts_again(read: Sequence[DealRows]) -> None:
    """Which deals have another amount in an earlier table, as that of the last one counts."""
    earlier = pd.Series(dtype="float64")
    for deals in read:
        if "amount" not in deals.fields:
            continue
        amounts = deals.fields["amount"]
        before = earlier.reindex(amounts.index)
        other = (before.notna() & amounts.notna() & (before != amounts)).to_numpy()
        if other.any():
            source = deals.source
            lines = at_lines(
                source.raw.lines[source.raw.frame.index.get_indexer(deals.rows[other])]
            )
            source.remarks.add(
                "money",
                one_or_more(other.sum(), "{n} deal has", "{n} deals have")
                + f" another amount here than in an earlier table ({lines}).",
                file=source.raw.file,
                effect="What the last table with the deal says counts.",
                fix="If an earlier one is right, mend these rows or take them out.",
            )
        earlier = amounts.combine_first(earlier)


def of_part(deals: DealRows, *, again: bool) -> DealRows:
    """Deals that are named by their line, or by numbers that start again, are named by their file too."""
    if deals.source.has("deal_id") and not again:
        return deals
    index = pd.Index([f"{deals.source.raw.file} {name}" for name in deals.fields.index])
    fields = deals.fields.assign(deal_id=index).set_axis(index)
    lines = deals.lines
    if lines is not None:
        lines = lines.assign(deal_id=deals.source.raw.file + " " + lines["deal_id"])
    return replace(deals, fields=fields, hints=deals.hints.set_axis(index), lines=lines)


def remark_on_numbers(tables: Sequence[Source]) -> None:
    first = tables[0]
    header = first.match.columns["deal_id"]
    first.remarks.add(
        "deals",
        f'The numbers in "{header}" start again in each table: client, creation or amount differ where the '
        "number is the same.",
        effect="Every row is a deal of its own, named by its file and number.",
        fix="Give every deal a number of its own.",
    )


def two_tables(tables: Sequence[Source]) -> LayoutError:
    return LayoutError(
        "There is more than one table of deals, of different systems.",
        there=f"They are {listed(source.raw.file for source in tables)}.",
        fix="Load one of them at a time, with its history as history=.",
    )
