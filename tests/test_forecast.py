"""Forecasts of companies small enough to count by hand, and an independent Aalen-Johansen."""

import re

import numpy as np
import pandas as pd
import pytest
from sksurv.nonparametric import cumulative_incidence_competing_risks

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.chances import conditional_wins
from cycle_kit.metrics.past import known
from cycle_kit.metrics.standing import Lifetimes, open_at
from tests.companies import ENGINES
from tests.companies_over_time import Habits, company
from tests.samples import EXPORTS, loaded, part

START = pd.Timestamp("2024-01-01")


# ---- chances


@pytest.mark.parametrize("seed", range(4))
def test_conditional_wins_are_those_of_scikit_survival_on_the_visits_that_lasted(seed):
    dice = np.random.default_rng(seed)
    count = 120
    decided = np.round(dice.exponential(30, count) + 0.5, 1 if seed % 2 else 0)
    stay = np.minimum(decided, np.round(dice.exponential(20, count)))
    event = dice.integers(0, 3, count)  # unfinished, won, lost
    ages = np.array([0.0, 3.0, 11.0, 20.0])
    days = 15.0
    p, n, _ = conditional_wins(
        ages, days, stay=stay, decided=decided, won=event == 1, ended=event > 0
    )
    for u, ours, lasted in zip(ages, p, n, strict=True):
        subset = (stay >= u) & (decided > u)
        when, shares = cumulative_incidence_competing_risks(event[subset], decided[subset] - u)
        assert lasted == subset.sum()
        assert ours == pytest.approx(shares[1][when <= days + 1e-9][-1], abs=1e-12)


