"""A report and a site ask each question of the same deals once, however many sentences and pictures need the answer."""

from collections import Counter

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics import frames
from cycle_kit.metrics.frames import keeping_answers, metric
from cycle_kit.reports import sections, site
from tests.test_reports import DEALS


@pytest.fixture
def pipe(tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    return ck.load(tmp_path / "deals.csv")


@pytest.fixture
def asked():
    """A metric, and how often it was counted."""
    times = Counter()

    @metric
    def counted(pipe: ck.Pipeline, word: str = "a", *, most: int = 1) -> pd.DataFrame:
        times[word, most] += 1
        return pd.DataFrame({"n": [len(pipe.deals)]})

    return counted, times


def test_the_same_is_counted_once_and_something_else_again(pipe, asked):
    counted, times = asked
    kept = keeping_answers(pipe)
    for _again in range(3):
        counted(kept), counted(kept, "b"), counted(kept, most=2), counted(kept, "a")
    assert times == {("a", 1): 2, ("b", 1): 1, ("a", 2): 1}  # "a" is said in two ways
    counted(keeping_answers(pipe))
    assert times["a", 1] == 3


def test_what_is_done_to_an_answer_is_not_done_to_the_next(pipe, asked):
    counted, _times = asked
    kept = keeping_answers(pipe)
    first = counted(kept)
    first.loc[0, "n"] = -1
    first.insert(0, "more", 1)
    assert counted(kept).to_dict() == {"n": {0: len(pipe.deals)}}


def test_long_tables_that_are_shown_alike_are_asked_about_each(pipe):
    @metric
    def summed(pipe: ck.Pipeline, numbers: pd.DataFrame | None = None) -> pd.DataFrame:
        return pd.DataFrame({"n": [0 if numbers is None else numbers["n"].sum()]})

    kept, one = keeping_answers(pipe), pd.DataFrame({"n": range(1_000)})
    other = one.assign(n=one["n"].where(one.index != 500, 0))
    assert repr(one) == repr(other)
    assert [summed(kept, each)["n"].item() for each in (one, other)] == [499_500, 499_000]


def test_elsewhere_nothing_is_kept(pipe, asked):
    counted, times = asked
    keeping_answers(pipe)
    counted(pipe), counted(pipe)
    assert times == {("a", 1): 2} and frames.KEPT not in pipe.found
    kept = keeping_answers(pipe)
    counted(kept.where(owner="Ada Stone")), counted(kept.where(owner="Ada Stone"))
    assert times == {("a", 1): 4}  # other deals


def test_the_deals_of_all_pipelines_are_those_of_each_and_each_is_chosen_once(tmp_path):
    from tests.test_site import made

    pipe = made(tmp_path, owners=3)
    axes = site.axes_of(pipe)
    offered = site.Choices(pipe, axes)
    views = offered.views()
    chosen = [axis.column for axis in axes]
    for view in views:
        said = {
            column: axis.values[at][1]
            for column, axis, at in zip(chosen, axes, view, strict=True)
            if at
        }
        right = site.meeting(pipe, said)
        here = offered.deals(view)
        assert set(here.deals["deal_id"]) == set(right.deals["deal_id"])
        assert here.orders == right.orders and here is offered.deals(view)
        for name, alone in offered.alone(view).items():
            assert set(alone.deals["pipeline"].dropna()) <= {name}
            assert alone.orders == site.meeting(right, {"pipeline": name}).orders
        offered.forget(view)
        assert len(offered.chosen) < 4 * len(axes[0].values) * 3
    assert len(views) == len({*views}) and (0, 0, 0) in views


def test_what_to_export_is_looked_for_only_where_something_lacks(pipe, monkeypatch):
    looked = []
    monkeypatch.setattr(sections, "exports", lambda view: looked.append(view) or {})
    book = sections.Book(pipe)
    assert sections.gaps_html(book) == "" and not looked
    book.gaps.append(sections.Gap("t", "why", "funnel"))
    assert "why" in sections.gaps_html(book) and len(looked) == 1
