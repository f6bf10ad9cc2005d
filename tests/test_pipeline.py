"""Pipeline: the moment it speaks for, where, rewind, and several pipelines."""

import dataclasses
import re
from functools import cache

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import tables
from cycle_kit.errors import ColumnError, CycleKitError, QuestionError, StageError
from cycle_kit.metrics.frames import merged
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
    assert error.value.fix == 'Use one of these, for example pipe.where(outcome="won").'


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


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2024-01-31", "The data begin on 2024-02-01; 2024-01-31 is 1 day earlier."),
        ("2023", "The data begin on 2024-02-01; 2023-12-31 is 32 days earlier."),
        ("2024-03-09", "The data end on 2024-03-08; 2024-03-09 is 1 day later."),
        ("2026-03-08", "The data end on 2024-03-08; 2026-03-08 is 730 days later."),
        ("2024-02-01", None),
        ("2024-03-08", None),
    ],
)
def test_a_day_beyond_the_data_is_told_by_rewind_and_as_of_alike(day, told):
    log = events("1 A 2024-02-01", "1 B 2024-02-03", "2 A 2024-02-20", "2 Won 2024-03-08")
    whole = ck.from_events(log, stages=["A", "B"])
    for part in (whole, whole.where(outcome="won")):
        notes = part.rewind(day).notes
        said = notes.loc[notes["note"].str.startswith("The data"), "note"].tolist()
        assert said == ([told] if told else [])
    assert len(whole.rewind("2023").deals) == 0
    table = "id,stage,created,closed\n1,A,2024-02-01,\n2,Won,2024-02-20,2024-03-08\n"
    notes = ck.load(table.encode(), as_of=day).notes["note"]
    assert (told in set(notes)) == bool(told)


def test_rewind_says_what_it_cannot_undo(pipe):
    told = pipe.rewind("2024-01-12").notes["note"]
    assert told.str.startswith("As they are now, not as they were: amounts").sum() == 1


def test_rewind_equals_the_events_cut_at_that_date(pipe):
    days = {
        *EVENTS["at"],
        *DEALS["created_at"],
    }  # between them nothing happens: the day after stands for all
    for day in sorted(days | {day + pd.Timedelta(days=1) for day in days if day < max(days)}):
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


@pytest.mark.parametrize("said", ["soon", "", None, 3, True, pd.NaT, [], "2024-Q1", "2024-13", "7"])
def test_rewind_needs_a_date(pipe, said):
    with pytest.raises(QuestionError) as error:
        pipe.rewind(said)
    assert error.value.wrong == "rewind needs a date."
    assert error.value.fix == 'Write it as pipe.rewind("2024-06-30").'


def test_a_month_or_a_year_is_rewound_to_its_end(pipe):
    assert pipe.rewind("2024-01").as_of == pipe.rewind("2024-01-31").as_of
    assert pipe.rewind("2024").as_of == pd.Timestamp("2024-12-31")
    assert pipe.rewind("2024-02").as_of == pd.Timestamp("2024-02-29")


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
        'Choose one: pipe.where(pipeline="Big").'
    )


def test_an_unknown_pipeline_is_an_error():
    with pytest.raises(StageError, match='There is no pipeline "Huge"'):
        two_pipelines().where(pipeline="Huge")


# ---- what is not there is told, and what cannot be meant


PEOPLE = pd.DataFrame(
    {
        "deal_id": [str(number) for number in range(1, 7)],
        "owner": ["Zuza Nowak", "Zuza Nowak", "Idris Cole", "Idris Cole", "Noor Vale", None],
        "pipeline": ["Big", "Big", "Big", "Small", "Small", "Small"],
        "currency": ["EUR", "EUR", "USD", "EUR", "EUR", "EUR"],
        "amount": [100.0, 200.0, 300.0, 400.0, None, 600.0],
        "created_at": pd.to_datetime(
            ["2024-01-10 09:00", "2024-01-31 17:00", "2024-02-01", "2024-03-05", "2024-03-31 23:00", "2024-04-02"],
            format="ISO8601",
        ).astype("datetime64[us]"),
        "Contacts": ["3", "four", "5", "3", "3", None],
        "Deal size": ["S", "M", "S", "M", "S", "L"],
        "Score": [1, 2, 3, 1, 2, 3],
        "Renewed": [True, False, True, False, True, False],
    }
)  # fmt: skip
WAYS = events(
    "1 New 2024-01-10", "1 Proposal 2024-01-20", "1 Won 2024-02-01", "2 New 2024-01-31", "3 New 2024-02-01",
    "3 Proposal 2024-02-03", "3 Negotiation 2024-02-09", "3 Lost 2024-02-20", "4 Inquiry 2024-03-05",
    "4 Offer 2024-03-06", "5 Inquiry 2024-03-31", "6 Offer 2024-04-02",
)  # fmt: skip
ORDER = {"Big": ["New", "Proposal", "Negotiation"], "Small": ["Inquiry", "Offer"]}


