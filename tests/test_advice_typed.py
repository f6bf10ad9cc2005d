"""What errors of metrics say to type works when it is typed, on a file they were raised for."""

import dataclasses
import re

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError
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
