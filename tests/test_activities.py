"""What was done on the deals: touches per stage, deal and kind."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError, QuestionError

DEALS = """deal_id,stage,status,owner,amount,created_at,closed_at
1,Offer,won,ana,1000,2025-01-01,2025-01-20
2,Offer,lost,bo,2000,2025-01-01,2025-01-25
3,New,open,bo,3000,2025-01-10,
4,New,lost,bo,3000,2025-01-10,2025-01-31
"""
HISTORY = """deal_id,stage,entered_at
1,New,2025-01-01
1,Offer,2025-01-10
2,New,2025-01-01
2,Offer,2025-01-15
3,New,2025-01-10
4,New,2025-01-10
"""
TOUCHES = """deal_id,at,kind
1,2025-01-02,Call
1,2025-01-09,Demo
1,2025-01-10,Call
1,2025-01-22,Call
2,2025-01-04,Call
3,2025-01-15,E-mail
3,2025-03-15,E-mail
9,2025-01-15,E-mail
"""


def loaded(tmp_path, touches=TOUCHES, **said):
    for name, text in (("deals", DEALS), ("history", HISTORY), ("touches", touches)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return ck.load(
        tmp_path / "deals.csv",
        history=tmp_path / "history.csv",
        activities=tmp_path / "touches.csv",
        **said,
    )


def test_touches_per_stage_and_per_won_deal(tmp_path):
    found = ck.activities(loaded(tmp_path)).set_index("stage")
    assert found["touches"].to_dict() == {"New": 4, "Offer": 1, "won": 3}
    assert found["deals"].to_dict() == {"New": 4, "Offer": 2, "won": 1}
    assert found["touches_per_deal"].to_dict() == {"New": 1, "Offer": 0.5, "won": 3}
    assert found["touches_per_won_deal"].to_dict() == {"New": 2, "Offer": 1, "won": 3}


def test_first_answer_and_days_since_the_last(tmp_path):
    found = ck.activities(loaded(tmp_path), per="deal").set_index("deal_id")
    assert found.index[0] == "3"
    assert found["touches"].to_dict() == {"1": 3, "2": 1, "3": 1, "4": 0}
    assert found["days_to_first"].dropna().to_dict() == {"1": 1, "2": 3, "3": 5}
    assert found["days_since_last"].dropna().to_dict() == {"3": 16}


def test_kinds_against_the_win_rate_are_an_association(tmp_path):
    found = ck.activities(loaded(tmp_path), per="kind").set_index("kind")
    call, demo = found.loc["Call"], found.loc["Demo"]
    assert [call["touches"], call["deals"], call["won"], call["deals_without"]] == [3, 2, 1, 1]
    assert call["win_rate"] == 0.5 and call["win_rate_without"] == 0
    assert demo["win_rate"] == 1 and demo["win_rate_without"] == 0 and demo["difference"] == 1
    assert found["note"].str.startswith("An association").all()


@pytest.mark.parametrize(
    "header", ["Deal ID,Due date,Type", "Numer szansy,Data,Rodzaj", "ID сделки,Дата,Тип"]
)
def test_activities_in_other_words(tmp_path, header):
    pipe = loaded(tmp_path, TOUCHES.replace("deal_id,at,kind", header))
    assert ck.activities(pipe)["touches"].tolist() == [4, 1, 3]


def test_selections_and_past_days(tmp_path):
    pipe = loaded(tmp_path)
    assert ck.activities(pipe.where(owner="bo"))["touches"].tolist() == [2, 0, 0]
    assert ck.activities(pipe.rewind("2025-01-09"))["touches"].tolist()[0] == 3


def test_what_cannot_be_answered(tmp_path):
    with pytest.raises(QuestionError) as told:
        ck.activities(ck.load(ck.sample("hubspot_deals.csv")))
    assert "activities=" in told.value.fix
    bare = pd.DataFrame({"deal_id": ["1"], "at": ["2025-01-02"]})
    (tmp_path / "deals.csv").write_text(DEALS)
    pipe = ck.load(tmp_path / "deals.csv", activities=bare, stages=["New", "Offer"])
    with pytest.raises(QuestionError):
        ck.activities(pipe, per="kind")
    with pytest.raises(LayoutError) as lacking:
        ck.load(tmp_path / "deals.csv", activities=bare.drop(columns="at"))
    assert 'columns={"activities": {"at": "..."}}' in lacking.value.fix


def test_charts_answer_in_a_sentence(tmp_path):
    pipe = loaded(tmp_path)
    assert (
        "A won deal took 3 touches until it was won."
        in ck.activities_chart(ck.activities(pipe)).to_json()
    )
    kinds = ck.activities_chart(ck.activities(pipe, per="kind")).to_json()
    assert "Deals with Call were won in 50" in kinds
    assert "too few to judge, which takes" in kinds.replace("\\u003cbr\\u003e", " ")
    with pytest.raises(QuestionError, match="a list of deals, which no chart draws"):
        ck.activities_chart(ck.activities(pipe, per="deal"))


def test_many_deals_on_both_sides_are_not_called_few(tmp_path):
    table = ck.activities(loaded(tmp_path), per="kind").assign(deals=40, deals_without=40)
    assert "too few" not in ck.activities_chart(table).layout.annotations[-1].text
    for few in ("deals", "deals_without"):
        assert "too few" in ck.activities_chart(table.assign(**{few: 3})).to_json()


@pytest.mark.parametrize(
    ("as_of", "later"), [(None, 1), ("2025-02-28", 1), ("2025-03-15", 0), ("2025-04-01", 0)]
)
def test_what_was_done_after_the_last_day_of_the_deals_is_told(tmp_path, as_of, later):
    """Deals end on 31 January, what was done on 15 March: each day says what it leaves out, and when all ends."""
    pipe = loaded(tmp_path, **({"as_of": as_of} if as_of else {}))
    told = pipe.notes["note"]
    assert told.str.contains("the last day of the deals").sum() == later
    assert told.str.contains("The data end on").sum() == (as_of == "2025-04-01")
    assert not told.str.contains("The data end on 2025-01-31").any()
    touches = ck.activities(pipe, per="deal").set_index("deal_id")["touches"]
    assert touches["3"] == (1 if later else 2)


def touched_in(moves, touches, hours):
    """Touches per stage of one deal that moves so, and how many are in none; days also as moments of noon."""
    later = pd.Timedelta(hours=12) if hours else pd.Timedelta(0)
    at = [pd.Timestamp(f"2025-01-{day:02}") + later for day in moves.values()]
    log = pd.DataFrame({"deal_id": "1", "stage": [name.strip() for name in moves], "at": at})
    done = pd.DataFrame({
        "deal_id": "1", "at": [pd.Timestamp(f"2025-01-{day:02}") + later for day in touches], "kind": "call",
    })  # fmt: skip
    deals = pd.DataFrame({"deal_id": ["1"], "created_at": at[:1]})
    pipe = ck.load(deals, history=log, activities=done, stages=["New", "Offer"], as_of="2025-01-31")
    return ck.activities(pipe).set_index("stage")


#: the ways of one deal, when it is touched, how often it was so in New and in Offer, and in none
UNDONE = [
    ({"New": 5, "Lost": 12, "New ": 25}, (8, 15, 18, 26), (2, 0, 2)),
    ({"New": 5, "Lost": 12, "Offer": 25}, (8, 12, 13, 25, 26), (2, 2, 1)),
    ({"New": 5, "Won": 12, "Offer": 25, "Lost": 28}, (8, 20, 26, 28, 29), (1, 2, 1)),
    ({"New": 5, "Offer": 7, "Lost": 12, "Offer ": 14, "Lost ": 16, "New ": 25}, (13, 15, 17, 26), (1, 1, 2)),
]  # fmt: skip


@pytest.mark.parametrize("hours", [False, True])
@pytest.mark.parametrize(("moves", "touches", "right"), UNDONE)
def test_what_is_done_while_a_deal_is_closed_is_in_no_stage(moves, touches, right, hours):
    found = touched_in(moves, touches, hours)
    assert (found.loc["New", "touches"], found.loc["Offer", "touches"]) == right[:2]
    assert found["note"].str.startswith(f"{right[2]} of ").all()


def test_touches_in_stages_without_dates_are_not_known(tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS)
    done = pd.DataFrame(
        {"deal_id": ["1", "1", "3"], "at": ["2025-01-02", "2025-01-09", "2025-01-15"]}
    )
    pipe = ck.load(tmp_path / "deals.csv", activities=done, stages=["New", "Offer"])
    found = ck.activities(pipe).set_index("stage")
    assert found.loc[["New", "Offer"], ["touches", "touches_per_deal"]].isna().all(axis=None)
    assert found.loc["won", "touches"] == 2 and found["note"].str.startswith("3 of 3 touches").all()
    drawn = ck.activities_chart(ck.activities(pipe)).to_json()
    assert (
        "not known" in drawn and "0 touches" not in drawn and "A won deal took 2 touches" in drawn
    )


@pytest.mark.parametrize("hour", ["", " 18:00"])
@pytest.mark.parametrize("done", ["2025-01-31 20:00", "2025-02-01 09:00"])
def test_an_activity_after_the_last_moment_is_told_with_that_moment(tmp_path, hour, done):
    """Where the data end at an hour, one later on the same day is after it; a day is over at its end."""
    deals = f"Deal ID,Stage,Status,Created\n1,Offer,Open,2025-01-05{hour}\n2,Offer,Open,2025-01-31{hour}\n"
    (tmp_path / "deals.csv").write_text(deals)
    (tmp_path / "done.csv").write_text(f"deal_id,at,kind\n1,{done},call\n")
    pipe = ck.load(tmp_path / "deals.csv", activities=tmp_path / "done.csv", stages=["Offer"])
    told = [note for note in pipe.notes["note"] if "1 activity is after" in note]
    later = bool(hour) or done.startswith("2025-02")
    last = "2025-01-31 18:00, the last moment" if hour else "2025-01-31, the last day"
    assert told == ([f"1 activity is after {last} of the deals."] if later else [])
    assert ck.activities(pipe, per="deal")["touches"].sum() == (0 if later else 1)


def of_kinds(*rows):
    """The chart of kinds from (kind, decided deals with it, won, decided without, won)."""
    table = pd.DataFrame(rows, columns=["kind", "deals", "won", "deals_without", "lone"])
    rate, other = table["won"] / table["deals"], table["lone"] / table["deals_without"]
    table = table.assign(touches=table["deals"] + 1, win_rate=rate, low=0.1, high=0.9, note="")
    table = table.assign(win_rate_without=other, difference=rate - other).drop(columns="lone")
    notes = ck.activities_chart(table).layout.annotations
    return " ".join(" ".join(note.text.replace("<br>", " ") for note in notes).split())


def test_too_few_of_a_kind_says_how_many_there_are_and_are_needed():
    few = of_kinds(("call", 4, 2, 3, 1))
    assert "4 decided deals have it, 3 have not: too few to judge, which takes 10 of each" in few
    every = of_kinds(("call", 12, 6, 0, 0))
    assert (
        "Every decided deal has call" in every and "12 decided deals have it, 0 have not" in every
    )
    judged = of_kinds(("call", 12, 6, 0, 0), ("demo", 10, 5, 10, 2))
    assert (
        "Deals with demo were won in 50 % of cases" in judged
        and "too few to judge, which" not in judged
    )
    none = of_kinds(("call", 0, 0, 0, 0))
    assert "no deal with one is decided: it takes 10 decided deals" in none
