from dataclasses import replace

import pandas as pd
import pytest

from cycle_kit import metrics
from cycle_kit.dialects import known
from cycle_kit.metrics.answerable import answerable
from cycle_kit.metrics.answerable_needs import FACTS, NEEDS
from tests.companies import without_deals
from tests.deal_paths import pipe_of
from tests.engines import ENGINES

PATHS = ["ABW", "ACL", "AX", "AB"]


def rich(**columns):
    """A pipeline that has every field."""
    days = pd.to_datetime(["2024-01-01"] * 4)
    fields = {
        "amount": [1.0, 2.0, 3.0, 4.0],
        "owner": ["x"] * 4,
        "lost_reason": [None, "price", "late", None],
        "expected_close": days,
        "probability": [0.5] * 4,
        "last_activity_at": days,
        "first_contact_at": days,
    }
    return pipe_of(PATHS, **(fields | columns))


def answers(pipe):
    return answerable(pipe).set_index("metric")["answer"]


def line(pipe, metric):
    return answerable(pipe).set_index("metric").loc[metric].tolist()


def test_a_row_per_metric_in_plain_words():
    table = answerable(pipe_of(["A"]))
    assert list(table) == ["metric", "answer", "why", "export_this"]
    assert table["metric"].is_unique
    assert set(table["answer"]) == {"yes", "partly", "no"}
    unclear = table[table["answer"] != "yes"]
    assert (unclear["why"] != "").all()
    assert (unclear["export_this"] != "").all()
    assert (table.loc[table["answer"] == "yes", ["why", "export_this"]] == "").all().all()


def test_a_full_export_answers_all_but_what_needs_the_past_of_fields_or_leads():
    found = answers(rich())
    assert found[found == "no"].index.tolist() == ["speed_to_lead_conversion", "slips"]
    assert found[found == "partly"].index.tolist() == [
        "kpis", "speed_to_lead", "goals", "backtest", "waterfall",
    ]  # fmt: skip


def test_without_history():
    pipe = replace(rich(), recorded=False)
    found = answers(pipe)
    assert found[["funnel", "funnel_rules", "ledger", "flows"]].tolist() == ["partly"] * 4
    assert found[["stage_durations", "what_if"]].tolist() == ["no"] * 2
    assert found[["backtest", "calibration"]].tolist() == ["partly"] * 2
    assert found[["win_rate", "cycle_length"]].tolist() == ["yes"] * 2
    assert line(pipe, "stage_durations") == [
        "no",
        "There is no stage history, only the last stage of each deal.",
        "The stage history: deal, stage and date of every change; pass it as history=.",
    ]


def test_the_systems_own_clicks_follow_where_its_dialect_tells_them():
    history = "The stage history: deal, stage and date of every change; pass it as history=."
    clicks = next(dialect.export for dialect in known() if dialect.crm == "pipedrive")
    pipe = replace(rich(owner=[None] * 4), recorded=False, crm="pipedrive")
    assert line(pipe, "stage_durations")[2] == f"{history} {clicks}"
    assert line(pipe, "compare")[2] == "The owner of each deal."


def test_a_field_that_half_of_the_deals_have():
    assert line(rich(owner=["x", "x", None, None]), "compare") == [
        "partly", "Only 50 % of the deals have an owner.", "The owner of each deal.",
    ]  # fmt: skip


def test_a_field_that_nobody_has():
    assert line(rich(owner=[None] * 4), "compare") == [
        "no", "There are no owners.", "The owner of each deal.",
    ]  # fmt: skip


def test_no_lost_deals():
    pipe = pipe_of(["AW", "A"], amount=[1.0, 2.0], owner=["x", "y"])
    assert line(pipe, "win_rate") == [
        "partly",
        "There are no lost deals.",
        "Lost deals too: many systems hide them from the list that is exported.",
    ]
    assert line(pipe, "loss_reasons")[:2] == ["no", "There are no lost or dropped deals."]


def test_zero_on_lost_deals_leaves_no_win_rate_in_money_but_a_velocity():
    pipe = pipe_of(["AW", "AL"], amount=[5.0, 0.0])
    assert line(pipe, "win_rate")[:2] == [
        "partly", "Only 50 % of the won and lost deals have an amount other than 0.",
    ]  # fmt: skip
    assert line(pipe, "velocity") == ["yes", "", ""]


def test_only_open_deals():
    assert line(pipe_of(["A", "AB"]), "win_rate")[:2] == ["no", "There are no closed deals."]


def test_unknown_last_stages_leave_a_part_of_the_funnel():
    pipe = pipe_of(["L", "ABW", "AL"], amount=[1.0, 2.0, 3.0])
    answer, why, export = line(pipe, "funnel")
    assert answer == "partly"
    assert "The last open stage is known for 50 % of the lost and dropped deals only." in why
    assert export.startswith("The stage history")


def test_order_unknown_stops_every_metric_of_steps():
    found = answers(replace(rich(), ordered=False))
    assert found[found == "no"].index.tolist() == [
        "funnel", "funnel_rules", "funnel_rule_deals", "ledger", "flows", "stage_durations",
        "what_if", "bottlenecks", "speed_to_lead_conversion", "slips",
    ]  # fmt: skip


def test_leads_with_first_contact():
    pipe = rich()
    leads = pipe.leads.reindex(range(2)).assign(first_contact_at=pd.Timestamp("2024-01-01"))
    assert line(replace(pipe, leads=leads), "speed_to_lead") == ["yes", "", ""]


def test_no_deals_at_all():
    found = answers(without_deals(rich()))
    assert found["compare"] == "no"
    assert found["win_rate"] == "no"


def test_every_public_metric_has_a_row():
    public = {
        name
        for name, thing in vars(metrics).items()
        if callable(thing) and thing.__module__.startswith("cycle_kit.metrics")
    }
    assert public - {"answerable", "definition", "definition_here"} <= set(NEEDS)


def test_needs_name_facts_that_exist():
    for need in NEEDS.values():
        assert set(need.must) | set(need.better) <= set(FACTS)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    columns = {"amount": [1.0, None, 3.0, 4.0], "owner": ["x", None, None, None]}
    expected = answerable(pipe_of(PATHS, **columns))
    found = answerable(pipe_of(PATHS, engine=ENGINES[engine], **columns))
    pd.testing.assert_frame_equal(found, expected)
