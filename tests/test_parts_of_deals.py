"""A deal in a row for each of its owners, or for each instalment: it counts once, with all of its money."""

import pandas as pd
import pytest

import cycle_kit as ck

OWNERS = [
    ("Deal name", "Status", "Value", "Owner"),
    ("Szansa sprzedaży", "Status", "Wartość", "Opiekun"),
]
OWNERS += [
    ("Сделка", "Статус", "Стойност", "Отговорник"),
    ("Opportunity", "Status", "Amount", "Sales rep"),
]
OWNERS += [
    ("عنوان معامله", "وضعیت", "مبلغ", "مسئول"),
    ("Deal", "Status", "Betrag", "Verantwortlich"),
]


def rows_of(parts: list[tuple], headers=OWNERS[0], *, ids: bool = False, **more) -> pd.DataFrame:
    """Six deals in a row each, and one in these: outcome, amount, owner."""
    rows = [
        (f"D{each}", "Won" if each % 2 else "Lost", str(1000 + each), "Ann", f"0{each}")
        for each in range(1, 7)
    ]
    rows += [("Big", *part, "08") for part in parts]
    frame = pd.DataFrame(rows, columns=[*headers, "Day"])
    frame["Created"], frame["Closed"] = "2024-01-" + frame["Day"], "2024-02-" + frame.pop("Day")
    if ids:
        frame.insert(0, "Deal ID", frame[headers[0]].map(lambda name: f"A-{name}"))
    return frame.assign(**more)


TWO = [("Won", "600", "Ann"), ("Won", "400", "Ben")]
ELSE = 6021.0  # what the other six are worth


@pytest.mark.parametrize("headers", OWNERS)
@pytest.mark.parametrize("amounts", [("600", "400"), ("1000", "1000")])
@pytest.mark.parametrize("more", [{}, {"Split %": "50"}])
def test_one_name_with_two_owners_is_told_and_the_line_makes_it_one(headers, amounts, more):
    frame = rows_of([("Won", amounts[0], "Ann"), ("Won", amounts[1], "Ben")], headers, **more)
    notes = ck.load(frame).notes
    fix = f'columns={{"deal_id": "{headers[0]}"}}.'
    told = notes[notes["fix"].str.contains(fix, regex=False)]
    assert (
        told["note"].str.startswith(f'Several rows have the same "{headers[0]}"').all()
        and len(told) == 1
    )
    pipe = ck.load(frame, columns={"deal_id": headers[0]})
    assert len(pipe.deals) == 7 and pipe.deals["amount"].sum() == ELSE + 1000


def test_one_name_once_won_and_once_lost_is_told():
    frame = rows_of([("Won", "1000", "Ann"), ("Lost", "1000", "Ann")])
    assert (
        ck.load(frame).notes["note"].str.startswith('Several rows have the same "Deal name"').any()
    )


@pytest.mark.parametrize("what", ["client", "day"])
def test_deals_of_one_name_with_different_clients_or_days_are_not_told(what):
    frame = rows_of(TWO)
    if what == "client":
        frame["Client"] = [f"C{each}" for each in range(len(frame))]
    else:
        frame.loc[frame.index[-1], "Created"] = "2024-01-20"
    assert not ck.load(frame).notes["note"].str.startswith("Several rows have").any()


@pytest.mark.parametrize("headers", OWNERS)
def test_the_parts_of_several_owners_are_summed(headers):
    pipe = ck.load(rows_of(TWO, headers, ids=True))
    assert len(pipe.deals) == 7 and pipe.deals["amount"].sum() == ELSE + 1000
    notes = pipe.notes.query("fate == 'merged'")
    assert notes["note"].str.contains("one more part of a deal, of another owner").any()
    assert notes["rows"].sum() == 1


@pytest.mark.parametrize(
    "header", ["Instalment", "Installment no.", "Nr raty", "Вноска", "شماره قسط", "رقم القسط"]
)
def test_instalments_are_summed(header):
    frame = rows_of([("Won", "600", "Ann"), ("Won", "400", "Ann")], ids=True)
    pipe = ck.load(frame.assign(**{header: ["1"] * 7 + ["2"]}))
    assert len(pipe.deals) == 7 and pipe.deals["amount"].sum() == ELSE + 1000


def test_the_same_amount_in_each_row_is_that_of_the_deal():
    pipe = ck.load(rows_of([("Won", "1000", "Ann"), ("Won", "1000", "Ben")], ids=True))
    assert len(pipe.deals) == 7 and pipe.deals["amount"].sum() == ELSE + 1000


@pytest.mark.parametrize("header", ["Last modified", "Last changed", "Data modyfikacji"])
def test_a_later_version_of_a_row_replaces_it(header):
    frame = rows_of([*TWO, ("Open", "10", "Ann")], ids=True).iloc[:-1]
    frame[header] = [f"2024-03-0{each + 1}" for each in range(len(frame))]
    pipe = ck.load(
        pd.concat(
            [frame, frame.head(1).assign(**{"Deal ID": "A-Z", "Status": "Open", "Closed": ""})]
        )
    )
    assert pipe.deals.set_index("deal_id").loc["A-Big", "amount"] == 400


@pytest.mark.parametrize(
    "changed", [{"Status": "Lost"}, {"Closed": "2024-02-20"}, {"Owner": "Ann"}]
)
def test_rows_that_differ_in_more_or_in_less_are_versions(changed):
    frame = rows_of(TWO, ids=True)
    for header, text in changed.items():
        frame.loc[frame.index[-1], header] = text
    assert ck.load(frame).deals.set_index("deal_id").loc["A-Big", "amount"] == 400
