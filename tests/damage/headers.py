"""Headers in other spellings, columns in other places, columns more and columns fewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pandas as pd

from tests.damage.damage import damage, every_table, named
from tests.damage.moments import closing
from tests.damage.tables import Export, NotHere, Table
from tests.damage.truth import known

SECRET = "zq"  # in every cell of a column of one's own, which no note may show


def spelt(name: str, change: Callable[[str], str]) -> None:
    """All headers in another spelling."""

    def done(export: Export, dice: Random) -> Export:
        def other(table: Table) -> Table:
            for place, header in enumerate(table.headers):
                if header.strip():
                    table = table.renamed(place, change(header))
            return table

        named_before = export.options.get("columns")
        if named_before:
            export = replace(
                export,
                options={
                    **export.options,
                    "columns": {
                        role: change(header).strip() for role, header in named_before.items()
                    },
                },
            )
        return every_table(export, other)

    done.__module__ = __name__
    named(name, done)


spelt("headers_in_capitals", str.upper)
spelt("headers_in_small_letters", str.lower)
spelt("headers_padded", lambda header: f" {header}  ")
spelt("headers_with_two_blanks", lambda header: header.replace(" ", "  "))
spelt("headers_with_hard_blanks", lambda header: header.replace(" ", "\u00a0"))
spelt("headers_marked_right_to_left", lambda header: f"\u200f{header}")
spelt("headers_in_quotes", lambda header: f'"{header}"')
spelt("headers_in_single_quotes", lambda header: f"'{header}'")
spelt("headers_with_underscores", lambda header: header.replace(" ", "_"))
spelt("headers_with_line_breaks", lambda header: header.replace(" ", "\n", 1))
spelt("headers_with_a_colon", lambda header: f"{header}:")
spelt("headers_with_a_star", lambda header: f"{header} *")
spelt("headers_with_an_arrow", lambda header: f"{header}  ↑")
spelt("headers_of_a_query", lambda header: f"Opportunity.{header}")
spelt("headers_in_brackets", lambda header: f"[{header}]")


def unit(name: str, text: str) -> None:
    """The currency in the header of the amounts."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table()
        place = table.place("amount")
        if table.headers[place].rstrip().endswith(")"):
            raise NotHere("has brackets")
        table = table.renamed(place, f"{table.headers[place]}{text}")
        apart = {"currencies"} if "currency" not in table.roles else set()
        export = export.with_table(table).promising(apart=apart)
        named_before = export.options.get("columns")
        if named_before:
            columns = {**named_before, "amount": table.header("amount")}
            export = replace(export, options={**export.options, "columns": columns})
        return export

    done.__module__ = __name__
    named(name, done)


unit("amount_header_with_eur", " (EUR)")
unit("amount_header_with_a_sign", " (€)")
unit("amount_header_with_a_sign_and_no_brackets", " €")
unit("amount_header_with_square_brackets", " [EUR]")
unit("amount_header_with_a_comma", ", EUR")
unit("amount_header_with_in", " in EUR")


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


# -- columns more ----------------------------------------------------------------------------------


def extra(name: str, header: str, cell: Callable[[Random], str], *, at: int | None = None) -> None:
    """A column of one's own that is none of the known ones."""

    def done(export: Export, dice: Random) -> Export:
        if export.sample.grouped and at is not None:
            raise NotHere("groups")

        def wider(table: Table) -> Table:
            return table.with_column(header, [cell(dice) for _ in table.rows], at=at)

        return every_table(export, wider)

    done.__module__ = __name__
    named(name, done)


def remark(dice: Random) -> str:
    return f"{SECRET}{dice.randrange(10**6)} call back about the second visit"


def broken_text(dice: Random) -> str:
    return f'{SECRET}{dice.randrange(10**6)} said "maybe",\nthen; nothing\t<b>more</b>'


extra("own_remarks", "Remark", remark)
extra("own_remarks_in_front", "My remark", remark, at=0)
extra("own_remarks_of_several_lines", "Comments", broken_text)
extra("own_numbers", "Headcount", lambda dice: str(dice.randrange(1, 5000)))
extra("own_numbers_in_front", "Headcount", lambda dice: str(dice.randrange(1, 5000)), at=0)
extra("own_days", "Kickoff", lambda dice: f"2027-0{dice.randrange(1, 10)}-1{dice.randrange(10)}")
extra(
    "own_days_in_front",
    "Kickoff",
    lambda dice: f"2027-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",
    at=0,
)
extra("own_answers", "Newsletter", lambda dice: dice.choice(("Yes", "No")))
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


