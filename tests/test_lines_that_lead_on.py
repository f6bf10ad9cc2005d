"""The line of an error runs on the very data that was asked: columns, days, stages and words are those there."""

from typing import Any

import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError, QuestionError
from cycle_kit.obvious import public
from cycle_kit.obvious_names import unknown_name
from tests.test_obvious import company, printed, run

SPLIT = [
    one.__name__
    for one in public()
    if one.__name__ in ("win_rate", "open_age", "customers", "kpis", "cycle_length", "velocity")
]
WORDS = {
    "rep": "owner",
    "Owner": "owner",
    "customer": "account",
    "deal": "owner",
    "nobody": "owner",
}


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("argument", ["group_by", "per", "groupby", "breakdown"])
@pytest.mark.parametrize("name", SPLIT)
def test_what_to_split_by_is_a_column_that_is_there(name, argument, word):
    with pytest.raises(QuestionError) as error:
        getattr(ck, name)(company(), **{argument: word})
    (line,) = printed(error.value)
    assert f'by="{WORDS[word]}"' in line
    assert len(run(line))


@pytest.mark.parametrize("argument", ["group_by", "per"])
def test_a_length_of_periods_is_none_to_split_by(argument):
    with pytest.raises(QuestionError) as error:
        ck.win_rate(company(), **{argument: "month"})
    assert 'ck.trend(pipe, "win_rate", every="month")' in error.value.fix


def test_a_column_of_the_exports_own_is_one_to_split_by():
    with pytest.raises(QuestionError) as error:
        ck.win_rate(company(), group_by="Need confirmed")
    assert 'by="Need confirmed"' in error.value.fix


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (("New", "Proposal"), 'start="New", end="Proposal"'),
        (("created_at", "won"), 'start="created_at", end="won"'),
        (("New",), 'start="New"'),
        (("owner",), 'by="owner"'),
    ],
)
def test_two_moments_without_names_are_a_start_and_an_end(given, line):
    with pytest.raises(QuestionError) as error:
        ck.cycle_length(company(), *given)
    assert f"ck.cycle_length(pipe, {line})" in error.value.fix
    assert len(run(printed(error.value)[0]))


def test_a_value_without_its_name_is_kept():
    with pytest.raises(QuestionError) as error:
        ck.compare_periods(company(), "win_rate", "2024-09-02")
    assert 'change="2024-09-02"' in error.value.fix


def test_ages_are_of_cohorts():
    with pytest.raises(QuestionError) as error:
        ck.trend(company(), "win_rate", ages=30)
    (line,) = printed(error.value)
    assert "dated=" in line and len(run(line))


@pytest.mark.parametrize("asked", ["changes", "changes_matrix", "waterfall"])
def test_two_days_the_wrong_way_round_are_turned(asked):
    with pytest.raises(QuestionError) as error:
        getattr(ck, asked)(company(), "2025-03-10", "2024-11-20")
    assert f'ck.{asked}(pipe, "2024-11-20", "2025-03-10")' in error.value.fix


@pytest.mark.parametrize("days", [(), ("2025-03-03",), ("2025-03-12", "2025-03-20"), ("x", "y")])
def test_days_of_dated_exports_begin_with_the_first(tmp_path, days):
    header = "Deal ID,Stage,Created Date,Close Date,Amount"
    for day in ("2025-03-03", "2025-03-10"):
        rows = ["1,New,2025-01-02,,100", "2,Offer,2025-01-03,,100"]
        (tmp_path / f"deals_{day}.csv").write_text("\n".join([header, *rows]) + "\n")
    pipe = ck.load(tmp_path, stages=["New", "Offer"])
    with pytest.raises(CycleKitError) as error:
        ck.changes(pipe, *days)
    (line,) = printed(error.value)
    assert eval(line, {"ck": ck, "pipe": pipe})["note"].eq("").all()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("conversion from New to Proposal", "conversion from New"),
        ("days in New before Proposal", "days in New"),
        ("entries into new", "entries into New"),
    ],
)
def test_a_measure_is_that_of_the_stage_it_begins_with(typed, meant):
    with pytest.raises(QuestionError) as error:
        ck.trend(company(), typed)
    assert f'Did you mean "{meant}"?' in error.value.fix


@pytest.mark.parametrize("said", ["4-4-5", "445", "4-5-4"])
def test_weeks_of_a_fiscal_year_are_said_in_the_settings(said):
    with pytest.raises(QuestionError) as error:
        ck.load("deals.csv", calendar=said)
    assert 'fiscal_weeks = "4-4-5"' in error.value.fix


@pytest.mark.parametrize("said", ["persian", "Shamsi", "solar"])
def test_a_calendar_by_another_name(said):
    with pytest.raises(QuestionError) as error:
        ck.load("deals.csv", calendar=said)
    assert 'calendar="jalali"' in error.value.fix


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("what_changed", "changes"),
        ("change", "changes"),
        ("snapshot_diff", "changes"),
        ("before_after", "compare_periods"),
        ("due_dates", "due"),
        ("when_closed", "when_won"),
        ("open_value_by_stage", "trend"),
        ("scorecard", "steps"),
        ("leads_by_source", "lead_funnel"),
        ("lead_reasons", "loss_reasons"),
        ("top_customers", "customers"),
        ("renewals", "to_do"),
        ("ics", "as_ics"),
        ("negotiation", "discounts"),
        ("between", "cycle_length"),
        ("going_back", "loops"),
        ("commit_rate", "backtest"),
        ("running_sum", "trend"),
        ("playbook", "template"),
    ],
)
def test_questions_of_a_review_are_known_by_their_obvious_names(name, meant):
    assert f"Write it as ck.{meant}(" in str(unknown_name(name, dir(ck)))


def test_a_customer_to_call_is_no_account_to_choose():
    with pytest.raises(QuestionError) as error:
        ck.to_do(company(), customer=True)
    assert "ck.to_do(pipe, customers=True)" in error.value.fix


def test_the_question_that_is_called_as_what_a_pipeline_holds():
    pipe: Any = company()
    with pytest.raises(QuestionError) as error:
        pipe.changes("2024-11-20", end="2025-03-10")
    (line,) = printed(error.value)
    assert line == 'ck.changes(pipe, "2024-11-20", "2025-03-10")' and len(run(line))
    with pytest.raises(QuestionError) as error:
        pipe.where(owner="Zuza").rewind("2025-01-31").changes()
    assert printed(error.value)[0].startswith("ck.changes(pipe, ")
    assert list(pipe.changes) == ["expected_close"]
