"""Every public metric has a definition text."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.catalogue import CARDS
from cycle_kit.metrics.definitions import DEFINED, MEASURES, definition
from cycle_kit.metrics.measures import KPIS, OF_STAGES
from cycle_kit.metrics.who import OWN, definition_here
from cycle_kit.shipped import sample
from tests.companies import ENGINES, events
from tests.public import public_metrics
from tests.samples import part


def test_every_public_metric_says_what_it_counts():
    assert public_metrics() <= set(DEFINED)


def test_a_definition_names_what_who_n_and_when():
    pipe = ck.from_events(events("1 A 2024-01-01", "2 A 2024-01-02"))
    assert definition("win_rate").startswith("Counted: Won deals of all won or lost. Who: Decided")
    assert definition_here(pipe, "win_rate").endswith(
        "n = 0 deals won or lost; left out: 2 open; as of 2024-01-02."
    )


def test_a_win_rate_says_how_stages_shares_and_bands_are_counted_and_counts_so(tmp_path):
    said = definition("win_rate")
    (tmp_path / "deals.csv").write_text(
        "Deal ID,Stage,Status,Owner,Amount,Created,Closed\n"
        "1,B,Won,Ann,10,2024-01-01,2024-01-09\n2,A,Lost,Bob,20,2024-01-01,2024-01-09\n"
        "3,A,Lost,Bob,,2024-01-01,2024-01-09\n4,B,Open,Bob,30,2024-01-01,\n"
    )
    (tmp_path / "credit.csv").write_text("Deal ID,Owner,Share\n1,Ann,60%\n1,Bob,40%\n")
    pipe = ck.load(tmp_path / "deals.csv", credit=tmp_path / "credit.csv", stages=["A", "B"])
    assert "By stage: of those that reached each stage, skipped ones too." in said
    assert ck.win_rate(pipe, by="stage")["deals"].tolist() == [3, 1]
    assert "By owner deals that several share count with their shares" in said
    assert ck.win_rate(pipe, by="owner")["deals"].tolist() == pytest.approx([0.6, 2.4])
    assert "deals without that number are a group of their own" in said
    bands = ck.win_rate(pipe, by={"amount": [15]})
    assert bands["deals"].tolist() == [1, 1, 1] and bands["amount"].isna().tolist()[-1]


# ---- who is counted here

ROWS = events(
    "1 A 2024-01-01", "1 Won 2024-01-05", "2 A 2024-01-02", "2 Won 2024-01-06",
    "3 A 2024-01-01", "3 Lost 2024-01-05", "4 A 2024-01-01", "4 Dropped 2024-01-05",
    "5 A 2024-01-01", "6 A 2024-01-08",
)  # fmt: skip
#: deal 2 was typed in after it was won, deal 6 belongs to nobody
DEALS = pd.DataFrame(
    {
        "deal_id": list("123456"),
        "created_at": pd.to_datetime(
            ["2024-01-01", "2024-01-07", *["2024-01-01"] * 3, "2024-01-08"]
        ),
        "owner": ["Ada", "Ada", "Bo", "Bo", "Bo", None],
        "amount": [1.0, 2.0, 3.0, None, None, None],
        "lost_reason": [None, None, "Price", None, None, None],
    }
)
UNTIMED = "without a date of creation or closing, or closed before created"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("funnel", "6 deals; left out: nobody"),
        ("ledger", "6 visits; left out: nobody"),
        ("flows", "4 moves; left out: 2 visits that go on"),
        ("stage_durations", "6 visits (2 of them not ended); left out: nobody"),
        ("cycle_length", f"1 won deal (2 open, not finished); left out: 1 won {UNTIMED}"),
        ("outcome_curves", f"5 deals; left out: 1 {UNTIMED}"),
        ("win_rate", "3 deals won or lost; left out: 1 dropped, 2 open"),
        ("loss_reasons", "2 lost or dropped deals (1 of them without a reason); left out: nobody"),
        ("compare", "5 deals with an owner; left out: 1 without an owner"),
        ("waterfall", "3 deals with an amount; left out: 3 without one"),
        ("bottlenecks", "4 closed deals; left out: 2 open"),
        ("forecast", "2 open deals (4 closed to learn from); left out: nobody"),
    ],
)
def test_who_is_counted_by_hand(engine, name, told):
    made = ENGINES[engine]
    pipe = ck.from_events(made(ROWS), stages=["A"], deals=made(DEALS))
    said = definition_here(pipe, name)
    assert said == f"{definition(name)} n = {told}; as of 2024-01-08."


def counted(pipe, name: str) -> int:
    """The first number after "n =" """
    return int(definition_here(pipe, name).split(" n = ")[1].split(" ")[0].replace(",", ""))


def test_the_n_is_that_of_the_metric():
    pipe = part("hubspot", "B2B")
    cycle, curves = ck.cycle_length(pipe).iloc[0], ck.outcome_curves(pipe).iloc[0]
    stays = ck.stage_durations(pipe)
    of_metric = {
        "funnel": ck.funnel(pipe)["deals"].iloc[0],
        "ledger": ck.ledger(pipe)["entries"].sum(),
        "flows": ck.flows(pipe)["moves"].sum(),
        "loss_reasons": ck.loss_reasons(pipe)["deals"].sum(),
        "stage_durations": (stays["visits"] - stays["unmeasured"]).sum(),
        "cycle_length": cycle["deals"],
        "outcome_curves": curves["entered"],
        "win_rate": ck.win_rate(pipe)["deals"].iloc[0],
        "velocity": ck.velocity(pipe)["open_deals"].iloc[0],
    }
    assert {name: counted(pipe, name) for name in of_metric} == of_metric
    assert f"left out: {cycle['excluded']:.0f} won" in definition_here(pipe, "cycle_length")
    assert f"left out: {curves['excluded']:.0f} without" in definition_here(pipe, "outcome_curves")
    pushed = part("salesforce", "B2B")
    assert counted(pushed, "slips") == len(ck.slips(pushed))


def test_leads_are_counted_as_leads():
    pipe = ck.load([sample("hubspot_deals.csv"), sample("hubspot_contacts.csv")])
    assert counted(pipe, "speed_to_lead") == ck.speed_to_lead(pipe)["leads"].iloc[0]
    buckets = ck.speed_to_lead_conversion(pipe)["leads"].sum()
    assert counted(pipe, "speed_to_lead_conversion") == buckets
    assert f"{len(pipe.leads) - buckets:,} open" in definition_here(
        pipe, "speed_to_lead_conversion"
    )


def test_what_this_data_cannot_count_says_so():
    pipe = ck.from_events(ROWS, stages=["A"])
    assert definition_here(pipe, "slips").endswith(
        "Here nobody is counted: Slips cannot be seen: the past of expected closes is not in this export."
    )


def test_every_definition_knows_who_is_counted():
    counted = {name for name, card in CARDS.items() if card.counted}
    assert counted | set(OWN) == set(DEFINED)
    assert not counted & set(OWN)


def test_texts_say_what_the_tables_are():
    assert definition("defects").startswith(
        "Counted: What is odd in the data: how many deals have each defect, one row per defect."
    )
    assert "the last stays of won deals alone" in definition("to_do")


def test_an_unknown_name_is_an_error():
    with pytest.raises(QuestionError, match='There is no definition of "luck"'):
        definition("luck")


# ---- measures of a period


@pytest.mark.parametrize("name", [*KPIS, *(f"{start}New" for start, *_ in OF_STAGES)])
def test_every_measure_says_what_it_counts(name):
    text = definition(name)
    assert text.startswith("Counted: ") and " Who: " in text and "{" not in text
    assert ("New" in text) or name in KPIS
    pipe = ck.from_events(events("1 New 2024-01-01", "1 won 2024-01-02"))
    assert definition_here(pipe, name).startswith(text)


def test_no_measure_is_described_that_there_is_not():
    assert set(MEASURES) == {*KPIS, *(start for start, *_ in OF_STAGES)}


def test_an_unknown_measure_is_told_with_those_there_are():
    with pytest.raises(QuestionError, match="There is no definition") as e:
        definition("returning_custmers")
    told = str(e.value)
    assert 'ck.definition("returning_customers")?' in told and "entries into <stage>" in told
    with pytest.raises(QuestionError, match="There is no definition"):
        definition("entries into ")


def test_two_ways_to_count_who_comes_back_are_told_apart():
    """Acme buys three times in one year: it came back, and in that year it is new."""
    days = ("01", "02", "03")
    rows = [row for day in days for row in (f"{day} A 2023-{day}-01", f"{day} won 2023-{day}-05")]
    deals = pd.DataFrame({"deal_id": ["01", "02", "03"], "account": "Acme"})
    pipe = ck.from_events(events(*rows), stages=["A"], deals=deals, as_of="2025-06-30")
    assert ck.customers(pipe)["returning_customers"].tolist() == [1]
    table = ck.trend(pipe, "returning_customers", every="year")
    assert table["value"].tolist()[0] == 0
    told = ck.trend_chart(table, measure="returning_customers").layout.annotations[-1].text
    assert "bought in that time and before it" in told.replace("<br>", " ")
    assert "`customers` has no periods" in definition("returning_customers")
    for asked in (ck.kpis, ck.trend, ck.customers):
        assert "returning_customers" in str(asked.__doc__)


def test_steps_are_compared_among_those_who_got_past_them():
    log = [f"{n} A 2024-01-0{n}" for n in range(1, 6)]
    log += ["1 B 2024-01-08", "1 C 2024-01-09", "1 won 2024-01-20", "2 C 2024-01-09", "2 lost 2024-01-20",
            "3 lost 2024-01-20", "4 dropped 2024-01-20"]  # fmt: skip
    pipe = ck.from_events(events(*log), stages=["A", "B", "C"])
    row = ck.step_effects(pipe).set_index("stage").loc["B"]
    assert row["taken"] + row["skipped"] == 2
    assert definition_here(pipe, "step_effects").split("n = ")[1].startswith(
        "2 deals won or lost past a step that some skipped; left out: 1 lost before such a step, 1 open, 1 dropped;"
    )  # fmt: skip
