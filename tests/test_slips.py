"""Expected closes that were pushed, by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, without_deals
from tests.test_waterfall import dated, jumping

DEALS = events(
    "on_time A 2024-01-02", "on_time Won 2024-02-10",
    "late A 2024-01-02", "late Won 2024-03-05",
    "lost A 2024-01-02", "lost Lost 2024-02-15",
    "open A 2024-01-02",
    "young A 2024-03-20",
)  # fmt: skip


def day(text):
    return pd.Timestamp(text)


CLOSES = dated(
    ("on_time", "2024-01-02", day("2024-02-12")), ("on_time", "2024-02-10", day("2024-02-10")),
    ("late", "2024-01-02", day("2024-02-20")), ("late", "2024-02-20", day("2024-03-01")),
    ("late", "2024-03-01", day("2024-03-10")), ("late", "2024-03-05", day("2024-03-05")),
    ("lost", "2024-01-02", day("2024-02-20")), ("lost", "2024-01-10", day("2024-02-05")),
    ("lost", "2024-02-05", day("2024-02-15")), ("lost", "2024-02-16", day("2024-06-01")),
    ("open", "2024-01-02", day("2024-02-28")), ("open", "2024-02-28", day("2024-04-30")),
    ("young", "2024-03-20", day("2024-05-01")),
)  # fmt: skip


def pipe():
    return replace(ck.from_events(DEALS, stages=["A"]), changes={"expected_close": CLOSES})


def test_pushes_of_each_deal():
    found = ck.slips(pipe()).set_index("deal_id")
    assert list(found) == ["pushes", "days_pushed", "due_at_start", "won_on_time", "outcome"]
    assert found["pushes"].to_dict() == {"on_time": 0, "late": 2, "lost": 1, "open": 1, "young": 0}
    assert found["days_pushed"].to_dict() == {
        "on_time": 0,
        "late": 10 + 9,
        "lost": 10,
        "open": 62,
        "young": 0,
    }
    assert found.loc["lost", "due_at_start"] == day("2024-02-20")
    known = found["won_on_time"]
    assert known[["on_time", "late", "lost", "open"]].tolist() == [True, False, False, False]
    assert pd.isna(known["young"])  # due on 1 May, and the data ends in March


def test_slip_rate_of_a_period():
    """Due in February at its start: on_time (12th), late (20th), lost (5th), open (28th).
    One is won and one lost by its end: two of four slipped. March: late, due on the 1st, is won."""
    found = ck.slips(pipe(), every="month").set_index("period")
    assert found.loc["2024-02-01", ["due", "slipped", "slip_rate"]].tolist() == [4, 2, 0.5]
    assert list(found.index) == [day("2024-02-01")]  # March is not over


def test_without_dated_closes_it_is_refused():
    with pytest.raises(QuestionError) as error:
        ck.slips(ck.from_events(DEALS, stages=["A"]))
    assert str(error.value) == (
        "Slips cannot be seen: the past of expected closes is not in this export.\n"
        "Export the history of the close date, or a dated export every month."
    )


# ---- by owner, and the list of those that slipped

DUE = events(
    "1 New 2024-01-05", "1 Won 2024-03-18", "2 New 2024-01-05", "3 New 2024-01-05", "3 Lost 2024-03-15",
    "4 New 2024-01-05", "5 New 2024-01-05", "6 New 2024-04-02",
)  # fmt: skip
OWNERS = pd.DataFrame({
    "deal_id": list("123456"), "owner": ["Ada", "Ada", "Bo", "Bo", "Bo", "Cy"], "amount": 100.0,
    "name": [f"Deal {n}" for n in range(1, 7)],
})  # fmt: skip
PUSHES = dated(
    ("1", "2024-01-05", day("2024-03-20")), ("2", "2024-01-05", day("2024-03-25")),
    ("2", "2024-03-20", day("2024-04-10")), ("3", "2024-01-05", day("2024-03-15")),
    ("4", "2024-01-05", day("2024-03-31")), ("4", "2024-03-30", day("2024-04-30")),
    ("5", "2024-01-05", day("2024-03-10")), ("6", "2024-04-02", day("2024-06-30")),
)  # fmt: skip


def march(engine="pandas"):
    native = ENGINES[engine]
    pipe = ck.from_events(native(DUE), stages=["New"], deals=native(OWNERS), as_of="2024-04-02")
    return replace(pipe, changes={"expected_close": PUSHES})


@pytest.mark.parametrize("engine", ENGINES)
def test_slips_by_owner(engine):
    found = ck.slips(march(engine), every="month", by="owner")
    assert list(found) == ["owner", "period", "due", "slipped", "slip_rate", "label"]
    assert set(found["owner"]) == {"Ada", "Bo"}  # of Cy nothing was due yet
    here = found[found["label"] == "2024-03"].set_index("owner")
    assert here[["due", "slipped"]].to_numpy().tolist() == [[2, 1], [3, 2]]
    assert here["slip_rate"].tolist() == [1 / 2, 2 / 3]
    assert found[found["label"] == "2024-02"]["slip_rate"].isna().all()
    whole = ck.slips(march(engine), every="month").set_index("label")
    assert whole.loc["2024-03", ["due", "slipped"]].tolist() == [5, 3]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_list_of_those_that_slipped(engine):
    found = ck.slips(march(engine), every="month", per="deal")
    assert found["deal_id"].tolist() == ["2", "4", "5"]
    assert found["days_pushed"].tolist() == [16, 30, 0]
    assert found["owner"].tolist() == ["Ada", "Bo", "Bo"]
    assert found["close_after"].tolist() == [
        day("2024-04-10"),
        day("2024-04-30"),
        day("2024-03-10"),
    ]
    pd.testing.assert_frame_equal(found, ck.slips(march(engine), per="deal"))
    mine = ck.slips(march(engine), per="deal", by="owner")
    assert list(mine)[:3] == ["owner", "period", "deal_id"]


def test_a_deal_slipped_under_whom_it_had_at_the_start_of_the_period():
    owners = dated(("2", "2024-01-05", "Bo"), ("2", "2024-03-05", "Ada"))
    pipe = replace(march(), changes={"expected_close": PUSHES, "owner": owners})
    found = ck.slips(pipe, every="month", by="owner")
    here = found[found["label"] == "2024-03"].set_index("owner")
    assert here[["due", "slipped"]].to_numpy().tolist() == [[1, 0], [4, 3]]


def test_by_without_a_period_is_told_what_to_type():
    with pytest.raises(QuestionError) as error:
        ck.slips(march(), by="owner")
    line = 'ck.slips(pipe, every="month", by="owner")'
    assert error.value.fix == f"Write it as {line}."
    assert len(eval(line, {"ck": ck, "pipe": march()}))


def by_hand_of(pipe, month):
    """Who was due in a month at its start, and who of them had not closed by its end, by `rewind`."""
    first = pd.Timestamp(f"{month}-01")
    last = first + pd.offsets.MonthEnd()
    then, now = (
        pipe.rewind(at).deals.set_index("deal_id") for at in (first - pd.Timedelta(days=1), last)
    )
    due = then[
        (then["outcome"] == "open")
        & then["expected_close"].dt.to_period("M").eq(first.to_period("M"))
    ]
    late = due.index[~now.loc[due.index, "outcome"].isin(["won", "lost"])]
    return due["owner"], late


@pytest.mark.parametrize("seed", range(10))
def test_the_parts_add_up_and_are_what_rewind_says(seed):
    pipe = jumping(seed)
    whole, split = ck.slips(pipe, every="month"), ck.slips(pipe, every="month", by="owner")
    sums = split.groupby("label")[["due", "slipped"]].sum()
    listed = ck.slips(pipe, every="month", per="deal")
    for row in whole[::4].to_dict("records"):
        owners, late = by_hand_of(pipe, row["label"])
        assert (row["due"], row["slipped"]) == (len(owners), len(late))
        assert sums.loc[row["label"]].tolist() == [row["due"], row["slipped"]]
        assert set(listed.loc[listed["label"] == row["label"], "deal_id"]) == set(late)
    with_owner = split[split["label"] == whole["label"].iloc[0]].set_index("owner")["due"]
    assert (
        with_owner[with_owner > 0].to_dict()
        == by_hand_of(pipe, whole["label"].iloc[0])[0].value_counts().to_dict()
    )


#: deals that are due in January, February and March, never moved, each under an owner or none
THREE_MONTHS = [(str(n), f"2024-{1 + n % 3:02d}-15") for n in range(6)]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_deals_without_an_owner_are_one_group_in_every_period(engine, seed):
    """Also where nobody is known of all that is due in one period, and of some in another."""
    owners = np.random.default_rng(seed).choice([None, "Ada"], 6, p=[0.7, 0.3])
    native = ENGINES[engine]
    fields = pd.DataFrame({"deal_id": [deal for deal, _due in THREE_MONTHS], "owner": owners})
    rows = events(*(f"{deal} New 2023-12-05" for deal, _due in THREE_MONTHS))
    pipe = ck.from_events(
        native(rows),
        stages=["New"],
        deals=native(fields.astype({"owner": "str"})),
        as_of="2024-04-02",
    )
    closes = dated(*((deal, "2023-12-05", day(due)) for deal, due in THREE_MONTHS))
    pipe = replace(pipe, changes={"expected_close": closes})
    found = ck.slips(pipe, every="month", by="owner")
    assert not found.duplicated(["owner", "period"]).any()
    assert found["due"].sum() == 6
    listed = ck.slips(pipe, per="deal", by="owner")
    assert listed["deal_id"].is_unique and len(listed) == 6
    assert len({type(owner) for owner in listed["owner"] if pd.isna(owner)}) <= 1


def test_nobody_was_ever_due():
    nobody = without_deals(march())
    assert ck.slips(nobody, every="month", by="owner").empty
    assert ck.slips(nobody, per="deal").empty
    told = ck.slips_chart(ck.slips(nobody, per="deal")).layout.annotations[0].text
    assert "won or lost in time" in told.replace("<br>", " ")


def test_charts_of_groups_and_of_the_list():
    chart = ck.slips_chart(ck.slips(march(), every="month", by="owner"))
    assert [list(bar.y) for bar in chart.data] == [[None, 0.5], [None, 2 / 3]]
    assert chart.data[0].customdata[1] == ["2024-03-01", "", "Ada"]
    told = " ".join(each.text for each in chart.layout.annotations)
    assert "In all 3 of 5 deals slipped." in told
    listed = ck.slips_chart(ck.slips(march(), per="deal"))
    assert [mark[0] for mark in listed.data[2].customdata] == ["2", "4", "5"]
    told = listed.layout.annotations[-1].text.replace("<br>", " ")
    assert "3 deals slipped, 1 of them left at their day." in told


def test_charts_tell_deals_from_times():
    """Of two deals one is due in February and, pushed, in March, where it slips again; the other in March."""
    twice = events("1 New 2024-01-05", "2 New 2024-01-05", "3 New 2024-04-02")
    closes = dated(
        ("1", "2024-01-05", day("2024-02-10")), ("1", "2024-02-09", day("2024-03-10")),
        ("1", "2024-03-09", day("2024-06-10")), ("2", "2024-01-05", day("2024-03-20")),
    )  # fmt: skip
    pipe = replace(ck.from_events(twice, stages=["New"]), changes={"expected_close": closes})
    for table, sentence in (
        (ck.slips(pipe, every="month"), "Deals were due 3 times, once a period, and slipped 3 times."),
        (ck.slips(pipe, per="deal"), "2 deals slipped, 3 times in all, 1 of these times left at its day."),
    ):  # fmt: skip
        told = ck.slips_chart(table).layout.annotations
        assert sentence in " ".join(each.text for each in told).replace("<br>", " ")


# ---- dated exports: what differs happened before the later one was made

LISTS = {
    "2024-02-01": {"1": "2024-03-20", "2": "2024-03-25", "3": "2024-02-10"},
    "2024-03-01": {"1": "2024-03-20", "2": "2024-03-25", "3": "2024-03-15"},
    "2024-04-01": {"1": "2024-04-15", "2": "2024-03-25", "3": "2024-05-15"},
}


def of_lists(folder, lists):
    for on, due in lists.items():
        rows = [f"{n},New,Open,100,2024-01-05,{close}" for n, close in due.items()]
        text = "Deal ID,Stage,Status,Amount,Create date,Expected close date"
        (folder / f"deals_{on}.csv").write_text("\n".join([text, *rows]))
    return ck.load(folder, stages=["New"])


def test_a_push_between_two_exports_is_of_the_month_before_the_later_one(tmp_path):
    """February: 3, due in it, was put to March by the export of 1 March. March: 1 and 3 were pushed, 2 is left."""
    pipe = of_lists(tmp_path, LISTS)
    found = ck.slips(pipe, per="deal").set_index(["label", "deal_id"])
    assert found["days_pushed"].to_dict() == {
        ("2024-02", "3"): 34, ("2024-03", "1"): 26, ("2024-03", "2"): 0, ("2024-03", "3"): 61,
    }  # fmt: skip
    months = ck.slips(pipe, every="month").set_index("label")
    assert months.loc[["2024-02", "2024-03"], ["due", "slipped"]].to_numpy().tolist() == [
        [1, 1],
        [3, 3],
    ]


def test_exports_of_the_last_day_tell_the_same(tmp_path):
    ends = {"2024-01-31": "2024-02-01", "2024-02-29": "2024-03-01", "2024-03-31": "2024-04-01"}
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = of_lists(tmp_path / "a", LISTS)
    last = of_lists(tmp_path / "b", {end: LISTS[on] for end, on in ends.items()})
    one, other = (ck.slips(pipe, per="deal").query("label < '2024-03'") for pipe in (first, last))
    pd.testing.assert_frame_equal(one, other)


def test_what_was_due_is_not_known_is_no_word_of_nothing_due():
    none = pd.DataFrame(columns=["period", "due", "slipped", "slip_rate", "label"])
    said = ck.slips_chart(none).layout.annotations[0].text.replace("<br>", " ")
    assert "No deal was due" not in said and "it is known that" in said
