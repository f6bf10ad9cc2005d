"""Open value period by period: the examples by hand, and what always holds."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, without_deals
from tests.test_changes import COMPANIES, EXPORTS, HEADER
from tests.test_waterfall import FLOWS, ODD, check, pipe_of, values


@pytest.fixture
def exports(tmp_path):
    for day, rows in EXPORTS.items():
        text = "\n".join([HEADER, *rows]) + "\n"
        (tmp_path / f"deals_{day}.csv").write_text(text, encoding="utf-8")
    return ck.load(tmp_path, stages=["New", "Proposal"])


def test_the_week_between_two_exports(exports):
    found = ck.waterfall(exports, "2024-03-03", "2024-03-10", every="week")
    assert list(found) == ["period", "item", "deals", "value", "note", "label"]
    assert set(found["period"]) == {pd.Timestamp("2024-03-04")} and set(found["note"]) == {""}
    sums = values(found)
    assert (sums["opening"], sums["new"], sums["raised"]) == (6500, 700, 500)
    assert (sums["won"], sums["lost"], sums["closing"]) == (-2000, -500, 5200)


@pytest.mark.parametrize("engine", ENGINES)
def test_months_of_a_log(engine):
    pipe = pipe_of(engine)
    found = ck.waterfall(pipe, every="month")
    assert found["label"].unique().tolist() == ["2024-02"]  # deals came on 2 January
    assert values(found) == pytest.approx(
        values(ck.waterfall(pipe, "2024-01-31", "2024-02-29")), nan_ok=True
    )


def test_the_first_and_last_are_cut_and_say_so():
    found = ck.waterfall(pipe_of(), "2024-01-10", "2024-02-20", every="month")
    assert found["label"].unique().tolist() == ["2024-01", "2024-02"]
    notes = found.drop_duplicates("period")["note"].tolist()
    assert notes[0].startswith("Not a whole month: only what came after 2024-01-10.")
    assert notes[1].startswith("Not a whole month: only what came until 2024-02-20.")


@pytest.mark.parametrize("name", COMPANIES)
def test_each_opens_with_what_the_one_before_closed_with(name):
    pipe = ODD[name]()
    first = pipe.deals["created_at"].min().normalize()
    start, end = pd.date_range(first, pipe.as_of.normalize(), periods=5).normalize()[1:4:2]
    found, whole = (
        ck.waterfall(pipe, start, end, every="quarter"),
        ck.waterfall(pipe, start, end),
    )
    parts = [rows for _, rows in found.groupby("period")]
    assert len(parts) > 1
    for rows in parts:
        check(rows)
    ends = found.pivot_table(index="period", columns="item", values="value")
    assert ends["closing"].iloc[:-1].tolist() == pytest.approx(ends["opening"].iloc[1:].tolist())
    sums = values(whole)
    assert (ends["opening"].iloc[0], ends["closing"].iloc[-1]) == pytest.approx(
        (sums["opening"], sums["closing"])
    )
    flows = [item for item in FLOWS if item in ends]
    assert ends[flows].sum().sum() == pytest.approx(
        sum(sums[item] for item in flows if not pd.isna(sums[item])), abs=1e-6
    )


def test_groups_stand_first():
    found = ck.waterfall(pipe_of(), "2024-01-31", "2024-02-29", every="month", by="owner")
    assert list(found)[:3] == ["owner", "period", "item"] and set(found["owner"]) == {"Ola"}


@pytest.mark.parametrize(
    ("ask", "wrong"),
    [
        (lambda pipe: ck.waterfall(pipe), "waterfall needs a start and an end"),
        (lambda pipe: ck.waterfall(pipe, "2024-01-31"), "waterfall needs a start and an end"),
        (lambda pipe: ck.waterfall(pipe, every="year"), "There is no whole year in the data"),
        (
            lambda pipe: ck.waterfall(pipe, "2024-02-29", "2024-01-31", every="week"),
            "waterfall needs a start before its end",
        ),
    ],
)
def test_what_cannot_be_asked_is_told_with_a_line_that_works(ask, wrong):
    pipe = pipe_of()
    with pytest.raises(QuestionError) as error:
        ask(pipe)
    assert error.value.wrong.startswith(wrong)
    line = error.value.fix[error.value.fix.index("ck.") :].split("), or")[0].rstrip(".")
    line += ")" * (line.count("(") - line.count(")"))
    assert len(eval(line, {"ck": ck, "pipe": pipe}))


def test_one_deal_and_nobody():
    one = ck.from_events(events("1 A 2024-01-05", "1 Won 2024-04-05"), stages=["A"])
    found = ck.waterfall(one, every="month")
    assert found["label"].unique().tolist() == ["2024-02", "2024-03"]
    assert found.loc[found["item"] == "closing", "deals"].tolist() == [1, 1]
    nobody = without_deals(pipe_of())
    found = ck.waterfall(nobody, "2024-01-31", "2024-02-29", every="month")
    assert found["deals"].eq(0).all() and len(ck.waterfall_chart(found).layout.annotations) == 1


def test_the_chart_puts_what_came_above_and_what_went_below(exports):
    table = ck.waterfall(exports, "2024-03-03", "2024-03-10", every="week")
    chart = ck.waterfall_chart(table, currency="EUR")
    bars = {bar.customdata[0][1]: (bar.base[0], bar.y[0]) for bar in chart.data}
    assert bars["skip"] == (0, 1200) and bars["won"] == (0, -2000) and bars["lost"] == (-2000, -500)
    told = chart.layout.annotations[-1].text.replace("<br>", " ")
    assert "€6.5\xa0k to €5.2\xa0k in 1 period: €1.2\xa0k came in, €2\xa0k won, €500 lost." in told


def test_periods_that_are_not_known_leave_the_others_their_bars(exports):
    table = ck.waterfall(exports, "2024-03-03", "2024-03-10", every="week")
    earlier = table.assign(period=table["period"] - pd.Timedelta(days=7), label="2024-02-26")
    earlier[["deals", "value"]] = float("nan")
    chart = ck.waterfall_chart(pd.concat([earlier, table], ignore_index=True))
    assert [bar.y[-1] for bar in chart.data][:2] == [1200, -2000]


@pytest.mark.parametrize("until", ["2025-01-20", "2025-01-31", "2025-02-01", "2025-03-15"])
def test_a_first_month_that_the_data_begin_with_is_whole_and_advice_lies_in_the_data(until):
    deal = {
        "deal_id": "1",
        "stage": "New",
        "amount": 5,
        "status": "open",
        "created_at": "2025-01-01",
    }
    moves = pd.DataFrame([{"deal_id": "1", "stage": "New", "entered_at": "2025-01-01"}])
    pipe = ck.load(pd.DataFrame([deal]), history=moves, stages=["New"], as_of=until)
    whole = [f"2025-{month:02}" for month in (1, 2) if f"2025-{month:02}-28" < until]
    try:
        assert list(dict.fromkeys(ck.waterfall(pipe, every="month")["label"])) == whole
    except QuestionError as error:
        assert not whole
        line = error.fix.removeprefix("Choose the days: ").removesuffix(".")
        assert len(eval(line, {"ck": ck, "pipe": pipe}))
    with pytest.raises(QuestionError) as late:
        ck.changes(pipe, "2030-01-01", "2030-02-01")
    line = late.value.fix.removeprefix("Write it as ").removesuffix(".")
    days = [pd.Timestamp(day) for day in line.split('"')[1::2]]
    assert len(eval(line, {"ck": ck, "pipe": pipe}))
    assert pipe.since.created <= days[0] < days[1] <= pipe.as_of


def test_what_was_dropped_is_told_so_that_the_sentence_adds_up():
    rows = {"deal_id": ["1", "2", "3"], "stage": ["New"] * 3, "status": ["open", "dropped", "won"],
            "amount": [100, 600, 10], "created_at": ["2025-01-01"] * 3,
            "closed_at": [None, "2025-02-10", "2025-03-31"]}  # fmt: skip
    moves = {"deal_id": ["1", "2", "3"], "stage": ["New"] * 3, "entered_at": ["2025-01-01"] * 3}
    pipe = ck.load(
        pd.DataFrame(rows), history=pd.DataFrame(moves), stages=["New"], dropped=["dropped"],
        as_of="2025-03-31",
    )  # fmt: skip
    chart = ck.waterfall_chart(ck.waterfall(pipe, "2025-01-31", "2025-03-31", every="month"))
    said = " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)
    assert "from 710 to 100 in 2 periods: 0 came in, 10 won, 0 lost, 600 dropped." in said
