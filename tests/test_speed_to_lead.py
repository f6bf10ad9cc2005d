"""speed_to_lead and qualification: tiny frames by hand."""

import dataclasses

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.tables import empty_leads
from tests.companies import ENGINES, events

START = pd.Timestamp("2024-01-01 08:00")


def pipe_with(leads):
    """Leads (minutes to the first contact or None, outcome), seen for 48 hours."""
    rows = ["1 A 2024-01-01 08:00", "1 Won 2024-01-03 08:00"]
    table = empty_leads().reindex(range(len(leads)))
    table["lead_id"] = [str(n) for n in range(len(leads))]
    table["created_at"] = START
    minutes = pd.Series([m for m, _ in leads], dtype="float64")
    table["first_contact_at"] = START + pd.to_timedelta(minutes, unit="min")
    table["outcome"] = [outcome for _, outcome in leads]
    table["source"] = ["Web" if n % 2 else "Fair" for n in range(len(leads))]
    return dataclasses.replace(ck.from_events(events(*rows), stages=["A"]), leads=table)


FIVE = [(4, "converted"), (5, "converted"), (60, "disqualified"), (3000, "open"), (None, "open")]


def test_leads_by_hand():
    row = ck.speed_to_lead(pipe_with(FIVE)).loc[0]
    assert (row["leads"], row["answered"]) == (5, 4)
    assert row["median_hours"] == 1
    assert [row["share_5_min"], row["share_1_hour"]] == pytest.approx([0.4, 0.6])
    assert row["who"] == "all leads" and row["note"] == ""


def test_unanswered_leads_are_unfinished_not_short():
    # answered after 10 hours: one; unanswered and seen for 48 hours: three
    row = ck.speed_to_lead(pipe_with([(600, "open"), *[(None, "open")] * 3])).loc[0]
    assert row["share_24_hours"] == 0.25 and pd.isna(row["median_hours"])


def test_negative_gaps_and_converted_leads_without_a_date_are_counted_apart():
    row = ck.speed_to_lead(pipe_with([*FIVE, (-30, "open"), (None, "converted")])).loc[0]
    assert (row["leads"], row["negative"], row["undated"]) == (5, 1, 1)
    assert row["median_hours"] == 1


def leads_at(dates, answered):
    """Leads of these moments, every answered one after half an hour."""
    leads = empty_leads().reindex(range(len(dates)))
    created = pd.Series(pd.to_datetime(dates)).astype("datetime64[us]")
    contact = (created + pd.Timedelta(minutes=30)).where(pd.Series(answered))
    return leads.assign(
        lead_id=[str(n) for n in range(len(dates))], created_at=created, first_contact_at=contact,
        outcome="open", source="Web",
    )  # fmt: skip


@pytest.mark.parametrize("hour", ["", " 09:00"])  # deals of days, and of moments
@pytest.mark.parametrize("begin", ["2023-12-01", "2024-01-03", "2024-01-04", "2024-06-01"])
def test_leads_of_the_last_day_of_the_deals_and_after_it_are_all_counted(begin, hour):
    rows = [f"1 A 2024-01-01{hour}", f"1 Won 2024-01-03{hour}"]
    dates = [pd.Timestamp(begin) + pd.Timedelta(hours=10 + n) for n in range(8)]
    leads = leads_at(dates, [n % 4 == 0 for n in range(8)])
    pipe = dataclasses.replace(ck.from_events(events(*rows), stages=["A"]), leads=leads)
    row = ck.speed_to_lead(pipe).loc[0]
    assert (row["leads"], row["answered"]) == (8, 2)
    # the answered ones of all, not of those that were answered; the last two were not watched so long
    assert row["share_24_hours"] < 0.35 and row["share_never_answered"] > 0.65


def test_a_past_day_knows_only_its_leads_and_answers():
    dates = pd.date_range("2024-01-01 10:00", periods=8, freq="D")
    log = events("1 A 2024-01-01 09:00", "1 Won 2024-01-03 09:00")
    pipe = dataclasses.replace(
        ck.from_events(log, stages=["A"]), leads=leads_at(dates, [True, False] * 4)
    )
    row = ck.speed_to_lead(pipe.rewind("2024-01-02")).loc[0]
    assert (row["leads"], row["answered"]) == (2, 1)
    assert ck.speed_to_lead(pipe).loc[0, "leads"] == 8


def test_by_source():
    table = ck.speed_to_lead(pipe_with(FIVE), by="source")
    assert table[["source", "leads", "answered"]].to_numpy().tolist() == [
        ["Fair", 3, 2],
        ["Web", 2, 2],
    ]


def test_days_leave_the_shares_empty():
    pipe = pipe_with(FIVE)
    leads = pipe.leads.assign(
        created_at=pipe.leads["created_at"].dt.normalize(),
        first_contact_at=pipe.leads["first_contact_at"].dt.normalize(),
    )
    row = ck.speed_to_lead(dataclasses.replace(pipe, leads=leads)).loc[0]
    assert row[["share_5_min", "share_1_hour", "share_24_hours"]].isna().all()
    assert row["note"] == "The dates have no time of day: shares within hours are not known."