def waiting():
    """60 deals of one stage, five a week from January: of five, two are won on day 7 and three lost
    on day 70; and one open deal that has waited for 40 days at the end of the data."""
    rows = []
    for number in range(60):
        day = START + pd.Timedelta(days=7 * (number // 5))
        end, days = ("Won", 7) if number % 5 < 2 else ("Lost", 70)
        rows += [(f"{number:02}", "A", day), (f"{number:02}", end, day + pd.Timedelta(days=days))]
    rows.append(("old", "A", pd.Timestamp("2024-08-01")))
    rows += [(f"new{number}", "A", pd.Timestamp("2024-09-10")) for number in range(2)]
    return pd.DataFrame(rows, columns=["deal_id", "stage", "at"]).astype({"at": "datetime64[us]"})


def test_waiting_is_known_to_history_and_not_to_stage():
    """Winners leave after 7 days: who has waited for 40 is among the losers. Of 61 that were there on
    their first day, the one still open among them, 24 were won within 14."""
    pipe = ck.from_events(waiting(), stages=["A"])
    assert pipe.as_of == pd.Timestamp("2024-09-10")
    by = {
        method: ck.forecast(pipe, until="2024-09-24", method=method, per="deal").set_index(
            "deal_id"
        )
        for method in ("history", "stage")
    }
    assert by["history"].loc["old", ["p_win_by", "basis"]].tolist() == [0.0, "history"]
    assert by["history"].loc["new0", ["p_win_by", "basis"]].tolist() == [
        pytest.approx(24 / 61),
        "history",
    ]
    shares = by["stage"]["p_win_by"].unique()
    assert len(shares) == 1 and 0 < shares[0] < 0.4


def test_stage_counts_the_furthest_stage_at_earlier_month_starts():
    """Winners stay a week: open at the beginning of a month are only the two of 29 January and the
    two of 26 February, beside the losers of the last ten weeks."""
    pipe = ck.from_events(waiting(), stages=["A"])
    found = ck.forecast(pipe, until="2024-09-24", method="stage", per="deal")
    frame = waiting().pivot_table(aggfunc="first", index="deal_id", columns="stage", values="at")
    hits = counted = 0
    for start in pd.date_range("2024-02-01", "2024-08-01", freq="MS"):
        ended = frame["Won"].fillna(frame["Lost"])
        there = (frame["A"] < start) & ~(ended < start)
        counted += there.sum()
        hits += (there & (frame["Won"] < start + pd.Timedelta(days=14))).sum()
    assert hits == 4
    assert found["p_win_by"].tolist() == pytest.approx([hits / counted] * 3)


def monthly():
    """Each month from January to June 24 deals in stage A on the 20th: 6 won and 18 lost on the 10th."""
    rows = []
    for month in range(1, 7):
        for number in range(24):
            name, end = f"{month}-{number:02}", "Won" if number < 6 else "Lost"
            rows.append((name, "A", pd.Timestamp(2024, month, 20)))
            if month < 6:
                rows.append((name, end, pd.Timestamp(2024, month + 1, 10)))
    frame = pd.DataFrame(rows, columns=["deal_id", "stage", "at"]).astype({"at": "datetime64[us]"})
    people = frame.groupby("deal_id", as_index=False).agg(created_at=("at", "min"))
    people["amount"] = np.where(people["deal_id"].str.startswith("6"), 10.0, 40.0)
    people["owner"] = np.where(people["deal_id"].str.endswith("1"), "Ola", "Rana")
    people["last_activity_at"] = pd.Series(pd.Timestamp("2024-06-30"), people.index).astype(
        "datetime64[us]"
    )
    return frame, people


def monthly_pipe(engine="pandas", **columns):
    frame, people = monthly()
    native = ENGINES[engine]
    return ck.from_events(native(frame), stages=["A"], deals=native(people.assign(**columns)))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("method", ["stage", "history", "run_rate"])
def test_a_quarter_is_won_in_the_next_month(engine, method):
    found = ck.forecast(monthly_pipe(engine), until="2024-07-30", method=method, per="deal")
    assert len(found) == 24
    assert found["p_win_by"].to_numpy() == pytest.approx(0.25)
    assert found["expected_value"].sum() == pytest.approx(24 * 0.25 * 10)
    assert set(found["basis"]) == {method}
    assert list(found) == [
        "deal_id", "owner", "stage", "value", "p_win_by", "expected_value", "basis", "value_imputed",
        "method", "note",
    ]  # fmt: skip


def test_not_yet_created_comes_from_earlier_equal_spans():
    """Over 30 days nothing that begins on the 20th is won within the month that begins on the 1st;
    over 60 days the 6 begun in the first month are (240 in money)."""
    by = {"method": "history"}
    found = ck.forecast(monthly_pipe(), until="2024-07-30", **by).set_index("part")
    assert found.loc["not yet created", "expected_deals"] == 0
    found = ck.forecast(monthly_pipe(), until="2024-08-29", **by).set_index("part")
    assert found.loc["not yet created", ["expected_deals", "expected_value"]].tolist() == [
        6.0,
        240.0,
    ]
    assert found.loc[
        "open deals", ["deals", "expected_deals", "expected_value"]
    ].tolist() == pytest.approx([24, 6, 60])
    assert found.loc["all", ["expected_deals", "expected_value"]].tolist() == pytest.approx(
        [12.0, 300.0]
    )
    assert found.loc["open deals", "top3_share"] == pytest.approx(3 / 24)
    assert (found["p10"] <= found["p50"]).all() and (found["p50"] <= found["p90"]).all()
    assert list(found) == [
        "deals",
        "expected_deals",
        "expected_value",
        "p10",
        "p50",
        "p90",
        "top3_share",
        "method",
        "why",
        "note",
    ]


def test_run_rate_is_what_was_won_in_the_last_equal_span():
    """In the 30 days to 30 June six deals were won, all open at the beginning of June, 40 each."""
    found = ck.forecast(monthly_pipe(), until="2024-07-30", method="run_rate").set_index("part")
    assert found.loc["open deals", ["expected_deals", "expected_value"]].tolist() == [6.0, 240.0]
    assert found.loc["not yet created", "expected_value"] == 0
    owners = ck.forecast(monthly_pipe(), until="2024-07-30", method="run_rate", per="owner")
    mine = owners[owners["part"] == "open deals"].set_index("owner")["expected_value"]
    assert mine.to_dict() == {"Ola": 40.0, "Rana": 200.0}


def test_owners_add_up_to_the_whole():
    table = ck.forecast(monthly_pipe(), until="2024-08-29", per="owner")
    whole = ck.forecast(monthly_pipe(), until="2024-08-29").set_index("part")
    mine = table[table["part"] == "open deals"]
    assert mine["owner"].tolist() == ["Ola", "Rana"]
    assert mine["deals"].tolist() == [3, 21]
    assert mine["expected_value"].sum() == pytest.approx(whole.loc["open deals", "expected_value"])
    assert table["part"].iloc[-1] == "not yet created" and pd.isna(table["owner"].iloc[-1])


def test_crm_counts_its_probability_where_the_close_is_expected_by_then():
    _, people = monthly()
    due = pd.Series(pd.NaT, people.index).astype("datetime64[us]")
    own = pd.Series(np.nan, people.index)
    here = {"6-00": "2024-07-15", "6-01": "2024-06-01", "6-02": "2024-09-01", "6-03": "2024-06-30"}
    for name, day in here.items():
        due[people["deal_id"] == name] = pd.Timestamp(day)
        own[people["deal_id"] == name] = 0.5
    due[people["deal_id"] == "6-04"] = pd.Timestamp("2024-07-29 16:00")
    pipe = monthly_pipe(expected_close=due, probability=own)
    found = ck.forecast(pipe, until="2024-07-30", method="crm", per="deal").set_index("deal_id")
    assert found.loc["6-00", ["p_win_by", "basis"]].tolist() == [0.5, "crm"]
    assert found.loc["6-01", ["p_win_by", "basis"]].tolist() == [0.0, "crm: expected close is past"]
    assert found.loc["6-02", ["p_win_by", "basis"]].tolist() == [0.0, "crm: expected later"]
    assert found.loc["6-03", ["p_win_by", "basis"]].tolist() == [0.5, "crm"]
    assert found.loc["6-04", ["p_win_by", "basis"]].tolist() == [0.0, "crm: no probability"]
    assert found.loc["6-05", ["p_win_by", "basis"]].tolist() == [0.0, "crm: no expected close"]
    whole = ck.forecast(pipe, until="2024-07-30", method="crm").set_index("part")
    assert whole.loc["open deals", "expected_value"] == 10.0  # half of two deals of 10


def test_missing_amounts_are_the_mean_won_value_of_the_segment_and_marked():
    _, people = monthly()
    segment = np.where(people["deal_id"].str[-1].astype(int) % 2 == 0, "B2B", "B2C")
    amount = people["amount"].where(people["deal_id"] != "6-00")
    amount = amount.mask((segment == "B2B") & ~people["deal_id"].str.startswith("6"), 90.0)
    found = ck.forecast(
        monthly_pipe(amount=amount, segment=segment), until="2024-07-30", per="deal"
    ).set_index("deal_id")
    assert found.loc["6-00", ["value", "value_imputed"]].tolist() == [90.0, True]
    assert found["value_imputed"].sum() == 1


# ---- ranges


def test_ranges_are_the_same_every_time_and_wider_where_months_differ():
    calm, wild = (company(Habits(uneven=uneven, months=24), 5) for uneven in (0.0, 1.0))
    tables = [
        ck.forecast(pipe, until=pipe.as_of + pd.Timedelta(days=28), method="history")
        for pipe in (calm, calm, wild)
    ]
    pd.testing.assert_frame_equal(tables[0], tables[1])
    widths = [(t["p90"] - t["p10"]).iloc[0] / t["expected_value"].iloc[0] for t in tables]
    assert widths[2] > widths[0]


# ---- refusals


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"until": "2024-06-01"},
         "until= lies before the end of the data.\nThe data speaks for 2024-06-30.\n"
         "Choose a later date, or rewind the pipeline first."),
        ({"until": "2024-07-30", "method": "hope"},
         'ck.forecast knows no method="hope".\n'
         'It knows "best", "rates", "history", "stage", "crm", "run_rate", "recent".\n'
         'Choose one of them, for example ck.forecast(pipe, until="2024-07-30", method="best").'),
        ({"until": "2024-07-30", "per": "team"},
         'ck.forecast knows no per="team".\nIt knows "period", "owner", "deal".\n'
         'Choose one of them, for example ck.forecast(pipe, until="2024-07-30", per="period").'),
        ({"until": "2025-07-30", "method": "history"},
         "There is too little history for a forecast over 395 days.\n"
         "0 deals were open at a month start that has as many days after it, and 20 are needed.\n"
         'Choose until="2024-09-29" or earlier, or export a longer time, with the deals closed in it.'),
        ({"until": "2025-07-30", "method": "run_rate"},
         "There is too little history for a forecast over 395 days.\n"
         "The data begins less than 395 days before its end.\n"
         'Choose until="2024-12-09" or earlier, or export a longer time, with the deals closed in it.'),
        ({"until": "2024-07-30", "method": "crm"},
         'A forecast by "crm" needs a probability and an expected closing date of open deals.\n'
         "Of 24 open deals 0 have the one, 0 the other.\n"
         'Export both, or use method="history".'),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_with_what_is_missing(options, message):
    with pytest.raises(QuestionError) as error:
        ck.forecast(monthly_pipe(), **options)
    assert str(error.value) == message


