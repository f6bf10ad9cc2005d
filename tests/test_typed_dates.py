"""Dates that a caller types are read in one way or refused, and days past the data are told."""

import io
import re

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.days import read_moment
from cycle_kit.errors import CycleKitError
from cycle_kit.fiscal import Periods
from tests.companies import events

TURNED = (
    "03.04.2024", "3.4.2024", "03/04/2024", "04-03-2024", "13.04.2024", "31/12/2024", "03 04 2024",
    "03.04.2024 10:00", "03/04/2024 10:00 AM", "Mon 03/04/2024", "3. 4. 2024", "03.04.24", "03042024", "4/2024",
)  # fmt: skip
PLAIN = {
    "2024-04-03": "2024-04-03", "2024-4-3": "2024-04-03", "2024/04/03": "2024-04-03", "20240403": "2024-04-03",
    "3 April 2024": "2024-04-03", "Apr 3, 2024": "2024-04-03", "03-Apr-2024": "2024-04-03",
    " 2024-04-03 ": "2024-04-03",
    "2024-04": "2024-04-30", "2024": "2024-12-31", "2024-04-03T10:30": "2024-04-03 10:30",
}  # fmt: skip
PIPE = ck.from_events(
    events("1 A 2024-01-02", "1 won 2024-04-02", "2 A 2024-05-02"), stages=["A"], as_of="2024-06-30"
)


@pytest.mark.parametrize("said", PLAIN)
def test_plain_dates_are_read(said):
    assert read_moment(said) == pd.Timestamp(PLAIN[said])
    assert len(PIPE.where(created_at=slice(None, said)).deals) >= 1


@pytest.mark.parametrize("said", TURNED)
def test_turned_dates_are_refused_wherever_they_are_typed(said):
    table = io.BytesIO(b"Deal ID,Stage,Created,Status\n1,A,2024-01-02,open\n2,A,2024-02-02,won\n")
    asked = {
        "rewind": lambda: PIPE.rewind(said),
        "where": lambda: PIPE.where(created_at=said),
        "slice": lambda: PIPE.where(created_at=slice(said, None)),
        "at": lambda: ck.kpis(PIPE, at=said),
        "as_of": lambda: ck.load(table, as_of=said),
        "events": lambda: ck.from_events(events("1 A 2024-01-02"), stages=["A"], as_of=said),
        "waterfall": lambda: ck.waterfall(PIPE, said, "2024-05-01"),
        "until": lambda: ck.forecast(PIPE, until=said),
    }
    for where, ask in asked.items():
        with pytest.raises(CycleKitError) as error:
            ask()
        assert re.search(r"\d{4}-\d\d-\d\d", str(error.value)), where


def test_periods_have_their_year_first_or_a_letter():
    assert Periods().period("2024-Q2") == Periods().period("2024 Q2") == Periods().period("2024Q2")
    assert Periods().span("03.04.2024") is None


def test_days_past_the_data_are_told():
    later = PIPE.rewind("2024-07-10")
    note = later.notes.iloc[-1]
    assert note["note"] == "The data end on 2024-06-30; 2024-07-10 is 10 days later."
    assert "is 1 day later" in PIPE.rewind("2024-07-01").notes.iloc[-1]["note"]
    assert PIPE.notes.iloc[-1]["note"].startswith(
        "The data end on 2024-05-02; 2024-06-30 is 59 days"
    )
    assert PIPE.rewind("2024-04-30").notes["note"].str.contains("is 1 day later").sum() == 0
    table = ck.kpis(PIPE, at="2024-09-15")
    assert table["value"].isna().all()
    assert (
        table.loc[table["measure"] == "won_deals", "note"].item() == "The data end on 2024-06-30."
    )
