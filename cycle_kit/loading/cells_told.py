"""Columns that stand for ours by their cells, or for want of a better one: told, with the line that changes it."""

from __future__ import annotations

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import inside
from cycle_kit.loading.after_sale import after_sale, is_after_sale
from cycle_kit.loading.columns import Source
from cycle_kit.loading.moves import dates_of_entry
from cycle_kit.loading.status_column import is_of_record, is_status, words_in

#: what is told of a column that its cells alone tell, by our name for it
BY_CELLS = {
    "status": "says how deals stand: its cells are known outcomes.",
    "closed_at": "holds the dates of closing: only deals that ended have one.",
    "currency": "says what the amounts are in: it holds nothing but currencies.",
}
#: of dates that follow a sale, where a list has no others
IN_PLACE = "stands for the day of closing, though it comes after the sale: no column tells when deals were closed."


def remark_on_cells(source: Source) -> None:
    for name, header in source.match.by_cells.items():
        if name == "won_at":
            remark_on_won_at(source, header)
            continue
        later = name != "currency" and is_after_sale(header)
        source.remarks.add(
            "columns",
            f'"{header}" {IN_PLACE if later else BY_CELLS.get(name, BY_CELLS["closed_at"])}',
            file=source.raw.file,
            effect="Cycles last until then, longer than the sale did."
            if later
            else f"It is read as {name}.",
            fix=f'If deals are not closed by that: columns={{"{name}": ""}}. Better export the day of the order.'
            if later
            else way_back(source, name),
        )


def way_back(source: Source, name: str) -> str:
    """The line for who means otherwise; beside the status of a record the one that takes that."""
    frame, used = source.raw.frame, set(source.match.columns.values())
    others = [h for h in frame if h not in used and is_status(h)] if name == "status" else []
    found = next((header for header in others if is_of_record(words_in(frame[header]))), "")
    if found:
        return (
            f'If "{inside(found)}" says how deals stand: columns={{"status": "{inside(found)}"}}.'
        )
    return f'If it means something else: columns={{"{name}": ""}}.'


def remark_on_won_at(source: Source, header: str) -> None:
    """The last dated step of a list in which nothing says won: an order, or a payment in its place."""
    later = is_after_sale(header)
    if {"status", "stage"} & set(source.match.columns):
        return remark_beside_words(source, header)
    kind = after_sale(header) if later else "order or the signature"
    steps = {
        stage: own for (_, stage), own in dates_of_entry(source.raw.frame, source.match).items()
    }
    entered = ", ".join(
        f'"{inside(stage)}": "{inside(own)}"' for stage, own in {**steps, header: header}.items()
    )
    source.remarks.add(
        "columns",
        f'"{header}" stands for the day of the win: no other column says that deals were won, and the {kind} comes '
        "after all other steps of the sale.",
        file=source.raw.file,
        effect="Deals with a date there are won on that day, all others are open or lost."
        + (f" Cycles last until the {kind}, longer than the sale did." if later else ""),
        fix="If it is one more step on the way to the win: "
        f'columns={{"won_at": "", "entered": {{{entered}}}}}{as_open(header)}.'
        + (" Better export the day of the order." if later else ""),
    )


def remark_beside_words(source: Source, header: str) -> None:
    """A date that is called by what comes after the sale, beside a column that says how deals stand."""
    source.remarks.add(
        "columns",
        f'"{header}" stands for the day of the win: no other date does.',
        file=source.raw.file,
        effect="Deals with a date there are won on that day"
        + (
            ", and cycles last until then, longer than the sale did."
            if is_after_sale(header)
            else "."
        ),
        fix='If deals are not won by that: columns={"won_at": ""}. Better export the day of the order.',
    )


def as_open(stage: str) -> str:
    """The argument that a stage needs whose name is else a word for an outcome."""
    return f', open=["{inside(stage)}"]' if meaning(stage) in ENDS else ""
