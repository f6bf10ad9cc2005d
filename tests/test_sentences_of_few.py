"""What charts say of one deal, one customer or nothing known is true, and is said as one says it."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.companies import events
from tests.test_activities import loaded as with_touches

STAGES = ["New", "Offer"]


def foot(chart):
    """The sentences below a chart, or those in the place of one."""
    told = (chart.layout.meta or {}).get("missing") or chart.layout.annotations[-1].text
    text = pd.Series([told]).str.replace("<br>", " ").str.replace(r"<[^>]+>", "", regex=True)
    return text.iloc[0].replace("\xa0", " ")


def back(*more, as_of="2024-03-31"):
    rows = ["1 New 2024-01-01", "1 Offer 2024-01-05", "1 New 2024-01-10", *more]
    return ck.loops_chart(ck.loops(ck.from_events(events(*rows), stages=STAGES, as_of=as_of)))


def test_a_move_back_that_is_not_made_good_took_so_long_so_far():
    assert "1 move took 81 days so far." in foot(back())
    assert "until the deal" not in foot(back())


def test_two_moves_back_neither_of_which_is_made_good():
    again = ["2 New 2024-01-01", "2 Offer 2024-01-05", "2 New 2024-01-10"]
    assert "2 moves took 162 days in all so far." in foot(back(*again))
    assert "2 are not as far again yet." in foot(back(*again))


def test_a_move_back_that_is_made_good_says_until_when():
    said = "1 move took 10 days until the deal was as far again or closed."
    assert said in foot(back("1 Offer 2024-01-20"))


@pytest.mark.parametrize(
    ("watched", "said"),
    [
        (1, "1 customer was watched for so long, or came back before."),
        (2, "All 2 were watched for so long, or came back before."),
    ],
)
def test_one_customer_was_watched_and_two_were(watched, said):
    rows, accounts = [], {}
    for deal in range(2 * watched):
        won = f"2024-0{1 + deal // watched}-10"
        rows += [f"{deal} New 2024-01-01", f"{deal} Won {won}"]
        accounts[str(deal)] = f"A{deal % watched}"
    deals = pd.DataFrame({"deal_id": accounts.keys(), "account": accounts.values(), "amount": 1.0})
    pipe = ck.from_events(events(*rows), stages=["New"], deals=deals)
    assert said in foot(ck.buying_again_chart(ck.buying_again(pipe)))


@pytest.mark.parametrize(
    ("measure", "begins"),
    [("", "In Mar 2024 New "), ("open_deals", "At the end of"), ("new_deals", "New deals: in Mar")],
)
def test_a_sentence_begins_as_sentences_do(measure, begins):
    rows = ["1 New 2024-01-01", "2 New 2024-01-02", "2 Offer 2024-02-02"]
    pipe = ck.from_events(events(*rows), stages=STAGES, as_of="2024-03-31")
    table = ck.trend(pipe, measure or "open_deals", by="stage")
    assert foot(ck.trend_chart(table, measure=measure)).startswith(begins)


LEADS = pd.DataFrame({
    "Lead ID": ["L1", "L2"], "Created Date": "2024-01-01", "Status": ["Converted", "Disqualified"],
    "Converted Date": ["2024-01-03", ""], "Lead Source": "Web",
})  # fmt: skip
DEALS = pd.DataFrame({
    "Deal ID": ["1", "2"], "Stage": ["New", "Lost"], "Created Date": "2024-01-03",
    "Close Date": ["", "2024-02-01"], "Amount": 100,
})  # fmt: skip


@pytest.mark.parametrize("named", [True, False])
def test_whether_leads_were_won_is_not_known_where_they_name_no_deal(tmp_path, named):
    LEADS.assign(**({"Deal ID": ["1", ""]} if named else {})).to_csv(tmp_path / "leads.csv")
    DEALS.to_csv(tmp_path / "deals.csv", index=False)
    pipe = ck.load(tmp_path / "deals.csv", leads=tmp_path / "leads.csv", stages=["New"])
    said = foot(ck.lead_funnel_chart(ck.lead_funnel(pipe, by="source")))
    assert ("No deal is won from these leads yet." in said) == named
    assert ("Not known what became of them" in said) != named


def test_activities_after_the_data_are_no_activities_without_a_kind(tmp_path):
    late = "deal_id,at,kind\n1,2025-05-02,Call\n2,2025-05-09,Demo\n"
    pipe = with_touches(tmp_path, late)
    found = ck.activities(pipe, per="kind")
    assert found.empty and list(found)[:3] == ["kind", "touches", "deals"]
    assert "No activities to show here." in foot(ck.activities_chart(found))


def test_touches_in_no_stage_are_said_to_be_there(tmp_path):
    (tmp_path / "deals.csv").write_text(
        "deal_id,stage,created_at,closed_at\n1,Lost,2025-01-01,2025-01-20\n2,Lost,2025-01-01,2025-01-25\n"
    )
    (tmp_path / "touches.csv").write_text("deal_id,at,kind\n1,2025-01-02,Call\n")
    pipe = ck.load(tmp_path / "deals.csv", activities=tmp_path / "touches.csv", stages=["New"])
    said = foot(ck.activities_chart(ck.activities(pipe)))
    assert said.startswith("1 of 1 touch is in no stage") and "load them" not in said
