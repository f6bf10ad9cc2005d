"""Rows of sums, in the language of the file or in another, and rows that head a group."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pandas as pd

from tests.damage.damage import damage, named
from tests.damage.places import first, middle, with_cells
from tests.damage.tables import Export, NotHere, Row, Table

#: how a report says that a row is a sum, and the sum of somebody
TOTALS = {
    "en": ("Subtotal", "{} Total"),
    "de": ("Zwischensumme", "{} Ergebnis"),
    "fr": ("Sous-total", "Total {}"),
    "es": ("Subtotal", "Total {}"),
    "pt": ("Subtotal", "Total {}"),
    "pl": ("Suma częściowa", "{} Suma"),
    "bg": ("Междинна сума", "Общо {}"),
    "ru": ("Промежуточный итог", "{} Итог"),
    "fa": ("جمع جزء", "جمع {}"),
    "ar": ("المجموع الفرعي", "إجمالي {}"),
    "tr": ("Ara toplam", "{} Toplam"),
    "it": ("Subtotale", "Totale {}"),
    "ja": ("小計", "{} 集計"),
}
GRAND = {
    "en": "Grand Total", "de": "Gesamtsumme", "fr": "Total général", "es": "Total general", "pt": "Total geral",
    "pl": "Suma końcowa", "bg": "Обща сума", "ru": "Общий итог", "fa": "جمع کل", "ar": "المجموع الكلي",
    "tr": "Genel toplam", "it": "Totale generale", "ja": "総計",
}  # fmt: skip


def sum_of(table: Table, rows: tuple[Row, ...]) -> str:
    cells = pd.to_numeric(
        pd.Series([table.cell(row, "amount") for row in rows], dtype=str), errors="coerce"
    )
    return f"{cells.sum():.2f}"


def sums(name: str, *, everywhere: bool = False, at: str = "middle", grand: bool = False) -> None:
    """A row of totals: its word in the language of the file, or in any, and the sum of amounts."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        language = dice.choice(sorted(TOTALS)) if everywhere else export.sample.language
        word = GRAND[language] if grand else TOTALS[language][0]
        place = middle(table, dice) if at == "middle" else len(table.rows)
        record = first(table, word)
        record[table.place("amount")] = sum_of(table, table.rows[:place])
        return export.with_table(table.with_row(record, at=place))

    change.__module__ = __name__
    named(name, change)


sums("a_subtotal")
sums("a_subtotal_in_some_language", everywhere=True)
sums("a_total_below", at="end", grand=True)
sums("a_total_below_in_some_language", at="end", grand=True, everywhere=True)


@damage
def a_sum_without_a_word(export: Export, dice: Random) -> Export:
    """Below the column of amounts its sum, and nothing beside it."""
    table = export.table()
    record = with_cells(table, {"amount": sum_of(table, table.rows)})
    return export.with_table(table.with_row(record, at=-1))


#: how a sheet says that a figure is the mean of those above, and how many they are
MEANS = {
    "en": ("Average", "Count"), "de": ("Durchschnitt", "Anzahl"), "fr": ("Moyenne", "Nombre"),
    "es": ("Promedio", "Recuento"), "pt": ("Média", "Contagem"), "pl": ("Średnia", "Liczba"),
    "bg": ("Средно", "Брой"), "ru": ("Среднее", "Количество"), "fa": ("میانگین", "تعداد"),
    "ar": ("المتوسط", "العدد"), "tr": ("Ortalama", "Adet"), "it": ("Media", "Conteggio"), "ja": ("平均", "件数"),
}  # fmt: skip


@damage
def a_mean_and_a_count_below(export: Export, dice: Random) -> Export:
    """Below the column of amounts their mean, and their number beside a word for it, in any language."""
    table = export.table()
    amounts = [table.cell(row, "amount") for row in table.rows]
    figures = pd.to_numeric(pd.Series(amounts, dtype=str), errors="coerce")
    mean, count = MEANS[dice.choice(sorted(MEANS))]
    for word, figure in ((mean, f"{figures.mean():.2f}"), (count, str(len(table.rows)))):
        record = first(table, word)
        record[table.place("amount")] = figure
        table = table.with_row(record, at=-1)
    return export.with_table(table)


@damage
def a_count_below(export: Export, dice: Random) -> Export:
    """How many there are, in the first column, below a gap."""
    table = export.table()
    record = first(table, f"{len(table.rows)} records")
    return export.with_table(table.with_row(table.blank_row(), at=-1).with_row(record, at=-1))


@damage
def subtotals_of_owners(export: Export, dice: Random) -> Export:
    """What a spreadsheet's own subtotals make: sorted by owner, "Ann Total" and a sum after each."""
    table = export.table()
    if export.sample.grouped:
        raise NotHere("groups")
    word = TOTALS[export.sample.language][1]
    rows: list[Row] = []
    ordered = sorted(table.rows, key=lambda row: table.cell(row, "owner"))
    for owner in dict.fromkeys(table.cell(row, "owner") for row in ordered):
        own = tuple(row for row in ordered if table.cell(row, "owner") == owner)
        record = with_cells(table, {"owner": word.format(owner), "amount": sum_of(table, own)})
        rows += [*own, Row(tuple(record))]
    return export.with_table(replace(table, rows=tuple(rows)))


@damage
def titles_of_owners(export: Export, dice: Random) -> Export:
    """Sorted by owner, the name of each above their deals."""
    table = export.table()
    if export.sample.grouped:
        raise NotHere("groups")
    rows: list[Row] = []
    ordered = sorted(table.rows, key=lambda row: table.cell(row, "owner"))
    for owner in dict.fromkeys(table.cell(row, "owner") for row in ordered):
        rows.append(Row(tuple(first(table, f"{owner or 'Nobody'}:"))))
        rows += [row for row in ordered if table.cell(row, "owner") == owner]
    return export.with_table(replace(table, rows=tuple(rows)))


@damage
def sums_beside_names_of_stages(export: Export, dice: Random) -> Export:
    """What grouping by stage makes: "Won (2)" where stages stand, a word for sums where deals are called."""
    table = export.table()
    if export.sample.grouped or not {"stage", "name"} <= set(table.roles):
        raise NotHere("groups, or no stages or names")
    word = TOTALS[dice.choice(sorted(TOTALS))][0]
    rows: list[Row] = []
    for stage in dict.fromkeys(table.cell(row, "stage") for row in table.rows):
        own = tuple(row for row in table.rows if table.cell(row, "stage") == stage)
        sums = {"stage": f"{stage} ({len(own)})", "name": word, "amount": sum_of(table, own)}
        rows += [*own, Row(tuple(with_cells(table, sums)))]
    return export.with_table(replace(table, rows=tuple(rows)))


@damage
def counts_of_stages_below(export: Export, dice: Random) -> Export:
    """Below a gap how many deals are in each stage: the stage where names stand, its count where stages do."""
    table = export.table()
    if export.sample.grouped or not {"stage", "name"} <= set(table.roles):
        raise NotHere("groups, or no stages or names")
    stages = [table.cell(row, "stage") for row in table.rows]
    table = table.with_row(table.blank_row(), at=-1)
    for stage in dict.fromkeys(filter(None, stages)):
        record = with_cells(table, {"name": stage, "stage": str(stages.count(stage))})
        table = table.with_row(record, at=-1)
    return export.with_table(table)
