"""compare blames nobody for what else changed: a cut file, a market that moved, large deals, deals passed on."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson

import cycle_kit as ck
from bench.kinds_of_teams import pipeline_of, told, verdicts
from bench.people import DIFFER, KINDS
from cycle_kit import charts
from cycle_kit.metrics.compare_hands import hands_of
from cycle_kit.metrics.compare_rows import QUARTER, SIZE, STEP, counted
from cycle_kit.metrics.compare_within import strata_of, times_as_long
from cycle_kit.metrics.stratified import Rows
from cycle_kit.metrics.stratified_times import at_risk_as_counts, log_rank, score, times

DAY = pd.Timedelta(days=1)
START = pd.Timestamp("2022-01-03")


def company(rows, until=1000, changes=None, **columns):
    """Deals from rows (owner, day of creation, days until lost), as an export shows them on day `until`."""
    deals = pd.DataFrame(rows, columns=["owner", "at", "days"]).assign(**columns)
    deals["deal_id"] = [f"D{number:04}" for number in range(len(deals))]
    deals["created_at"] = (START + deals["at"] * DAY).astype("datetime64[us]")
    ends = deals.assign(at=START + (deals["at"] + deals["days"]) * DAY, stage="Lost")
    starts = deals.assign(at=deals["created_at"], stage="A")
    events = pd.concat([starts, ends])[["deal_id", "stage", "at"]].astype({"at": "datetime64[us]"})
    last = START + until * DAY
    fields = deals.drop(columns=["at", "days"]).assign(last_activity_at=last)
    pipe = ck.from_events(events[events["at"] <= last], stages=["A"], deals=fields)
    return pipe if changes is None else __import__("dataclasses").replace(pipe, changes=changes)


def judged(table):
    return table[table["verdict"].isin(["better", "worse"])]


# ---- delayed entry


def test_who_enters_late_is_at_risk_from_then_on():
    # at risk of ending on day 10: the two that entered on day 5, not those that enter on day 10 or 20
    group, days = np.array([0, 0, 1, 1, 1]), np.array([10.0, 30, 10, 30, 30])
    ended, since = np.array([1.0, 1, 1, 1, 0]), np.array([5.0, 20, 5, 10, 0])
    rows = Rows(group, np.zeros(5, int), np.ones(5), 2, 1)
    more, variance, expected = log_rank(*at_risk_as_counts(rows, days, ended, since))
    # day 10: 3 at risk (1 of group 0), 2 end; day 30: 3 at risk (1 of group 0), 2 end
    assert expected == pytest.approx([2 * 1 / 3 + 2 * 1 / 3, 2 * 2 / 3 + 2 * 2 / 3])
    assert more == pytest.approx([2 - 4 / 3, 2 - 8 / 3])
    assert variance == pytest.approx([2 * (2 * (3 - 2) / 2 * (1 / 3) * (2 / 3))] * 2)


def test_what_ended_before_it_was_at_risk_does_not_count():
    rows = Rows(np.array([0, 0, 1]), np.zeros(3, int), np.ones(3), 2, 1)
    found = times(rows, np.array([5.0, 8, 9]), np.ones(3), np.array([5.0, 0, 0]))
    assert found.n.tolist() == [1, 1] and found.value.tolist() == [8, 9]


def test_a_file_cut_at_the_left_makes_nobody_slow():
    # everybody's deals take 10, 60 or 300 days, turn by turn; of Ola's first year only the long ones are left
    rows = [("Ola", day, (10, 60, 300)[day % 3]) for day in range(0, 900, 2)]
    rows += [
        (name, day, (10, 60, 300)[day % 3]) for name in ("Rana", "Yu") for day in range(400, 900, 2)
    ]
    kept = [row for row in rows if row[1] + row[2] >= 400]
    pipe = company(kept)
    assert pipe.since.is_cut
    table = ck.compare(pipe, "median_cycle_days")
    assert judged(table).empty and (table["difference"].abs() < 15).all()


# ---- few endings


@pytest.mark.parametrize(
    ("seen", "expects"), [(10, 4.0), (9, 3.0), (20, 10.0), (3, 10.0), (4, 12.0)]
)
def test_few_endings_are_scored_as_rare_things(seen, expects):
    # a group so small among the others that its endings are Poisson: half of the value's own chance counts
    z = score(np.array([seen - expects]), np.array([expects]), np.array([expects]))[0]
    tail = poisson.sf(seen - 1, expects) if seen > expects else poisson.cdf(seen, expects)
    exact = tail - poisson.pmf(seen, expects) / 2
    from scipy.stats import norm

    assert norm.sf(abs(z)) == pytest.approx(exact, rel=0.15)


def test_half_of_all_is_not_skewed():
    z = score(np.array([6.0]), np.array([9.0]), np.array([18.0]))
    assert z == pytest.approx([2.0])


# ---- strata that the figure asks for


def test_a_market_that_slowed_makes_nobody_slow():
    # all deals take 20-40 days in the first year, 60-120 in the second; Rana came for the second
    days = lambda day: (20 + day % 21) * (1 if day < 365 else 3)  # noqa: E731
    rows = [("Ola", day, days(day)) for day in range(0, 730, 2)]
    rows += [("Rana", day, days(day)) for day in range(365, 730, 2)]
    rows += [("Yu", day, days(day)) for day in range(0, 730, 3)]
    table = ck.compare(company(rows), "median_cycle_days")
    assert set(table["within"]) == {"quarter of entry"}
    assert judged(table).empty
    # asked to compare all alike, it does, and Rana looks slow
    alike = ck.compare(company(rows), "median_cycle_days", within=None).set_index("group")
    assert alike.loc["Rana", "verdict"] == "worse" and set(alike["within"]) == {""}


def test_a_steady_market_needs_no_quarters():
    rows = [(name, day, 20 + day % 21) for name in ("Ola", "Rana") for day in range(0, 730, 2)]
    assert set(ck.compare(company(rows), "median_cycle_days")["within"]) == {""}


def amounts_of(dice, count, usual):
    return np.round(1000 * np.exp(usual + 0.7 * dice.standard_normal(count)), 2)


def test_large_deals_make_nobody_slow():
    dice = np.random.default_rng(1)
    owner = np.repeat(["Ola", "Rana", "Yu"], 200)
    amount = amounts_of(dice, 600, np.repeat([-0.6, 0.0, 0.6], 200))
    days = np.ceil(amount**0.8 * np.exp(0.3 * dice.standard_normal(600)) / 5)
    rows = list(zip(owner, dice.integers(0, 300, 600), days, strict=True))
    pipe = company(rows, until=3000, amount=amount)
    table = ck.compare(pipe, "median_cycle_days")
    assert set(table["within"]) == {"amount"} and judged(table).empty
    assert len(judged(ck.compare(pipe, "median_cycle_days", within=()))) >= 2
    # who has no amount has nobody to be compared with, and is told of
    some = np.where(np.arange(600) % 10 == 0, np.nan, amount)
    less = ck.compare(company(rows, until=3000, amount=some), "median_cycle_days")
    assert less["left_out"].tolist() == [20, 20, 20]


def test_the_power_of_the_amount_is_found():
    amount = np.geomspace(100, 100_000, 400)
    frame = pd.DataFrame(
        {SIZE: np.floor(np.log(amount) / STEP), "number": 1, "since": 0.0, "ended": True}
    )
    dice = np.random.default_rng(2)
    frame["days"] = amount**0.5 * np.exp(0.2 * dice.standard_normal(400))
    scale = times_as_long(frame, np.zeros(400, int))
    # from the 1st to the 99th per cent amounts grow 870-fold, days as its root
    assert scale.max() / scale.min() == pytest.approx(870**0.5, rel=0.05)


def test_other_kinds_of_deals_make_nobody_slow():
    # renewals take 10-19 days and new deals 50-95; Ola has renewals mostly, the others seldom
    rows, kinds = [], []
    for name, renewals in (("Ola", 8), ("Rana", 1), ("Yu", 1)):
        for day in range(300):
            kinds.append("renewal" if day % 10 < renewals else "new")
            rows.append(
                (name, day, (10 + day // 10 * 7 % 10) * (1 if kinds[-1] == "renewal" else 5))
            )
    table = ck.compare(company(rows, deal_type=kinds), "median_cycle_days")
    assert table["within"].str.startswith("deal_type").all() and judged(table).empty


def test_an_empty_table_has_no_strata():
    none = pd.DataFrame({"owner": [], QUARTER: [], SIZE: [], "number": [], "hit": []})
    assert strata_of("share", none, [], "owner", grow=True).words == ()


# ---- deals that changed hands


def passing(passed: bool):
    """Three people with a deal a day that takes 10, 60 or 300 days, turn by turn; Ola goes on day 300."""
    rows = [(name, day, (10, 60, 300)[day % 3]) for name in ("Rana", "Yu") for day in range(900)]
    for day in range(300):
        days = (10, 60, 300)[day % 3]
        rows.append(("Rana" if passed and day + days > 300 else "Ola", day, days))
    return company(rows)


def test_where_somebody_left_and_holds_none_nobody_is_judged_on_time():
    table = ck.compare(passing(True), "median_cycle_days")
    assert table["withheld"].unique().tolist() == [
        "Deals changed hands (1 of them opened none for long and hold next to none, though others still have such "
        "deals open), and this data has no history of owners: whoever has a deal now may not be the one whom it "
        "took so long."
    ]
    assert table[["low", "high", "p"]].isna().all().all() and judged(table).empty
    assert table["value"].notna().all()
    assert set(ck.compare(passing(True), "win_rate")["withheld"]) == {""}


def test_who_left_and_closed_their_own_deals_is_judged():
    assert set(ck.compare(passing(False), "median_cycle_days")["withheld"]) == {""}


def test_who_took_over_older_deals_is_seen_and_who_is_slow_is_not_taken_for_it():
    day = lambda number: START + number * DAY  # noqa: E731
    columns = ["owner", "created", "closed", "won"]
    others = [("Ola", day(n), day(n + 30), 1) for n in range(0, 400, 2)]
    # Rana came on day 200, was given deals of 10 to 100 days of age, and has her own, which take 30 days
    given = [("Rana", day(n), day(n + 120), 1) for n in range(100, 190, 3)]
    her_own = [("Rana", day(n), day(n + 30), 1) for n in range(200, 400, 3)]
    seen = hands_of(
        pd.DataFrame([*others, *given, *her_own], columns=columns).assign(number=1), "owner"
    )
    assert "1 of them closed none of many older deals before a certain day" in seen
    slow = [("Rana", day(n), day(n + 120), 1) for n in range(100, 400, 3)]
    assert hands_of(pd.DataFrame([*others, *slow], columns=columns).assign(number=1), "owner") == ""


def test_with_their_history_deals_count_for_each_owner_in_turn():
    changes = {
        "owner": pd.DataFrame(
            {
                "deal_id": ["D0000", "D0000", "D0001"],
                "at": [START, START + 30 * DAY, START],
                "value": ["Ola", "Rana", "Ola"],
            }
        )
    }
    pipe = company([("Rana", 0, 40), ("Ola", 0, 50), ("Yu", 5, 10)], changes=changes)
    found = counted(pipe, "median_cycle_days", ["owner"])
    rows = found.rows.sort_values(["deal_id", "since"])[["owner", "since", "days", "ended"]]
    assert rows.to_numpy().tolist() == [
        ["Ola", 0.0, 30.0, False],
        ["Rana", 30.0, 40.0, True],
        ["Ola", 0.0, 50.0, True],
        ["Yu", 0.0, 10.0, True],
    ]
    assert found.note.startswith("A deal that changed hands counts for each of its owners")


# ---- whole kinds


def test_companies_of_equal_people_of_every_kind_are_left_alone():
    kinds = ("days", "share", "amount")
    seen = {
        name: told(team, kinds, 4, first=1000 + 4 * place)  # each kind with chances of its own
        for place, (name, team) in enumerate(KINDS.items())
    }
    for kind in kinds:
        found = {
            name: by[kind].judged for name, by in seen.items() if name not in DIFFER.get(kind, ())
        }
        assert sum(found.values()) <= 0.12 * 4 * len(found), found
        assert max(found.values()) <= 2, found


@pytest.mark.parametrize(
    "name",
    [
        "cut at the left, people joined",
        "left, deals passed on to one",
        "renewals beside new, specialised",
    ],
)
def test_counts_alone_say_what_compare_says(name):
    table = ck.compare(pipeline_of(KINDS[name], 3), "median_cycle_days").set_index("group")
    said, why = verdicts(KINDS[name], 3, "days")
    assert table["verdict"].to_dict() == said.to_dict()
    assert set(table["withheld"]) == {why}


# ---- what is said of it


def test_chart_and_answer_say_why_nobody_is_judged():
    table = ck.compare(passing(True), "median_cycle_days")
    chart = charts.compare_chart(table)
    notes = " ".join(each.text.replace("<br>", " ") for each in chart.layout.annotations)
    assert "Deals changed hands (1 of them opened none for long" in notes
    assert "no word: no clear difference" not in notes
    assert all("not judged" in title for title in chart.data[0].text)
    said = charts.team_answer(table).splitlines()
    assert said[0] == "By time to decision, nobody is judged."
    assert said[1].startswith("Deals changed hands")


def test_chart_and_answer_say_what_was_made_alike():
    dice = np.random.default_rng(1)
    amount = amounts_of(dice, 300, 0.0)
    rows = list(
        zip(["Ola", "Rana"] * 150, dice.integers(0, 300, 300), np.ceil(amount / 20), strict=True)
    )
    table = ck.compare(company(rows, until=3000, amount=amount), "median_cycle_days")
    why = "The figure went with the amount: everybody is set beside deals as if of the same amount."
    chart = charts.compare_chart(table)
    assert why in " ".join(each.text.replace("<br>", " ") for each in chart.layout.annotations)
    assert why in charts.team_answer(table).splitlines()


def test_groups_that_were_never_seen_at_the_same_age_have_no_difference():
    """The file begins in October: of each year only those deals are here that were open then, at ages of their own."""
    rows = ["Deal ID,Owner,Stage,Status,Created,Closed"]
    for n in range(90):
        closed = "" if n % 3 == 0 else f"2025-1{n % 3}-{n % 28 + 1:02}"
        status = "Open" if not closed else ("Won", "Lost")[n % 2]
        rows.append(
            f"D{n},Seller {n % 3},Offer,{status},{2023 + n % 3}-0{n % 9 + 1}-{n % 28 + 1:02},{closed}"
        )
    table = ck.compare(ck.load("\n".join(rows).encode()), "median_cycle_days", by="owner")
    assert list(table["group"]) == ["Seller 0", "Seller 1", "Seller 2"]
    never = table["difference"].isna()
    assert never.any() and table.loc[never, ["value", "rest", "low", "high", "p"]].isna().all(
        axis=None
    )
    assert set(table["verdict"]) <= {"no clear difference", "too few"}
