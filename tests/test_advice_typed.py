"""What errors of metrics say to type works when it is typed, on a file they were raised for."""

import dataclasses
import io
import re

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError, QuestionError
from tests.companies import events
from tests.samples import part

#: the calls that an advice names, and the arguments alone that are to be added
CALL = re.compile(r"(?:ck|pipe)\.\w+\((?:[^()]|\([^()]*\))*\)")
ARGUMENT = re.compile(r'\b(?:by|method|methods|start|every|dated)="[^"]*"')

REFUSED = {
    "by a date": lambda pipe, **new: ck.win_rate(pipe, **{"by": "created_at", **new}),
    "by the deal": lambda pipe, **new: ck.win_rate(pipe, **{"by": "deal_id", **new}),
    "by stage, of stages": lambda pipe, **new: ck.funnel(pipe, **{"by": "stage", **new}),
    "by outcome": lambda pipe, **new: ck.win_rate(pipe, **{"by": "outcome", **new}),
    "by reason": lambda pipe, **new: ck.win_rate(pipe, **{"by": "lost_reason", **new}),
    "a rate over time by stage": lambda pipe: ck.trend(pipe, "win_rate", by="stage"),
    "velocity by stage": lambda pipe: ck.velocity(pipe, by="stage"),
    "velocity by probability": lambda pipe: ck.velocity(pipe, by="probability"),
    "a column misspelt": lambda pipe, **new: ck.win_rate(pipe, **{"by": "ownr", **new}),
    "no column": lambda pipe, **new: ck.win_rate(pipe, **{"by": "zzz", **new}),
    "nobody compared": lambda pipe, **new: ck.compare(pipe, "win_rate", **{"by": [], **new}),
    "no kinds": lambda pipe, **new: ck.mix_shift(
        pipe, "win_rate", before="2025-Q1", after="2025-Q2", **{"by": [], **new}
    ),
    "a waterfall that ends first": lambda pipe: ck.waterfall(pipe, "2025-06-30", "2025-05-31"),
    "no stage of what_if": lambda pipe: ck.what_if(pipe, days={"Propsal": -0.2}),
    "no such stage of what_if": lambda pipe: ck.what_if(pipe, conversion={"zzz": 0.2}),
    "a start misspelt": lambda pipe, **new: ck.cycle_length(pipe, **{"start": "creatd_at", **new}),
    "a definition misspelt": lambda pipe: ck.definition("funel"),
    "ages without cohorts": lambda pipe, **new: ck.trend(pipe, "win_rate", ages=(30, 60), **new),
}


@pytest.mark.parametrize("name", ["salesforce", "event_log"])
@pytest.mark.parametrize("refused", REFUSED)
def test_what_is_said_to_type_works(name, refused):
    pipe = part(name, "B2B")
    with pytest.raises(CycleKitError) as error:
        REFUSED[refused](pipe)
    fix = error.value.fix
    calls = CALL.findall(fix)
    for call in calls:
        assert eval(call, {"ck": ck, "pipe": pipe}) is not None, call
    alone = [] if calls else [each.split("=") for each in ARGUMENT.findall(fix)]
    for argument, value in alone:
        REFUSED[refused](pipe, **{argument: value.strip('"')})
    assert calls or alone, fix


def test_a_column_that_clashes_is_copied_as_the_error_says():
    pipe = part("salesforce", "B2B")
    pipe = dataclasses.replace(pipe, deals=pipe.deals.assign(value_win_rate="x"))
    with pytest.raises(CycleKitError) as error:
        ck.win_rate(pipe, by="value_win_rate")
    copied, by = error.value.fix.removeprefix("Copy it under another name first: ").split(", then ")
    typed = {"dataclasses": dataclasses, "pipe": pipe}
    exec(copied, typed)
    found = eval(f"ck.win_rate(pipe, {by.rstrip('.')})", {"ck": ck, **typed})
    assert found["my_value_win_rate"].tolist() == ["x"]


def test_a_back_test_calls_its_methods_as_it_does():
    log = events(*(f"{n} A 2023-{1 + n % 9:02d}-0{1 + n % 9}" for n in range(60)))
    ends = events(*(f"{n} Won 2023-{2 + n % 9:02d}-0{1 + n % 9}" for n in range(0, 60, 2)))
    past = {"deal_id": ["1"], "at": pd.to_datetime([None])}
    pipe = ck.from_events(pd.concat([log, ends]), stages=["A"], as_of="2024-06-30")
    changes = {
        "probability": pd.DataFrame({**past, "value": [float("nan")]}),
        "expected_close": pd.DataFrame({**past, "value": pd.to_datetime([None])}),
    }
    pipe = dataclasses.replace(pipe, changes=changes)
    with pytest.raises(CycleKitError) as error:
        ck.backtest(pipe, methods="crm")
    assert 'methods="history"' in error.value.fix
    assert len(ck.backtest(pipe, methods="history"))