@cache
def firm(engine="pandas", **options):
    made = ENGINES[engine]
    return ck.from_events(made(WAYS), stages=ORDER, deals=made(PEOPLE), **options)


#: the line that is told where dates are asked for at which there are none
FITS = 'Write it as pipe.where(created_at=slice("2024-01-10", "2024-04-02")).'


def told(pipe, **conditions):
    with pytest.raises(CycleKitError) as error:
        pipe.where(**conditions)
    return error.value


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("condition", "wrong", "there", "fix"),
    [
        ({"stage": "Propsal"}, 'There is no stage "Propsal".', '"Proposal"',
         'Did you mean pipe.where(stage="Proposal")?'),
        ({"outcome": "wonn"}, 'There is no outcome "wonn".', '"won", "lost"',
         'Did you mean pipe.where(outcome="won")?'),
        ({"currency": "EURO"}, 'There is no currency "EURO".', '"EUR", "USD"',
         'Did you mean pipe.where(currency="EUR")?'),
        ({"pipeline": "Bigg"}, 'There is no pipeline "Bigg".', '"Big", "Small"',
         'Did you mean pipe.where(pipeline="Big")?'),
        ({"stage": ["New", "Propsal"]}, 'There is no stage "Propsal".', '"New"', 'Did you mean "Proposal"?'),
        ({"owner": "tpyo"}, 'No deal has owner "tpyo".', "There are 3 values.",
         'They are in pipe.deals["owner"].unique().'),
        ({"owner": "Zuza Nowk"}, 'No deal has owner "Zuza Nowk".', "There are 3 values. One is much like it.",
         'They are in pipe.deals["owner"].unique().'),
        ({"owner": ["Noor Vale", "Xu"]}, 'No deal has owner "Xu".', "There are 3 values.",
         'They are in pipe.deals["owner"].unique().'),
        ({"owner": []}, 'The column "owner" was asked for an empty list, which no deal can meet.', "",
         'Leave it out for all deals, or write it as pipe.where(owner="...").'),
        ({"deal_id": pd.Series([], dtype="str")},
         'The column "deal_id" was asked for an empty list, which no deal can meet.', "",
         'Leave it out for all deals, or write it as pipe.where(deal_id="...").'),
        ({"Score": ()}, 'The column "Score" was asked for an empty list, which no deal can meet.', "",
         "Leave it out for all deals, or write it as pipe.where(Score=slice(1000, 5000))."),
        ({"created_at": set()}, 'The column "created_at" was asked for an empty list, which no deal can meet.', "",
         'Leave it out for all deals, or write it as pipe.where(created_at=slice("2024-01-01", "2024-03-31")).'),
        ({"owner": ""}, "No deal has a blank owner.", "Deals without one are asked for with None.",
         "Write it as pipe.where(owner=None)."),
        ({"lost_reason": "Price"}, 'No deal has lost_reason "Price".', "The column is empty.",
         "Leave it out, or write pipe.where(lost_reason=None)."),
        ({"owner": 3}, 'The column "owner" holds text.', "It was asked for a number.",
         'Write it as pipe.where(owner="3").'),
        ({"Contacts": slice(3, None)}, 'The column "Contacts" holds text.',
         "It was asked for a slice from or to a number.", 'Write it as pipe.where(Contacts=["...", "..."]).'),
        ({"amount": "300"}, 'The column "amount" holds numbers.', "It was asked for a text.",
         "Write it as pipe.where(amount=300)."),
        ({"amount": slice("a", None)}, 'The column "amount" holds numbers.',
         "It was asked for a slice from or to a text.", "Write it as pipe.where(amount=slice(1000, 5000))."),
        ({"amount": (100, 300)}, 'The column "amount" was asked for two numbers, which are no span.', "",
         "For these two and all between them write a slice: pipe.where(amount=slice(100, 300))."),
        ({"amount": slice(300, 100)}, 'The slice of "amount" starts after it ends.', "",
         "Turn it round: pipe.where(amount=slice(100, 300))."),
        ({"created_at": ("2024-01-01", "2024-03-31")},
         'The column "created_at" was asked for two dates, which are no span.', "",
         "For these two and all between them write a slice: "
         'pipe.where(created_at=slice("2024-01-01", "2024-03-31")).'),
        ({"created_at": [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-03-31 10:00")]},
         'The column "created_at" was asked for two dates, which are no span.', "",
         "For these two and all between them write a slice: "
         'pipe.where(created_at=slice("2024-01-01", "2024-03-31 10:00:00")).'),
        ({"created_at": "soon"}, 'The column "created_at" holds dates.', "It was asked for a text.",
         'Write it as pipe.where(created_at=slice("2024-01-01", "2024-03-31")).'),
        ({"created_at": slice("2024-03-31", "2024-01-01")}, 'The slice of "created_at" starts after it ends.', "",
         'Turn it round: pipe.where(created_at=slice("2024-01-01", "2024-03-31")).'),
        ({"stage": slice("Negotiation", "New")}, 'The slice of "stage" starts after it ends.', "",
         'Turn it round: pipe.where(stage=slice("New", "Negotiation")).'),
        ({"Renewed": "yes"}, 'The column "Renewed" holds True and False.', "It was asked for a text.",
         "Write it as pipe.where(Renewed=True)."),
        ({"Deal_size": "S"}, 'There is no column "Deal_size" to filter by.', '"Deal size"',
         'Did you mean pipe.where(**{"Deal size": "..."})?'),
        ({"outcome": None}, 'Every deal has a value in "outcome", so that None finds none.',
         'Those that can be asked for are "open", "won",',
         'Leave it out for all deals, or write it as pipe.where(outcome="open").'),
        ({"pipeline": [None]}, 'Every deal has a value in "pipeline", so that None finds none.', '"Big"',
         'Leave it out for all deals, or write it as pipe.where(pipeline="Big").'),
        ({"created_at": "2019"}, 'No deal has a date in "created_at" that fits.', "There are dates from 2024-01-",
         FITS),
        ({"created_at": slice("2031-01-01", None)}, 'No deal has a date in "created_at" that fits.',
         "There are dates from 2024-01-", FITS),
        ({"created_at": slice(None, "2019-12-31")}, 'No deal has a date in "created_at" that fits.', "", FITS),
        ({"created_at": ["2019", "2020", "2021"]}, 'No deal has a date in "created_at" that fits.', "", FITS),
        ({"Deal size": 3}, 'The column "Deal size" holds text.', "It was asked for a number.",
         'Write it as pipe.where(**{"Deal size": "3"}).'),
    ],
)  # fmt: skip
def test_a_condition_that_cannot_be_met_says_why(engine, condition, wrong, there, fix):
    error = told(firm(engine), **condition)
    assert error.wrong == wrong
    assert there in error.there
    assert error.fix == fix


def test_another_spelling_is_told_and_found_by_the_line():
    pipe = firm()
    for said in ("zuza nowak", "ZUZA  NOWAK", " Zuza Nowak "):
        error = told(pipe, owner=said)
        assert error.there == "There are 3 values. One differs only in capitals or blanks."
        line = error.fix.removeprefix("To see it: ").removesuffix(".")
        assert list(eval(line, {"pipe": pipe})) == ["Zuza Nowak"]


@pytest.mark.parametrize(
    "condition", [{"owner": "tpyo"}, {"owner": "zuza nowak"}, {"Deal size": "XL"}]
)
def test_no_cell_but_the_names_of_stages_is_ever_told(condition):
    error = str(told(firm(), **condition))
    cells = {*PEOPLE["owner"].dropna(), *PEOPLE["Deal size"], *PEOPLE["Contacts"].dropna()}
    assert not any(f'"{cell}"' in error for cell in cells)


def test_a_column_of_very_many_stages_names_none_of_them():
    rows = [f"{deal} Note-{deal}-of-a-talk 2024-01-{deal % 28 + 1:02}" for deal in range(1, 61)]
    pipe = ck.from_events(events(*rows))
    error = told(pipe, stage="Note-7-of-a-tlak")
    assert error.there == "The stages are 60 different ones."
    assert error.fix == 'They are in pipe.deals["stage"].unique().'
    with pytest.raises(QuestionError) as refused:
        ck.cycle_length(pipe, start="Note-7-of-a-tlak")
    assert "stages are 60 different ones" in refused.value.there
    assert "Note-" not in refused.value.there + refused.value.fix


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ({"created_at": "2024-01-31"}, "2"),  # a day is the whole day
        ({"created_at": pd.Timestamp("2024-02-01").date()}, "3"),
        ({"created_at": "2024-03"}, "45"),  # and a month the whole month
        ({"created_at": pd.Period("2024-Q1")}, "12345"),
        ({"created_at": slice("2024-01", "2024-03")}, "12345"),
        ({"created_at": slice(None, "2024-01-31")}, "12"),
        ({"created_at": ["2024-01-31", "2024-02-01", "2024-04-02"]}, "236"),
        ({"created_at": pd.Timestamp("2024-01-31 17:00")}, "2"),
        ({"created_at": pd.Timestamp("2024-01-31 16:00")}, ""),
        ({"stage": slice("New", "Proposal")}, "12"),  # stages in their order, not by the alphabet
        ({"stage": slice("Proposal", None)}, "13456"),
        ({"stage": slice(None, "New")}, "2"),
        ({"stage": slice(None, None)}, "123456"),
        ({"owner": slice("I", "O")}, "345"),
        ({"amount": slice(200, 400)}, "234"),
        ({"amount": [100, 400, 999]}, "14"),  # a number need not occur
        ({"amount": 999}, ""),
        ({"Score": [1, 2.5]}, "14"),
        ({"Score": 2.5}, ""),
        ({"Score": 3, "Renewed": True}, "3"),
        ({"owner": dict.fromkeys(["Noor Vale"]).keys()}, "5"),
        ({"owner": pd.Series(["Noor Vale", "Idris Cole"])}, "345"),
        ({"owner": {"Noor Vale", None}}, "56"),
        ({"outcome": "dropped"}, ""),  # an outcome that no deal has is known all the same
    ],
)  # fmt: skip
def test_what_a_condition_keeps(engine, condition, ids):
    assert "".join(sorted(plain(firm(engine).where(**condition).deals)["deal_id"])) == ids


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_left_is_no_error_where_somebody_was(engine):
    """After an earlier `where`, or at an earlier day, a name may be right and have no deals."""
    pipe = firm(engine)
    small, early = pipe.where(pipeline="Small"), pipe.rewind("2024-01-15")
    for part in (small, small.where(currency="EUR"), early, small.rewind("2024-03-10")):
        assert len(plain(part.where(owner="Zuza Nowak", amount=slice(5000, None)).deals)) == 0
        assert told(part, owner="tpyo").there == "There are 3 values."
    assert len(plain(small.where(stage="Negotiation").deals)) == 0
    assert told(small, stage=slice("Negotiation", None)).wrong == 'There is no stage "Negotiation".'
    assert len(plain(firm(engine, as_of="2024-01-15").where(owner="Noor Vale").deals)) == 0


