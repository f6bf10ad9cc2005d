"""Pipeline: the moment it speaks for, where, rewind, and several pipelines."""

import dataclasses

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import tables
from cycle_kit.errors import ColumnError, QuestionError, StageError
from tests.companies import ENGINES, events, plain

EVENTS = events(
    "1 A 2024-01-01",
    "1 B 2024-01-03",
    "1 Lost 2024-01-10",
    "1 B 2024-01-20",
    "1 Won 2024-01-31",
    "2 A 2024-01-05",
    "2 Lost 2024-01-15",
    "3 A 2024-01-25",
)
DEALS = pd.DataFrame(
    {
        "deal_id": ["1", "2", "3"],
        "owner": ["Ada", "Bo", None],
        "amount": [100.0, 50.0, None],
        "lost_reason": [None, "Price", None],
        "created_at": pd.to_datetime(["2024-01-01", "2024-01-05", "2024-01-25"]),
        "shoe": ["x", "y", "z"],
    }
)


@pytest.fixture
def pipe():
    return ck.from_events(EVENTS, stages=["A", "B"], deals=DEALS)


def test_the_tables_have_their_columns(pipe):
    assert list(pipe.deals) == [*tables.DEALS, "shoe"]
    assert list(pipe.visits) == list(tables.VISITS)
    assert pipe.visits["stage"].cat.ordered
    assert list(pipe.leads) == list(tables.LEADS)
    assert list(pipe.notes) == list(tables.NOTES)


def test_it_is_frozen(pipe):
    with pytest.raises(dataclasses.FrozenInstanceError):
        pipe.as_of = pd.Timestamp("2030-01-01")


def test_as_of_is_the_last_date_and_never_today(pipe):
    assert pipe.as_of == pd.Timestamp("2024-01-31")


def test_open_stays_are_measured_to_as_of(pipe):
    assert pipe.visits.set_index("deal_id").loc["3", "days"] == 6.0


def test_with_times_of_day_a_whole_as_of_day_counts():
    rows = events("1 A 2024-01-01 12:00", "2 A 2024-01-03 12:00")
    past = ck.from_events(rows, as_of="2024-01-02")
    assert past.visits["days"][0] == pytest.approx(1.5, abs=1e-3)


def test_where_takes_values_lists_slices_and_missing(pipe):
    assert list(pipe.where(owner="Ada").deals["deal_id"]) == ["1"]
    assert list(pipe.where(owner=["Ada", "Bo"]).deals["deal_id"]) == ["1", "2"]
    assert list(pipe.where(owner=["Bo", None]).deals["deal_id"]) == ["2", "3"]
    assert list(pipe.where(owner=None).deals["deal_id"]) == ["3"]
    assert list(pipe.where(shoe="y").deals["deal_id"]) == ["2"]
    assert list(pipe.where(created_at=slice("2024-01-05", "2024-01-25")).deals["deal_id"]) == [
        "2",
        "3",
    ]
    assert list(pipe.where(amount=slice(60, None)).deals["deal_id"]) == ["1"]
    assert set(pipe.where(owner="Ada").visits["deal_id"]) == {"1"}


def test_where_means_whole_days():
    rows = events("1 A 2024-01-31 17:00", "2 A 2024-02-01 00:00")
    january = ck.from_events(rows).where(created_at=slice("2024-01-01", "2024-01-31"))
    assert list(january.deals["deal_id"]) == ["1"]


def test_where_of_an_unknown_column_says_which_there_are(pipe):
    with pytest.raises(ColumnError) as error:
        pipe.where(hat="red")
    assert error.value.wrong == 'There is no column "hat" to filter by.'
    assert '"owner"' in error.value.there
    assert error.value.fix == 'Use one of these, for example pipe.where(owner="...").'


def state(pipe, deal):
    row = plain(pipe.deals).set_index("deal_id").loc[deal]
    return row["outcome"], row["stage"]


