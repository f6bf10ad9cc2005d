"""What became of each deal between two days: by hand, and as the past of every deal says."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, without_deals
from tests.test_waterfall import ODD, dated, values

DAYS = ("2024-03-03", "2024-03-10")
HEADER = "Deal ID,Deal Name,Stage,Owner,Created Date,Close Date,Expected Close,Amount"
EXPORTS = {
    "2024-03-03": [
        "1,One,New,Ada,2024-01-01,,2024-05-01,1000", "2,Two,Proposal,Bo,2024-01-05,,2024-05-01,2000",
        "3,Three,Proposal,Ada,2024-01-07,,2024-06-01,3000", "4,Four,New,Bo,2024-01-08,,2024-05-01,500",
    ],
    "2024-03-10": [
        "1,One,Proposal,Bo,2024-01-01,,2024-05-01,1500", "2,Two,Won,Bo,2024-01-05,2024-03-08,2024-03-08,2000",
        "3,Three,New,Ada,2024-01-07,,2024-07-01,3000", "4,Four,Lost,Bo,2024-01-08,2024-03-09,2024-05-01,500",
        "5,Five,New,Ada,2024-03-06,,2024-05-01,700",
    ],
}  # fmt: skip


@pytest.fixture
def exports(tmp_path):
    """The dated exports of 3 and 10 March."""
    for day, rows in EXPORTS.items():
        text = "\n".join([HEADER, *rows]) + "\n"
        (tmp_path / f"deals_{day}.csv").write_text(text, encoding="utf-8")
    return ck.load(tmp_path, stages=["New", "Proposal"])


def test_two_dated_exports(exports):
    found = ck.changes(exports, *DAYS).set_index("deal_id")
    assert list(found.drop(columns="note")) == [
        "name", "owner", "stage_before", "stage_after", "moved", "value_before", "value_after",
        "close_before", "close_after", "what",
    ]  # fmt: skip
    assert found["moved"].fillna(99).tolist() == [1, 99, -1, 99, 99]
    assert found["what"].to_dict() == {
        "1": "forward, raised", "2": "won", "3": "back, pushed", "4": "lost", "5": "new",
    }  # fmt: skip
    raised = found.loc["1", "value_after"] - found.loc["1", "value_before"]
    pushed = found.loc["3", "close_after"] - found.loc["3", "close_before"]
    assert (raised, pushed) == (500, pd.Timedelta(days=30))
    assert found["owner"].tolist() == ["Bo", "Bo", "Ada", "Bo", "Ada"]
    assert found["value_before"].sum() == 6500
    going = ~found["stage_after"].isin(["won", "lost", "dropped"])
    assert found.loc[going, "value_after"].sum() == 5200
    assert set(found["note"]) == {""}


def test_the_matrix_of_two_dated_exports(exports):
    found = ck.changes_matrix(exports, *DAYS)
    ways = found.set_index(["stage_before", "stage_after"])["deals"].to_dict()
    assert ways == {
        ("new", "New"): 1, ("New", "Proposal"): 1, ("New", "lost"): 1, ("Proposal", "New"): 1,
        ("Proposal", "won"): 1,
    }  # fmt: skip
    assert found["value_before"].sum() == 6500


def test_groups_are_those_of_the_end(exports):
    found = ck.changes(exports, *DAYS, by="owner")
    assert list(found)[:3] == ["owner", "deal_id", "name"]
    assert list(zip(found["owner"], found["deal_id"], strict=True)) == [
        ("Ada", "3"), ("Ada", "5"), ("Bo", "1"), ("Bo", "2"), ("Bo", "4"),
    ]  # fmt: skip
    matrix = ck.changes_matrix(exports, *DAYS, by="owner")
    assert matrix.groupby("owner")["deals"].sum().to_dict() == {"Ada": 2, "Bo": 3}


LOG = events(
    "stays New 2024-01-05",
    "on New 2024-01-05", "on Offer 2024-02-10",
    "far new 2024-01-05", "far New 2024-01-20", "far Offer 2024-02-10", "far New 2024-02-12",
    "back Offer 2024-01-05", "back new 2024-02-10",
    "won Offer 2024-01-05", "won Won 2024-02-10",
    "quick New 2024-02-03", "quick Won 2024-02-20",
    "again New 2024-01-02", "again Lost 2024-01-20", "again Offer 2024-02-15",
    "spam New 2024-01-05", "spam Spam 2024-02-11",
    "over New 2024-01-02", "over Won 2024-01-20",
    "later New 2024-03-01",
)  # fmt: skip


def of_log(engine="pandas", **changes):
    deals = pd.DataFrame({"deal_id": LOG["deal_id"].unique(), "amount": 10.0})
    native = ENGINES[engine]
    pipe = ck.from_events(
        native(LOG), stages=["new", "New", "Offer"], dropped=["Spam"], deals=native(deals)
    )
    return replace(pipe, changes=changes)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_log_of_stages_by_hand(engine):
    found = ck.changes(of_log(engine), "2024-01-31", "2024-02-29").set_index("deal_id")
    ways = {
        deal: (row["stage_before"], row["stage_after"], row["what"])
        for deal, row in found.iterrows()
    }
    assert ways == {
        "stays": ("New", "New", "unchanged"), "on": ("New", "Offer", "forward"),
        "far": ("New", "New", "unchanged"), "back": ("Offer", "new", "back"),
        "won": ("Offer", "won", "won"), "quick": ("created", "won", "new, won"),
        "again": ("lost", "Offer", "reopened"), "spam": ("New", "dropped", "dropped"),
    }  # fmt: skip
    assert found["moved"].dropna().to_dict() == {"stays": 0, "on": 1, "far": 0, "back": -2}
    assert found["close_before"].isna().all()
    (note,) = set(found["note"])
    assert (
        note == "At today's amounts: this export does not carry their past."
    )  # and it has no closes


def test_closes_are_pushed_and_pulled_by_whole_days_while_a_deal_is_open():
    def day(text):
        return pd.Timestamp(text)

    closes = dated(
        ("stays", "2024-01-05", day("2024-04-01 09:00")), ("stays", "2024-02-05", day("2024-04-01 17:00")),
        ("on", "2024-01-05", day("2024-04-01")), ("on", "2024-02-05", day("2024-03-20")),
        ("won", "2024-01-05", day("2024-04-01")), ("won", "2024-02-10", day("2024-02-10")),
        ("far", "2024-02-02", day("2024-05-01")),
    )  # fmt: skip
    found = ck.changes(of_log(expected_close=closes), "2024-01-31", "2024-02-29")
    what = found.set_index("deal_id")["what"]
    assert what[["stays", "on", "won", "far"]].tolist() == [
        "unchanged", "forward, pulled", "won", "unchanged",
    ]  # fmt: skip


#: ten of them
COMPANIES = [name for name in ODD if name[-1] not in "4567"]


@pytest.mark.parametrize("name", COMPANIES)
def test_it_is_what_the_two_days_say_of_each_deal(name):
    """Beside the waterfall of these days, and beside the two days themselves, deal by deal."""
    pipe = ODD[name]()
    first = pipe.deals["created_at"].min().normalize()
    start, end = pd.date_range(first, pipe.as_of.normalize(), periods=4).normalize()[1:3]
    found = ck.changes(pipe, start, end).set_index("deal_id")
    then, now = (pipe.rewind(day).deals.set_index("deal_id") for day in (start, end))
    was = then.index[then["outcome"] == "open"]
    assert found.loc[was, "stage_before"].eq(then.loc[was, "stage"].astype("str")).all()
    assert found["value_before"].dropna().to_dict() == then.loc[was, "value"].dropna().to_dict()
    still = now.index[now["outcome"] == "open"]
    assert found.loc[still, "stage_after"].eq(now.loc[still, "stage"].astype("str")).all()
    ended = found.index.difference(still)
    assert found.loc[ended, "stage_after"].eq(now.loc[ended, "outcome"].astype("str")).all()
    fresh = found.index[found["stage_before"] == "new"]
    assert not fresh.isin(then.index).any() and fresh.isin(now.index).all()
    sums = values(ck.waterfall(pipe, start, end))
    going = found.loc[still, "value_after"].sum()
    assert (found["value_before"].sum(), going) == pytest.approx((sums["opening"], sums["closing"]))
    change = (found["value_after"].fillna(0) - found["value_before"].fillna(0)).loc[was]
    for item, mine in (("raised", change[change > 0]), ("lowered", change[change < 0])):
        assert found.loc[mine.index, "what"].str.contains(item).all()
        assert np.isnan(sums[item]) or mine.sum() == pytest.approx(sums[item])
    matrix = ck.changes_matrix(pipe, start, end)
    assert matrix["deals"].sum() == len(found)
    assert matrix["value_after"].sum() == pytest.approx(found["value_after"].sum())


def test_amounts_of_several_currencies_are_not_added_up():
    deals = pd.DataFrame({
        "deal_id": LOG["deal_id"].unique(), "amount": 10.0, "currency": ["EUR", "USD"] * 5,
    })  # fmt: skip
    pipe = ck.from_events(LOG, stages=["new", "New", "Offer"], dropped=["Spam"], deals=deals)
    found = ck.changes(pipe, "2024-01-31", "2024-02-29")
    assert found["value_after"].isna().all()
    assert found["note"].str.startswith("Not known in one sum: amounts are in several").all()
    assert ck.changes_matrix(pipe, "2024-01-31", "2024-02-29")["value_after"].isna().all()
    each = ck.changes(pipe, "2024-01-31", "2024-02-29", by="currency")
    assert each["value_after"].eq(10).all()


def test_nobody_and_one_deal():
    nobody = without_deals(of_log().where(outcome=["open", "won", "lost", "dropped"]))
    for ask, chart in (
        (ck.changes, ck.changes_chart),
        (ck.changes_matrix, ck.changes_matrix_chart),
    ):
        table = ask(nobody, "2024-01-31", "2024-02-29")
        assert table.empty and "stage_before" in table
        assert "Nothing was open" in chart(table).layout.annotations[0].text
    one = ck.from_events(events("1 New 2024-01-05", "1 Won 2024-03-05"), stages=["New"])
    assert ck.changes(one, "2024-01-31", "2024-02-29")["what"].tolist() == ["unchanged"]


def test_without_history_it_is_refused(tmp_path):
    path = tmp_path / "deals.csv"
    rows = ["1,New,2024-01-01,", "2,Won,2024-01-01,2024-02-05", "3,Lost,2024-02-01,2024-03-05"]
    path.write_text("\n".join(["Deal ID,Stage,Created Date,Close Date", *rows]), encoding="utf-8")
    with pytest.raises(QuestionError) as error:
        ck.changes(ck.load(path), "2024-01-31", "2024-02-29")
    assert "history" in error.value.fix


def test_days_beyond_the_data_are_refused():
    with pytest.raises(QuestionError) as error:
        ck.changes_matrix(of_log(), "2024-01-31", "2025-02-28")
    line = 'ck.changes_matrix(pipe, "2024-01-31", "2024-02-29")'
    assert error.value.fix == f"Write it as {line}."
    assert len(eval(line, {"ck": ck, "pipe": of_log()}))


def test_charts_say_what_changed(exports):
    chart = ck.changes_chart(ck.changes(exports, *DAYS), currency="EUR")
    told = " ".join(a.text.replace("<br>", " ") for a in chart.layout.annotations)
    assert "Of 5 deals: 1 came, 1 won, 1 lost or dropped, 2 in another stage." in told
    assert "€6.5\xa0k to €5.2\xa0k" in told
    bars = {
        mark[0]: x for bar in chart.data[2:] for mark, x in zip(bar.customdata, bar.x, strict=True)
    }
    assert bars == dict.fromkeys(["new", "forward", "back", "won", "lost", "raised", "pushed"], 1)
    matrix = ck.changes_matrix_chart(ck.changes_matrix(exports, *DAYS))
    marks = [tuple(mark) for bar in matrix.data[2:] for mark in bar.customdata]
    assert ("New", "Proposal") in marks and ("new", "New") in marks and len(marks) == 5


def exported(folder, before, after):
    """Two dated exports of open deals with these amounts."""
    for day, amounts in zip(DAYS, (before, after), strict=True):
        rows = [f"{n},D{n},New,Ada,2024-01-01,,,{each}" for n, each in enumerate(amounts)]
        text = "\n".join([HEADER, *rows]) + "\n"
        (folder / f"deals_{day}.csv").write_text(text, encoding="utf-8")
    return ck.load(folder, stages=["New"])


def test_a_value_that_is_not_known_at_one_end_is_neither_raised_nor_lowered(tmp_path):
    pipe = exported(tmp_path, ["50", "", "", "40", "2100"], ["", "70", "", "30", "2100"])
    found = ck.changes(pipe, *DAYS)
    assert found["what"].tolist() == ["unchanged", "unchanged", "unchanged", "lowered", "unchanged"]
    assert found["note"].tolist() == [
        "Its value of the last day is not known.", "Its value of the first day is not known.",
        "It has no amount.", "", "",
    ]  # fmt: skip
    chart = ck.changes_chart(found)
    words = chart.layout.annotations[-1].text.replace("<br>", " ")
    assert "Of 2 of them the value is known on one of both days only" in words
    assert "Its value" not in words and "no amount" not in words
    whole = ck.changes_matrix(pipe, *DAYS)
    assert whole[["value_before", "value_after"]].to_numpy().tolist() == [[2190, 2200]]


def test_what_the_file_does_not_have_at_all_is_not_told_of_every_deal():
    log = events("1 New 2024-01-02", "2 New 2024-01-03", "2 B 2024-02-01")
    pipe = ck.from_events(log, stages=["New", "B"], as_of="2024-03-10")
    assert set(ck.changes(pipe, "2024-01-31", "2024-03-10")["note"]) == {
        "Not known: no deal has an amount."
    }
    fields = pd.DataFrame({"deal_id": ["1", "2"], "amount": [1.0, 2.0]})
    fields["expected_close"] = pd.Timestamp("2024-06-01")
    pipe = ck.from_events(log, stages=["New", "B"], as_of="2024-03-10", deals=fields)
    (note,) = set(ck.changes(pipe, "2024-01-31", "2024-03-10")["note"])
    assert "today's amounts" in note and "Expected closes of the first day" in note


def test_of_groups_no_sum_stands_for_all_and_a_deal_in_several_counts_once():
    """Of x and y in euros and dollars no sum is known; that of z is not the one of all."""
    fields = pd.DataFrame({
        "deal_id": ["1", "2", "3"], "stage": ["New"] * 3, "status": ["open"] * 3,
        "created_at": ["2024-01-02"] * 3, "amount": [100, 200, 600], "currency": ["EUR", "USD", "EUR"],
        "tags": ["x;y", "x;y", "z"],
    })  # fmt: skip
    moves = fields[["deal_id", "stage"]].assign(entered_at="2024-01-02")
    pipe = ck.load(fields, history=moves, stages=["New"], as_of="2024-03-31")
    ask = {"by": "tags", "split": ";"}
    said = words_of(ck.changes_chart(ck.changes(pipe, *DAYS, **ask)))
    assert "Of 3 deals: 0 came" in said and "pen value" not in said
    assert "Not known in one sum" in said
    for by in ({}, ask):
        whole = ck.changes_matrix(pipe, *DAYS, **by)
        unknown = whole["value_after"].isna()
        assert unknown.any() and whole.loc[unknown, "note"].str.startswith("Not known in one").all()
        assert "Not known in one sum" in words_of(ck.changes_matrix_chart(whole))
    apart = words_of(ck.changes_chart(ck.changes(pipe, *DAYS, by="currency")))
    assert "€700 to €700" in apart and "$200 to $200" in apart


def words_of(chart):
    return " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)
