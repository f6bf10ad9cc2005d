"""The tables beside the sample of HubSpot: the same bytes as committed, and what is told of them."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.shipped import sample
from tests.sample_oracles import FOLDER, co, crm, truth

from make_samples import make_beside  # isort: skip

FILES = {"lines": "lines.csv", "credit": "shares.csv", "activities": "activities.csv"}


@pytest.fixture(scope="module")
def b2b():
    beside = {kind: FOLDER / "beside" / name for kind, name in FILES.items()}
    pipe = ck.load(FOLDER / "hubspot_deals.csv", **beside)
    assert pipe.notes["fate"].isin(["line", "share", "activity"]).sum() == 3
    assert not pipe.notes["note"].str.contains("of no deal|lacks one|add up|whole").any()
    return pipe.where(pipeline="B2B")


@pytest.fixture(scope="module")
def story():
    return {crm.hubspot_id(deal.number): deal for deal in truth.story() if deal.pipeline == "B2B"}


def test_the_committed_files_come_out_again(tmp_path):
    made = make_beside(tmp_path)
    assert [path.name for path in made] == list(FILES.values())
    for path in made:
        assert path.read_bytes() == (FOLDER / "beside" / path.name).read_bytes(), path.name


def test_lines_add_up_to_their_deals(b2b):
    lines, deals = b2b.beside["lines"], b2b.deals.set_index("deal_id")
    sums = lines.groupby("deal_id")["amount"].sum(min_count=1)
    assert set(sums.index) == set(deals.index)
    pd.testing.assert_series_equal(
        sums.round(2), deals["amount"].reindex(sums.index), check_names=False
    )
    told = ck.by_line(b2b)
    assert set(told["product"]) == set(co.PRODUCTS["B2B"])
    assert told["won_value"].sum() == pytest.approx(ck.win_rate(b2b)["won_value"].sum())


def test_shares_leave_totals_as_they_are(b2b):
    shares = b2b.beside["credit"]
    assert (shares.groupby("deal_id")["share"].sum().round(9) == 1).all()
    assert (shares.groupby("deal_id").size() == 2).all()
    split, whole = ck.win_rate(b2b, by="owner"), ck.win_rate(b2b)
    for column in ("deals", "won", "won_value"):
        assert split[column].sum() == pytest.approx(whole[column].sum())
    assert (split["won"] % 1 > 0).any()


def test_discounts_are_what_was_taken_off_in_the_negotiation(b2b, story):
    prices = b2b.deals.set_index("deal_id")["List price"]
    for deal_id, deal in story.items():
        began = [at for name, at in deal.events if name == "Negotiation"]
        asked = [a for at, a in deal.amounts if began and at <= began[0]][-1:] or [deal.amount]
        price = None if deal.amount is None else max(asked[0], deal.amount)
        assert prices[deal_id] == price or (price is None and pd.isna(prices[deal_id]))
    told = ck.discounts(b2b).set_index("discount")
    given = told.drop(index="none")
    assert int(given["deals"].sum()) == 112
    assert round(given["won"].sum() / given["deals"].sum(), 2) == 0.63
    assert round(told.loc["none", "win_rate"], 2) == 0.25


def test_activities_lie_in_the_life_of_their_deals(b2b, story):
    rows = b2b.beside["activities"]
    assert set(rows["kind"]) == {"Email", "Call", "Meeting", "Demo"}
    for deal_id, mine in rows.groupby("deal_id"):
        deal = story[deal_id]
        assert not deal.backdated
        assert deal.created_at < mine["at"].min() and mine["at"].max() <= pd.Timestamp(co.NOW)
        assert mine["at"].max() < pd.Timestamp(deal.closed_at or co.NOW)
    stages = ck.activities(b2b).set_index("stage")
    assert (stages.loc[list(co.STAGES["B2B"]), "touches"] > 100).all()


@pytest.mark.parametrize("kind", FILES)
def test_a_table_of_other_deals_is_none_and_is_told(kind):
    pipe = ck.load(sample("pipedrive_deals.csv"), **{kind: FOLDER / "beside" / FILES[kind]})
    assert kind not in pipe.beside
    assert pipe.notes["note"].str.contains("of no deal that there is").sum() == 1
