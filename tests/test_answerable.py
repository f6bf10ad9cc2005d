import inspect
from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dialects import known
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.answerable import answerable
from cycle_kit.metrics.catalogue import CARDS, FACTS
from tests.companies import without_deals
from tests.deal_paths import STAGES, events_of, pipe_of
from tests.engines import ENGINES
from tests.public import public_metrics

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
        "industry": ["Retail"] * 4,
    }
    return pipe_of(PATHS, **(fields | columns))


def two_pipelines():
    events = pd.concat(
        [events_of(PATHS).assign(pipeline="B2B"), events_of(PATHS).assign(pipeline="B2C")]
    )
    events["deal_id"] = events["pipeline"] + events["deal_id"]
    return ck.from_events(
        events, stages={"B2B": list(STAGES), "B2C": list(STAGES)}, won="W", lost="L", dropped="X"
    )


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
    assert found[found == "no"].index.tolist() == [
        "discounts",
        "speed_to_lead_conversion",
        "lead_funnel",
        "customers",
        "buying_again",
        "by_line",
        "activities",
        "slips",
    ]
    assert found[found == "partly"].index.tolist() == [
        "kpis", "speed_to_lead", "goals", "backtest", "waterfall", "changes", "changes_matrix",
    ]  # fmt: skip


def test_without_history():
    pipe = replace(rich(), recorded=False)
    found = answers(pipe)
    assert found[["funnel", "funnel_rules", "ledger", "flows"]].tolist() == ["partly"] * 4
    assert found[["stage_durations", "what_if"]].tolist() == ["no"] * 2
    assert found[["backtest", "calibration"]].tolist() == ["partly"] * 2
    assert found[["win_rate", "cycle_length"]].tolist() == ["yes", "partly"]
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
        "funnel", "funnel_rules", "funnel_rule_deals", "ledger", "flows", "paths", "loops", "step_effects",
        "stage_durations", "waiting", "what_if", "bottlenecks", "discounts", "steps", "speed_to_lead_conversion",
        "lead_funnel", "customers", "buying_again", "by_line", "activities", "changes", "changes_matrix", "slips",
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
    asked = {name for name, card in CARDS.items() if card.must is not None}
    assert public_metrics() - {"answerable"} <= asked


def test_needs_name_facts_that_exist():
    for card in CARDS.values():
        assert {*(card.must or ()), *card.better, *card.instead} <= set(FACTS)


#: what a metric needs to be told, beside the pipeline
TOLD = {
    "measure": "win_rate", "measure_name": "win_rate", "start": "2024-01-10", "end": "2024-02-10",
    "change": "2024-01-15", "until": "2024-06-30", "by": "owner", "before": "2024-01", "after": "2024-02",
    "targets": None, "stage": "A", "checklist": {"budget": "owner"},
}  # fmt: skip


def asked_plainly(name, pipe):
    """The error that the metric of this name raises, "" if it answers."""
    ask = getattr(ck, name)
    needs = [
        one.name for one in inspect.signature(ask).parameters.values() if one.default is one.empty
    ]
    try:
        ask(pipe, **{need: TOLD[need] for need in needs[1:]})
    except CycleKitError as error:
        return str(error)
    return ""


def test_what_is_asked_of_one_pipeline_says_so_where_there_are_several():
    pipe = two_pipelines()
    assert len(pipe.orders) == 2
    table = answerable(pipe).set_index("metric")
    refused = {
        name for name in table.index if "each has its own stages" in asked_plainly(name, pipe)
    }
    assert {"funnel", "steps", "step_effects", "stage_durations"} <= refused
    told = table["why"].str.contains("several pipelines") | table["answer"].eq("no")
    assert set(table.index[told]) >= refused
    assert not table.loc[sorted(refused), "answer"].eq("yes").any()
    line = 'pipe.where(pipeline="...")'
    assert table.loc["funnel", "export_this"].count(line) == 1
    one = answerable(pipe.where(pipeline="B2B")).set_index("metric")
    assert not one["why"].str.contains("several pipelines").any()


def exports(tmp_path):
    """Two dated exports: one deal moved, one moved back, one was lost, one stands where it stood."""
    header = "Deal ID,Stage,Owner,Created Date,Close Date,Amount\n"
    for day, rows in (
        ("2025-03-03", "1,New,Ann,2025-01-05,,1\n2,Offer,Ann,2025-01-05,,2\n3,New,Bob,2025-01-05,,3\n"
         "4,New,Bob,2025-01-05,,4\n"),
        ("2025-03-10", "1,Offer,Ann,2025-01-05,,1\n2,New,Ann,2025-01-05,,2\n3,Lost,Bob,2025-01-05,2025-03-08,3\n"
         "4,New,Bob,2025-01-05,,4\n"),
    ):  # fmt: skip
        (tmp_path / f"deals_{day}.csv").write_text(header + rows)
    return ck.load(tmp_path, stages=["New", "Offer"])


def test_the_differences_of_dated_exports_are_a_history(tmp_path):
    pipe = exports(tmp_path)
    table = answerable(pipe).set_index("metric")
    for name in ("changes", "changes_matrix", "paths", "loops", "stage_durations", "steps"):
        assert table.loc[name, "answer"] == "partly", name
        assert "Only 75 % of the deals have stage history." in table.loc[name, "why"]
    assert ck.defects(pipe).set_index("defect")["deals"]["no history"] == 1
    assert answerable(pipe.where(deal_id="4")).set_index("metric").loc["paths", "answer"] == "no"


