"""Columns in other places, columns of one's own, empty rivals, and headers that stand there twice."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.damage.damage import damage, every_table, named
from tests.damage.moments import closing
from tests.damage.tables import SECRET, Export, NotHere, Table


@damage
def columns_reversed(export: Export, dice: Random) -> Export:
    if export.sample.grouped:
        raise NotHere("groups")
    return every_table(export, lambda table: table.in_order([*range(len(table.headers))][::-1]))


@damage
def columns_shuffled(export: Export, dice: Random) -> Export:
    if export.sample.grouped:
        raise NotHere("groups")
    return every_table(
        export,
        lambda table: table.in_order(dice.sample(range(len(table.headers)), len(table.headers))),
    )


def extra(
    name: str, header: str, cell: Callable[[Random], str], *, at: int | None = None, kind: str = ""
) -> None:
    """A column of one's own that is none of the known ones."""

    def done(export: Export, dice: Random) -> Export:
        if export.sample.grouped and at is not None:
            raise NotHere("groups")

        def wider(table: Table) -> Table:
            return table.with_column(header, [cell(dice) for _ in table.rows], at=at)

        kinds = {header: kind} if kind and any(f.kind == "deals" for f in export.files) else {}
        return every_table(export, wider).promising(kinds=kinds)

    done.__module__ = __name__
    named(name, done)


def remark(dice: Random) -> str:
    return f"{SECRET}{dice.randrange(10**6)} call back about the second visit"


def broken_text(dice: Random) -> str:
    return f'{SECRET}{dice.randrange(10**6)} said "maybe",\nthen; nothing\t<b>more</b>'


extra("own_remarks", "Remark", remark)
extra("own_remarks_in_front", "My remark", remark, at=0)
extra("own_remarks_of_several_lines", "Comments", broken_text)
extra("own_numbers", "Headcount", lambda dice: str(dice.randrange(1, 5000)), kind="number")
extra("own_numbers_in_front", "Headcount", lambda dice: str(dice.randrange(1, 5000)), at=0)
extra(
    "own_days",
    "Kickoff",
    lambda dice: f"2027-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",
    kind="date",
)
extra(
    "own_days_in_front",
    "Kickoff",
    lambda dice: f"2027-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",
    at=0,
)
extra("own_answers", "Newsletter", lambda dice: dice.choice(("Yes", "No")), kind="text")
extra("own_choices", "Mood", lambda dice: dice.choice(("good", "bad", "so-so")))
extra("own_mail_addresses", "E-mail", lambda dice: f"{SECRET}{dice.randrange(10**6)}@example.com")
extra("own_blanks", "Reserved", lambda _: "")
extra("a_column_without_a_header", "", lambda dice: str(dice.randrange(1, 9)))


@damage
def rows_numbered_without_a_header(export: Export, dice: Random) -> Export:
    """The index that pandas writes."""
    if export.sample.grouped:
        raise NotHere("groups")
    return every_table(
        export,
        lambda table: table.with_column("", [str(n) for n, _ in enumerate(table.rows)], at=0),
    )


def numbered(name: str, header: str) -> None:
    """A column that counts the rows, in front."""

    def done(export: Export, dice: Random) -> Export:
        if export.sample.grouped:
            raise NotHere("groups")
        return every_table(
            export,
            lambda table: table.with_column(
                header, [str(n) for n, _ in enumerate(table.rows, start=1)], at=0
            ),
        )

    done.__module__ = __name__
    named(name, done)


numbered("rows_numbered", "No.")
numbered("rows_numbered_with_a_sign", "#")
numbered("rows_numbered_in_cyrillic", "№")
numbered("rows_numbered_by_pandas", "Unnamed: 0")


def empty_rival(name: str, header: str, role: str) -> None:
    """An empty column whose name is better than that of the filled one."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table()
        place = table.place(closing(table) if role == "closed_at" else role)
        if header in table.headers or export.sample.grouped:
            raise NotHere("has one")
        return export.with_table(table.with_column(header, ["" for _ in table.rows], at=place))

    done.__module__ = __name__
    named(name, done)


empty_rival("an_empty_closed_at", "Closed At", "closed_at")
empty_rival("an_empty_created_at", "Created At", "created_at")
empty_rival("an_empty_owner", "Owner", "owner")
empty_rival("an_empty_amount", "Amount", "amount")
empty_rival("an_empty_stage", "Stage", "stage")
empty_rival("an_empty_status", "Status", "stage")
empty_rival("an_empty_deal_id", "Deal ID", "deal_id")
empty_rival("an_empty_currency", "Currency", "amount")


def twice(name: str, role: str, *, first_empty: bool = False, second_empty: bool = False) -> None:
    """A header that stands there twice."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table()
        if export.sample.grouped:
            raise NotHere("groups")
        place = table.place(closing(table) if role == "closed_at" else role)
        cells = [row.cells[place] if place < len(row.cells) else "" for row in table.rows]
        blank = ["" for _ in cells]
        at = place if first_empty else place + 1
        added = blank if first_empty or second_empty else cells
        return export.with_table(table.with_column(table.headers[place], added, at=at))

    done.__module__ = __name__
    named(name, done)


for _role in ("owner", "amount", "stage", "created_at", "closed_at"):
    twice(f"{_role}_twice", _role)
    twice(f"{_role}_twice_the_first_empty", _role, first_empty=True)
    twice(f"{_role}_twice_the_second_empty", _role, second_empty=True)
