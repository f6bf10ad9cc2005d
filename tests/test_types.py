"""What a type checker tells of a reader's code: typos are errors, and what is right is none."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import cycle_kit

RIGHT = """
import datetime
from collections.abc import Sequence

import cycle_kit as ck

pipe: ck.Pipeline = ck.load("deals.csv", stages=["New", "Proposal"])
one = ck.one_pipeline(pipe).where(owner=["Zuza Nowak"], created_at=slice("2024-01-01", None))
past = one.rewind(datetime.date(2024, 6, 30))
names: Sequence[str] = past.stages
table = ck.funnel(one, rule="closed", by=["owner", "source"])
ck.funnel_chart(table, rules=ck.funnel_rules(one), currency="EUR")
ck.stage_durations(one, per="deal", calendar="PL", by="owner")
ck.stage_durations(one, calendar=ck.Calendar(weekend="friday", holidays=["2025-05-02"]))
ck.mix_shift(one, "win_rate", by="owner", before=("2024-01-01", "2024-03-31"), after="2024-Q3")
ck.forecast(one, until="2024-12-31", method="stage", per="owner")
ck.backtest(one, methods=["history", "stage"], horizon=30)
ck.trend(one, "days in New", every="quarter", dated="created", ages=[30, 60])
ck.goals(one, [{"measure": "won_deals", "period": "2024-02", "target": 5}])
ck.what_if(pipe, days={"New": -0.2}, by="pipeline")
ck.both_readings(ck.cycle_length, one, calendar="PL", outcome="lost")
ck.win_rate_chart(ck.win_rate(one, basis="closed"), currency=one.currency)
ck.compare(one, "win_rate", by=ck.kinds_of(one))
pipe.deals["owner"].unique()
"""
#: each line is one error
WRONG = """
ck.funel(pipe)
ck.load("deals.csv", dates="dym")
ck.load("deals.csv", week_starts="funday")
ck.load("deals.csv", stagse=["New"])
ck.load("deals.csv", won=3)
ck.win_rate(pipe, by=3)
ck.win_rate(pipe, bye="owner")
ck.win_rate("deals.csv")
ck.win_rate(pipe, basis="strict")
ck.funnel(pipe, rule="strict")
ck.funnel()
ck.trend(pipe, "win_rate", every="weekk")
ck.trend(pipe, "win_rate", dated="creatd")
ck.kpis(pipe, period="mnth")
ck.kpis(pipe, calendar=5)
ck.stage_durations(pipe, per="visits")
ck.forecast(pipe, until=3)
ck.forecast(pipe, until="2024-12-31", method="histroy")
ck.backtest(pipe, methods=["stge"])
ck.cycle_length(pipe, outcome="wonn")
ck.loss_reasons(pipe, every="week")
ck.bottlenecks(pipe, by="owner")
ck.qualification(pipe, "budget")
ck.Calendar(weekend="firday")
ck.funnel_chart(table, currency=3)
ck.funnel_chart(table, curency="EUR")
pipe.dels
number: int = pipe.deals
found: str = ck.funnel(pipe)
chart: str = ck.funnel_chart(table)
"""
HEAD = "import cycle_kit as ck\n\npipe = ck.load('deals.csv')\ntable = ck.funnel(pipe)\n"


def checked(folder: Path, **files: str) -> dict[str, set[int]]:
    """Per file the lines that pyright calls wrong."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    root = str(Path(cycle_kit.__file__).resolve().parent.parent)
    settings = {"extraPaths": [root], "reportMissingModuleSource": False}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    lines = {name: set() for name in files}
    for told in json.loads(done.stdout)["generalDiagnostics"]:
        if told["severity"] == "error":
            lines[Path(told["file"]).stem].add(told["range"]["start"]["line"])
    return lines


@pytest.mark.skipif(not find_spec("pyright"), reason="needs pyright")
def test_a_typo_is_an_error_and_what_is_right_is_none(tmp_path):
    found = checked(tmp_path, right=RIGHT, wrong=HEAD + WRONG)
    assert found["right"] == set()
    first = (HEAD + WRONG).count("\n", 0, (HEAD + WRONG).index("ck.funel"))
    assert found["wrong"] == set(range(first, first + len(WRONG.split("\n")) - 2))


def test_the_package_says_that_it_is_typed():
    assert (Path(cycle_kit.__file__).parent / "py.typed").is_file()


def test_a_choice_that_a_signature_names_is_the_one_that_the_code_knows():
    from typing import get_args

    from cycle_kit.calendars import WEEKENDS, Weekend
    from cycle_kit.fiscal import WEEKS, WeekStart
    from cycle_kit.metrics.chances import METHODS, Method
    from cycle_kit.metrics.cycle import OUTCOMES, Ending
    from cycle_kit.metrics.funnel_counts import RULES, Rule
    from cycle_kit.metrics.outcomes import BASES, Basis

    known = {
        Rule: RULES,
        Basis: BASES,
        Method: METHODS,
        Ending: OUTCOMES,
        Weekend: WEEKENDS,
        WeekStart: WEEKS,
    }
    for choice, words in known.items():
        assert get_args(choice) == tuple(words)
