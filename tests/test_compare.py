"""compare: each group against the rest, by hand, against lifelines and plain loops, on every engine."""

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from scipy.stats import chi2, mannwhitneyu

import cycle_kit as ck
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.metrics import stratified, stratified_times
from cycle_kit.metrics.compare_rows import owners_then
from cycle_kit.metrics.compare_verdicts import threshold
from tests.companies import ENGINES
from tests.sample_oracles import log_rank

DAY = pd.Timedelta(days=1)


def decided(rows, **columns):
    """Deals from rows (owner, days, outcome), all created on one day, open ones seen 100 days."""
    first = pd.Timestamp("2024-01-01")
    deals = pd.DataFrame(rows, columns=["owner", "days", "outcome"]).assign(**columns)
    deals["deal_id"] = [f"D{number}" for number in range(len(deals))]
    deals["created_at"] = first
    starts = deals[["deal_id"]].assign(stage="A", at=first)
    ended = deals[deals["outcome"] != "open"]
    ends = ended[["deal_id"]].assign(stage=ended["outcome"], at=first + ended["days"] * DAY)
    events = pd.concat([starts, ends], ignore_index=True).astype({"at": "datetime64[us]"})
    deals = deals.drop(columns=["days", "outcome"]).astype({"created_at": "datetime64[us]"})
    last = first + 100 * DAY
    return events, deals.assign(last_activity_at=last)


def pipe_of(rows, engine="pandas", **columns):
    events, deals = decided(rows, **columns)
    native = ENGINES[engine]
    return ck.from_events(native(events), stages=["A"], deals=native(deals))


TWELVE = [("Ola", 1.0, "won")] * 8 + [("Ola", 1.0, "lost")] * 4
RATES = TWELVE + [("Rana", 1.0, "won")] * 3 + [("Rana", 1.0, "lost")] * 9


def test_a_share_beside_the_rest():
    table = ck.compare(pipe_of(RATES), "win_rate")
    assert list(table["group"]) == ["Ola", "Rana"]
    assert list(table["value"]) == [8 / 12, 3 / 12]
    assert list(table["rest"]) == [3 / 12, 8 / 12]
    assert list(table["n"]) == [12, 12]
    # Wilson: 8 of 12 lies in 0.3906-0.8619, 3 of 12 in 0.0889-0.5323; the distances from both
    # shares are added as squares (Newcombe): 0.4167 - 0.3949 and 0.4167 + 0.2531
    assert table.loc[0, ["low", "high"]].tolist() == pytest.approx([0.0218, 0.6697], abs=2e-4)
    assert table["what"].unique().tolist() == ["deals won of those decided"]


def test_the_test_of_shares_is_mantel_haenszels_where_there_is_one_stratum():
    table = ck.compare(pipe_of(RATES), "win_rate")
    # sum of squares over expected counts with N - 1 for N: the chi-square of Mantel and Haenszel
    chi = 23 / 24 * 24 * (8 * 9 - 3 * 4) ** 2 / (12 * 12 * 11 * 13)
    assert table["p"].tolist() == pytest.approx([chi2.sf(chi, 1)] * 2)


def test_strata_are_weighted_by_the_groups_own_deals():
    small = [("Ola", 1.0, "won")] * 9 + [("Ola", 1.0, "lost")] * 1
    small += [("Rana", 1.0, "won")] * 8 + [("Rana", 1.0, "lost")] * 2
    large = [("Ola", 1.0, "won")] * 1 + [("Rana", 1.0, "won")] * 10 + [("Rana", 1.0, "lost")] * 30
    segment = ["small"] * 20 + ["large"] * 41
    table = ck.compare(pipe_of(small + large, segment=segment), "win_rate").set_index("group")
    assert table.loc["Ola", "value"] == pytest.approx(10 / 11)
    assert table.loc["Ola", "rest"] == pytest.approx((10 * 0.8 + 1 * 0.25) / 11)
    assert table.loc["Rana", "value"] == pytest.approx(18 / 50)
    assert table.loc["Rana", "rest"] == pytest.approx((10 * 0.9 + 40 * 1.0) / 50)
    assert set(table["within"]) == {"segment"}
    # weighted by either's deals the p values differ; two values are one test, and the larger p holds
    sample = stratified.Rows(
        np.array([0, 0, 1, 1, 0, 1, 1]), np.array([0, 0, 0, 0, 1, 1, 1]),
        np.array([9.0, 1, 8, 2, 1, 10, 30]), 2, 2,
    )  # fmt: skip
    z = stratified.shares(sample, np.array([1.0, 0, 1, 0, 1, 1, 0])).z
    assert abs(z[0]) < abs(z[1])
    assert table["p"].tolist() == pytest.approx([chi2.sf(z[0] ** 2, 1)] * 2)


