"""What a newcomer types first is told the call that answers, and every line that is printed runs."""

import dataclasses
import inspect
import re
import shlex
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.cli import app
from cycle_kit.errors import CycleKitError, QuestionError
from cycle_kit.metrics.catalogue import CARDS
from cycle_kit.metrics.measures import KPIS
from cycle_kit.obvious import obvious, public
from cycle_kit.obvious_names import OF_A_PIPELINE
from tests.companies import events
from tests.test_wrong_arguments import code_in, refused

DAYS = pd.date_range("2023-11-06", periods=100, freq="7D").astype("datetime64[us]")
ROWS = [
    f"{deal} {stage} {day + pd.Timedelta(days=days):%Y-%m-%d}"
    for deal, day in enumerate(DAYS, 1)
    for stage, days in (("New", 0), ("Proposal", 5), ("Won" if deal % 3 else "Lost", 9 + deal % 7))
    if deal < 96 or stage == "New"
]
PEOPLE = pd.DataFrame({
    "deal_id": [str(deal) for deal in range(1, 101)], "owner": ["Zuza", "Idris"] * 50, "source": ["Web", "Fair"] * 50,
    "account": [f"A{deal % 30}" for deal in range(100)], "amount": [100.0 * deal for deal in range(1, 101)],
    "currency": "EUR", "created_at": DAYS, "expected_close": DAYS + pd.Timedelta(days=30),
    "lost_reason": [None if deal % 3 else "Price" for deal in range(1, 101)],
    "industry": ["Software", "Construction"] * 50, "Need confirmed": ["yes", "no", "yes", "yes"] * 25,
    "Discount": [0.05, 0.1, 0.2, 0.0] * 25,
})  # fmt: skip
IDS = list(PEOPLE["deal_id"])
#: what is asked for beside the deals: lines, activities, leads, the past of expected closes
LINES = pd.DataFrame({"deal_id": IDS, "product": ["Pump", "Valve"] * 50, "amount": 10.0})
ACTS = pd.DataFrame(
    {"deal_id": IDS, "at": DAYS + pd.Timedelta(days=2), "kind": ["Call", "Mail"] * 50}
)
PAST = pd.DataFrame({"deal_id": IDS * 2, "at": [*DAYS, *(DAYS + pd.Timedelta(days=8))],
                     "value": [*(DAYS + pd.Timedelta(days=20)), *(DAYS + pd.Timedelta(days=60))]})  # fmt: skip
LEADS = pd.DataFrame({
    "lead_id": [f"L{deal}" for deal in IDS], "created_at": DAYS - pd.Timedelta(days=3),
    "first_contact_at": DAYS - pd.Timedelta(hours=63), "converted_at": DAYS, "deal_id": IDS, "outcome": "converted",
    "reason": None, "source": PEOPLE["source"], "owner": PEOPLE["owner"], "pipeline": None,
})  # fmt: skip


@cache
def company():
    pipe = ck.from_events(events(*ROWS), stages=["New", "Proposal"], deals=PEOPLE)
    leads = LEADS.astype({"outcome": "category"})
    beside = {"lines": LINES, "activities": ACTS}
    targets = ({"measure": "won_deals", "period": "2025-06", "target": 3},)
    past = {"expected_close": PAST}
    return dataclasses.replace(pipe, leads=leads, beside=beside, changes=past, targets=targets)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    PEOPLE.assign(Stage="New").to_csv("deals.csv", index=False)
    pd.DataFrame({"deal_id": ["1", "1"], "owner": ["Zuza", "Idris"], "share": [0.6, 0.4]}).to_csv(
        "credit.csv", index=False
    )
    Path("cycle.toml").write_text('stages = ["New", "Proposal"]\n')


def run(line):
    """What a printed line gives."""
    given = {"ck": ck, "pipe": company()}
    try:
        return eval(line, given)
    except SyntaxError:
        exec(line, given)
        return given["pipe"]


def printed(error):
    return [line for line in code_in(error.fix) if line.startswith("ck.")]


# ---- names


def test_obvious_names_are_some_sixty_and_none_that_there_is():
    names = [*obvious()["names"], *obvious()["commands"]]
    assert len(names) >= 60 and len(set(names)) == len(names)
    assert not set(names) & {*dir(ck), *OF_A_PIPELINE}


@pytest.mark.parametrize("line", sorted(set(obvious()["names"].values())))
def test_the_line_for_a_name_runs(here, line):
    assert run(line) is not None or line.endswith('.to_csv("funnel.csv")')