def test_a_line_that_is_told_leaves_deals():
    """Whatever is said to be typed instead finds some."""
    pipe = firm()
    asked = [
        {"outcome": None},
        {"created_at": "2019"},
        {"pipeline": None},
        {"owner": ""},
        {"stage": None},
    ]
    for conditions in asked:
        error = told(pipe, **conditions)
        line = re.search(r"pipe\.where\(.*\)", error.fix)
        assert line and len(eval(line[0], {"pipe": pipe}).deals), error.fix
    whole = pipe.where(owner=["Zuza Nowak", "Idris Cole", "Noor Vale"])
    fresh = dataclasses.replace(whole, whole=None)
    assert told(fresh, owner="").fix == 'They are in pipe.deals["owner"].unique().'
    assert told(fresh, owner="").there == "Every deal has one, of 3 different ones."


def test_several_conditions_may_leave_nobody():
    assert len(firm().where(pipeline="Small", owner="Zuza Nowak", created_at="2024-01").deals) == 0
    small = firm().where(pipeline="Small")
    assert len(small.where(created_at="2024-01").deals) == 0  # there are such in the whole one


def test_an_owner_of_leads_alone_is_known():
    leads = pd.DataFrame({"lead_id": ["a"], "owner": ["Lea Berg"]})
    pipe = dataclasses.replace(firm(), leads=leads)
    assert len(pipe.where(owner="Lea Berg").deals) == 0