def test_strata_without_others_are_left_out_and_counted():
    alone = [("Ola", 1.0, "lost")] * 5
    segment = ["small"] * 24 + ["large"] * 5
    table = ck.compare(pipe_of(RATES + alone, segment=segment), "win_rate").set_index("group")
    assert table.loc["Ola", ["n", "left_out"]].tolist() == [12, 5]
    assert table.loc["Rana", ["n", "left_out"]].tolist() == [12, 0]
    assert table.loc["Ola", "value"] == pytest.approx(8 / 12)


def test_without_unfinished_deals_days_are_plain_means():
    rows = [("Ola", float(d), "won") for d in range(1, 11)]
    rows += [("Rana", float(d), "lost") for d in range(2, 21, 2)]
    table = ck.compare(pipe_of(rows), "median_cycle_days").set_index("group")
    assert table.loc["Ola", ["value", "rest", "difference"]].tolist() == pytest.approx(
        [5.5, 11, -5.5]
    )
    assert set(table["what"]) == {"time to decision"}
    assert table.loc["Ola", "within_days"] == 20
    # the standard error of a difference of means, with variances 55 / 6 and 110 / 3
    width = 1.959964 * np.sqrt(55 / 6 / 10 + 110 / 3 / 10)
    limits = table.loc["Ola", ["low", "high"]].tolist()
    assert limits == pytest.approx([-5.5 - width, -5.5 + width], rel=1e-6)


@pytest.fixture(scope="module")
def mixed():
    """Three owners, two segments, a third of the deals open, ties."""
    dice = np.random.default_rng(3)
    owner = dice.choice(["Ola", "Rana", "Yu"], 150)
    days = np.ceil(20 * dice.lognormal(0, 0.8, 150) * np.where(owner == "Yu", 2.2, 1.0))
    outcome = np.where(days > 40, "open", dice.choice(["won", "lost"], 150))
    days = np.where(outcome == "open", 100.0, days)
    return pd.DataFrame(
        {"owner": owner, "days": days, "outcome": outcome, "segment": dice.choice(["s", "l"], 150)}
    )


def test_the_log_rank_is_that_of_a_plain_loop(mixed):
    group, names = pd.factorize(mixed["owner"], sort=True)
    place = pd.factorize(mixed["segment"])[0]
    ended = (mixed["outcome"] != "open").to_numpy(float)
    sample = stratified.Rows(group, place, np.ones(150), 3, 2)
    more, variance, _ = stratified_times.log_rank(sample, mixed["days"].to_numpy(), ended)
    expected = [log_rank(mixed, mixed["owner"] == name, "segment") for name in names]
    assert [chi2.sf(z**2, 1) for z in more / np.sqrt(variance)] == pytest.approx(expected, rel=1e-9)


def test_the_slow_one_is_worse(mixed):
    rows = list(mixed[["owner", "days", "outcome"]].itertuples(index=False, name=None))
    table = ck.compare(pipe_of(rows, segment=mixed["segment"].to_numpy()), "median_cycle_days")
    # Ola and Rana are quicker than a rest that holds Yu, and not quicker than each other
    assert table["verdict"].tolist() == ["no clear difference"] * 2 + ["worse"]


def test_restricted_means_are_those_of_lifelines(mixed):
    ended = (mixed["outcome"] != "open").to_numpy(float)
    group = (mixed["owner"] == "Yu").to_numpy(int)
    ones = np.ones(len(mixed))
    rows = stratified.Rows(group, np.zeros(len(mixed), int), ones, 2, 1)
    found = stratified_times.times(rows, mixed["days"].to_numpy(), ended, np.zeros(150))
    reach = found.reach[1]
    for side, mean in ((1, found.value[1]), (0, found.rest[1])):
        mine = group == side
        curve = KaplanMeierFitter().fit(mixed["days"][mine], ended[mine])
        assert mean == pytest.approx(restricted_mean_survival_time(curve, t=reach), rel=1e-9)