def test_without_stage_dates_history_refuses():
    pipe = loaded("pipedrive")
    with pytest.raises(QuestionError) as error:
        ck.forecast(pipe, until="2025-12-31", method="history")
    assert str(error.value) == (
        'A forecast by "history" needs to know when deals entered their stages.\n'
        "This data has only the last stage of each deal.\n"
        "Export the stage history too (deal, stage, date of each change) and pass it as "
        "ck.load(..., history=...)."
    )
    with pytest.raises(QuestionError) as error:
        ck.backtest(pipe, methods="history")
    assert str(error.value).startswith('A back-test of "history" needs to know when deals entered')


def test_no_open_deals_are_worth_nothing():
    frame, people = monthly()
    kept = ~frame["deal_id"].str.startswith("6")
    people = people[~people["deal_id"].str.startswith("6")]
    pipe = ck.from_events(frame[kept], stages=["A"], deals=people)
    found = ck.forecast(pipe, until="2024-07-30").set_index("part")
    assert found.loc["open deals", ["deals", "expected_value", "p90"]].tolist() == [0, 0.0, 0.0]
    assert ck.forecast(pipe, until="2024-07-30", per="deal").empty


@pytest.mark.parametrize("per", ["period", "owner"])
def test_without_amounts_no_money_is_forecast(per):
    frame, people = monthly()
    pipe = ck.from_events(frame, stages=["A"], deals=people.assign(amount=float("nan")))
    found = ck.forecast(pipe, until="2024-07-30", per=per)
    assert found["expected_deals"].max() > 0
    assert found[["expected_value", "p10", "p50", "p90"]].isna().all().all()


