"""What stood open by stage, month by month: the figures of the day, and their areas."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from tests.companies import ENGINES, events, without_deals

#: five deals as of 31 March 2025
EVENTS = events(
    "1 New 2025-01-05", "1 Proposal 2025-02-10",
    "2 New 2025-01-10", "2 Proposal 2025-01-20", "2 Won 2025-02-15",
    "3 New 2025-02-01",
    "4 New 2025-01-15", "4 Lost 2025-02-20",
    "5 New 2025-01-25", "5 Proposal 2025-03-05",
)  # fmt: skip
DEALS = pd.DataFrame(
    {
        "deal_id": list("12345"),
        "amount": [100.0, 200.0, 300.0, 400.0, 500.0],
        "owner": ["Ann", "Bob", "Ann", "Bob", "Ann"],
    }
)


def company(engine="pandas", **deals):
    to = ENGINES[engine]
    return ck.from_events(
        to(EVENTS), stages=["New", "Proposal"], deals=to(DEALS.assign(**deals)), as_of="2025-03-31"
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_each_deal_in_the_stage_of_that_day(engine):
    table = ck.trend(company(engine), "open_value", every="month", by="stage")
    found = table.pivot_table(index="label", columns="stage", values="value")
    assert found["New"].to_dict() == {"2025-01": 1000, "2025-02": 800, "2025-03": 300}
    assert found["Proposal"].to_dict() == {"2025-01": 200, "2025-02": 100, "2025-03": 600}


def drawn(table, measure="open_value"):
    chart = charts.trend_chart(table, measure=measure, currency="EUR")
    return chart, [trace for trace in chart.data if trace.type == "scatter"]


def test_areas_stand_on_each_other_the_first_stage_on_top():
    table = ck.trend(company(), "open_value", by="stage")
    chart, areas = drawn(table)
    assert {area.stackgroup for area in areas} == {"stages"}
    assert [list(area.y) for area in areas] == [[200, 100, 600], [1000, 800, 300]]
    assert areas[0].customdata[2] == ["2025-03-01", "Proposal"]
    assert "Proposal" in areas[0].hovertext[2] and "€600" in areas[0].hovertext[2]
    words = " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)
    assert "At the end of Mar 2025 most of what is open stands in Proposal: €600." in words


def test_a_stage_that_nobody_had_entered_is_empty_there():
    late = EVENTS[~EVENTS["stage"].eq("Proposal") | EVENTS["at"].ge("2025-03-01")]
    pipe = ck.from_events(late, stages=["New", "Proposal"], deals=DEALS, as_of="2025-03-31")
    _chart, areas = drawn(ck.trend(pipe, "open_value", by="stage"))
    assert list(areas[0].y) == [0, 0, 500] and list(areas[0].x) == [0, 1, 2]


def test_a_panel_for_each_owner():
    table = ck.trend(company(), "open_deals", by=["owner", "stage"])
    _chart, areas = drawn(table, "open_deals")
    assert [list(area.y) for area in areas] == [[0, 1, 2], [2, 2, 1], [1, 0, 0], [1, 0, 0]]
    assert areas[2].customdata[0] == ["2025-01-01", "Proposal", "Bob"]
    assert "2 deals<br>2 deals" not in areas[0].hovertext[2]  # of deals their number is said once


def test_other_measures_and_splits_stay_lines():
    pipe = company()
    for table, measure in (
        (ck.trend(pipe, "open_value"), "open_value"),
        (ck.trend(pipe, "open_value", by="owner"), "open_value"),
        (ck.trend(pipe, "new_deals", by="stage"), "new_deals"),
    ):
        assert not [trace for trace in drawn(table, measure)[1] if trace.stackgroup]


def test_nothing_known_is_a_sentence():
    table = ck.trend(company(amount=float("nan")), "open_value", by="stage")
    assert "no deal has an amount" in drawn(table)[0].layout.annotations[0].text.replace(
        "<br>", " "
    )
    empty = ck.trend(without_deals(company()), "open_value", by="stage")
    assert not drawn(empty)[1]


#: by month of 2025, each a new deal that is closed a month later: (its stage, amount)
def months(*stays):
    rows = [
        (f"{n}{k}", stage, f"2025-{at + 1:02d}-{day}")
        for n, month in enumerate(stays)
        for k, (stage, _amount) in enumerate(month)
        for stage, at, day in ((stage, n, "05"), ("Lost", n + 1, "02"))
    ]
    amounts = {f"{n}{k}": one[1] for n, month in enumerate(stays) for k, one in enumerate(month)}
    deals = pd.DataFrame({"deal_id": list(amounts), "amount": list(amounts.values())})
    log = events(*(" ".join(row) for row in rows))
    return ck.from_events(
        log, stages=["New", "Proposal"], deals=deals, as_of=f"2025-{len(stays):02d}-28"
    )


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("thin", ["New", "Proposal"])
def test_a_stage_without_amounts_takes_no_month_from_the_others(place, thin):
    """Of 100 in each stage each month, in one month one stage has a deal without an amount alone."""
    amounts = [{"New": 100.0, "Proposal": 100.0} for _month in range(4)]
    amounts[place][thin] = float("nan")
    stays = [list(month.items()) for month in amounts]
    chart, areas = drawn(ck.trend(months(*stays), "open_value", by="stage"))
    whole, lacking = [100.0] * 4, [100.0] * place + [0.0] + [100.0] * (3 - place)
    assert [list(area.x) for area in areas] == [[0, 1, 2, 3]] * 2
    by_stage = {area.customdata[0][1]: list(area.y) for area in areas}
    assert by_stage == {stage: lacking if stage == thin else whole for stage in by_stage}
    shown = next(area.hovertext for area in areas if area.customdata[0][1] == thin)
    assert "only deals without an amount" in shown[place].replace("<br>", " ")
    words = " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)
    assert f"In {thin} stand only deals without an amount in 1 period" in words


def test_areas_are_broken_where_no_amount_is_known():
    stays = [[("New", 100.0)], [("Proposal", float("nan"))], [("New", 300.0)], [("New", 400.0)]]
    chart, areas = drawn(ck.trend(months(*stays), "open_value", by="stage"))
    assert {tuple(area.x) for area in areas} == {(0,), (2, 3)}
    assert len({area.stackgroup for area in areas}) == 2
    words = " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)
    assert "In 1 period no amount of what is open is known: the areas are broken there." in words
