"""Dates of a later change, of a birthday or of what follows the sale are never offered as creation or closing."""

from __future__ import annotations

import pytest

import cycle_kit as ck

HEADERS = [
    "Last Modified Date", "Modified Time", "Updated At", "Ostatnia zmiana", "Дата изменения", "Geändert am",
    "Next Activity Date", "Invoice date", "Birthday",
]  # fmt: skip


def offers(tmp_path, header: str, dates: list[str]) -> list[str]:
    """What the notes offer to type for a list without a date of creation and with this column of dates."""
    rows = [f"No,Client,Status,Value,Closed,{header}"]
    for n, date in enumerate(dates, start=1):
        status = ["Open", "Won", "Lost"][n % 3]
        rows.append(
            f"{n},C{n},{status},100,{'' if status == 'Open' else f'2024-02-{n:02d}'},{date}"
        )
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return [fix for fix in ck.load(path).notes["fix"] if header in fix]


@pytest.mark.parametrize("header", HEADERS)
def test_dates_of_something_else_are_not_offered_as_creation(tmp_path, header):
    born = [f"{1961 + n * 2}-03-{n:02d}" for n in range(1, 13)]
    later = [f"2024-03-{n:02d}" for n in range(1, 13)]
    assert offers(tmp_path, header, born if header == "Birthday" else later) == []


@pytest.mark.parametrize("header", HEADERS[:6])
def test_a_day_of_change_is_not_offered_even_before_the_closing(tmp_path, header):
    assert offers(tmp_path, header, [f"2024-01-{n:02d}" for n in range(1, 13)]) == []


def test_a_column_nobody_knows_is_offered_where_its_dates_can_be_those_of_creation(tmp_path):
    early = [f"2024-01-{n:02d}" for n in range(1, 13)]
    assert 'columns={"created_at": "Zzdate"}' in offers(tmp_path, "Zzdate", early)
    late = [*early[:6], *(f"2024-03-{n:02d}" for n in range(7, 13))]
    assert offers(tmp_path, "Zzdate", late) == []


#: dates of won deals alone, days after the sale
AFTER = [
    "Imported on", "Review date", "Founded", "Refund date", "Hire date", "Importiert am", "Rückerstattung am",
    "Gründung",
    "Date de remboursement", "Fecha de reembolso", "Fecha de revisión", "Data di rimborso", "Data zwrotu",
    "Data zatrudnienia", "Дата возврата", "Дата импорта", "Дата на преглед", "İade tarihi", "Kuruluş tarihi",
    "تاریخ بازپرداخت", "تاریخ تأسیس", "تاريخ الاسترداد", "تاريخ المراجعة",
]  # fmt: skip


def offered_as_closing(header: str) -> bool:
    rows = [f"No,Client,Stage,Status,Created,{header}"]
    for n in range(1, 19):
        status = ["Open", "Won", "Lost"][n % 3]
        dated = f"2024-03-{n:02d}" if status == "Won" else ""
        rows.append(f"{n},C{n},{['Quote', 'Visit'][n % 2]},{status},2024-02-{n:02d},{dated}")
    return ck.load("\n".join(rows).encode()).notes["fix"].str.contains(f'"{header}"').any()


@pytest.mark.parametrize("header", AFTER)
def test_what_follows_the_sale_is_not_offered_as_the_day_of_the_win(header):
    assert not offered_as_closing(header)


@pytest.mark.parametrize("header", ["Zzdate", "Handshake", "Preview agreed", "Impressum"])
def test_other_days_of_won_deals_are_offered(header):
    assert offered_as_closing(header)