def test_counts_stand_for_as_many_deals(mixed):
    ended = (mixed["outcome"] != "open").to_numpy(float)
    group, place = pd.factorize(mixed["owner"])[0], pd.factorize(mixed["segment"])[0]
    days = mixed["days"].to_numpy()
    plain = stratified.Rows(group, place, np.ones(150), 3, 2)
    one = stratified_times.times(plain, days, ended, np.zeros(150))
    keyed = pd.DataFrame({"g": group, "s": place, "d": days, "e": ended})
    few = keyed.groupby(["g", "s", "d", "e"]).size().reset_index(name="n")
    assert len(few) < 150
    sample = stratified.Rows(
        few["g"].to_numpy(), few["s"].to_numpy(), few["n"].to_numpy(float), 3, 2
    )
    since = np.zeros(len(few))
    two = stratified_times.times(sample, few["d"].to_numpy(), few["e"].to_numpy(), since)
    for name in ("value", "rest", "low", "high", "z", "n"):
        assert getattr(one, name) == pytest.approx(getattr(two, name), rel=1e-9), name


def test_amounts_are_judged_by_ranks():
    rows = [("Ola", 1.0, "won")] * 12 + [("Rana", 1.0, "won")] * 12
    amount = [*range(1, 13), *range(7, 18), 10_000]
    table = ck.compare(pipe_of(rows, amount=[float(a) for a in amount]), "mean_won_value")
    assert table.loc[0, ["value", "rest"]].tolist() == pytest.approx([6.5, (132 + 10_000) / 12])
    test = mannwhitneyu(amount[:12], amount[12:], method="asymptotic", use_continuity=False)
    assert table["p"].tolist() == pytest.approx([test.pvalue] * 2)


def test_a_verdict_needs_the_test_and_the_difference_to_agree():
    # Ola's deals are mostly the larger ones, Rana's mean is a single huge deal
    rows = [("Ola", 1.0, "won")] * 12 + [("Rana", 1.0, "won")] * 12
    amount = [*np.arange(101.0, 113), *np.arange(1.0, 12), 100_000.0]
    table = ck.compare(pipe_of(rows, amount=amount), "mean_won_value")
    assert (table["p"] < 0.01).all() and table.loc[0, "difference"] < 0
    assert set(table["verdict"]) == {"no clear difference"}


def test_conversions_count_whoever_was_seen_for_long_enough():
    # all who went on did so after 10 days; those of the last days may still do so
    rows, deals = [], []
    for number in range(36):
        owner, day = ("Ola", "Rana")[number % 2], "2024-01-01" if number < 24 else "2024-03-05"
        rows.append((str(number), "A", day))
        deals.append((str(number), owner))
        if number < 24 and number % 4 < 3:
            rows.append((str(number), "B", "2024-01-11"))
    rows.append(("99", "A", "2024-03-10"))
    log = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    log["at"] = pd.to_datetime(log["at"]).astype("datetime64[us]")
    fields = pd.DataFrame([*deals, ("99", None)], columns=["deal_id", "owner"])
    table = ck.compare(ck.from_events(log, stages=["A", "B"], deals=fields), "conversion from A")
    assert table["n"].tolist() == [12, 12]
    assert table["value"].tolist() == [1.0, 0.5]
    assert table["what"][0] == "went on or won within 10 days, of those seen for so long"


def test_too_few_are_not_judged():
    rows = RATES + [("Yu", 1.0, "won")] * 9
    table = ck.compare(pipe_of(rows), "win_rate").set_index("group")
    assert table.loc["Yu", "verdict"] == "too few" and np.isnan(table.loc["Yu", "p"])
    assert table.loc["Yu", "value"] == 1
    assert ck.compare(pipe_of(rows), "win_rate", min_n=9)["verdict"].tolist().count("too few") == 0


def test_a_column_of_two_values_counts_once():
    win = [("Ola", 1.0, "won")] * 20 + [("Ola", 1.0, "lost")] * 10
    lose = [("Rana", 1.0, "won")] * 10 + [("Rana", 1.0, "lost")] * 20
    region = np.tile(["N", "S", "W"], 20)
    table = ck.compare(pipe_of(win + lose, region=region), "win_rate", by=["owner", "region"])
    assert list(table.columns[:2]) == ["column", "group"]
    assert table["column"].tolist() == ["owner"] * 2 + ["region"] * 3
    one, other = table.loc[:1, "p"]
    # p = 0.0106: 1 of 4 tests, at 9 %; were both values counted, the limit would be 2 of 5
    assert one == other == pytest.approx(0.0106, abs=5e-4)
    assert table["verdict"].tolist() == ["better", "worse"] + ["no clear difference"] * 3


