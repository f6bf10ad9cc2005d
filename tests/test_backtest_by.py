"""Forecasts of past dates by owner and by columns of dated exports, as they stood then."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import ColumnError, QuestionError
from tests.companies_over_time import Habits, company

HEADER = "Deal ID,Stage,Owner,Created Date,Close Date,Amount,Probability,Expected close,Call"
MARCH = [
    "1,Offer,Ada,2025-03-01,,1000,50%,2025-04-20,Commit",
    "2,Offer,Ada,2025-03-02,,2000,50%,2025-04-25,Best case",
    "3,Offer,Bo,2025-03-03,,500,80%,2025-04-10,Commit",
    "4,Offer,Bo,2025-03-04,,700,20%,2025-06-15,Pipeline",
]
APRIL = [
    "1,Won,Ada,2025-03-01,2025-04-10,1000,100%,2025-04-10,Closed",
    "2,Offer,Cy,2025-03-02,,2000,90%,2025-05-25,Commit",
    "3,Won,Bo,2025-03-03,2025-04-04,500,100%,2025-04-04,Closed",
    "4,Offer,Bo,2025-03-04,,700,20%,2025-06-15,Pipeline",
]


def exports(tmp_path, march=MARCH, april=APRIL, header=HEADER):
    for day, rows in {"2025-03-31": march, "2025-04-30": april}.items():
        text = "\n".join([header, *rows]) + "\n"
        (tmp_path / f"deals_{day}.csv").write_text(text, encoding="utf-8")
    return ck.load(tmp_path, stages=["Offer"])


def test_by_owner_with_bias(tmp_path):
    for methods in ("crm", None):
        table = ck.backtest(exports(tmp_path), by="owner", horizon=30, methods=methods)
        table = table.set_index("owner")
        assert list(table.index) == ["Ada", "Bo"]  # of that day: Cy has one of these deals since
        assert table["date"].unique().tolist() == [pd.Timestamp("2025-03-31")]
        assert table["predicted"].tolist() == pytest.approx([1500, 400])
        assert table["actual"].tolist() == [1000, 500]
        assert table["bias"].tolist() == pytest.approx([0.5, -0.2])
        assert table["error"].tolist() == pytest.approx([500, -100])
        assert table["note"].tolist() == ["", ""]


def test_own_columns_of_dated_exports_are_those_of_the_day(tmp_path):
    pipe = exports(tmp_path)
    table = ck.backtest(pipe, by="Call", horizon=30, methods="crm").set_index("Call")
    assert table["deals"].to_dict() == {"Best case": 1, "Commit": 2, "Pipeline": 1}
    assert table.loc["Commit", ["won", "won_share", "closed_share"]].tolist() == [2, 1, 1]
    assert table.loc["Best case", ["won", "won_share"]].tolist() == [0, 0]
    assert np.isnan(table.loc["Pipeline", "bias"])  # nothing came: no ratio
    assert table["note"].unique().tolist() == [""]
    past = pipe.rewind("2025-03-31").deals.set_index("deal_id")["Call"]
    assert past.to_dict() == {"1": "Commit", "2": "Best case", "3": "Commit", "4": "Pipeline"}
    assert pipe.deals.set_index("deal_id").loc["2", "Call"] == "Commit"


def test_own_columns_of_two_kinds_stay_as_they_are(tmp_path):
    march = [row.rsplit(",", 1)[0] + f",{number}" for number, row in enumerate(MARCH)]
    pipe = exports(tmp_path, march=march)
    assert "Call" not in pipe.changes
    table = ck.backtest(pipe, by="Call", horizon=30, methods="crm")
    assert table["note"].unique().tolist() == ["As they are now, not as they were then: Call."]


def test_groups_add_up_to_the_open_deals():
    pipe = company(Habits(a_month=20, months=14), 3)
    whole = ck.backtest(pipe, horizon=60, methods=["stage", "run_rate"])
    parts = ck.backtest(pipe, horizon=60, methods=["stage", "run_rate"], by="owner")
    sums = parts.groupby(["method", "date"], sort=False)["deals"].sum()
    expected = whole.set_index(["method", "date"])["deals"]
    assert sums.sort_index().tolist() == expected.sort_index().tolist()
    assert (parts["won"] <= parts["closed"]).all() and (parts["closed"] <= parts["deals"]).all()
    assert (parts["error"] == parts["predicted"] - parts["actual"]).all()


def test_as_a_few_lines_of_pandas_say():
    pipe = company(Habits(a_month=20, months=14), 5)
    table = ck.backtest(pipe, horizon=60, methods="stage", by="owner")
    assert set(table["owner"]) == set(pipe.deals["owner"])
    for row in table.itertuples():
        then, later = (pipe.rewind(at).deals for at in (row.date, row.date + pd.Timedelta(days=60)))
        mine = then[(then["outcome"] == "open") & (then["owner"] == row.owner)]
        ended = later.set_index("deal_id").loc[mine["deal_id"], "outcome"]
        assert (row.deals, row.won) == (len(mine), (ended == "won").sum())
        assert row.closed == (ended != "open").sum()


def test_said_and_drawn(tmp_path):
    table = ck.backtest(exports(tmp_path), by="owner", horizon=30, methods="crm")
    assert str(charts.bias_words(table)).splitlines() == [
        "By the CRM's chances, of the deals that were open on 31 Mar 2025:",
        "Farthest too high: Ada, 1.5\xa0k predicted and 1\xa0k came (+50\xa0%).",
        "Farthest too low: Bo, 400 predicted and 500 came (−20\xa0%).",
        "Ada: 1 of 2 deals closed by the end of the days (50\xa0%), 1 won.",
        "Bo: 1 of 2 deals closed by the end of the days (50\xa0%), 1 won.",
        "These are too few to judge.",
    ]
    calls = ck.backtest(exports(tmp_path), by="Call", horizon=30)
    said = "Commit: 2 of 2 deals closed by the end of the days (100\xa0%), 2 won."
    assert said in str(charts.bias_words(calls)).splitlines()
    drawn = " ".join(note.text for note in ck.backtest_chart(calls).layout.annotations)
    assert said in drawn.replace("<br>", " ")
    bars = [trace for trace in ck.backtest_chart(table).data if trace.type == "bar"]
    drawn = {
        (bar.customdata[k][2], bar.base[k], bar.x[k]) for bar in bars for k in range(len(bar.x))
    }
    assert drawn == {("Ada", 0, 1000), ("Ada", 1000, 500), ("Bo", 0, 400), ("Bo", 400, 100)}
    assert not ck.backtest_chart(table.iloc[:0]).data


def test_money_in_several_currencies_is_not_known(tmp_path):
    march, april = ([f"{row},{c}" for row, c in zip(rows, ["EUR", "EUR", "USD", "USD"], strict=True)]
                    for rows in (MARCH, APRIL))  # fmt: skip
    pipe = exports(tmp_path, march, april, HEADER + ",Currency")
    table = ck.backtest(pipe, by="owner", horizon=30, methods="crm")
    assert table[["predicted", "actual", "bias"]].isna().all(axis=None)
    assert table["won"].tolist() == [1, 1]
    assert table["note"].str.contains("several currencies").all()
    drawn = ck.backtest_chart(table).layout.annotations[0].text.replace("<br>", " ")
    assert "Ada: 1 of 2 deals closed by the end of the days" in drawn
    assert "several currencies" in drawn and "No deals were open" not in drawn


@pytest.mark.parametrize(
    ("note", "said"),
    [("", "too little history"), ("Not known in one sum.", "Not known in one sum.")],
)
def test_a_table_without_money_says_why_it_has_none(note, said):
    row = {"method": "stage", "date": pd.Timestamp("2025-03-31"), "predicted": None, "actual": None, "p10": None,
           "p90": None, "inside_interval": None, "deals": 4, "note": note}  # fmt: skip
    drawn = ck.backtest_chart(pd.DataFrame([row])).to_json()
    assert said in drawn and ("too little history" in drawn) == (not note)


@pytest.mark.parametrize(
    ("biases", "high", "low"),
    [
        ([0.5, 0.5, -0.2], "Farthest too high: Ada and Bo (+50 % each).", "Farthest too low: Cy, "),
        (
            [0.5, -0.2, -0.2],
            "Farthest too high: Ada, ",
            "Farthest too low: Bo and Cy (−20 % each).",
        ),
    ],
)
def test_who_is_as_far_off_as_others_is_told_with_them(tmp_path, biases, high, low):
    table = ck.backtest(exports(tmp_path), by="owner", horizon=30, methods="crm").iloc[[0, 0, 0]]
    words = str(charts.bias_words(table.assign(owner=["Ada", "Bo", "Cy"], bias=biases)))
    words = words.replace("\xa0", " ")
    assert high in words and low in words


def test_what_is_refused(tmp_path):
    pipe = exports(tmp_path)
    with pytest.raises(ColumnError, match='There is no column "ownr"'):
        ck.backtest(pipe, by="ownr")
    with pytest.raises(QuestionError, match="cannot be split by outcome"):
        ck.backtest(pipe, by="outcome")


@pytest.mark.parametrize("by", ["owner", "Call", ["owner", "Call"]])
@pytest.mark.parametrize("more", [{}, {"every": "week"}, {"every": "quarter", "horizon": 60}])
def test_too_many_days_are_refused_with_the_line_that_answers(tmp_path, by, more):
    pipe = exports(tmp_path)
    with pytest.raises(QuestionError) as refused:
        ck.backtest(pipe, by=by, **more)
    assert "the data end on 2025-04-30" in str(refused.value)
    line = refused.value.fix.removeprefix("Write it as ").removesuffix(", or export a longer time.")
    assert len(eval(line, {"ck": ck, "pipe": pipe}))
    days = int(line.split("horizon=")[1].rstrip(")"))
    with pytest.raises(QuestionError):
        ck.backtest(pipe, by=by, **{**more, "horizon": days + 1})