def test_conversion_by_speed_is_an_association():
    leads = [*FIVE, (2, "disqualified"), (None, "disqualified"), (-3, "converted")]
    table = ck.speed_to_lead_conversion(pipe_with(leads)).set_index("answered_within")
    assert table.loc["5 minutes", ["leads", "converted"]].tolist() == [3, 2]
    assert table.loc["1 hour", ["leads", "conversion"]].tolist() == [1, 0]
    assert table["leads"].tolist() == [3, 1, 0, 0, 0, 1]
    assert table["note"].str.startswith("An association").all()


@pytest.mark.parametrize("engine", ENGINES)
def test_of_deals_only_converted_leads_are_known(engine):
    native = ENGINES[engine]
    log = events("1 A 2024-01-01 08:00", "1 Won 2024-01-03 08:00", "2 A 2024-01-01 08:00")
    deals = pd.DataFrame(
        {
            "deal_id": ["1", "2"],
            "lead_created_at": pd.to_datetime(["2024-01-01 08:00", None]),
            "created_at": pd.to_datetime(["2024-01-01 09:00", "2024-01-01 08:00"]),
            "first_contact_at": pd.to_datetime(["2024-01-01 10:00", "2024-01-01 09:30"]),
        }
    ).astype(dict.fromkeys(["lead_created_at", "created_at", "first_contact_at"], "datetime64[us]"))
    pipe = ck.from_events(native(log), stages=["A"], deals=native(deals))
    row = ck.speed_to_lead(pipe).loc[0]
    assert (row["leads"], row["answered"], row["who"]) == (2, 2, "converted leads only")
    assert row["median_hours"] == 1.75  # 1.5 and 2 hours
    with pytest.raises(QuestionError):
        ck.speed_to_lead_conversion(pipe)


def test_nothing_dated():
    with pytest.raises(QuestionError) as error:
        ck.speed_to_lead(pipe_with([(None, "open")]))
    assert str(error.value) == (
        "Nothing says when leads had their first contact.\n"
        "Neither leads nor deals have a date of first contact.\n"
        "Export the leads with the times of creation and first contact, and pass them: "
        "ck.load(deals, leads=...)."
    )


def test_an_unknown_column_of_leads():
    with pytest.raises(ColumnError) as error:
        ck.speed_to_lead(pipe_with(FIVE), by="region")
    assert str(error.value) == (
        'Leads cannot be split by "region".\n'
        'Their columns are "source", "owner", "outcome", "reason".\n'
        'Use one of these: ck.speed_to_lead(pipe, by="source").'
    )


# ---- qualification


ANSWERS = ["Yes", "Yes", "Yes", "No", "No", "", "Yes", ""]
ENDS = ["Won", "Won", "Lost", "Won", "Lost", "Won", "", ""]


def asked(engine="pandas", need=ANSWERS):
    """Met: 2 won of 3 decided, one open; not met: 1 of 2; no answer: one won, one open."""
    rows = [f"{n} A 2024-01-01" for n in range(8)]
    rows += [f"{n} {end} 2024-01-09" for n, end in enumerate(ENDS) if end]
    deals = pd.DataFrame({"deal_id": [str(n) for n in range(8)], "need": need})
    native = ENGINES[engine]
    return ck.from_events(native(events(*rows)), stages=["A"], deals=native(deals))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_question_by_hand(engine):
    table = ck.qualification(asked(engine), {"need": "need"})
    row = table.loc[0]
    assert list(table.columns[:8]) == [
        "question", "answered", "met", "win_rate_met", "win_rate_not_met", "low", "high",
        "open_missing",
    ]  # fmt: skip
    assert (row["answered"], row["met"], row["open_missing"]) == (6, 4, 1)
    assert (row["win_rate_met"], row["win_rate_not_met"]) == (2 / 3, 1 / 2)
    assert row["difference"] == pytest.approx(1 / 6)
    assert row["low"] < row["difference"] < row["high"]
    assert (row["decided_met"], row["decided_not_met"]) == (3, 2)
    assert "filled in later" in row["warning"]


def test_values_that_count_as_met():
    words = ["High", "High", "high", "Low", "None", "", "HIGH", ""]
    row = ck.qualification(asked(need=words), {"need": ("need", "high")}).loc[0]
    assert (row["answered"], row["met"], row["win_rate_met"]) == (6, 4, 2 / 3)


def test_a_column_of_words_needs_its_values():
    with pytest.raises(ColumnError) as error:
        ck.qualification(asked(need=["High"] * 8), {"need": "need"})
    assert str(error.value) == (
        'Column "need" does not say yes or no.\n1 of its values say something else.\n'
        'Say which values count: {"...": ("need", ["...", "..."])}.'
    )


def test_an_empty_checklist():
    with pytest.raises(QuestionError):
        ck.qualification(asked(), {})


def test_where_no_lead_is_disqualified_the_share_is_not_known():
    """Ten answered within the hour were converted, ninety others are open: 10 of 100 so far, and nobody knows more."""
    table = ck.speed_to_lead_conversion(
        pipe_with([(30, "converted")] * 10 + [(30, "open")] * 90)
    ).set_index("answered_within")
    assert table.loc["1 hour", ["leads", "converted", "open"]].tolist() == [10, 10, 90]
    assert table[["conversion", "low", "high"]].isna().all(axis=None)
    assert table["note"].str.startswith("No lead is disqualified").all()