def test_money_of_several_currencies_is_asked_as_the_note_says():
    log = events("1 A 2024-01-02", "1 Won 2024-02-10", "2 A 2024-01-05", "2 Won 2024-03-01")
    fields = pd.DataFrame({"deal_id": ["1", "2"], "amount": [1.0, 2.0], "currency": ["EUR", "USD"]})
    pipe = ck.from_events(log, stages=["A"], deals=fields)
    for ask, names in (
        (lambda **by: ck.kpis(pipe, at="2024-02", **by), ["won_value"]),
        (lambda **by: ck.trend(pipe, "won_value", **by).assign(measure="won_value"), ["won_value"]),
        (lambda **by: ck.waterfall(pipe, "2024-01-31", "2024-03-01", **by), None),
    ):
        notes = ask()["note"]
        assert notes.str.contains('ask with by="currency"').any()
        found = ask(by="currency")
        rows = found if names is None else found[found["measure"].isin(names)]
        assert rows["value"].sum() != 0 or rows["value"].notna().any()
    # of what knows no such split it is not said
    for note in (*ck.what_if(pipe)["note"], *goals_of(pipe)["note"]):
        assert "by=" not in note


def goals_of(pipe):
    return ck.goals(pipe, [{"measure": "won_value", "period": "2024-02", "target": 3}])


#: tables beside the deals, with a column `spare` that could be taken for the one that is damaged
BESIDE = {
    "lines": "deal_id,product,amount\n1,Pump,600\n2,Valve,400\n",
    "credit": "deal_id,owner,share\n1,ana,0.6\n1,bo,0.4\n",
    "activities": "deal_id,at,kind\n1,2025-01-10,call\n2,2025-01-12,call\n",
    "leads": "lead_id,created_at,first_contact_at,converted_at,deal_id\nL1,2025-01-01,2025-01-02,2025-01-05,1\n"
    "L2,2025-01-03,2025-01-04,2025-01-05,2\n",
    "history": "deal_id,stage,entered_at\n1,New,2025-01-05\n1,Won,2025-02-15\n2,New,2025-01-05\n2,Lost,2025-02-20\n"
    "3,New,2025-01-05\n",
}  # fmt: skip
UNREADABLE = [
    ("lines", "amount"), ("credit", "share"), ("activities", "at"), ("leads", "created_at"),
    ("leads", "first_contact_at"), ("leads", "converted_at"), ("history", "entered_at"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "column"), UNREADABLE)
def test_what_an_unreadable_column_beside_the_deals_says_to_type_works(tmp_path, kind, column):
    """It is left out where the table can be without it, else another is named; deals keep theirs either way."""
    (tmp_path / "deals.csv").write_text(
        "deal_id,stage,status,owner,amount,created_at,closed_at\n1,New,won,ana,1000,2025-01-05,2025-02-15\n"
        "2,New,lost,bo,2000,2025-01-05,2025-02-20\n3,New,open,bo,3000,2025-01-05,\n"
    )
    table = pd.read_csv(io.StringIO(BESIDE[kind]), dtype="str")
    table.assign(**{column: "see offer", "spare": table[column]}).to_csv(
        tmp_path / "x.csv", index=False
    )

    def load(**said):
        return ck.load(tmp_path / "deals.csv", stages=["New"], **{kind: tmp_path / "x.csv"}, **said)

    with pytest.raises(CycleKitError) as error:
        load()
    (typed,) = re.findall(r"columns=(\{.*\})", error.value.fix)
    pipe = load(columns=eval(typed.replace("...", "spare")))
    assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]
    assert pipe.deals["created_at"].notna().all() and len(pipe.deals) == 3


ASKED_OF_NO_DAY = {
    "compare_periods": (["win_rate"], {"change": "banana"}),
    "changes": (["feb", "mar"], {}),
    "kpis": ([], {"at": "2025-13"}),
    "forecast": ([], {"until": "soon"}),
}


@pytest.mark.parametrize("name", ASKED_OF_NO_DAY)
@pytest.mark.parametrize("year", ["2019", "2025"])
def test_days_of_examples_are_days_of_the_data_that_is_asked(name, year):
    rows = {"deal_id": ["1", "2"], "stage": ["New"] * 2, "status": ["won", "open"], "amount": [5, 6],
            "created_at": [f"{year}-01-01"] * 2, "closed_at": [f"{year}-02-01", None]}  # fmt: skip
    moves = {"deal_id": ["1", "2"], "stage": ["New"] * 2, "entered_at": [f"{year}-01-01"] * 2}
    pipe = ck.load(
        pd.DataFrame(rows), history=pd.DataFrame(moves), stages=["New"], as_of=f"{year}-06-30"
    )
    given, named = ASKED_OF_NO_DAY[name]
    with pytest.raises(QuestionError) as error:
        getattr(ck, name)(pipe, *given, **named)
    line = error.value.fix.removeprefix("Write it as ").removesuffix(".")
    days = [pd.Timestamp(day) for day in line.split('"')[1::2] if day[:1] == "2"]
    assert days == sorted(days) and all(f"{day:%Y}" == year for day in days)
    if name == "forecast":  # two deals tell nothing of what comes
        assert days[0] > pipe.as_of
    else:
        assert len(eval(line, {"ck": ck, "pipe": pipe}))
