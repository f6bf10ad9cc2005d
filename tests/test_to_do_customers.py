"""What to do after the win, with unfit leads and without a next step; and as a calendar file."""

import re
from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dashboard.deals_table import DealsTable
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.tables import empty_leads
from tests.companies import ENGINES, events, without_deals

TODAY = "2025-06-30"


def won(*rows, engine="pandas", as_of=TODAY, **fields):
    """A company of deals (account, day of the win), all of 100."""
    log = [
        line for n, (_, day) in enumerate(rows) for line in (f"{n} A 2023-01-02", f"{n} won {day}")
    ]
    deals = pd.DataFrame({"deal_id": [str(n) for n in range(len(rows))], "amount": 100.0})
    deals = deals.assign(account=[account for account, _ in rows], **fields)
    to = ENGINES[engine]
    return ck.from_events(to(events(*log)), stages=["A"], deals=to(deals), as_of=as_of)


def listed(pipe, why, **options):
    table = ck.to_do(pipe, **options)
    mine = table[table["why"] == why]
    return dict(zip(mine["deal_id"], mine["due"].dt.strftime("%Y-%m-%d"), strict=True))


def test_without_being_asked_the_list_is_as_it_was():
    pipe = won(("X", "2025-05-01"), ("Y", "2025-03-20"), ("Z", "2024-06-10"))
    assert set(ck.to_do(pipe)["why"]) == {"welcome"}
    assert ck.to_do(without_deals(pipe), customers=True).empty


@pytest.mark.parametrize("engine", ENGINES)
def test_customers_are_called_every_three_months_and_not_once(engine):
    # won 100 days ago: the second call, three months after; 200 days ago: the third; 150: none is open
    days = {"X": 100, "Y": 200, "Z": 150, "W": 60}
    at = {who: pd.Timestamp(TODAY) - pd.Timedelta(days=n) for who, n in days.items()}
    pipe = won(*((who, f"{day:%Y-%m-%d}") for who, day in at.items()), engine=engine)
    due = {"0": at["X"] + pd.DateOffset(months=3), "1": at["Y"] + pd.DateOffset(months=6)}
    found = listed(pipe, "keep_in_touch", customers=True)
    assert found == {deal: f"{day:%Y-%m-%d}" for deal, day in due.items()}
    assert list(listed(pipe, "welcome", customers=True)) == ["3"]  # the first call after the win


def test_an_activity_since_then_ends_it_and_a_customer_is_called_once():
    rows = [("X", "2025-03-22"), ("X", "2024-12-12"), ("Y", "2025-03-22")]
    active = pd.to_datetime([None, None, "2025-06-25"])
    assert list(listed(won(*rows, last_activity_at=active), "keep_in_touch", customers=True)) == [
        "0"
    ]


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_wins_of_a_customer_on_one_day_any_delivery_and_any_activity_counts(first):
    rows, one = [("X", "2025-05-20"), ("X", "2025-05-20")], {first: "2025-05-20"}
    there = pd.to_datetime([one.get(n) for n in (0, 1)])
    assert listed(won(*rows, there=there), "keep_in_touch", delivered="there") == {
        str(first): "2025-06-20"
    }
    called = pd.to_datetime([None if n == first else "2025-06-25" for n in (0, 1)])
    pipe = won(*rows, there=there, last_activity_at=called)
    assert listed(pipe, "keep_in_touch", delivered="there") == {}


def test_calls_count_from_the_delivery():
    rows = [("X", "2024-01-10"), ("Y", "2025-06-01")]
    delivered = pd.to_datetime(["2025-05-20", "2025-06-10"])
    found = listed(won(*rows, handed_over=delivered), "keep_in_touch", delivered="handed_over")
    assert found == {"0": "2025-06-20"}
    log = events("1 A 2025-01-02", "1 won 2025-01-20", "1 Delivery 2025-05-20")
    pipe = ck.from_events(log, stages=["A"], after=["Delivery"], as_of=TODAY)
    assert listed(pipe, "keep_in_touch", customers=True) == {"1": "2025-06-20"}


@pytest.mark.parametrize(
    ("delivered", "due"),
    [
        ("2025-05-10", "2025-06-10"), ("2025-05-30", "2025-06-30"), ("2025-05-31", "2025-06-30"),
        ("2025-03-30", "2025-06-30"), ("2025-03-31", "2025-06-30"), ("2024-11-30", "2025-05-30"),
        ("2024-12-31", "2025-06-30"), ("2024-11-29", None), ("2025-06-01", None), ("2025-04-01", "2025-05-01"),
    ],
)  # fmt: skip
def test_months_are_those_of_the_calendar(delivered, due):
    pipe = won(("X", "2024-01-10"), there=pd.to_datetime([delivered]))
    found = listed(pipe, "keep_in_touch", delivered="there")
    assert found == ({"0": due} if due else {})


def test_renewals_come_due_by_a_column_or_the_term():
    rows = [("X", "2024-08-15"), ("Y", "2024-06-10"), ("Z", "2024-02-01"), ("W", "2023-08-31")]
    pipe = won(*rows, ends=pd.to_datetime(["2025-07-15", "2025-12-31", None, "2025-06-10"]))
    assert listed(pipe, "renewal", renewal="ends") == {"0": "2025-07-15", "3": "2025-06-10"}
    assert listed(pipe, "renewal", term=12) == {
        "0": "2025-08-15",
        "1": "2025-06-10",
        "3": "2025-08-31",
    }
    assert listed(pipe, "renewal") == {}
    february = won(("X", "2024-02-29"), as_of="2025-02-01")
    assert listed(february, "renewal", term=12) == {"0": "2025-02-28"}


