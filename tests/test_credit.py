"""Deals that several people share count with their shares, in numbers and in money."""

from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.credit_told import WHOLE
from cycle_kit.metrics.measures import KPIS

DEALS = """deal_id,stage,status,owner,region,amount,created_at,closed_at
1,New,won,ana,N,1000,2025-01-05,2025-02-15
2,New,lost,bo,N,2000,2025-01-05,2025-02-20
3,New,open,bo,S,3000,2025-01-05,
4,New,won,cy,S,500,2025-01-05,2025-02-20
"""
CREDIT = "deal_id,owner,share\n1,ana,0.6\n1,bo,0.4\n"


def loaded(tmp_path, credit=CREDIT, deals=DEALS):
    (tmp_path / "deals.csv").write_text(deals)
    (tmp_path / "credit.csv").write_text(credit, encoding="utf-8")
    return ck.load(tmp_path / "deals.csv", credit=tmp_path / "credit.csv", stages=["New"])


def by_owner(pipe):
    return ck.win_rate(pipe, by="owner").set_index("owner")


def test_a_win_of_sixty_and_forty_counts_so_and_totals_stay(tmp_path):
    pipe = loaded(tmp_path)
    found = by_owner(pipe)
    assert found["won"].to_dict() == {"ana": 0.6, "bo": 0.4, "cy": 1}
    assert found["won_value"].to_dict() == {"ana": 600, "bo": 400, "cy": 500}
    assert found["deals"].to_dict() == {"ana": 0.6, "bo": 1.4, "cy": 1}
    assert found.loc["bo", "win_rate"] == pytest.approx(0.4 / 1.4)
    assert found.loc["bo", "value_win_rate"] == pytest.approx(400 / 2400)
    whole = ck.win_rate(pipe).iloc[0]
    assert whole["won"] == 2 == found["won"].sum()
    assert whole["deals"] == 3 == found["deals"].sum()
    assert whole["won_value"] == 1500 == found["won_value"].sum()
    regions = ck.win_rate(pipe, by=["region", "owner"])
    assert regions["won_value"].sum() == 1500 and len(regions) == 4
    drawn = ck.win_rate_chart(found.reset_index()).to_json()
    assert "0.6" in drawn


def test_without_shares_all_stays_whole(tmp_path):
    found = by_owner(loaded(tmp_path, "deal_id,owner,share\n1,ana,100%\n"))
    assert found["won"].to_dict() == {"ana": 1, "bo": 0, "cy": 1}
    assert found["won"].dtype == "int64"


@pytest.mark.parametrize(
    ("credit", "won", "note"),
    [
        ("Deal ID;Owner;Split %\n1;ana;60%\n1;bo;40%\n", {"ana": 0.6, "bo": 0.4, "cy": 1}, ""),
        ("deal_id,owner,share\n1,ana,60\n1,bo,40\n", {"ana": 0.6, "bo": 0.4, "cy": 1}, ""),
        ("Numer szansy,Handlowiec,Udział\n1,ana,\"0,6\"\n1,bo,\"0,4\"\n", {"ana": 0.6, "bo": 0.4, "cy": 1}, ""),
        ("deal_id,owner,share\n1,bo,0.4\n", {"ana": 0.6, "bo": 0.4, "cy": 1}, "less than the whole"),
        ("deal_id,owner,share\n1,ana,0.9\n1,bo,0.9\n", {"ana": 0.5, "bo": 0.5, "cy": 1}, "more than the whole"),
        ("deal_id,owner,share\n1,ana,0.3\n1,ana,0.3\n1,bo,0.4\n", {"ana": 0.6, "bo": 0.4, "cy": 1}, ""),
        ("deal_id,owner,share\n1,di,1\n", {"bo": 0, "cy": 1, "di": 1}, ""),
    ],
)  # fmt: skip
def test_shares_as_people_write_them(tmp_path, credit, won, note):
    pipe = loaded(tmp_path, credit)
    assert by_owner(pipe)["won"].round(9).to_dict() == won
    told = pipe.notes["note"].tolist()
    assert any(note in text for text in told) and (note or not any("whole" in t for t in told))
    assert by_owner(pipe)["won_value"].sum() == pytest.approx(1500)


# ---- everything that counts won deals by owner counts so, or says that it does not

FEBRUARY = {"won_deals": {"ana": 0.6, "bo": 0.4, "cy": 1}, "won_value": {"ana": 600, "bo": 400, "cy": 500},
            "win_rate": {"ana": 1, "bo": 0.4 / 1.4, "cy": 1}}  # fmt: skip
JANUARY = {
    "new_deals": {"ana": 0.6, "bo": 2.4, "cy": 1},
    "new_value": {"ana": 600, "bo": 5400, "cy": 500},
}
FIGURES = [(name, month, by) for month, found in (("2025-01", JANUARY), ("2025-02", FEBRUARY))
           for name, by in found.items()]  # fmt: skip