@pytest.mark.parametrize(
    "name", [*obvious()["names"], *OF_A_PIPELINE, *sorted({*KPIS} - {*dir(ck)})]
)
def test_a_name_is_told_its_line(name):
    with pytest.raises(QuestionError) as error:
        getattr(ck, name)()  # some are modules of the package, which are then called
    assert isinstance(error.value, AttributeError)
    assert not hasattr(ck, name) or inspect.ismodule(getattr(ck, name))
    assert error.value.fix.startswith("Write it as ")
    line = error.value.fix.removeprefix("Write it as ").removesuffix(".")
    expected = obvious()["names"].get(name)
    assert line == expected if expected else run(line) is not None
    if not hasattr(ck, name):
        assert bool(error.value.there) == ("pipe" in line and not line.startswith("pipe = "))


@pytest.mark.parametrize("name", obvious()["commands"])
def test_what_is_typed_in_a_terminal_is_told_so(name):
    with pytest.raises(QuestionError, match="Type it in a terminal: ") as error:
        ck.__getattr__(name)  # once its module is imported, the package has the name
    program, command, _file = shlex.split(error.value.fix.removeprefix("Type it in a terminal: "))
    known = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    assert program == "cycle-kit" and command in known


def test_names_are_known_however_they_are_written():
    for name, line in {
        "Open_Deals": 'pipe.where(outcome="open").deals',
        "leader_board": 'ck.compare(pipe, "win_rate", by="owner")',
    }.items():
        with pytest.raises(QuestionError, match=re.escape(line)):
            getattr(ck, name)


def test_what_nobody_means_is_an_error_all_the_same():
    with pytest.raises(QuestionError, match=r"All questions are listed by ck.answerable\(pipe\)"):
        ck.xyzzy  # noqa: B018
    with pytest.raises(AttributeError):
        ck.__wrapped__  # noqa: B018


# ---- by="quarter"


def split_metrics():
    return [
        name for name in CARDS
        if "by" in inspect.signature(getattr(ck, name)).parameters
        and name not in ("template", "both_readings", "by_line")
    ]  # fmt: skip


NEEDED = {
    "compare": ["won_value"], "deals_needed": ["won_value"], "trend": ["won_value"], "mix_shift": ["win_rate"],
    "compare_periods": ["win_rate"], "waterfall": ["2024-02-01", "2024-03-01"],
    "changes": ["2024-02-01", "2024-03-01"], "changes_matrix": ["2024-02-01", "2024-03-01"],
}  # fmt: skip
NAMED = {
    "mix_shift": {"before": "2024-01", "after": "2024-02"},
    "compare_periods": {"change": "2024-03-01"},
}


@pytest.mark.parametrize("name", split_metrics())
@pytest.mark.parametrize("word", ["quarter", "Monthly"])
def test_a_split_by_periods_is_told_the_call_that_answers(name, word):
    metric, period = getattr(ck, name), {"quarter": "quarter", "Monthly": "month"}[word]
    with pytest.raises(QuestionError) as error:
        metric(company(), *NEEDED.get(name, []), by=word, **NAMED.get(name, {}))
    assert f'there is no column "{word}"' in error.value.wrong
    (line,) = printed(error.value)
    assert f'"{period}"' in line
    assert len(run(line))


def test_the_measure_that_was_asked_stays():
    assert refused(ck.win_rate, company(), by="quarter") == (
        'ck.win_rate is not split by periods: there is no column "quarter".',
        "A deal is created in one period and closed in another.",
        'Ask it period by period: ck.trend(pipe, "win_rate", every="quarter").',
    )
    assert "ck.trend(pipe, \"won_value\", every=\"year\")" in refused(
        ck.trend, company(), "won_value", by="year"
    )[2]  # fmt: skip
    assert (
        'ck.loss_reasons(pipe, every="month")' in refused(ck.loss_reasons, company(), by="month")[2]
    )


def test_a_column_of_that_name_splits_as_ever():
    own = ck.from_events(
        events(*ROWS), stages=["New", "Proposal"], deals=PEOPLE.assign(quarter=["Q1", "Q2"] * 50)
    )
    assert list(ck.win_rate(own, by="quarter")["quarter"]) == ["Q1", "Q2"]
    with pytest.raises(CycleKitError, match='There is no column "quarters_of"'):
        ck.win_rate(company(), by="quarters_of")


# ---- arguments


