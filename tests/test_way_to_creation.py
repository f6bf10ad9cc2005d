"""Lists without a date of creation: where another date mostly stands before all others, the note says what to type."""

import pandas as pd
import pytest

import cycle_kit as ck
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
        "Kick-off day",
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
        sheet("Kick-off day").drop(columns="Kick-off day"),
        sheet("Invoice date").assign(**{"Invoice date": "2025-01-01"}),
        sheet("Kick-off day").assign(**{"Kick-off day": [*FIRST[:2], *[""] * 10]}),
        sheet("Colour").assign(Colour="red"),
    ],
    ids=["no other date", "a later date", "of few deals", "no date"],
)
def test_no_line_where_no_date_can_be_it(frame):
    assert way(frame) == "Export the date of creation."


def test_deals_whose_creation_is_empty_keep_their_column():
    frame = sheet("Kick-off day").assign(Opened=["", *FIRST[1:]])
    assert way(frame) == "Export the date of creation."
