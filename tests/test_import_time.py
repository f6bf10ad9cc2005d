"""Importing cycle_kit brings what counts; what reads files, draws and writes comes when it is asked for."""

import subprocess
import sys

import pytest

LATER = ("cycle_kit.loading", "cycle_kit.dialects", "cycle_kit.files.reading", "cycle_kit.charts", "cycle_kit.reports",
         "cycle_kit.warehouse", "cycle_kit.dashboard", "plotly", "ftfy", "jupyterlab", "voila", "typer")  # fmt: skip
#: processor seconds more than pandas, several times what it takes on a machine at rest
MOST = 1.0


@pytest.fixture(scope="module")
def brought() -> tuple[set[str], float]:
    """What an import brings, and how many processor seconds it takes more than pandas."""
    code = (
        "import sys, time, pandas; start = time.process_time(); import cycle_kit; "
        "print(time.process_time() - start, *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    seconds, *modules = done.stdout.split()
    return set(modules), float(seconds)


@pytest.mark.parametrize("name", LATER)
def test_what_is_not_needed_to_count_is_not_imported(brought, name):
    assert name not in brought[0]


def test_it_takes_little_more_than_pandas(brought):
    assert brought[1] < MOST


@pytest.mark.parametrize("name", ["load", "from_events", "crms", "mask", "report", "funnel_chart"])
def test_what_comes_later_is_there_all_the_same(name):
    code = f"import cycle_kit as ck; assert {name!r} in dir(ck); assert callable(ck.{name})"
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
