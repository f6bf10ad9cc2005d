"""What `answerable` says where dates are missing is what the questions themselves do."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError

STAGES = ["New", "Talk"]
#: shares of won deals, of lost ones and of all that have a date of the end, the end and the creation
DATED = list(product((0, 0.3, 1), (0, 1), (0.3, 1)))


def firm(won: float, lost: float, created: float, deals: int = 60) -> ck.Pipeline:
    rng = np.random.default_rng(7)
    status = rng.choice(["open", "won", "lost"], deals)
    born = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 360, deals), "D")
    ended = born + pd.to_timedelta(rng.integers(5, 90, deals), "D")
    dated = rng.random(deals) < pd.Series(status).map({"open": 0, "won": won, "lost": lost})
    rows = pd.DataFrame({
        "Deal ID": range(deals), "Stage": "Talk", "Status": status, "Amount": 100,
        "Account": [f"a{n % 40}" for n in range(deals)],
        "Created Date": born.strftime("%Y-%m-%d").where(rng.random(deals) < created, ""),
        "Closed Date": ended.strftime("%Y-%m-%d").where(dated, ""),
    })  # fmt: skip
    stages = [
        rows.assign(Stage=stage, **{"Entered At": born + pd.Timedelta(days=n)})
        for n, stage in enumerate(STAGES)
    ]
    history = pd.concat(stages)[["Deal ID", "Stage", "Entered At"]]
    return ck.load(rows, history=history, stages=STAGES)


def month_ends(pipe: ck.Pipeline) -> list[str]:
    month = pipe.as_of.to_period("M")
    return [f"{(month - back).end_time:%Y-%m-%d}" for back in (2, 1)]


ASKED = {
    "changes": lambda pipe: ck.changes(pipe, *month_ends(pipe)),
    "changes_matrix": lambda pipe: ck.changes_matrix(pipe, *month_ends(pipe)),
    "waterfall": lambda pipe: (
        ck.waterfall(pipe, *month_ends(pipe)).query("item == 'opening'").dropna(subset="deals")
    ),
    "customers": ck.customers,
    "buying_again": ck.buying_again,
    "when_won": ck.when_won,
    "compare_periods": lambda pipe: ck.compare_periods(pipe, "win_rate", change="2024-07-01"),
}


def answers(question, pipe) -> bool:
    try:
        return len(question(pipe)) > 0
    except QuestionError:
        return False


@pytest.mark.parametrize("dated", DATED, ids=str)
def test_no_is_said_where_the_question_is_refused_and_nowhere_else(dated):
    pipe = firm(*dated)
    said = ck.answerable(pipe).set_index("metric")["answer"]
    asked = {name: answers(question, pipe) for name, question in ASKED.items()}
    if asked["customers"] and not asked["buying_again"]:
        del asked["buying_again"]  # a curve of fewer than ten is empty
    assert {name: said[name] != "no" for name in asked} == asked


@pytest.mark.parametrize("deals", [1, 5, 30])
def test_deals_without_any_creation_are_no_mistake(deals):
    status = ["Won", "Lost", "Open"] * deals
    ended = ["2024-05-02", "2024-06-03", ""] * deals
    rows = {"Deal ID": range(3 * deals), "Stage": "Talk", "Status": status, "Closed Date": ended}
    pipe = ck.load(pd.DataFrame(rows))
    assert pipe.deals["created_at"].isna().all()
    said = ck.answerable(pipe).set_index("metric")["answer"]
    assert (said["waterfall"] != "no") == answers(ASKED["waterfall"], pipe)


def test_what_is_missing_is_what_is_asked_for():
    for question in (ck.customers, ck.buying_again):
        with pytest.raises(
            QuestionError, match="Export the date on which each deal was really won"
        ):
            question(firm(0, 1, 1))