# -- columns fewer ---------------------------------------------------------------------------------


def dropped(
    name: str, *roles: str, missing: tuple[str, ...] = (), apart: tuple[str, ...] = ()
) -> None:
    """A column that was not exported: its figures are missing, all others are the same."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table()
        there = [role for role in roles if role in table.roles]
        if not there or export.options.get("columns"):
            raise NotHere("no such column")
        for role in there:
            table = table.without_column(role)
        return export.with_table(table).promising(missing=set(missing), apart=set(apart))

    done.__module__ = __name__
    named(name, done)


dropped("no_owner", "owner", missing=("owner",))
dropped("no_amount", "amount", missing=("amount",))
dropped("no_account", "account")
dropped("no_reason", "lost_reason", apart=("reasons",))
dropped("no_expected_close", "expected_close", apart=("as_of",))
dropped("no_probability", "probability")
dropped("no_activity", "last_activity_at", apart=("as_of",))
dropped("no_name", "name")


@damage
def no_created(export: Export, dice: Random) -> Export:
    """Cycles are not known then, and never made up."""
    table = export.table()
    if known(export.sample.name).pipe.recorded or export.options.get("columns"):
        raise NotHere("the history knows")
    return export.with_table(table.without_column("created_at")).promising(
        missing={"created_at"}, apart={"as_of"}
    )


@damage
def no_closed(export: Export, dice: Random) -> Export:
    table = export.table()
    if known(export.sample.name).pipe.recorded or export.options.get("columns"):
        raise NotHere("the history knows")
    if (
        "closed_at" in table.roles
        and "status" not in table.roles
        and not export.sample.closed_words
    ):
        raise NotHere("it tells outcomes")
    there = [
        role for role in ("closed_at", "close_date", "won_at", "lost_at") if role in table.roles
    ]
    if not there or ("won_at" in there and "status" not in table.roles):
        raise NotHere("no such column")
    for role in there:
        table = table.without_column(role)

    return export.with_table(table).promising(missing={"closed_at"}, apart={"as_of", "visits"})


@damage
def no_id(export: Export, dice: Random) -> Export:
    table = export.table()
    if any(file.kind != "deals" for file in export.files) or export.options.get("columns"):
        raise NotHere("ids that other files name")
    names = pd.Series([table.cell(row, "name") for row in table.rows])
    if names.duplicated().any() or export.sample.grouped:
        raise NotHere("two deals of one name")
    return export.with_table(table.without_column("deal_id")).promising(apart={"ids", "lines"})


@damage
def no_stage(export: Export, dice: Random) -> Export:
    """A status is enough for rates and cycles."""
    table = export.table()
    if "status" not in table.roles or export.options.get("columns"):
        raise NotHere("no status")
    if any(file.kind == "history" for file in export.files):
        raise NotHere("the history has stages")
    return export.with_table(table.without_column("stage")).promising(
        missing={"stage"}, apart={"visits", "stages", "as_of"}
    )


@damage
def no_status(export: Export, dice: Random) -> Export:
    """Outcomes told by nothing but days: won and lost days tell them, one day of closing cannot."""
    table = export.table()
    if "status" not in table.roles or "won_at" not in table.roles or export.options.get("columns"):
        raise NotHere("no days that tell outcomes")
    if "close" in export.sample.name:
        raise NotHere("its stages tell")
    return export.with_table(table.without_column("status"))


@damage
def no_pipeline(export: Export, dice: Random) -> Export:
    table = export.table()
    if export.sample.grouped or export.options.get("columns"):
        raise NotHere("groups")
    if (
        any(file.kind == "history" for file in export.files)
        or known(export.sample.name).pipe.recorded
    ):
        raise NotHere("the history has pipelines")
    return export.with_table(table.without_column("pipeline")).promising(
        missing={"pipeline"}, apart={"stages"}
    )