def test_anniversaries_of_the_first_win_within_a_month():
    pipe = won(("X", "2023-07-10"), ("X", "2025-01-10"), ("Y", "2024-08-10"), ("Z", "2025-06-30"))
    assert listed(pipe, "anniversary", customers=True) == {"1": "2025-07-10"}


def test_referrals_of_the_last_year_from_those_who_do_not_complain():
    rows = [
        ("X", "2025-01-10"),
        ("X", "2025-02-10"),
        ("Y", "2024-06-29"),
        ("Z", "2025-03-01"),
        ("W", "2025-03-01"),
    ]
    assert set(listed(won(*rows), "referral", customers=True)) == {"1", "3", "4"}
    pipe = won(*rows, trouble=["late again", None, None, "no", "nein"])
    assert set(listed(pipe, "referral", complaint="trouble")) == {"3", "4"}


def test_unfit_leads_are_asked_again_after_half_a_year():
    dates = pd.to_datetime(["2024-12-20", "2024-12-01", "2025-03-01", "2024-12-20"])
    leads = pd.DataFrame(
        {"lead_id": list("abcd"), "created_at": dates, "owner": "Ann",
         "outcome": ["disqualified", "disqualified", "disqualified", "open"]}
    ).reindex(columns=list(empty_leads()))  # fmt: skip
    leads = leads.astype({"first_contact_at": "datetime64[us]"})
    pipe = replace(won(("X", "2025-06-29")), leads=leads)
    assert listed(pipe, "ask_again") == {"a": "2025-06-18"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("header", ["next_step", "Next step"])
def test_open_deals_without_a_next_step(engine, header):
    to, log = (
        ENGINES[engine],
        events("1 A 2025-06-02", "2 A 2025-06-02", "3 A 2025-06-02", "3 won 2025-06-20"),
    )
    fields = pd.DataFrame({"deal_id": list("123"), header: ["call", None, None]})
    pipe = ck.from_events(to(log), stages=["A"], deals=to(fields), as_of=TODAY)
    assert list(listed(pipe, "no_next_step")) == ["2"]
    without = ck.from_events(to(log), stages=["A"], as_of=TODAY)
    assert listed(without, "no_next_step") == {}


def test_the_next_step_stands_in_the_table_of_the_page():
    fields = pd.DataFrame({"deal_id": ["1", "2"], "next_step": ["call <them>", None]})
    pipe = ck.from_events(events("1 A 2025-06-02", "2 A 2025-06-02"), stages=["A"], deals=fields)
    table = DealsTable(clear=lambda: None)
    table.whole = pipe.deals
    table.show(pipe.deals.assign(days=1.0), "All", everything=True)
    assert "<small><bdi>call &lt;them&gt;</bdi></small>" in table.body.html


def test_what_is_no_column_of_dates_and_no_term_is_told():
    pipe = won(("X", "2025-01-10"), kind="x")
    with pytest.raises(ColumnError, match='renewal="kind" is not a column of dates'):
        ck.to_do(pipe, renewal="kind")
    with pytest.raises(ColumnError, match='There is no column "ends"'):
        ck.to_do(pipe, renewal="ends")
    with pytest.raises(QuestionError, match="a number of months"):
        ck.to_do(pipe, term=0)


# ---- the calendar file


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_calendar_file_of_what_to_do():
    pipe = won(("Müller, Söhne; \\ GmbH " + "ü" * 60, "2024-07-15"))
    table = ck.to_do(pipe, term=12)
    text = ck.as_ics(table, pipe.as_of, currency="EUR")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") and text.endswith(
        "END:VCALENDAR\r\n"
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("\n") == text.count("\r\n")
    lines = unfolded(text)
    assert lines.count("BEGIN:VEVENT") == len(table) == lines.count("END:VEVENT")
    summary = next(line for line in lines if line.startswith("SUMMARY:"))
    assert summary == r"SUMMARY:Renewal: Müller\, Söhne\; \\ GmbH " + "ü" * 60
    assert "DTSTART;VALUE=DATE:20250715" in lines and "DTEND;VALUE=DATE:20250716" in lines
    assert any(line.startswith(r"DESCRIPTION:comes due\nA\n€100") for line in lines)


def test_what_is_late_stands_on_the_day_and_names_stay_the_same():
    pipe = won(("X", "2024-06-10"), ("Y", "2024-08-01"))
    table = ck.to_do(pipe, term=12)
    first, later = ck.as_ics(table, pipe.as_of), ck.as_ics(table, "2025-07-03")
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)", later)
    assert sorted(days) == ["20250703", "20250801"]
    names = re.findall(r"UID:(\S+)", first)
    assert names == re.findall(r"UID:(\S+)", later) and len(set(names)) == 2
    assert "BEGIN:VEVENT" not in ck.as_ics(table.iloc[:0], pipe.as_of)


def test_a_line_break_in_a_name_adds_no_line():
    pipe = won(("X\r\nEND:VEVENT\r\nBEGIN:VEVENT", "2024-07-15"))
    lines = unfolded(ck.as_ics(ck.to_do(pipe, term=12), pipe.as_of))
    assert lines.count("END:VEVENT") == 1