@pytest.mark.parametrize(
    ("call", "fix"),
    [
        (lambda pipe: ck.win_rate(pipe, bys="owner"),
         'Did you mean by=? Write it as ck.win_rate(pipe, by="owner").'),
        (lambda pipe: ck.win_rate(pipe, group_by="owner"),
         'Did you mean by=? Write it as ck.win_rate(pipe, by="owner").'),
        (lambda pipe: ck.win_rate(pipe, every="quarter"),
         'Ask it period by period: ck.trend(pipe, "win_rate", every="quarter").'),
        (lambda pipe: ck.compare(pipe, "won_value", freq="month"),
         'Ask it period by period: ck.trend(pipe, "won_value", every="month", by="owner").'),
        (lambda pipe: ck.trend(pipe, "win_rate", freq="quarter"),
         'Did you mean every=? Write it as ck.trend(pipe, "win_rate", every="quarter").'),
        (lambda pipe: ck.win_rate(pipe, owner="Zuza"),
         'Choose the deals first: ck.win_rate(pipe.where(owner="Zuza")).'),
        (lambda pipe: ck.trend(pipe, "win_rate", source="Web"),
         'Choose the deals first: ck.trend(pipe.where(source="Web"), "win_rate").'),
        (lambda pipe: ck.win_rate(pipe, calendar="PL"),
         'ck.cycle_length has it: ck.cycle_length(pipe, calendar="PL"). Or leave it out: ck.win_rate(pipe).'),
        (lambda pipe: ck.trend(pipe, measure="won_value"),
         'Did you mean measure_name=? Write it as ck.trend(pipe, "won_value").'),
        (lambda pipe: ck.trend(pipe, metric="entries into Proposal"),
         'Did you mean measure_name=? Write it as ck.trend(pipe, "entries into Proposal").'),
        (lambda pipe: ck.kpis(pipe, measure="entries into Proposal"),
         'ck.trend has it: ck.trend(pipe, "entries into Proposal"). Or leave it out: ck.kpis(pipe).'),
        (lambda pipe: ck.compare(pipe, metric="win_rate", by="owner"),
         'Did you mean measure=? Write it as ck.compare(pipe, "win_rate").'),
        (lambda pipe: ck.changes(pipe, start_date="2024-01-05", end_date="2024-01-20"),
         'Did you mean start= and end=? Write it as ck.changes(pipe, "2024-01-05", "2024-01-20").'),
        (lambda pipe: ck.cycle_length(pipe, from_stage="New", to_stage="Proposal"),
         'Did you mean start= and end=? Write it as ck.cycle_length(pipe, start="New", end="Proposal").'),
        (lambda pipe: ck.changes(pipe, every="month"),
         'Ask it period by period: ck.waterfall(pipe, every="month").'),
        (lambda pipe: ck.compare_periods(pipe, "win_rate", before="2024-02-01"),
         'Did you mean change=? Write it as ck.compare_periods(pipe, "win_rate", change="2024-02-01").'),
        (lambda pipe: ck.win_rate(pipe, "owner"),
         'Name what comes after the first: ck.win_rate(pipe, by="owner").'),
        (lambda pipe: ck.open_age(pipe, "stage"),
         'Name what comes after the first: ck.open_age(pipe, by="stage").'),
        (lambda pipe: ck.win_rate(pipe, colour="red"), "Leave it out: ck.win_rate(pipe)."),
        (lambda pipe: ck.template("contact-to-close"), 'Name it: ck.template(name="contact-to-close").'),
    ],
)  # fmt: skip
def test_an_argument_that_is_none_is_told_what_to_type(call, fix):
    with pytest.raises(QuestionError) as error:
        call(company())
    assert error.value.fix == fix
    for line in printed(error.value):
        assert len(run(line))


def test_every_argument_of_every_function_is_led_to_the_one_that_has_it():
    """Each argument that any function has, asked of `win_rate`: what is printed can be typed."""
    own = inspect.signature(ck.win_rate).parameters
    others = {name for one in public() for name in inspect.signature(one).parameters} - {*own}
    assert len(others) > 30
    for name in sorted(others):
        said = refused(
            ck.win_rate, company(), **{name: object()}
        )  # it also looks whether code parses
        assert said[0] == f'ck.win_rate has no argument "{name}".'
        assert said[2].startswith(("Did you mean ", "Ask it ", "ck.", "Leave it out")), said


def test_nothing_that_was_not_typed_is_repeated():
    secret = "x" * 200
    assert secret not in " ".join(refused(ck.win_rate, company(), owner=secret))
