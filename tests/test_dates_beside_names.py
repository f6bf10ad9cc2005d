"""A date beside the name of somebody, as boards of tasks log who made what, is read as the date alone."""

import csv
import io

import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError
from cycle_kit.values.named_days import day_beside

HEAD = ["Name", "Person", "Stage", "Deal Value", "Creation log", "Close Date", "Item ID (auto generated)"]  # fmt: skip
NAMED = {"deal_id": HEAD[-1], "stage": "Stage", "created_at": "Creation log", "closed_at": "Close Date"}  # fmt: skip
LOGS = {
    "two blanks": "Ann Lee  Jan {n}, 2026 10:12 AM",
    "a line break": "Ann Lee\nJan {n}, 2026 10:12 AM",
    "called like a month": "May Jones Jan {n}, 2026 10:12 AM",
    "ISO": "Ann Lee 2026-01-0{n} 10:12:33 UTC",
    "parts of a second": "Ann Lee  2026-01-0{n} 10:12:33.00000+00:00",
    "dots": "Jürgen Groß 0{n}.01.2026 10:12",
    "Polish": "Jan Nowak {n} sty 2026 10:12",
    "behind": "Jan {n}, 2026 10:12 AM by Ann Lee",
    "a sentence": "Created by Ann Lee on Jan {n}, 2026",
    "Arabic": "علي ٠{n}/٠١/٢٠٢٦ ",
}


def board(log, *, head=HEAD, **said):
    rows = [
        [f"Deal {n}", "Ann", stage, 100 + n, log.format(n=n), closed and f"2026-02-1{n}", 1000 + n]
        for n in range(1, 8)
        for stage, closed in [(("Proposal", ""), ("Won", "yes"), ("Lost", "yes"))[n % 3]]
    ]
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return ck.load(text.getvalue().encode(), **said)


@pytest.mark.parametrize("named", [{}, {"columns": NAMED, "dates": "dmy"}])
@pytest.mark.parametrize("log", [log for log in LOGS if log != "Arabic"])
def test_the_date_alone_is_read(log, named):
    pipe = board(LOGS[log], **named)
    assert pipe.deals["created_at"].dt.day.tolist() == list(range(1, 8))
    assert (
        pipe.notes["note"].eq('"Creation log" names somebody or something beside each date.').any()
    )


def test_other_digits():
    pipe = board(LOGS["Arabic"], columns=NAMED, dates="dmy")
    assert pipe.deals["created_at"].dt.strftime("%m-%d").tolist()[0] == "01-01"


def test_a_plain_date_is_as_it_was():
    pipe = board("Jan {n}, 2026 10:12 AM", columns=NAMED)
    assert pipe.deals["created_at"].dt.day.tolist() == list(range(1, 8))
    assert not pipe.notes["note"].str.contains("beside each date").any()


def test_a_remark_with_a_date_in_a_column_of_ones_own_stays():
    log = "Called on Jan {n}, 2026"
    pipe = board(log, head=[*HEAD[:4], "Remark", *HEAD[5:]])
    assert pipe.deals["Remark"].tolist()[0] == log.format(n=1)
    assert pipe.deals["created_at"].isna().all()


def test_two_dates_are_none():
    with pytest.raises(ColumnError, match="cannot be read as dates"):
        board("Ann Jan {n}, 2026 - Mar {n}, 2026", columns=NAMED)


@pytest.mark.parametrize(
    "text",
    ["Jan 5, 2026", "Ann Lee", "Ann 42", "Room 5 on Jan 5, 2026", "+48 601 202 303", "Q1 2026 Ann"],
)
def test_other_texts_have_none(text):
    assert day_beside(text) == ""
