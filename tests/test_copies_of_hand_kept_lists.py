"""Folders of lists without ids and deal names: copies of several days are one list, parts are put together."""

from datetime import date, timedelta

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError
from tests.test_advice import arguments

DAY = date(2024, 1, 1)
HEADS = {
    "en": ("Client", "Opened", "Closed", "Value", "Rep", "Status", "Won", "Negotiation"),
    "de": ("Kunde", "Eröffnet", "Abgeschlossen", "Betrag", "Verkäufer", "Status", "Gewonnen", "Angebot"),
    "pl": ("Klient", "Data otwarcia", "Data zamknięcia", "Kwota", "Handlowiec", "Status", "Wygrana", "Oferta"),
    "ru": ("Клиент", "Дата создания", "Дата закрытия", "Сумма", "Менеджер", "Статус", "Выиграна", "Переговоры"),
    "es": ("Cliente", "Fecha de creación", "Fecha de cierre", "Importe", "Vendedor", "Estado", "Ganado", "Propuesta"),
}  # fmt: skip


def as_of(day, language="en", *, deals=24, without=()):
    """The list as it stood on a day: a deal every third day, every second won after 20 days."""
    client, opened, closed, value, rep, status, won, open_ = HEADS[language]
    rows = []
    for n in range(deals):
        begun = DAY + timedelta(days=3 * n)
        if begun > day:
            break
        ended = begun + timedelta(days=20) if n % 2 and begun + timedelta(days=20) <= day else None
        rows.append(
            {
                client: f"Firm {n % 20}",
                opened: begun.isoformat(),
                closed: ended.isoformat() if ended else "",
                value: str(100 + 7 * n),
                rep: ["Ann", "Bob"][n % 3 == 0],
                status: won if ended else open_,
            }
        )
    return pd.DataFrame(rows).drop(columns=[HEADS[language][at] for at in without])


MARCH, APRIL = date(2024, 2, 10), date(2024, 4, 1)
CLIENT, OPENED, CLOSED, VALUE, REP = range(5)


def folder(tmp_path, **files):
    for name, frame in files.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    return tmp_path


def said(pipe):
    return " ".join(pipe.notes[["note", "effect"]].to_numpy().ravel())


def figures(pipe):
    return (
        len(pipe.deals),
        int((pipe.deals["outcome"] == "won").sum()),
        float(pipe.deals["amount"].sum()),
    )


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize(
    "names",
    [
        ("sales 2024-02-10", "sales 2024-04-01"),
        ("20240210", "20240401"),
        ("sales 10.02.2024", "sales 01.04.2024"),
        ("sales 2-28-2024", "sales 4-1-2024"),
        ("sales", "sales (1)"),
        ("old", "new"),
    ],
)
def test_copies_of_one_list_are_one_list(tmp_path, language, names):
    now = as_of(APRIL, language)
    path = folder(tmp_path, **{names[0]: as_of(MARCH, language), names[1]: now})
    pipe = ck.load(path)
    assert figures(pipe) == figures(ck.load(now))
    assert "different deals" not in said(pipe) and "exports of different days" in said(pipe)


@pytest.mark.parametrize("without", [(REP,), (VALUE,), (REP, VALUE), (OPENED,)])
def test_copies_are_told_with_fewer_columns(tmp_path, without):
    now = as_of(APRIL, without=without)
    files = {"sales 2024-02-10": as_of(MARCH, without=without), "sales 2024-04-01": now}
    pipe = ck.load(folder(tmp_path, **files))
    assert len(pipe.deals) == len(now)


def test_copies_of_named_days_are_one_list_though_all_amounts_changed(tmp_path):
    now = as_of(APRIL)
    now = now.assign(Value=[f"{value}5" for value in now["Value"]])
    path = folder(tmp_path, **{"sales 2024-02-10": as_of(MARCH), "sales 2024-04-01": now})
    assert figures(ck.load(path)) == figures(ck.load(now))


def test_copies_in_other_order_and_other_writing_are_one_list(tmp_path):
    now = as_of(APRIL)
    then = as_of(MARCH).iloc[::-1]
    then = then.assign(Client=then["Client"].str.upper() + " ", Value=then["Value"] + ".00")
    then["Opened"] = pd.to_datetime(then["Opened"]).dt.strftime("%d.%m.%Y")
    path = folder(tmp_path, **{"sales 2024-02-10": then, "sales 2024-04-01": now})
    assert figures(ck.load(path)) == figures(ck.load(now))


def test_copies_as_sheets_of_a_workbook(tmp_path):
    path = tmp_path / "sales.xlsx"
    with pd.ExcelWriter(path) as book:
        for day in (MARCH, APRIL):
            as_of(day).to_excel(book, sheet_name=f"{day}", index=False)
    assert figures(ck.load(path)) == figures(ck.load(as_of(APRIL)))