# ---- who was open then


def undated():
    """60 deals created on each month's 1st from January to May; half of those of a month are won on
    the 20th of the next one; their visits are not dated. Another 5 were lost, nobody knows when."""
    rows = []
    for month in range(1, 6):
        for number in range(12):
            won = number < 6 and month < 5
            closed = f"2024-{month + 1:02}-20" if won else ""
            stage = "Closed Won" if won else "Proposal"
            rows.append((f"{month}-{number:02}", stage, f"2024-{month:02}-01", closed, 10.0))
    rows += [(f"x{number}", "Closed Lost", "2024-01-01", "", 10.0) for number in range(5)]
    return pd.DataFrame(rows, columns=["Deal ID", "Stage", "Created", "Closed", "Amount"])


def test_deals_are_open_between_creation_and_closing_dated_visit_or_not(tmp_path):
    undated().to_csv(tmp_path / "deals.csv", index=False)
    pipe = ck.load(tmp_path / "deals.csv", as_of="2024-05-31")
    facts = known(pipe)
    for day, still in (("2024-01-15", 12), ("2024-02-25", 18), ("2024-05-01", 30)):
        then = open_at(facts, pd.Timestamp(day), Lifetimes.of(facts))
        assert len(then.deal) == still, day
    found = ck.forecast(pipe, until="2024-06-30", method="run_rate").set_index("part")
    assert found.loc["all", ["expected_deals", "expected_value"]].tolist() == [6.0, 60.0]


