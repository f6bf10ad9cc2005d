"""The open pipeline between two days: by hand, and to the cent on companies full of oddities."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events
from tests.companies_over_time import Habits, company
from tests.samples import loaded
from tests.test_identities import generated

FLOWS = ["new", "reopened", "moved_in", "pulled_in", "raised", "lowered", "won", "lost", "dropped",
         "pushed_out", "moved_out"]  # fmt: skip
LEAVES = ["won", "lost", "dropped", "pushed_out", "moved_out"]


def values(table):
    return table.set_index("item")["value"].to_dict()


def counts(table):
    return table.set_index("item")["deals"].to_dict()


def check(table, *, digits=6):
    """What is there at the end is what was there, with all that came and went."""
    worth = table.set_index("item")["value"].fillna(0.0)
    deals = table.set_index("item")["deals"]
    flows = [item for item in FLOWS if item in worth]
    assert round(worth["opening"] + worth[flows].sum() - worth["closing"], digits) == 0
    signs = pd.Series(
        {item: -1 if item in LEAVES else 1 for item in flows if item not in ("raised", "lowered")}
    )
    assert deals["opening"] + (deals[signs.index] * signs).sum() == deals["closing"]


def list_of(tmp_path, *rows):
    path = tmp_path / "deals.csv"
    header = "Deal ID,Stage,Created Date,Close Date,Amount,Currency"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return ck.load(path)


#: how many of four open deals have a creation date
DATED_CREATIONS = {4: "", 3: "1 of 5", 2: "2 of 5", 1: "3 of 5", 0: "4 of 5"}


@pytest.mark.parametrize("dated", DATED_CREATIONS)
def test_a_deal_without_a_creation_is_not_known_to_be_open_on_a_past_day(dated, tmp_path):
    rows = [f"{n},New,{'2024-02-01' if n < dated else ''},,10,EUR" for n in range(4)]
    pipe = list_of(tmp_path, *rows, "w,Won,2024-01-10,2024-03-01,5,EUR")
    table = ck.waterfall(pipe, "2023-06-30", "2024-03-01").set_index("item")
    told = DATED_CREATIONS[dated]
    if dated < 2:  # of most nobody knows
        assert table["value"].drop("closing").isna().all()
        assert table["deals"].drop("closing").isna().all()
        assert set(table["note"].drop("closing")) == {
            f"Not known by period: {told} deals have no date of creation."
        }
        assert table.loc["closing", ["deals", "value"]].tolist() == [4, 40]
        (words,) = ck.waterfall_chart(table.reset_index()).layout.annotations
        assert "no date of creation" in words.text.replace("<br>", " ")
        earlier = ck.waterfall(pipe, "2023-06-30", "2024-02-15")
        assert earlier["deals"].isna().all() and earlier["value"].isna().all()
        return
    assert table.loc["opening", ["deals", "value"]].tolist() == [4 - dated, 10 * (4 - dated)]
    said = f"{told} deals have no date of creation, and count as open from the start."
    assert (said in table.loc["opening", "note"]) is (dated < 4)
    check(table.reset_index())


def test_amounts_that_cannot_be_added_up_are_empty_with_the_reason(tmp_path):
    pipe = list_of(tmp_path, "1,New,2024-01-02,,10,EUR", "2,New,2024-02-02,,20,USD")
    table = ck.waterfall(pipe, "2024-01-10", "2024-02-02")
    assert table["value"].isna().all() and counts(table)["closing"] == 2
    (note,) = set(table["note"])
    assert note.startswith("Not known in one sum: amounts are in several currencies")
    (said,) = ck.waterfall_chart(table).layout.annotations
    assert "amounts are in several currencies" in said.text.replace("<br>", " ")
    each = ck.waterfall(pipe, "2024-01-10", "2024-02-02", by="currency")
    closing = each[each["item"] == "closing"].set_index("currency")["value"]
    assert closing.to_dict() == {"EUR": 10, "USD": 20}


def test_without_any_amount_no_sum_is_nought(tmp_path):
    pipe = list_of(tmp_path, "1,New,2024-01-02,,,", "2,New,2024-02-02,,,")
    table = ck.waterfall(pipe, "2024-01-10", "2024-02-02")
    assert table["value"].isna().all() and counts(table)["closing"] == 2
    assert set(table["note"]) == {"Not known: no deal has an amount."}


def by_hand():
    rows = events(
        "stays A 2024-01-05",
        "new A 2024-02-05",
        "won A 2024-01-05", "won Won 2024-02-10",
        "lost A 2024-01-05", "lost Lost 2024-02-11",
        "spam A 2024-01-05", "spam Spam 2024-02-11",
        "quick A 2024-02-03", "quick Won 2024-02-20",
        "back A 2024-01-02", "back Lost 2024-01-20", "back B 2024-02-15",
        "brief A 2024-01-02", "brief Lost 2024-01-20", "brief B 2024-02-15", "brief Won 2024-02-25",
        "between A 2024-01-02", "between Lost 2024-02-05", "between B 2024-02-15",
        "over A 2024-01-02", "over Won 2024-01-20",
        "later A 2024-03-01",
    )  # fmt: skip
    names = rows["deal_id"].unique()
    deals = pd.DataFrame({"deal_id": names, "amount": 10.0**0 * np.arange(1, len(names) + 1)})
    return rows, deals.assign(owner="Ola")


def pipe_of(engine="pandas", **changes):
    rows, deals = by_hand()
    native = ENGINES[engine]
    pipe = ck.from_events(native(rows), stages=["A", "B"], dropped=["Spam"], deals=native(deals))
    return replace(pipe, changes=changes)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_deal_is_in_its_items(engine):
    """stays 1, new 2, won 3, lost 4, spam 5, quick 6, back 7, brief 8, between 9, over 10, later 11."""
    table = ck.waterfall(pipe_of(engine), "2024-01-31", "2024-02-29")
    assert values(table) == pytest.approx({
        "opening": 1 + 3 + 4 + 5 + 9, "new": 2 + 6, "reopened": 7 + 8, "moved_in": 0,
        "raised": np.nan, "lowered": np.nan, "won": -(3 + 6 + 8), "lost": -4, "dropped": -5,
        "moved_out": 0, "closing": 1 + 2 + 7 + 9,
    }, nan_ok=True)  # fmt: skip
    assert counts(table)["won"] == 3 and counts(table)["reopened"] == 2
    assert set(table["note"]) == {"At today's amounts: this export does not carry their past."}
    check(table)


def dated(*rows):
    return pd.DataFrame(rows, columns=["deal_id", "at", "value"]).assign(
        at=lambda frame: pd.to_datetime(frame["at"]).astype("datetime64[us]")
    )


def test_raised_and_lowered_come_from_dated_amounts():
    amounts = dated(
        ("stays", "2024-01-05", 100.0), ("stays", "2024-02-05", 130.0), ("stays", "2024-03-05", 1.0),
        ("won", "2024-01-05", 50.0), ("won", "2024-02-09", 45.0),
        ("new", "2024-02-05", 20.0), ("new", "2024-02-06", 25.0),
    )  # fmt: skip
    table = ck.waterfall(pipe_of(amount=amounts, value=amounts), "2024-01-31", "2024-02-29")
    found = values(table)
    assert (found["opening"], found["raised"], found["lowered"]) == (100 + 50 + 4 + 5 + 9, 30, -5)
    assert (found["new"], found["won"], found["closing"]) == (
        25 + 6,
        -(45 + 6 + 8),
        130 + 25 + 7 + 9,
    )
    assert set(table["note"]) == {""}
    check(table)


def test_a_deal_that_changes_hands_moves_out_here_and_in_there():
    owners = dated(
        ("stays", "2024-01-05", "Ola"), ("stays", "2024-02-10", "Rana"),
        ("won", "2024-01-05", "Rana"), ("won", "2024-02-01", "Ola"),
    )  # fmt: skip
    pipe = pipe_of(owner=owners)
    pipe = replace(
        pipe,
        deals=pipe.deals.assign(owner=lambda d: np.where(d["deal_id"] == "stays", "Rana", "Ola")),
    )
    table = ck.waterfall(pipe, "2024-01-31", "2024-02-29", by="owner")
    ola, rana = (values(table[table["owner"] == name]) for name in ("Ola", "Rana"))
    assert (ola["moved_in"], ola["moved_out"], ola["won"]) == (3, -1, -(3 + 6 + 8))
    assert (rana["opening"], rana["moved_in"], rana["moved_out"], rana["closing"]) == (3, 1, -3, 1)
    for name in ("Ola", "Rana"):
        check(table[table["owner"] == name].drop(columns="owner"))
    hers = values(ck.waterfall(pipe.where(owner="Rana"), "2024-01-31", "2024-02-29"))
    assert (hers["opening"], hers["moved_in"], hers["closing"]) == (0, 1, 1)
    whole = values(ck.waterfall(pipe, "2024-01-31", "2024-02-29"))
    assert (whole["moved_in"], whole["moved_out"]) == (0, 0)


def test_a_deal_that_changes_pipeline_moves():
    rows = events("1 A 2024-01-05", "1 B 2024-02-10", "2 A 2024-01-05")
    rows["pipeline"] = ["small", "large", "small"]
    pipe = ck.from_events(
        pd.concat([rows, events("2 A 2024-03-05").assign(pipeline="small")]),
        stages={"small": ["A"], "large": ["B"]},
        deals=pd.DataFrame(
            {"deal_id": ["1", "2"], "amount": [5.0, 7.0], "pipeline": ["large", "small"]}
        ),
    )
    table = ck.waterfall(pipe, "2024-01-31", "2024-02-29", by="pipeline")
    large, small = (values(table[table["pipeline"] == name]) for name in ("large", "small"))
    assert (large["opening"], large["moved_in"], large["closing"]) == (0, 5, 5)
    assert (small["opening"], small["moved_out"], small["closing"]) == (12, -5, 7)
    assert (
        values(ck.waterfall(pipe.where(pipeline="large"), "2024-01-31", "2024-02-29"))["moved_in"]
        == 5
    )


def test_due_shows_what_was_pulled_in_and_pushed_out():
    closes = dated(
        ("stays", "2024-01-05", pd.Timestamp("2024-02-20")), ("stays", "2024-02-10", pd.Timestamp("2024-03-20")),
        ("won", "2024-01-05", pd.Timestamp("2024-05-01")), ("won", "2024-02-01", pd.Timestamp("2024-02-12")),
        ("lost", "2024-01-05", pd.Timestamp("2024-02-28")),
        ("new", "2024-02-05", pd.Timestamp("2024-02-29 15:00")),
    )  # fmt: skip
    pipe = pipe_of(expected_close=closes)
    table = ck.waterfall(pipe, "2024-01-31", "2024-02-29", due=("2024-02-01", "2024-02-29"))
    assert values(table) == pytest.approx({
        "opening": 1 + 4, "new": 2, "reopened": 0, "moved_in": 0, "pulled_in": 3, "raised": np.nan,
        "lowered": np.nan, "won": -3, "lost": -4, "dropped": 0, "pushed_out": -1, "moved_out": 0,
        "closing": 2,
    }, nan_ok=True)  # fmt: skip
    check(table)


ODD = {
    **{f"generated {seed}": (lambda seed=seed: generated(seed)) for seed in range(8)},
    **{f"dated {seed}": (lambda seed=seed: jumping(seed)) for seed in range(4)},
    "company": lambda: company(Habits(a_month=12, months=14), 1),
    "salesforce": lambda: loaded("salesforce"),
}  # fmt: skip


def jumping(seed):
    """Generated deals whose amounts, owners and expected closes change at any time, cents and all."""
    pipe, dice = generated(seed), np.random.default_rng(seed)
    ids = dice.choice(pipe.deals["deal_id"].to_numpy(), 200)
    at = pd.Timestamp("2024-01-01") + pd.to_timedelta(dice.integers(0, 9000, 200), unit="h")
    frame = pd.DataFrame({"deal_id": ids, "at": at.astype("datetime64[us]")})
    frame = frame.sort_values(["deal_id", "at"], ignore_index=True)
    cents = np.round(dice.lognormal(7, 1, 200), 2)
    owners = dice.choice(np.array(["Ola", "Rana"], dtype=object), 200)
    closes = frame["at"] + pd.to_timedelta(dice.integers(0, 200, 200), unit="D")
    worth = frame.assign(value=cents)
    return replace(pipe, changes={
        "amount": worth, "value": worth, "owner": frame.assign(value=owners),
        "expected_close": frame.assign(value=closes),
    })  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_it_adds_up_to_the_cent_between_any_two_days(name):
    pipe = ODD[name]()
    first = pipe.deals["created_at"].min().normalize()
    days = pd.date_range(first, pipe.as_of.normalize(), periods=5).normalize()
    for start, end in pairwise(days):
        table = ck.waterfall(pipe, start, end)
        check(table)
        ends = [pipe.rewind(day).deals for day in (start, end)]
        for item, deals in zip(("opening", "closing"), ends, strict=True):
            alone = deals.loc[deals["outcome"] == "open", "value"].sum()
            assert round(values(table)[item] - alone, 6) == 0
        split = ck.waterfall(pipe, start, end, by="owner")
        for _, mine in split.groupby("owner", dropna=False):
            check(mine.drop(columns="owner"))
        assert (
            round(
                split.loc[split["item"] == "closing", "value"].sum() - values(table)["closing"], 6
            )
            == 0
        )
        if "expected_close" in pipe.changes:
            check(ck.waterfall(pipe, start, end, due=(start, end)))


def test_what_cannot_be_answered_is_refused():
    with pytest.raises(QuestionError) as error:
        ck.waterfall(pipe_of(), "2024-02-29", "2024-01-31")
    assert str(error.value) == (
        "waterfall needs a start before its end, and an end within the data.\n"
        "The data speaks for 2024-03-01.\n"
        'Write it as ck.waterfall(pipe, "2024-01-31", "2024-02-29").'
    )
    with pytest.raises(QuestionError) as error:
        ck.waterfall(pipe_of(), "2024-01-31", "2024-02-29", due=("2024-02-01", "2024-02-29"))
    assert str(error.value) == (
        "What was due cannot be rebuilt: the past of expected closes is not in this export.\n"
        "Export the history of the close date, or a dated export every month."
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_before_anybody_came_all_is_zero(engine):
    log = ENGINES[engine](events("1 New 2024-03-01", "1 Won 2024-04-01"))
    table = ck.waterfall(ck.from_events(log, stages=["New"]), "2024-01-31", "2024-02-15")
    assert table["item"].tolist() == [*("opening", *FLOWS[:3], *FLOWS[4:9]), "moved_out", "closing"]
    assert table["deals"].eq(0).all()
    assert ck.waterfall(
        ck.from_events(log, stages=["New"]), "2024-01-31", "2024-02-15", by="stage"
    ).empty


@pytest.mark.parametrize("engine", ENGINES)
def test_groups_are_named_in_the_chart_and_deals_without_one_are_a_group(engine):
    to = ENGINES[engine]
    log = events(
        "1 A 2024-01-02", "2 A 2024-01-03", "2 Won 2024-02-10", "3 A 2024-02-04", "4 A 2024-01-05"
    )
    fields = {
        "deal_id": list("1234"),
        "amount": [100.0, 200, 300, 400],
        "name": ["x", None, None, None],
    }
    fields |= {"region": ["N", None, "N", None]}
    pipe = ck.from_events(to(log), stages=["A"], deals=to(pd.DataFrame(fields)), as_of="2024-02-29")
    table = ck.waterfall(pipe, "2024-01-31", "2024-02-29", by="region")
    steps = table.assign(region=table["region"].fillna("none")).set_index(["region", "item"])[
        "value"
    ]
    assert steps["N"][["opening", "new", "closing"]].tolist() == [100, 300, 400]
    assert steps["none"][["opening", "won", "closing"]].tolist() == [600, -200, 400]
    chart = ck.waterfall_chart(table, currency="EUR")
    drawn = [
        list(mark)
        for trace in chart.data
        if trace.customdata is not None
        for mark in trace.customdata
    ]
    assert [mark for mark in drawn if mark[0] == "opening"] == [
        ["opening", "", "N"],
        ["opening", "", ""],
    ]
    titles = [
        text for trace in chart.data for text in trace.text or () if "Open at the start" in text
    ]
    assert "N · 1 deal" in titles[0] and "not given · 2 deals" in titles[1]