def test_a_copy_with_new_rows_alone_counts_the_old_ones_once(tmp_path):
    whole = as_of(APRIL)
    pipe = ck.load(folder(tmp_path, first=whole.head(15), second=whole))
    assert figures(pipe) == figures(ck.load(whole))
    named = whole.rename(columns={"Client": "Deal Name"}).drop_duplicates("Deal Name")
    (tmp_path / "named").mkdir()
    pipe = ck.load(folder(tmp_path / "named", first=named.head(15), second=named))
    assert len(pipe.deals) == len(named)


def test_two_deals_of_a_client_on_one_day_stay_two(tmp_path):
    twice = pd.concat([as_of(APRIL), as_of(APRIL).tail(3).assign(Value="1")])
    path = folder(tmp_path, **{"sales 2024-02-10": as_of(MARCH), "sales 2024-04-01": twice})
    assert len(ck.load(path).deals) == len(twice)


def test_the_order_of_copies_that_no_date_tells_is_asked(tmp_path):
    then = as_of(APRIL)
    now = then.assign(Status=then["Status"].replace({"Negotiation": "Lost"}))
    with pytest.raises(LayoutError, match="same day"):
        ck.load(folder(tmp_path, old=then, new=now))


# ---- parts of one list, though clients come again


def check_parts(tmp_path, parts):
    pipe = ck.load(folder(tmp_path, **parts))
    assert len(pipe.deals) == sum(map(len, parts.values()))
    return said(pipe)


def test_parts_by_quarter_or_owner_whose_clients_come_again_are_put_together(tmp_path):
    whole = as_of(APRIL)
    later = whole.assign(Opened=whole["Opened"].str.replace("2024", "2023"), Closed="")
    assert "2 tables of different deals" in check_parts(tmp_path, {"Q1": later, "Q2": whole})


def test_parts_by_product_of_the_same_clients_and_days_are_put_together(tmp_path):
    whole = as_of(APRIL)
    other = whole.assign(Value=[str(5000 + 11 * n) for n in range(len(whole))])
    note = check_parts(tmp_path, {"licences": whole, "services": other})
    assert "24 deals are called as deals in another of them" in note
    assert "different deals" not in note


def test_parts_without_days_are_told_by_their_amounts(tmp_path):
    whole = as_of(APRIL, without=(OPENED,))
    other = whole.assign(Value=[str(5000 + 11 * n) for n in range(len(whole))])
    note = check_parts(tmp_path, {"Ann": whole, "Bob": other})
    assert "different deals" not in note and "Nothing in them tells" in note


def test_few_deals_that_stand_in_two_parts_count_once(tmp_path):
    whole = as_of(APRIL)
    pipe = ck.load(folder(tmp_path, one=whole.head(13), two=whole.tail(13)))
    assert figures(pipe) == figures(ck.load(whole))
    assert "2 deals are in several of them" in said(pipe)


def test_open_deals_that_are_carried_over_to_the_next_month_count_once(tmp_path):
    path = tmp_path / "months.xlsx"
    carried = as_of(APRIL).head(2).assign(Status="Negotiation", Closed="")
    later = as_of(APRIL).tail(12)
    with pd.ExcelWriter(path) as book:
        pd.concat([as_of(APRIL).iloc[2:12], carried]).to_excel(book, sheet_name="Jan", index=False)
        pd.concat([as_of(APRIL).head(2), later]).to_excel(book, sheet_name="Feb", index=False)
    assert figures(ck.load(path)) == figures(ck.load(as_of(APRIL)))


def test_few_clients_of_one_day_without_amounts_count_in_each_part_and_are_told(tmp_path):
    whole = as_of(APRIL, without=(VALUE,))
    note = check_parts(tmp_path, {"one": whole.head(13), "two": whole.tail(13)})
    assert "2 deals are called as deals in another of them" in note


@pytest.mark.parametrize("columns", [(), (REP,)])
def test_what_nothing_tells_is_asked_with_lines_that_work(tmp_path, columns):
    then, now = (as_of(day, without=(OPENED, VALUE, *columns)) for day in (MARCH, APRIL))
    path = folder(tmp_path, **{"sales 2024-02-10": then, "sales 2024-04-01": now})
    with pytest.raises(LayoutError, match="same clients") as error:
        ck.load(path)
    one, _, other = error.value.fix.partition(";")
    assert len(ck.load(path, **arguments(one)).deals) == now["Client"].nunique()
    if "columns=" in other:
        assert len(ck.load(path, **arguments(other)).deals) == len(then) + len(now)