def test_benjamini_and_hochberg():
    assert threshold(np.array([0.30, 0.011, 0.024, 0.9]), 0.05) == 0.024
    assert threshold(np.array([0.30, 0.014, 0.026, 0.9]), 0.05) == -1
    assert threshold(np.array([]), 0.05) == -1


def test_deals_without_an_owner_are_no_group_and_no_rest():
    rows = RATES + [(None, 1.0, "won")] * 20
    table = ck.compare(pipe_of(rows), "win_rate")
    assert table["group"].tolist() == ["Ola", "Rana"] and table.loc[0, "rest"] == 3 / 12


@pytest.mark.parametrize(
    "measure", ["win_rate", "median_cycle_days", "mean_won_value", "days in A"]
)
def test_engines_agree(mixed, measure):
    rows = list(mixed[["owner", "days", "outcome"]].itertuples(index=False, name=None))
    columns = {
        "segment": mixed["segment"].to_numpy(),
        "amount": np.arange(150) % 17 * 10.0,
    }
    tables = {name: ck.compare(pipe_of(rows, name, **columns), measure) for name in ENGINES}
    for name in ("polars", "duckdb"):
        pd.testing.assert_frame_equal(tables["pandas"], tables[name], rtol=1e-9, check_dtype=False)


def test_a_visit_belongs_to_its_owner_then():
    changes = pd.DataFrame(
        {
            "deal_id": ["1", "1", "2"],
            "at": pd.to_datetime([None, "2024-02-01", "2024-01-05"]),
            "value": ["Ola", "Rana", "Yu"],
        }
    )
    deal = pd.Series(["1", "2", "1", "3"])
    at = pd.Series(pd.to_datetime(["2024-01-15", "2024-01-01", "2024-02-01", "2024-01-01"]))
    then = owners_then(changes, deal, at)
    assert then.tolist()[:3] == ["Ola", "Yu", "Rana"] and pd.isna(then[3])


def test_totals_are_refused():
    with pytest.raises(QuestionError) as error:
        ck.compare(pipe_of(RATES), "won_value")
    assert str(error.value) == (
        'Groups cannot be compared by "won_value".\n'
        "It is a total: who has more deals has more of it.\n"
        'Compare what it is made of: "win_rate", "mean_won_value" or "median_cycle_days".'
    )


@pytest.mark.parametrize(
    ("measure", "there"),
    [
        ("entries into A", "It is a total"),
        ("open_age", "It is of the deals still open"),
        ("velocity_per_day", "It is made of several"),
    ],
)
def test_what_is_refused_says_the_reason_that_is_true(measure, there):
    with pytest.raises(QuestionError) as error:
        ck.compare(pipe_of(RATES), measure)
    assert error.value.there.startswith(there)
    assert ("conversion from A" in error.value.fix) == measure.startswith("entries")


def test_unknown_columns_and_no_column():
    with pytest.raises(ColumnError):
        ck.compare(pipe_of(RATES), "win_rate", within=["nobody"])
    with pytest.raises(QuestionError) as error:
        ck.compare(pipe_of(RATES), "win_rate", by=[])
    assert str(error.value) == (
        "compare needs to know whom to compare.\nby= is empty.\n"
        'Name a column: ck.compare(pipe, "win_rate", by="owner").'
    )


def test_nothing_to_compare():
    table = ck.compare(pipe_of([("Ola", 100.0, "open")] * 3), "win_rate")
    assert table.empty and list(table.columns)[:3] == ["group", "value", "rest"]


def test_deals_needed_for_shares_by_hand():
    table = ck.deals_needed(pipe_of(RATES), "win_rate", effect=0.4)
    # two groups: the limit of 4 % / 2, and 80 %: (2.326 + 0.842)^2; a share of 11 / 24 falling by 0.4 of it;
    # the rest is as small as the group
    share = 11 / 24
    groups_score = (2.3263 + 0.8416) ** 2
    expected = np.ceil(groups_score * 2 * share * (1 - share) / (0.4 * share) ** 2)
    assert table.loc[0, "deals_needed"] == expected
    assert table.loc[0, "deals_now"] == 12


def test_deals_needed_wants_a_share():
    with pytest.raises(QuestionError) as error:
        ck.deals_needed(pipe_of(RATES), "win_rate", effect=40)
    assert str(error.value) == (
        "effect= of ck.deals_needed needs a number between 0 and 1.\nIt was 40.\n"
        'Write it as ck.deals_needed(pipe, "win_rate", effect=0.4).'
    )
