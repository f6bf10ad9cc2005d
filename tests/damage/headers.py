"""Headers in other spellings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.damage.damage import every_table, named
from tests.damage.tables import Export, NotHere, Table


def spelt(name: str, change: Callable[[str], str]) -> None:
    """All headers in another spelling."""

    def done(export: Export, dice: Random) -> Export:
        def other(table: Table) -> Table:
            for place, header in enumerate(table.headers):
                if header.strip():
                    table = table.renamed(place, around_stages(change, header))
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


def around_stages(change: Callable[[str], str], header: str) -> str:
    """The header in another spelling, but for the name of a stage that it carries in quotes."""
    found = re.match(r"""(.+ )(["'].+\(.+\)["'])$""", header)
    if not found:
        return change(header)
    mark = "\0"
    return change(f"{found[1]}{mark}").replace(mark, found[2])


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
