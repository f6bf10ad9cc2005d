"""compare blames and praises nobody for how the books are kept, nor for who stands beside them."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics import compare_verdicts
from cycle_kit.metrics.compare_hands import hands_of
from cycle_kit.metrics.compare_moves import chance_of_ratio

DAY = pd.Timedelta(days=1)
START = pd.Timestamp("2022-01-03")
TURN = (10, 20, 30, 45, 60)  # days that deals take, turn by turn


def company(rows, until=800, **columns):
    """Deals from rows (owner, day of creation, days, won), as an export shows them on day `until`."""
    deals = pd.DataFrame(rows, columns=["owner", "at", "days", "won"]).assign(**columns)
    deals["deal_id"] = [f"D{number:04}" for number in range(len(deals))]
    deals["created_at"] = (START + deals["at"] * DAY).astype("datetime64[us]")
    last = START + until * DAY
    starts = deals.assign(at=deals["created_at"], stage="A")
    ended = deals[deals["at"] + deals["days"] <= until]
    ends = ended.assign(
        at=START + (ended["at"] + ended["days"]) * DAY,
        stage=np.where(ended["won"], "Won", "Lost"),
    )
    events = pd.concat([starts, ends])[["deal_id", "stage", "at"]].astype({"at": "datetime64[us]"})
    fields = deals.drop(columns=["at", "days", "won"]).assign(last_activity_at=last)
    return ck.from_events(events[events["at"] <= last], stages=["A"], deals=fields)


def plain(name, first=0, times=1.0, won=3, step=5):
    """A deal every few days for 700 days; of ten deals `won` are won, whatever they take."""
    return [
        (name, day, TURN[at % 5] * times, at // 5 * 7 % 10 < won)
        for at, day in enumerate(range(first, 700, step))
    ]


def said(table) -> dict[str, str]:
    judged = table[table["verdict"].isin(["better", "worse"])]
    return dict(zip(judged["group"], judged["verdict"], strict=True))


NAMES = ("Ola", "Rana", "Yu", "Bea")


# ---- teams


def of_teams(slow=()):
    """Two teams of three; the second one's market takes twice as long and buys half as often."""
    rows, teams = [], []
    for place, name in enumerate(("Ola", "Rana", "Yu", "Bea", "Kim", "Max")):
        east = place >= 3
        times = (2.0 if east else 1.0) * (2.0 if name in slow else 1.0)
        rows += plain(name, first=place, times=times, won=2 if east else 5)
        teams += ["East" if east else "West"] * (len(rows) - len(teams))
    return company(rows, team=teams)


@pytest.mark.parametrize("measure", ["median_cycle_days", "win_rate"])
def test_people_are_set_beside_their_team_where_teams_differ(measure):
    table = ck.compare(of_teams(), measure)
    assert said(table) == {} and table["within"].str.startswith("team").all()
    assert said(ck.compare(of_teams(), measure, within=None))
    assert set(said(ck.compare(of_teams(), measure, by="team"))) == {"East", "West"}


def test_who_is_slow_in_their_team_is_found():
    assert said(ck.compare(of_teams(slow=["Kim"]), "median_cycle_days")) == {"Kim": "worse"}


def test_a_team_is_not_slow_because_one_of_it_is():
    rows, teams = [], []
    for place, name in enumerate(("Ola", "Rana", "Yu", "Bea", "Kim", "Max")):
        rows += plain(name, first=place, times=2.0 if name == "Ola" else 1.0)
        teams += ["East" if place >= 3 else "West"] * (len(rows) - len(teams))
    table = ck.compare(company(rows, team=teams), "median_cycle_days")
    assert said(table) == {"Ola": "worse"} and set(table["within"]) == {""}
    each = ck.compare(company(rows, team=[row[0] for row in rows]), "median_cycle_days")
    assert said(each) == {"Ola": "worse"}  # a team of one is no team


@pytest.mark.parametrize(("ratio", "one", "other"), [(4.0, 3, 20), (2.5, 9, 40), (8.0, 1, 30)])
def test_the_chance_of_a_ratio_is_that_of_fisher(ratio, one, other):
    from scipy.stats import f

    assert chance_of_ratio(ratio, one, other) == pytest.approx(f.sf(ratio, one, other), rel=0.25)


# ---- deals left open


def test_who_leaves_lost_deals_open_does_not_win_more():
    rows = [row for name in NAMES[1:] for row in plain(name)]
    rows += [(name, day, days if won else 9999, won) for name, day, days, won in plain("Ola")]
    table = ck.compare(company(rows), "win_rate").set_index("group")
    assert table.loc["Ola", "value"] == 1 and table.loc["Ola", "rest"] == pytest.approx(
        0.33, abs=0.02
    )
    assert set(table["verdict"]) == {"no clear difference"}
    assert set(table["note"]) == {
        "A verdict also holds with deals that are open for more than 60 days counted as lost."
    }


