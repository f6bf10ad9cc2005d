"""Does a step help? Deals that took it beside those that skipped it, by hand and by plain pandas."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, plain, without_deals
from tests.companies_over_time import Habits, company

DAYS = {"A": "2025-01-05", "B": "2025-01-15", "C": "2025-02-05"}


def made(*ways, engine="pandas", **fields):
    """Deals from ways such as "ABCW" or "ACL", each step on its day of DAYS."""
    log = []
    for n, way in enumerate(ways):
        log += [f"{n} {step} {DAYS[step]}" for step in way[:-1]]
        log += [f"{n} {dict(W='won', L='lost')[way[-1]]} 2025-03-05"] if way[-1] in "WL" else []
    to = ENGINES[engine]
    deals = pd.DataFrame({"deal_id": [str(n) for n in range(len(ways))], **fields})
    deals = deals if fields else deals.assign(amount=100.0)
    return ck.from_events(
        to(events(*log)), stages=["A", "B", "C"], deals=to(deals), as_of="2025-03-31"
    )


def words(chart):
    return " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)


@pytest.mark.parametrize("engine", ENGINES)
def test_only_those_that_got_past_a_step_are_compared(engine):
    # past B: four took it (three won), five skipped it (two won); "ABL" and "AL" were lost before
    ways = ["ABCW", "ABCW", "ABCW", "ABCL", "ACW", "ACW", "ACL", "ACL", "ACL", "ABL", "AL", "ABC."]
    table = ck.step_effects(made(*ways, engine=engine)).set_index("stage")
    assert list(table.index) == ["B"]  # nobody skipped A or C
    row = table.loc["B"]
    assert row[["taken", "skipped", "left_out", "few"]].tolist() == [4, 5, 0, True]
    assert [row["win_rate_with"], row["win_rate_without"]] == [0.75, 0.4]
    assert row["difference"] == pytest.approx(0.35) and row["low"] < 0.35 < row["high"]
    assert row["days_with"] == row["days_without"] == 59
    assert row["note"].startswith("An association")


def test_like_is_compared_with_like():
    """Business customers take the step and win half; consumers skip it mostly, and win always."""
    ways = ["ABCW"] * 10 + ["ABCL"] * 10 + ["ACW"] * 2 + ["ACL"] * 2 + ["ABCW"] * 5 + ["ACW"] * 30
    kinds = ["B2B"] * 24 + ["B2C"] * 35
    pipe = made(*ways, amount=[100.0] * len(ways), segment=kinds)
    row = ck.step_effects(pipe).set_index("stage").loc["B"]
    assert row["win_rate_with"] == pytest.approx(15 / 25)
    # twenty of the 25 that took it are B2B, of whose others half were won, five B2C, all of whose others were
    assert row["win_rate_without"] == pytest.approx((20 * 0.5 + 5 * 1) / 25)
    assert row["difference"] == pytest.approx(0)
    rough = ck.step_effects(made(*ways)).set_index("stage").loc["B"]
    assert rough["difference"] == pytest.approx(
        15 / 25 - 32 / 34
    )  # without the segment it looked harmful


def test_who_has_nobody_alike_is_left_out():
    ways = ["ABCW"] * 3 + ["ACL"] * 3 + ["ABCW"] * 2
    pipe = made(*ways, amount=[100.0] * 8, segment=["B2B"] * 6 + ["B2C"] * 2)
    row = ck.step_effects(pipe).iloc[0]
    assert row[["taken", "skipped", "left_out"]].tolist() == [5, 3, 2]
    apart = made("ABCW", "ACL", amount=[100.0] * 2, segment=["B2B", "B2C"])
    row = ck.step_effects(apart).iloc[0]
    assert np.isnan(row["difference"]) and "No deal of the same" in row["note"]


def test_the_last_stage_cannot_be_judged():
    table = ck.step_effects(made("ABCW", "ABW", "ABCL", "ABL")).set_index("stage")
    assert list(table.index) == ["C"] and np.isnan(table.loc["C", "difference"])
    assert table.loc["C", "note"].startswith("Only won deals are past the last stage")


@pytest.mark.parametrize("seed", range(10))
def test_as_plain_pandas_has_it(seed):
    dice = np.random.default_rng(seed)
    ways = ["A" + "B" * dice.integers(2) + "C" + "WL"[dice.integers(2)] for _ in range(120)]
    kinds, sizes = dice.choice(["B2B", "B2C"], 120), dice.choice([10.0, 200.0, 3000.0], 120)
    row = ck.step_effects(made(*ways, amount=sizes, segment=kinds)).set_index("stage").loc["B"]
    deals = pd.DataFrame({"way": ways, "kind": kinds, "size": sizes})
    deals = deals.assign(took=deals["way"].str.contains("B"), won=deals["way"].str.endswith("W"))
    rates = deals.groupby(["kind", "size", "took"])["won"].agg(["mean", "size"])
    rates = rates.unstack()  # noqa: PD010
    weight = rates["size"][True] / rates["size"][True].sum()
    assert row["win_rate_with"] == pytest.approx((weight * rates["mean"][True]).sum())
    assert row["win_rate_without"] == pytest.approx((weight * rates["mean"][False]).sum())
    assert row["taken"] + row["skipped"] == 120


def test_no_history_no_deals_and_several_pipelines():
    pipe = company(Habits(months=6), 0)
    assert ck.step_effects(without_deals(pipe)).empty
    assert "No step was skipped" in words(
        charts.step_effects_chart(ck.step_effects(without_deals(pipe)))
    )
    deals = plain(pipe.deals)[["deal_id", "stage", "created_at"]].head(5).astype({"stage": "str"})
    export = deals.to_csv(index=False).encode()
    flat = ck.load(export, stages=list(pipe.stages))
    with pytest.raises(QuestionError, match="Whether a step helps needs to know"):
        ck.step_effects(flat)
    assert list(ck.step_effects(pipe, by="pipeline"))[:2] == ["pipeline", "stage"]


def test_dots_are_the_differences_and_few_are_hollow():
    ways = ["ABCW"] * 12 + ["ABCL"] * 2 + ["ACW"] * 3 + ["ACL"] * 15
    table = ck.step_effects(made(*ways))
    chart = charts.step_effects_chart(table)
    dots = next(trace for trace in chart.data if trace.customdata is not None)
    assert list(dots.x) == table["difference"].tolist() and list(dots.customdata[0]) == ["B", ""]
    assert "Deals that took B were won more often than like ones that skipped it" in words(chart)
    assert "An association, not a cause." in words(chart)
    few = charts.step_effects_chart(ck.step_effects(made(*ways[10:20])))
    assert "Of no step can it be said" in words(few)


def of_chance(names: str, seed: int, helps: float = 0.0) -> ck.Pipeline:
    """700 deals: from each stage 25 % are won, 25 % lost, the others go on, one stage or two, some back first.

    In the last stage 40 % are won; `helps`: so much more of those that had been in B, behind it.
    """
    dice, log = np.random.default_rng(seed), []
    for deal in range(700):
        day, place, seen = pd.Timestamp("2025-01-01") + pd.Timedelta(days=deal % 60), 0, set()
        while True:
            seen.add(names[place])
            log.append((str(deal), names[place], day))
            day += pd.Timedelta(days=int(dice.integers(1, 9)))
            last = place == len(names) - 1
            won = (0.4 if last else 0.25) + helps * ("B" in seen and place > 1)
            ends = 1.0 if last else won + 0.25
            luck = dice.random()
            if luck < ends:
                log.append((str(deal), "won" if luck < won else "lost", day))
                break
            step = -1 if place > 1 and dice.random() < 0.2 else int(dice.integers(1, 3))
            place = min(place + step, len(names) - 1)
    rows = pd.DataFrame(log, columns=["deal_id", "stage", "at"])
    return ck.from_events(rows, stages=list(names))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("names", ["ABC", "ABCD", "ABCDE"])
def test_a_step_that_changes_nothing_shows_nothing(names, seed):
    """Though many deals are won straight from the stage before it, and skip others beside it."""
    row = ck.step_effects(of_chance(names, seed)).set_index("stage").loc["B"]
    assert (
        row["low"] - 0.02 < 0 < row["high"] + 0.02
    )  # chance misses one range in twenty, by little
    assert abs(row["difference"]) < 0.2


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("names", ["ABC", "ABCD"])
def test_a_step_that_helps_shows_it(names, seed):
    row = ck.step_effects(of_chance(names, seed, helps=0.4)).set_index("stage").loc["B"]
    assert 0.05 < row["difference"] < 0.6
    assert row["low"] > 0 or names != "ABC"  # of four stages the ranges are wider


def test_who_ended_before_a_later_stage_is_on_neither_side():
    """Past B came two that took it and two that did not; the others ended in A or B, won or lost."""
    ways = ["ABCW", "ABCL", "ACW", "ACL", "AW", "AW", "AL", "ABW", "ABL"]
    row = ck.step_effects(made(*ways)).set_index("stage").loc["B"]
    assert row[["taken", "skipped"]].tolist() == [2, 2]
    assert row[["win_rate_with", "win_rate_without"]].tolist() == [0.5, 0.5]


def test_who_comes_back_to_a_step_had_skipped_it():
    rows = events("1 A 2025-01-01", "1 C 2025-01-05", "1 B 2025-01-09", "1 C 2025-01-12", "1 Won 2025-02-01",
                  "2 A 2025-01-01", "2 B 2025-01-04", "2 C 2025-01-09", "2 Lost 2025-02-01")  # fmt: skip
    row = ck.step_effects(ck.from_events(rows, stages=["A", "B", "C"])).set_index("stage").loc["B"]
    assert row[["taken", "skipped"]].tolist() == [1, 1]
    assert row[["win_rate_with", "win_rate_without"]].tolist() == [0.0, 1.0]
