"""Cycle lengths and outcome curves: by hand, against scikit-survival, the same on every engine."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sksurv.nonparametric import cumulative_incidence_competing_risks

import cycle_kit as ck
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.metrics.curves import outcome_curves
from cycle_kit.metrics.cycle import cycle_length
from tests.companies import events, without_deals
from tests.engines import odd_pipeline

START = pd.Timestamp("2024-03-01")
WORDS = {"won": "Won", "lost": "Lost", "dropped": "Unqualified"}


def day(number):
    return START + pd.Timedelta(days=number)


def pipeline(spans, fields=None):
    """Deals that enter A on day 0 and end as said; open ones (None) are seen up to the last day."""
    rows = []
    for number, (length, outcome) in enumerate(spans):
        rows.append((f"d{number}", "A", day(0)))
        rows += [(f"d{number}", WORDS[outcome], day(length))] if outcome else []
    events = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    deals = None
    if fields is not None:
        deals = pd.DataFrame({"deal_id": [f"d{number}" for number in range(len(spans))], **fields})
    return ck.from_events(events, stages=["A", "B"], dropped=["Unqualified"], deals=deals)


SIX = [(10, "won"), (20, "won"), (30, "won"), (5, "lost"), (15, "lost"), (25, "lost")]
TEN_OPEN = [(0, None)] * 10  # measured to the last day of the data


def test_losses_do_not_push_the_median_of_wins():
    row = cycle_length(pipeline(SIX)).iloc[0]
    plain = ["deals", "total_days", "mean_days", "median_days", "p25_days", "p75_days", "p90_days"]
    assert row[plain].tolist() == pytest.approx([3, 60, 20, 20, 15, 25, 28])
    assert (row["aj_median_days"], row["aj_median_high_days"], row["open_share"]) == (20, 20, 0)


def test_columns():
    plain = ["deals", "total_days", "mean_days", "median_days", "p25_days", "p75_days", "p90_days"]
    extra = ["excluded", "open_share", "mean_low", "mean_high", "unfinished", "unfinished_excluded"]
    limits = ["aj_median_days", "aj_median_days_low", "aj_median_days_high", "aj_median_high_days"]
    limits += ["aj_median_high_days_low", "aj_median_high_days_high"]
    assert list(cycle_length(pipeline(SIX), by="owner")) == [
        "owner",
        *plain,
        *limits,
        *extra,
        "note",
    ]
    limits = ["km_median_days", "km_median_days_low", "km_median_days_high"]
    assert list(cycle_length(pipeline(SIX), outcome="closed")) == [*plain, *limits, *extra, "note"]


def test_other_outcomes():
    dropped = [*SIX, (7, "dropped")]
    lost = cycle_length(pipeline(dropped), outcome="lost").iloc[0]
    assert (lost["deals"], lost["median_days"], lost["aj_median_days"]) == (3, 15, 15)
    closed = cycle_length(pipeline(dropped), outcome="closed").iloc[0]
    assert (closed["deals"], closed["total_days"], closed["km_median_days"]) == (7, 112, 15)


def test_open_deals_are_not_yet_and_move_the_upper_median():
    spans = [(day, "won") for day in range(1, 13)] + [(12, None)] * 4
    row = cycle_length(pipeline(spans)).iloc[0]
    # nobody is left out: 4 of 16 undecided, so half of the wins is 6 of 16 or, if all win, 8 of 16
    stops = cycle_length(pipeline(spans), min_at_risk=1).iloc[0]
    assert stops[["open_share", "aj_median_days", "aj_median_high_days"]].tolist() == [
        0.25,
        6.5,
        8.5,
    ]
    # with fewer than 10 left after day 7 the curve stops there: 7 of 16 won, 9 undecided
    assert row["open_share"] == 9 / 16
    assert (row["aj_median_days"], np.isnan(row["aj_median_high_days"])) == (4, True)
    assert (row["median_days"], row["unfinished"]) == (6.5, 4)


def test_limits_surround_their_medians():
    spans = [(day, outcome) for day in range(1, 40) for outcome in ("won", "lost")] + TEN_OPEN
    row = cycle_length(pipeline(spans)).iloc[0]
    for name in ("aj_median_days", "aj_median_high_days"):
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]
    assert row["mean_low"] < row["mean_days"] < row["mean_high"]


def test_missing_and_negative_spans_are_left_out_and_counted():
    created = [day(0), pd.NaT, day(31), day(0), pd.NaT, pd.NaT]
    pipe = pipeline(SIX, {"quoted_at": created})
    row = cycle_length(pipe, start="quoted_at").iloc[0]
    assert (row["deals"], row["excluded"], row["total_days"]) == (1, 2, 10)
    row = cycle_length(pipe, start="quoted_at", outcome="closed").iloc[0]
    assert (row["deals"], row["excluded"], row["total_days"]) == (2, 4, 15)


def test_open_deals_without_a_start_are_counted_apart():
    pipe = pipeline([*SIX, (0, None), (0, None)], {"quoted_at": [day(0)] * 7 + [pd.NaT]})
    row = cycle_length(pipe, start="quoted_at").iloc[0]
    assert row[["excluded", "unfinished", "unfinished_excluded"]].tolist() == [0, 1, 1]


def test_from_the_first_entry_to_a_stage():
    stops = [("A", 0), ("B", 4), ("A", 6), ("B", 7), ("Won", 10)]
    rows = [("d1", stage, day(at)) for stage, at in stops]
    rows += [("d2", "A", day(0)), ("d2", "Won", day(3))]  # skipped B
    pipe = ck.from_events(pd.DataFrame(rows, columns=["deal_id", "stage", "at"]), stages=["A", "B"])
    row = cycle_length(pipe, start="B").iloc[0]
    assert (row["deals"], row["total_days"], row["excluded"]) == (1, 6, 1)


def test_nothing_closed_yet():
    row = cycle_length(pipeline(TEN_OPEN)).iloc[0]
    assert row[["deals", "total_days", "excluded", "unfinished"]].tolist() == [0, 0, 0, 10]
    assert (
        row[["mean_days", "median_days", "aj_median_days", "open_share", "mean_low"]].isna().all()
    )
    assert outcome_curves(pipeline(TEN_OPEN)).empty


def test_one_deal():
    row = cycle_length(pipeline([(7, "won")])).iloc[0]
    assert row[["deals", "mean_days", "p90_days", "aj_median_days"]].tolist() == [1, 7, 7, 7]
    assert row[["mean_low", "aj_median_days_low"]].isna().all()


def test_no_deals():
    nobody = without_deals(pipeline(SIX))
    assert cycle_length(nobody).iloc[0]["deals"] == 0
    assert cycle_length(nobody, by="owner").empty
    assert list(cycle_length(nobody, by="owner"))[:2] == ["owner", "deals"]
    assert outcome_curves(nobody).empty
    assert list(outcome_curves(nobody, by="owner"))[:2] == ["owner", "days"]


def test_by_gives_one_row_per_group():
    pipe = pipeline(SIX, {"owner": ["Ola", "Ola", "Ada", "Ada", None, None]})
    table = cycle_length(pipe, by="owner")
    assert table["owner"].fillna("?").tolist() == ["Ada", "Ola", "?"]
    assert table["deals"].tolist() == [1, 2, 0]
    assert table["median_days"].tolist() == pytest.approx([30, 15, np.nan], nan_ok=True)
    curves = outcome_curves(pipe, by="owner")
    assert curves["owner"].fillna("?").tolist() == ["Ada"] * 2 + ["Ola"] * 2 + ["?"] * 2
    assert curves["days"].tolist() == [5, 30, 10, 20, 15, 25]
    assert curves["entered"].tolist() == [2] * 6


def test_curve_by_hand_with_a_close_on_day_0():
    spans = [(0, "won"), (0, "lost"), (2, "dropped"), (4, "won")]
    curve = outcome_curves(pipeline(spans))
    assert list(curve) == [
        *("days", "won", "lost", "dropped", "open", "at_risk"),
        *("won_low", "won_high", "lost_low", "lost_high", "entered", "excluded", "note"),
    ]
    assert curve["days"].tolist() == [0, 2, 4]
    assert curve["won"].tolist() == [0.25, 0.25, 0.5]
    assert curve["lost"].tolist() == [0.25, 0.25, 0.25]
    assert curve["dropped"].tolist() == [0, 0.25, 0.25]
    assert curve["open"].tolist() == [0.5, 0.25, 0]
    assert curve["at_risk"].tolist() == [4, 2, 1]
    assert (curve["won_low"] < curve["won"]).all()
    assert (curve["lost_high"] > curve["lost"]).all()


def test_curve_stops_where_few_are_left_of_whom_some_are_unfinished():
    spans = [(number, "won") for number in range(1, 13)]
    assert len(outcome_curves(pipeline(spans))) == 12
    assert outcome_curves(pipeline([*spans, (12, None)]))["days"].tolist() == [1, 2, 3, 4]
    assert len(outcome_curves(pipeline([*spans, (12, None)]), min_at_risk=1)) == 12


@pytest.mark.parametrize("start", ["created_at", "quoted_at", "B"])
def test_curve_is_that_of_scikit_survival(start):
    pipe = odd_pipeline("pandas")
    deals = pipe.deals
    if start == "B":
        first = pipe.visits[pipe.visits["stage"] == "B"].groupby("deal_id")["entered_at"].min()
        deals = deals.assign(B=deals["deal_id"].map(first))
    end = deals["closed_at"].where(deals["outcome"] != "open", pipe.until)
    spans = (end - deals[start]).dt.total_seconds() // 1 / 86400
    known = spans >= 0
    causes = deals["outcome"].astype("str").map({"open": 0, "won": 1, "lost": 2, "dropped": 3})
    days, shares = cumulative_incidence_competing_risks(causes[known].to_numpy(), spans[known])
    curve = outcome_curves(pipe, start=start, min_at_risk=1)
    row = np.searchsorted(days, curve["days"] - 1e-9)
    assert len(curve) >= 10
    assert not np.signbit(curve["days"]).any()
    assert (curve["entered"].iloc[0], curve["excluded"].iloc[0]) == (known.sum(), (~known).sum())
    for cause, name in enumerate(("won", "lost", "dropped"), start=1):
        assert curve[name].to_numpy() == pytest.approx(shares[cause, row], abs=1e-12)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("options", [{}, {"by": "owner"}, {"start": "quoted_at"}, {"start": "B"}])
def test_the_same_on_every_engine(engine, options):
    ours, theirs = odd_pipeline("pandas"), odd_pipeline(engine)
    alike = {"rtol": 1e-9, "atol": 1e-9, "check_dtype": False}
    for metric in (cycle_length, outcome_curves):
        pd.testing.assert_frame_equal(metric(theirs, **options), metric(ours, **options), **alike)
    closed = [cycle_length(pipe, outcome="closed", **options) for pipe in (theirs, ours)]
    pd.testing.assert_frame_equal(*closed, **alike)


def test_nothing_is_changed():
    pipe = pipeline(SIX)
    before = pipe.deals.copy()
    cycle_length(pipe, by="owner", start="A")
    outcome_curves(pipe, by="owner")
    pd.testing.assert_frame_equal(pipe.deals, before)


def test_unknown_start_lists_what_is_possible():
    with pytest.raises(QuestionError) as error:
        cycle_length(pipeline(SIX), start="signed")
    assert str(error.value) == (
        'There is no start "signed".\n'
        'Dates of deals are "created_at", "closed_at", "expected_close", "lead_created_at", '
        '"first_contact_at", "last_activity_at"; stages are "A", "B".\n'
        'Use one of these, for example start="created_at".'
    )


def test_a_stage_as_start_needs_history():
    with pytest.raises(QuestionError) as error:
        outcome_curves(replace(pipeline(SIX), recorded=False), start="B")
    assert str(error.value) == (
        'Counting from the stage "B" needs to know when deals entered their stages.\n'
        "This data has only the last stage of each deal.\n"
        "Export the stage history too (deal, stage, date of each change) "
        "and pass it as ck.load(..., history=...)."
    )


def test_unknown_outcome():
    with pytest.raises(QuestionError) as error:
        cycle_length(pipeline(SIX), outcome="open")
    assert str(error.value) == (
        'ck.cycle_length knows no outcome="open".\n'
        'It knows "won", "lost", "closed".\n'
        'Choose one of them, for example ck.cycle_length(pipe, outcome="won").'
    )


def test_by_must_not_name_a_column_of_the_result():
    with pytest.raises(ColumnError, match='by="deals" would clash'):
        cycle_length(pipeline(SIX, {"deals": 1}), by="deals")


def test_of_three_wins_nobody_knows_how_far_off_their_median_is():
    """Ten deals, nothing open: the limits from three wins would hold 87 % of such companies, not 95 %."""
    lost = [f"{n} A 2024-01-01|{n} Lost 2024-01-{9 + n:02}" for n in range(10, 17)]
    for wins, known in ((1, False), (3, False), (4, True), (6, True)):
        won = [f"{n} A 2024-01-01|{n} Won 2024-02-{3 * n + 1:02}" for n in range(wins)]
        rows = events(*(row for pair in lost + won for row in pair.split("|")))
        table = ck.cycle_length(ck.from_events(rows, stages=["A"])).iloc[0]
        assert table["deals"] == wins and not np.isnan(table["aj_median_days"])
        limits = table[["aj_median_days_low", "aj_median_high_days_low"]].notna()
        assert limits.tolist() == [known, known]