def test_who_wins_more_is_found_all_the_same():
    rows = [row for name in NAMES[1:] for row in plain(name)] + plain("Ola", won=6)
    rows += [("Rana", 100, 9999, False)]
    table = ck.compare(company(rows), "win_rate")
    assert said(table) == {"Ola": "better"}


# ---- amounts that are typed in when a deal is won


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_who_types_in_amounts_of_won_deals_does_not_win_more(share):
    # large deals are won less often, so that deals of like amounts are compared
    rows, amounts = [], []
    for place, name in enumerate(NAMES):
        for at, day in enumerate(range(place, 700, 2)):
            large = at % 2
            won = at * 7 % 10 < (2 if large else 5)
            rows.append((name, day, TURN[at % 5], won))
            known = name != "Ola" or won or at % 10 < 10 * share
            amounts.append((50_000.0 if large else 1000.0) * (1 + at % 7 / 10) if known else np.nan)
    table = ck.compare(company(rows, amount=amounts), "win_rate").set_index("group")
    assert set(table["within"]) == {"amount"} and said(table.reset_index()) == {}
    assert table.loc["Ola", ["n", "verdict"]].tolist() == [0, "too few"]
    assert table.loc["Ola", "left_out"] > 300 and (table["n"].drop("Ola") > 300).all()


# ---- older deals only


def older_only(losers=1.0):
    """Ola is given every other deal that has been open for 40 days; losers take so many times as long."""
    rows = [row for name in NAMES[1:] for row in plain(name, step=2)]
    rows = [(name, day, days if won else days * losers, won) for name, day, days, won in rows]
    return [
        ("Ola", day, days, won)
        if days > 40 and day % 4 < 2 and day < 660
        else (name, day, days, won)
        for name, day, days, won in rows
    ]


def test_who_has_older_deals_only_is_not_slow():
    table = ck.compare(company(older_only(), until=700), "median_cycle_days")
    assert said(table) == {}
    assert table["withheld"].str.contains("closed none before an age at which others have").all()
    # winning does not go with age here: of the win rate it says nothing
    assert set(ck.compare(company(older_only(), until=700), "win_rate")["withheld"]) == {""}


def test_who_has_older_deals_only_does_not_win_less_where_losers_linger():
    table = ck.compare(company(older_only(losers=3), until=700), "win_rate")
    assert table["withheld"].str.startswith("Deals changed hands").all() and said(table) == {}
    assert table["p"].isna().all()


def test_who_is_slow_at_every_age_is_judged():
    rows = [row for name in NAMES[1:] for row in plain(name)] + plain("Ola", times=3)
    assert said(ck.compare(company(rows), "median_cycle_days")) == {"Ola": "worse"}


def test_of_a_cut_file_old_deals_are_no_sign():
    # all take 30 days or 200; what closed before day 400 is missing, and Ola left then
    rows = [("Ola", day, 200) for day in range(205, 400, 2)]
    rows += [(name, day, (30, 200)[day % 2]) for name in NAMES[1:] for day in range(205, 800)]
    table = pd.DataFrame(rows, columns=["owner", "created", "closed"])
    table = table[table["created"] + table["closed"] >= 400]
    table["closed"] = START + (table["created"] + table["closed"]) * DAY
    table["created"] = START + table["created"] * DAY
    table = table.assign(number=1, won=0)
    assert "closed none before an age" not in hands_of(table, "owner", "days", START + 400 * DAY)


# ---- beside who stands out


def test_beside_one_who_is_slow_the_others_are_not_quick(monkeypatch):
    rows = plain("Ola", times=6)
    for place, name in enumerate(("Rana", "Yu", "Bea", "Kim", "Max")):
        rows += plain(name, first=place)
    assert said(ck.compare(company(rows), "median_cycle_days")) == {"Ola": "worse"}
    monkeypatch.setattr(compare_verdicts, "STAND_OUT", 99)  # at most one is left out, which is Ola
    assert said(ck.compare(company(rows), "median_cycle_days")) == {"Ola": "worse"}
    monkeypatch.setattr(compare_verdicts, "beside_the_usual", lambda out, _judged: out["p"])
    assert len(said(ck.compare(company(rows), "median_cycle_days"))) > 1


def test_where_half_are_slow_both_halves_are_told():
    rows = []
    for place, name in enumerate(("Rana", "Yu", "Bea", "Kim", "Max", "Ola")):
        rows += plain(name, first=place, times=3 if place >= 3 else 1)
    told = said(ck.compare(company(rows), "median_cycle_days"))
    assert list(told.values()).count("worse") == 3 and list(told.values()).count("better") == 3


def test_two_are_one_comparison():
    rows = plain("Ola", times=2) + plain("Rana", first=1)
    assert said(ck.compare(company(rows), "median_cycle_days")) == {
        "Ola": "worse",
        "Rana": "better",
    }
