"""Amounts in other styles, amounts that are none, and what else a column of money may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pandas as pd

from tests.damage.damage import damage, hurting, named, some_rows
from tests.damage.tables import Export, NotHere, Table
from tests.damage.truth import known

PLAIN = re.compile(r"-?\d+(\.\d+)?$")


def plain_amounts(export: Export) -> Table:
    """The table of deals, whose amounts are numbers without any dress."""
    table = export.table()
    cells = [table.cell(row, "amount").strip() for row in table.rows]
    if not all(PLAIN.match(cell) for cell in cells if cell) or not any(cells):
        raise NotHere("dressed amounts")
    if export.sample.name.startswith("close"):
        raise NotHere("its amounts are checked against others")
    return table


def untyped(table: Table) -> Table:
    """The amounts as text in a workbook too."""
    header = table.header("amount")
    return replace(
        table, typed={name: kind for name, kind in table.typed.items() if name != header}
    )


def grouped(value: float, group: str, point: str, digits: int = 2) -> str:
    text = f"{value:,.{digits}f}"
    return text.replace(",", "\0").replace(".", point).replace("\0", group)


def indian(value: float) -> str:
    whole, cents = f"{value:.2f}".split(".")
    front, last = whole[:-3], whole[-3:]
    while len(front) > 2:
        front, last = front[:-2], f"{front[-2:]},{last}"
    return f"{front},{last}.{cents}" if front else f"{last}.{cents}"


STYLES: dict[str, Callable[[float], str]] = {
    "amounts_with_a_sign_in_front": lambda value: f"€{value:,.2f}",
    "amounts_with_a_sign_and_a_blank": lambda value: f"€ {grouped(value, '.', ',')}",
    "amounts_with_a_currency_behind": lambda value: f"{value:.2f} EUR",
    "amounts_with_a_sign_behind": lambda value: f"{grouped(value, ' ', ',')} €",
    "amounts_with_commas": lambda value: f"{value:,.2f}",
    "amounts_with_a_decimal_comma": lambda value: f"{value:.2f}".replace(".", ","),
    "amounts_with_dots_and_a_comma": lambda value: grouped(value, ".", ","),
    "amounts_with_apostrophes": lambda value: grouped(value, "'", "."),
    "amounts_with_hard_blanks": lambda value: grouped(value, "\u00a0", ","),
    "amounts_with_narrow_blanks": lambda value: grouped(value, "\u202f", ","),
    "amounts_in_lakhs": indian,
    "amounts_whole": lambda value: f"{value:.0f}",
    "amounts_as_powers": lambda value: f"{value:.6E}",
    "amounts_with_many_decimals": lambda value: f"{value:.8f}",
    "amounts_with_a_dash_for_cents": lambda value: f"{grouped(value, '.', ',', 0)},-",
}


def style(name: str, written: Callable[[float], str]) -> None:
    def change(export: Export, dice: Random) -> Export:
        table = plain_amounts(export)
        cells = [
            table.cell(row, "amount") for row in table.rows if table.cell(row, "amount").strip()
        ]
        whole = "whole" in name or "cents" in name
        if whole and any(float(cell) % 1 for cell in cells):
            raise NotHere("there are cents")
        if "EUR" in written(1.0) or "€" in written(1.0):
            deals = known(export.sample.name).deals["currency"]
            if not set(deals) <= {"EUR", ""}:
                raise NotHere("other currencies")
        table = untyped(
            table.mapped("amount", lambda cell: written(float(cell)) if cell.strip() else cell)
        )
        apart = {"currencies"} if "currency" not in table.roles else set()
        return export.with_table(table).promising(apart=apart)

    change.__module__ = __name__
    named(name, change)


for _name, _style in STYLES.items():
    style(_name, _style)


def one_cell(name: str, *texts: str) -> None:
    """One amount, or a few, that somebody wrote as they would say it, beside plain ones."""

    def change(export: Export, dice: Random) -> Export:
        table = plain_amounts(export)
        rows = some_rows(export, dice, len(texts), filled=("amount",))
        for (origin, _), text in zip(rows.items(), texts, strict=True):
            table = table.mapped("amount", lambda _, text=text: text, rows=[origin])
        said = {
            key: SAID[text] for key, text in zip(rows.values(), texts, strict=True) if text in SAID
        }

        def as_said(deals: pd.DataFrame) -> pd.DataFrame:
            amounts = deals["amount"].copy()
            amounts.update(pd.Series(said, dtype=float))
            return deals.assign(amount=amounts)

        return export.with_table(table).promising(
            truth=as_said,
            hurt=hurting(rows, "amount", "currency"),
            instead={"amount": frozenset({5000.0, 8000.0})},
            columns={table.header("amount")},
        )

    change.__module__ = __name__
    named(name, change)


#: what a text means beyond doubt; all others are empty, or what somebody may mean by them, and told
SAID = {"5k": 5000.0}


one_cell("an_amount_about", "ca. 5.000")
one_cell("an_amount_to_be_decided", "tbd")
one_cell("an_amount_in_thousands", "5k")
one_cell("amounts_as_one_says_them", "ca. 5.000", "tbd", "5k")
one_cell("an_amount_from_to", "5000-8000")
one_cell("an_amount_per_month", "400 / month")
one_cell("an_amount_asked", "?")
one_cell("an_amount_with_signs_only", "########")


@damage
def an_amount_a_thousand_times_too_large(export: Export, dice: Random) -> Export:
    """Three zeroes too many in one deal: it is read as it stands, and told with what it does."""
    table = plain_amounts(export)
    truth = known(export.sample.name).deals
    [(origin, key)] = some_rows(export, dice, 1, filled=("amount",)).items()
    most = float(truth["amount"].max())
    wrong = round(most * 1000)
    table = table.mapped("amount", lambda _: str(wrong), rows=[origin])

    def enlarged(deals: pd.DataFrame) -> pd.DataFrame:
        return deals.assign(amount=deals["amount"].mask(deals.index == key, float(wrong)))

    return export.with_table(table).promising(truth=enlarged, apart={"lines"}, defect="amount")


@damage
def a_weighted_amount_in_front(export: Export, dice: Random) -> Export:
    """A second column of money, smaller, before the real one."""
    table = plain_amounts(export)
    cells = [
        f"{float(table.cell(row, 'amount')) / 4:.2f}" if table.cell(row, "amount").strip() else ""
        for row in table.rows
    ]
    return export.with_table(
        table.with_column("Weighted pipeline value", cells, at=table.place("amount"))
    )


@damage
def a_currency_beside_each_amount(export: Export, dice: Random) -> Export:
    """The currency in a column of its own, where there was none."""
    table = plain_amounts(export)
    if "currency" in table.roles:
        raise NotHere("has one")
    cells = ["EUR" if table.cell(row, "amount").strip() else "" for row in table.rows]
    table = table.with_column("Currency", cells, at=table.place("amount") + 1)
    return export.with_table(table).promising(apart={"currencies"})
