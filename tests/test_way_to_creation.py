"""Lists without a date of creation: where another date mostly stands before all others, the note says what to type."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError
from tests.test_advice import arguments

FIRST = [f"2024-01-{day:02d}" for day in range(2, 14)]
LAST = [f"2024-02-{day:02d}" if day % 3 else "" for day in range(2, 14)]
STATUS = [["Open", "Won", "Lost"][day % 3] for day in range(2, 14)]


def sheet(first, last="Closed", **more):
    return pd.DataFrame(
        {
            "Client": [f"Firm {n}" for n in range(12)],
            first: FIRST,
            last: LAST,
            "Value": [str(100 + n) for n in range(12)],
            "Status": STATUS,
            **more,
        }
    )


def way(frame):
    notes = ck.load(frame).notes
    told = notes[notes["note"].str.contains("no date of creation")]
    return told["fix"].item()


@pytest.mark.parametrize(
    "first",
    [
        "First contact",
        "Data kontaktu",
        "İlk Görüşme",
        "Erstkontakt",
        "Premier contact",
        "Primer contacto",
        "Первый контакт",
        "تاریخ تماس",
        "First call",
        "Signal day",
        "Enquiry received",
    ],
)
def test_the_line_gives_every_cycle(first):
    frame = sheet(first)
    before = ck.load(frame)
    if before.deals["created_at"].notna().all():
        pytest.fail("a word for creation")
    line = arguments(way(frame))
    assert line == {"columns": {"created_at": first}}
    pipe = ck.load(frame, **line)
    assert pipe.deals["created_at"].notna().all()
    assert ck.cycle_length(pipe)["deals"].sum() == (frame["Status"] == "Won").sum()
    assert ck.cycle_length(before)["deals"].sum() == 0  # nothing is made up


@pytest.mark.parametrize(
    "frame",
    [
        sheet("Signal day").drop(columns="Signal day"),
        sheet("Invoice date").assign(**{"Invoice date": "2025-01-01"}),
        sheet("Signal day").assign(**{"Signal day": [*FIRST[:2], *[""] * 10]}),
        sheet("Colour").assign(Colour="red"),
    ],
    ids=["no other date", "a later date", "of few deals", "no date"],
)
def test_no_line_where_no_date_can_be_it(frame):
    assert way(frame) == "Export the date of creation."


def test_deals_whose_creation_is_empty_keep_their_column():
    frame = sheet("Signal day").assign(Opened=["", *FIRST[1:]])
    assert way(frame) == "Export the date of creation."


# ---- the date of a later step is no creation


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("Lead Date", "Quote Date"),
        ("First contact", "Offer Date"),
        ("Data kontaktu", "Data oferty"),
        ("Erstkontakt", "Datum Angebot"),
        ("Data do lead", "Data da proposta"),
        ("Fecha de contacto", "Fecha de presupuesto"),
        ("Date de contact", "Date devis"),
        ("Первый контакт", "Дата КП"),
        ("İlk Görüşme", "Teklif Tarihi"),
        ("Datum lead", "Datum offerte"),
    ],
)
def test_an_offer_after_the_first_contact_is_no_creation(early, late):
    offers = [f"2024-01-{day + 5:02d}" for day in range(2, 14)]
    frame = sheet(early).assign(**{late: offers})
    pipe = ck.load(frame)
    assert pipe.deals["created_at"].isna().all() or (
        pipe.deals["created_at"].tolist() == pd.to_datetime(FIRST).tolist()
    )
    if pipe.deals["created_at"].isna().all():
        assert arguments(way(frame)) == {"columns": {"created_at": early}}
    named = ck.load(frame, columns={"created_at": late}).deals["created_at"]
    assert named.tolist() == pd.to_datetime(offers).tolist()  # what the caller says counts


@pytest.mark.parametrize(
    ("early", "late"), [("Enquiry Date", "First call"), ("Created", "First contact")]
)
def test_a_contact_after_the_creation_leaves_it(early, late):
    offers = [f"2024-01-{day + 5:02d}" for day in range(2, 14)]
    pipe = ck.load(sheet(early).assign(**{late: offers}))
    assert pipe.deals["created_at"].tolist() == pd.to_datetime(FIRST).tolist()


def test_two_header_rows_with_a_date_of_each_step(tmp_path):
    rows = [
        ["Lead", "", "", "Quote", "", "Result", "", ""],
        ["Client", "Date", "Rep", "Date", "Amount", "Date", "Amount", "Result"],
        ["A", "2025-01-06", "Ann", "2025-01-10", "4200", "2025-02-05", "4000", "Won"],
        ["B", "2025-01-09", "Bob", "2025-01-14", "1800", "2025-01-29", "0", "Lost"],
        ["C", "2025-01-20", "Bob", "2025-01-24", "900", "", "", ""],
    ]
    path = tmp_path / "deals.xlsx"
    pd.DataFrame(rows).to_excel(path, header=False, index=False)
    pipe = ck.load(path)
    line = pipe.notes.loc[pipe.notes["note"].str.contains("no date of creation"), "fix"].item()
    cycle = ck.cycle_length(ck.load(path, **arguments(line)))
    assert cycle["total_days"].item() == 30


@pytest.mark.parametrize("first", ["First contact", "Data kontaktu", "İlk Görüşme", "Lead Date"])
def test_a_list_whose_only_date_is_an_early_one_is_led_on(first):
    frame = sheet(first).drop(columns="Closed")
    with pytest.raises(LayoutError) as error:
        ck.load(frame)
    pipe = ck.load(frame, **arguments(error.value.fix))
    assert pipe.deals["created_at"].notna().all()


def test_no_second_note_advises_a_later_date_as_creation():
    offers = [f"2024-01-{day + 5:02d}" for day in range(2, 14)]
    notes = ck.load(sheet("Lead Date").assign(**{"Quote Date": offers})).notes
    assert not notes["fix"].str.contains('"created_at": "Quote Date"').any()