def test_money_that_is_not_known_leaves_the_waterfall_its_numbers_of_deals():
    pipe = pipe_of(PATHS)
    assert line(pipe, "waterfall")[:2] == [
        "partly",
        "There are no amounts that can be added up. What the amounts were in the past is not known. "
        "What the expected closing dates were in the past is not known.",
    ]
    parts = ck.waterfall(pipe, "2024-01-02", "2024-01-14").set_index("item")["deals"]
    assert parts[["opening", "closing"]].notna().all()


#: the industries of a list of deals, and what it lacks; the first two are won
TRADES = {
    "all say it": (["Retail"] * 4, {}, "yes"),
    "half of the won": (["Retail", None, "Retail", None], {}, "partly"),
    "the others alone": ([None, None, "Retail", "Retail"], {}, "no"),
    "nobody": (None, {}, "no"),
    "won without a creation": (["Retail", None, None, None], {"created_at": [None, "2025-01-06", None, None]}, "no"),
    "closed before created": (["Retail", *[None] * 3], {"closed_at": ["2024-01-01", "2025-02-06", *[None] * 2]}, "no"),
}  # fmt: skip


@pytest.mark.parametrize("case", TRADES)
def test_cycles_by_industry_are_promised_where_a_won_deal_has_an_industry(case):
    industries, others, answer = TRADES[case]
    rows = pd.DataFrame({
        "deal_id": list("1234"), "stage": "Offer", "outcome": ["won", "won", "lost", "open"],
        "created_at": ["2025-01-05", "2025-01-06", "2025-01-07", "2025-01-08"],
        "closed_at": ["2025-02-05", "2025-02-06", "2025-02-07", None],
        **({} if industries is None else {"industry": industries}), **others,
    })  # fmt: skip
    pipe = ck.load(rows, stages=["Offer"])
    found, why, export = line(pipe, "cycles_by_industry")
    assert found == answer and ("industry" in why) == ("industry" in export) == (answer != "yes")
    if answer == "no":
        with pytest.raises(CycleKitError, match="industry"):
            ck.cycles_by_industry(pipe)
    else:
        assert len(ck.cycles_by_industry(pipe))


def test_reasons_of_leads_are_a_part_of_the_reasons():
    pipe = pipe_of(["A", "AW"])
    leads = pipe.leads.reindex(range(2)).assign(outcome="disqualified", reason=["Budget", None])
    assert line(pipe, "loss_reasons")[0] == "no"
    assert line(replace(pipe, leads=leads), "loss_reasons")[:2] == [
        "partly", "There are no lost or dropped deals.",
    ]  # fmt: skip
    assert line(replace(pipe, leads=leads.assign(reason=None)), "loss_reasons")[0] == "no"


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    columns = {"amount": [1.0, None, 3.0, 4.0], "owner": ["x", None, None, None]}
    expected = answerable(pipe_of(PATHS, **columns))
    found = answerable(pipe_of(PATHS, engine=ENGINES[engine], **columns))
    pd.testing.assert_frame_equal(found, expected)


ONLY_THE_LAST = "There is no stage history, only the last stage of each deal."


def test_figures_by_stage_of_a_period_need_an_order_a_history_and_pipelines_apart():
    def why(pipe):
        return line(pipe, "kpis")[1]

    def by_stage(pipe, by=None):
        return ck.kpis(pipe, by=by)["measure"].str.contains(" A").any()

    assert by_stage(rich())
    assert why(rich()) == "There are no leads, so only converted ones could be counted."
    for pipe, said in (
        (replace(rich(), recorded=False), ONLY_THE_LAST),
        (replace(rich(), ordered=False), "The order of the stages is not known."),
        (two_pipelines(), "There are several pipelines, and each has its own stages: figures by stage are of each "
         "apart."),
    ):  # fmt: skip
        assert not by_stage(pipe)
        assert said in why(pipe)
    unknown = replace(rich(), recorded=False, ordered=False)
    assert "order" not in why(unknown)
    assert by_stage(two_pipelines(), by="pipeline")
    assert 'by="pipeline"' in line(two_pipelines(), "kpis")[2]


@pytest.mark.parametrize(
    ("pipe", "ways", "answer", "why"),
    [
        (pipe_of(["AB"]), [("A", "B")], "partly", "There are no won deals."),
        (replace(rich(), recorded=False), [("created_at", "first_contact_at")], "partly",
         ONLY_THE_LAST),
        (replace(pipe_of(["AB"], first_contact_at=[pd.Timestamp("2024-01-02")]), recorded=False),
         [("created_at", "first_contact_at")], "partly", "There are no won deals."),
        (replace(pipe_of(["AB"]), recorded=False), [], "no", "There are no won deals."),
        (rich(), [("A", "B"), ("created_at", "first_contact_at")], "yes", ""),
    ],
    ids=["one open deal", "no history", "open deals with a date", "nothing", "all"],
)  # fmt: skip
def test_a_way_is_answered_from_one_end_to_another_also_where_nothing_is_won(
    pipe, ways, answer, why
):
    assert line(pipe, "cycle_length")[:2] == [answer, why]
    for start, end in ways:
        assert ck.cycle_length(pipe, start=start, end=end)["deals"].sum() > 0
    if not pipe.recorded:
        with pytest.raises(CycleKitError, match="when deals entered their stages"):
            ck.cycle_length(pipe, start="A", end="B")