@pytest.mark.parametrize(("measure", "month", "right"), FIGURES)
def test_headlines_trends_and_goals_count_by_shares(tmp_path, measure, month, right):
    pipe = loaded(tmp_path)
    rows = ck.kpis(pipe, at=month, by="owner").query("measure == @measure")
    assert rows.set_index("owner")["value"].to_dict() == pytest.approx(right)
    rows = ck.trend(pipe, measure, by="owner").query("label == @month")
    assert rows.set_index("owner")["value"].to_dict() == pytest.approx(right)
    asked = [{"measure": measure, "period": month, "target": 1, "owner": owner} for owner in right]
    rows = ck.goals(pipe, asked)
    assert rows.set_index("owner")["actual"].to_dict() == pytest.approx(right)


def test_a_mean_of_shares_is_their_money_by_their_number(tmp_path):
    deals = DEALS + "5,New,won,bo,S,500,2025-01-20,2025-02-20\n"
    pipe = loaded(tmp_path, deals=deals)
    rows = ck.trend(pipe, "mean_won_value", by="owner").query("label == '2025-02'")
    rows = rows.set_index("owner")
    # bo: 40 % of 1,000 and 500 of the own win; one and 40 % of wins
    assert rows["value"].to_dict() == pytest.approx({"ana": 1000, "bo": 900 / 1.4, "cy": 500})
    assert rows["n"].to_dict() == pytest.approx({"ana": 0.6, "bo": 1.4, "cy": 1})
    cycles = ck.kpis(pipe, at="2025-02", by="owner").query("measure == 'median_cycle_days'")
    assert cycles["value"].tolist() == [41, 31, 46]  # of bo the own win alone


@pytest.mark.parametrize("measure", [*KPIS, "days in New", "entries into New"])
def test_headlines_trends_and_goals_say_one_thing_of_a_name(tmp_path, measure):
    deals = (
        DEALS
        + "5,New,won,bo,S,500,2025-01-20,2025-02-20\n6,New,lost,ana,S,,2025-01-20,2025-02-21\n"
    )
    pipe = loaded(tmp_path, deals=deals.replace("region", "account"))
    trend = ck.trend(pipe, measure, by="owner").query("label == '2025-02'").set_index("owner")
    told = trend["note"].str.contains(WHOLE, regex=False) & trend["value"].notna()
    if measure in KPIS:
        rows = ck.kpis(pipe, at="2025-02", by="owner").query("measure == @measure")
        rows = rows.set_index("owner").loc[trend.index]
        assert rows["value"].tolist() == pytest.approx(trend["value"].tolist(), nan_ok=True)
        assert rows["note"].str.contains(WHOLE, regex=False).tolist() == told.tolist()
    asked = [
        {"measure": measure, "period": "2025-02", "target": 1, "owner": who} for who in trend.index
    ]
    goals = ck.goals(pipe, asked)
    assert goals["actual"].tolist() == pytest.approx(trend["value"].tolist(), nan_ok=True)
    assert (goals["note"] == WHOLE).tolist() == told.tolist()
    if told.any():
        whole = ck.trend(replace(pipe, beside={}), measure, by="owner").query("label == '2025-02'")
        assert trend["value"].tolist() == pytest.approx(whole["value"].tolist(), nan_ok=True)


@pytest.mark.parametrize("measure", ["new_deals", "new_value", "won_deals", "won_value"])
def test_what_all_share_adds_up_to_what_there_is(tmp_path, measure):
    pipe = loaded(tmp_path)
    for ask in (
        lambda by: ck.trend(pipe, measure, by=by)["value"].sum(),
        lambda by: ck.trend(pipe, measure, within="quarter", by=by)["added"].sum(),
        lambda by: ck.trend(pipe, measure, by=by)["n"].sum(),
    ):  # fmt: skip
        assert ask("owner") == pytest.approx(ask(None)) and ask(None) > 0


def test_cohorts_count_by_shares(tmp_path):
    deals = DEALS + "".join(
        f"{n},New,{'won' if n % 2 else 'lost'},bo,N,100,2024-01-05,2024-01-{n:02}\n"
        for n in range(10, 20)
    )
    pipe = loaded(
        tmp_path, "deal_id,owner,share\n11,ana,0.5\n11,bo,0.5\n12,ana,0.25\n12,bo,0.75\n", deals
    )
    rows = ck.trend(pipe, "win_rate", dated="created", every="year", by="owner").set_index("owner")
    rows = rows[rows["label"] == "2024"]
    assert rows["n"].to_dict() == {"ana": 0.75, "bo": 9.25, "cy": 0}
    assert rows["value"].to_dict() == pytest.approx(
        {"ana": 0.5 / 0.75, "bo": 4.5 / 9.25, "cy": float("nan")}, nan_ok=True
    )