def test_rewind_undoes_what_came_later(pipe):
    past = pipe.rewind("2024-01-12")
    assert past.as_of == pd.Timestamp("2024-01-12")
    assert list(past.deals["deal_id"]) == ["1", "2"]
    assert state(past, "1") == ("lost", "B")  # reopened later: the outcome it had then
    assert state(past, "2") == ("open", "A")
    assert past.visits.set_index("deal_id").loc["2", "days"] == 7.0
    assert state(pipe.rewind("2024-01-25"), "1") == ("open", "B")
    assert state(pipe, "1") == ("won", "B")  # nothing changed in place


def test_rewind_empties_what_was_written_later(pipe):
    assert pd.isna(pipe.rewind("2024-01-12").deals.set_index("deal_id").loc["2", "lost_reason"])
    assert pipe.rewind("2024-01-15").deals.set_index("deal_id").loc["2", "lost_reason"] == "Price"


def test_rewind_says_what_it_cannot_undo(pipe):
    told = pipe.rewind("2024-01-12").notes["note"]
    assert told.str.startswith("As they are now, not as they were: amounts").sum() == 1


def test_rewind_equals_the_events_cut_at_that_date(pipe):
    for day in pd.date_range("2024-01-01", "2024-01-31"):
        cut = ck.from_events(
            EVENTS[EVENTS["at"] <= day],
            stages=["A", "B"],
            deals=DEALS[DEALS["created_at"] <= day],
            as_of=day,
        )
        past = pipe.rewind(day)
        columns = ["deal_id", "stage", "days", "exit"]
        assert past.visits[columns].astype(str).values.tolist() == (
            cut._measured_to(day).visits[columns].astype(str).values.tolist()
        )
        assert list(past.deals["outcome"]) == list(cut.deals["outcome"])


def test_an_earlier_as_of_is_a_rewind(pipe):
    early = ck.from_events(EVENTS, stages=["A", "B"], deals=DEALS, as_of="2024-01-12")
    pd.testing.assert_frame_equal(early.visits, pipe.rewind("2024-01-12").visits)


def test_a_later_as_of_measures_further(pipe):
    assert pipe.rewind("2024-02-10").visits.set_index("deal_id").loc["3", "days"] == 16.0


def test_rewind_needs_a_date(pipe):
    with pytest.raises(QuestionError, match="rewind needs a date"):
        pipe.rewind("soon")


@pytest.mark.parametrize("engine", ENGINES)
def test_where_and_rewind_on_every_engine(engine):
    made = ENGINES[engine]
    pipe = ck.from_events(made(EVENTS), stages=["A", "B"], deals=made(DEALS.drop(columns="shoe")))
    assert state(pipe.rewind("2024-01-12"), "1") == ("lost", "B")
    assert sorted(plain(pipe.where(owner="Bo").visits)["deal_id"]) == ["2"]
    assert len(plain(pipe.where(created_at=slice("2024-01-02", None)).deals)) == 2


def two_pipelines():
    rows = events("1 A 2024-01-01", "1 B 2024-01-03", "2 X 2024-01-05", "2 Y 2024-01-15")
    return ck.from_events(rows.assign(pipeline=["Big", "Big", "Small", "Small"]))


def test_several_pipelines_have_their_own_stages():
    pipe = two_pipelines()
    assert pipe.pipelines == ("Big", "Small")
    assert pipe.where(pipeline="Small").stages == ("X", "Y")
    with pytest.raises(StageError) as error:
        _ = pipe.stages
    assert str(error.value) == (
        "There are 2 pipelines, and each has its own stages.\n"
        'They are "Big", "Small".\n'
        'Choose one: pipe.where(pipeline="Big"), or by="pipeline".'
    )


def test_an_unknown_pipeline_is_an_error():
    with pytest.raises(StageError, match='There is no pipeline "Huge"'):
        two_pipelines().where(pipeline="Huge")