def test_stages_without_an_order_have_none_between_them():
    pipe = dataclasses.replace(firm(), ordered=False)
    error = told(pipe, stage=slice("New", "Proposal"))
    assert (
        error.wrong
        == "The order of the stages is not known, so that nothing lies between two of them."
    )


def test_names_with_quotation_marks_are_typed_as_python_wants_them():
    rows = WAYS.assign(pipeline='He said "big"', stage=WAYS["stage"] + ' "x"')
    pipe = ck.from_events(pd.concat([rows, rows.assign(pipeline="B")]))
    assert told(pipe, pipeline='He said "bog"').fix == (
        'Did you mean pipe.where(pipeline="He said \\"big\\"")?'
    )
    with pytest.raises(StageError) as error:
        _ = pipe.stages
    line = re.search(r"pipe\.where\(.*?\)", error.value.fix)
    assert line and eval(line[0], {"pipe": pipe}).pipelines


# ---- stages stay in their order


SPLITS = [None, "owner", "pipeline", ["pipeline", "owner"]]
#: stages are put in order when the counts are pandas already: other engines are asked once, with all metrics
SPLIT = [("pandas", by) for by in SPLITS] + [(e, "pipeline") for e in ENGINES if e != "pandas"]


@pytest.mark.parametrize(("engine", "by"), SPLIT)
def test_stages_are_an_ordered_category_in_every_table(engine, by):
    pipe = firm(engine)
    whole, one = (
        pipe if by and "pipeline" in by else pipe.where(pipeline="Big"),
        pipe.where(pipeline="Big"),
    )
    tables_ = [
        metric(whole, by=by)
        for metric in (ck.funnel, ck.funnel_rules, ck.ledger, ck.stage_durations)
    ]
    tables_ += [ck.loss_reasons(pipe, by=by), ck.to_do(pipe), ck.funnel_rule_deals(one, "New")]
    tables_ += [ck.bottlenecks(whole, by=by)] if by in (None, "pipeline") else []
    for table in tables_:
        assert isinstance(table["stage"].dtype, pd.CategoricalDtype)
        assert table["stage"].cat.ordered
        names = [name for name in table["stage"].cat.categories if name in ORDER["Big"]]
        assert names == ORDER["Big"]
        assert set(table["stage"].dropna()) <= {*ORDER["Big"], *ORDER["Small"], "won"}
    assert ck.flows(whole, by=by)["from_stage"].cat.ordered


@pytest.mark.parametrize("engine", ENGINES)
def test_groups_by_stage_stand_in_the_order_of_the_stages(engine):
    pipe = firm(engine)
    table = ck.cycle_length(pipe, by="stage")
    assert table["stage"].cat.ordered
    assert list(table["stage"]) == ["New", "Proposal", "Negotiation", "Inquiry", "Offer"]
    with pytest.raises(StageError, match="each has its own stages"):
        ck.win_rate(pipe, by="stage")
    both = ck.cycle_length(pipe, by=["owner", "stage"])
    assert list(both["stage"])[:3] == [
        "Negotiation",
        "Offer",
        "Inquiry",
    ]  # of Idris Cole, then Noor Vale


def test_orders_of_several_pipelines_become_one():
    assert merged([["a", "b", "won"], ["x", "b", "c", "won"]]) == ["a", "x", "b", "c", "won"]
    assert merged([["a", "b"], ["b", "a"]]) == ["a", "b"]
    assert merged([[], ["x"]]) == ["x"]