BY_OWNER = {
    "ledger": lambda pipe: ck.ledger(pipe, by="owner"),
    "cycle_length": lambda pipe: ck.cycle_length(pipe, by="owner"),
    "velocity": lambda pipe: ck.velocity(pipe, by="owner"),
    "loss_reasons": lambda pipe: ck.loss_reasons(pipe, by=["region", "owner"]),
    "forecast": lambda pipe: ck.forecast(pipe, until="2025-03-31", method="run_rate", per="owner"),
    "compare": lambda pipe: ck.compare(pipe, "win_rate"),
    "stock": lambda pipe: ck.trend(pipe, "open_deals", by="owner"),
    "cycle": lambda pipe: ck.trend(pipe, "median_cycle_days", by="owner"),
}


@pytest.mark.parametrize("asked", BY_OWNER)
def test_what_counts_whole_deals_by_owner_says_so(tmp_path, asked):
    rows = BY_OWNER[asked](loaded(tmp_path))
    assert len(rows) and rows["note"].str.endswith(WHOLE).all()
    alone = BY_OWNER[asked](replace(loaded(tmp_path), beside={}))
    assert "note" not in alone or not alone["note"].astype("str").str.contains(WHOLE).any()


#: of somebody's own deals: with and without a split by owner, and what is asked of them
OWN = {
    "win_rate": lambda pipe, by: ck.win_rate(pipe, by=by),
    "kpis": lambda pipe, by: ck.kpis(pipe, at="2025-02", by=by).query("measure == 'won_value'"),
    "trend": lambda pipe, by: ck.trend(pipe, "won_value", by=by).query("label == '2025-02'"),
    "ledger": lambda pipe, by: ck.ledger(pipe, by=by),
    "velocity": lambda pipe, by: ck.velocity(pipe, by=by),
    "open_age": lambda pipe, by: ck.open_age(pipe, by=by),
    "goals": lambda pipe, by: ck.goals(
        pipe, [{"measure": "won_value", "period": "2025-02", "target": 1000, "owner": "ana"}]
    ),
}
FIGURE = {"win_rate": "won_value", "kpis": "value", "trend": "value", "goals": "actual"}
SHARED = "deal_id,owner,share\n1,ana,0.6\n1,bo,0.4\n2,ana,0.5\n2,bo,0.5\n4,ana,0.5\n4,cy,0.5\n"


@pytest.mark.parametrize("by", [None, "owner"])
@pytest.mark.parametrize("asked", OWN)
@pytest.mark.parametrize("wanted", ["ana", ["ana"]])
def test_of_an_owner_chosen_all_is_of_the_own_deals_whole_and_says_so(tmp_path, asked, by, wanted):
    deals = DEALS + "5,New,open,ana,N,10,2025-01-05,\n"
    own = loaded(tmp_path, SHARED, deals).where(owner=wanted)
    rows = OWN[asked](own, by)
    assert len(rows) and rows["note"].str.count(WHOLE).eq(1).all()
    if by and "owner" in rows:
        assert set(rows["owner"]) == {"ana"}  # nobody else with a part of what is theirs
    if asked in FIGURE:
        assert rows[FIGURE[asked]].tolist() == [1000]
        whole = OWN[asked](replace(own, beside={}), by)
        assert rows[FIGURE[asked]].tolist() == whole[FIGURE[asked]].tolist()


def test_what_is_not_chosen_by_owner_counts_by_shares(tmp_path):
    pipe = loaded(tmp_path, SHARED)
    asked = [{"measure": "won_value", "period": "2025-02", "target": 1, "owner": "ana"}]
    assert ck.goals(pipe, asked)["actual"].tolist() == [600 + 250]
    north = by_owner(pipe.where(region="N"))
    assert north["won_value"].to_dict() == {"ana": 600, "bo": 400} and "note" not in north


@pytest.mark.parametrize(
    "measure", ["won_deals", "won_value", "win_rate", "mean_won_value", "new_value"]
)
@pytest.mark.parametrize("period", ["2025-01", "2025-02"])
def test_who_has_shares_alone_has_targets_as_all_others(tmp_path, measure, period):
    deals = DEALS + "5,New,open,bo,N,10,2025-01-04,\n"
    pipe = loaded(
        tmp_path, "deal_id,owner,share\n1,ana,0.6\n1,eve,0.4\n3,bo,0.5\n3,eve,0.5\n", deals
    )
    asked = {"measure": measure, "period": period, "target": 1, "owner": "eve"}
    found = ck.goals(pipe, [asked]).loc[0]
    rows = ck.kpis(pipe, at=period, by="owner").set_index(["owner", "measure"])["value"]
    assert found["actual"] == pytest.approx(rows["eve", measure], nan_ok=True)
    assert {"2025-02": {"won_value": 400, "won_deals": 0.4}, "2025-01": {"new_value": 1900}}[
        period
    ].get(measure, found["actual"]) == pytest.approx(found["actual"], nan_ok=True)
    for nobody in ("Eve", "di"):
        with pytest.raises(CycleKitError, match=f'No deal has owner "{nobody}"'):
            ck.goals(pipe, [asked | {"owner": nobody}])
    with pytest.raises(CycleKitError):  # what others have of these deals is not there
        ck.goals(pipe.where(owner="ana"), [asked])