@pytest.mark.parametrize("pipeline", ["B2B", "B2C"])
def test_the_same_deals_in_every_layout_come_as_often_as_last_time(pipeline):
    tables = [
        ck.forecast(part(name, pipeline), until="2026-01-29", method="run_rate") for name in EXPORTS
    ]
    for table in tables[1:]:
        same = ["part", "deals", "expected_deals", "expected_value", "top3_share"]
        pd.testing.assert_frame_equal(tables[0][same], table[same])


def test_owners_without_an_open_deal_count_in_the_run_rate():
    frame, people = monthly()
    people["owner"] = np.where(people["deal_id"] == "5-00", "Gone", people["owner"])
    pipe = ck.from_events(frame, stages=["A"], deals=people)
    whole = ck.forecast(pipe, until="2024-07-30", method="run_rate").set_index("part")
    owners = ck.forecast(pipe, until="2024-07-30", method="run_rate", per="owner")
    mine = owners[owners["part"] == "open deals"].set_index("owner")
    assert mine.loc["Gone", ["deals", "expected_deals"]].tolist() == [0, 1.0]
    assert mine["expected_deals"].sum() == whole.loc["open deals", "expected_deals"] == 6.0


@pytest.mark.parametrize("method", ["best", "rates", "history", "stage", "run_rate", "recent"])
@pytest.mark.parametrize("deals", [5, 19, 25])
def test_an_earlier_date_is_proposed_only_where_one_does(method, deals):
    """Of few closed deals no date is near enough; else the date that is named does."""
    frame, people = monthly()
    few = people["deal_id"].head(deals)
    frame, people = frame[frame["deal_id"].isin(few)], people[people["deal_id"].isin(few)]
    pipe = ck.from_events(frame, stages=["A"], deals=people)
    with pytest.raises(QuestionError) as error:
        ck.forecast(pipe, until="2029-12-31", method=method)
    named = re.search(r'until="([\d-]+)" or earlier', error.value.fix)
    if named:
        assert len(ck.forecast(pipe, until=named[1], method=method)) == 3
        return
    assert error.value.fix == "Export a longer time, with the deals closed in it."
    with pytest.raises(QuestionError):
        ck.forecast(pipe, until=pipe.as_of + pd.Timedelta(days=1), method=method)


@pytest.mark.parametrize("deals", [5, 19, 200])
@pytest.mark.parametrize("horizon", [60, 400, 3000])
def test_a_shorter_horizon_is_proposed_only_where_one_does(deals, horizon):
    frame, people = monthly()
    few = people["deal_id"].head(deals)
    pipe = ck.from_events(
        frame[frame["deal_id"].isin(few)], stages=["A"], deals=people[people["deal_id"].isin(few)]
    )
    try:
        ck.backtest(pipe, horizon=horizon)
    except QuestionError as error:
        named = re.search(r"Try horizon=(\d+) or less", error.fix)
        if named:
            assert len(ck.backtest(pipe, horizon=int(named[1])))
            return
        with pytest.raises(QuestionError):
            ck.backtest(pipe, horizon=1)