def test_a_target_that_is_known_is_not_drawn_as_unknown(tmp_path):
    own = loaded(tmp_path).where(owner="ana")
    rows = ck.goals(own, [{"measure": "win_rate", "period": "2025", "target": 0.5, "owner": "ana"}])
    assert rows["note"].eq(WHOLE).all() and rows["actual"].eq(1).all()
    assert "not known" not in ck.goals_chart(rows).to_json()


def test_other_splits_say_nothing_of_shares(tmp_path):
    pipe = loaded(tmp_path)
    assert "note" not in ck.ledger(pipe, by="region")
    open_deals = ck.kpis(pipe, at="2025-02", by="owner").query("measure == 'open_deals'")
    assert open_deals["note"].str.endswith(WHOLE).all()
    assert not ck.kpis(pipe, at="2025-02")["note"].str.contains(WHOLE).any()


BOTH = """deal_id,name,stage,status,owner,created_at,closed_at,amount,currency
1,a,New,won,Ann,2025-01-05,2025-02-01,1000,EUR
2,b,New,won,Bob,2025-01-10,2025-02-15,2000,USD
3,c,New,open,Ann,2025-02-01,,300,EUR
4,d,New,won,Cy,2025-01-01,2025-02-10,300,EUR
"""
PARTS = """deal_id,owner,share
1,Ann,0.6
1,Zoe,0.4
2,Bob,0.5
2,Zoe,0.5
4,Yan,0.5
4,Cy,0.5
"""


def in_two_currencies(folder):
    """Zoe and Yan have only shares: Zoe of deals in two currencies, Yan in one."""
    (folder / "deals.csv").write_text(BOTH)
    (folder / "credit.csv").write_text(PARTS)
    targets = [
        f'[[targets]]\nmeasure = "{measure}"\nperiod = "2025-02"\ntarget = 1000\nowner = "{owner}"\n'
        for owner in ("Zoe", "Yan", "Ann")
        for measure in ("won_value", "won_deals", "mean_won_value")
    ]
    (folder / "cycle.toml").write_text("\n".join(targets))
    return ck.load(folder / "deals.csv", credit=folder / "credit.csv", stages=["New"])


def test_shares_of_deals_in_several_currencies_are_never_added_up(tmp_path):
    pipe = in_two_currencies(tmp_path)
    own = {"Ann": 600, "Bob": 1000, "Cy": 150, "Yan": 150}
    rates = ck.win_rate(pipe, by="owner").set_index("owner")
    trend = ck.trend(pipe, "won_value", by="owner").set_index("owner")
    kpis = ck.kpis(pipe, by="owner", period="month", at="2025-02-03").set_index(
        ["measure", "owner"]
    )
    for table, column in ((rates, "won_value"), (trend, "value"), (kpis.loc["won_value"], "value")):
        assert table[column].dropna().to_dict() == own
        assert (
            pd.isna(table.loc["Zoe", column]) and "several currencies" in table.loc["Zoe", "note"]
        )
        assert not table.loc[list(own), "note"].str.contains("currencies").any()
    apart = ck.win_rate(pipe, by=["owner", "currency"]).set_index(["owner", "currency"])[
        "won_value"
    ]
    assert apart["Zoe"].to_dict() == {"EUR": 400, "USD": 1000}


def test_targets_of_somebody_with_shares_alone_are_known_and_in_their_currency(tmp_path):
    pipe = in_two_currencies(tmp_path)
    assert "targets" not in set(pipe.notes["step"])
    goals = ck.goals(pipe).set_index(["owner", "measure"])
    assert goals.loc["Zoe", "actual"]["won_deals"] == pytest.approx(0.9)
    for measure in ("won_value", "mean_won_value"):
        assert pd.isna(goals.loc[("Zoe", measure), "actual"])
        assert "several currencies" in goals.loc[("Zoe", measure), "note"]
    assert goals.loc["Yan", "actual"].to_dict() == {
        "won_value": 150, "won_deals": 0.5, "mean_won_value": 300,
    }  # fmt: skip
    assert goals.loc["Ann", "actual"]["won_value"] == 600  # as win_rate, kpis and trend have it
