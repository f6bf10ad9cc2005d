"""How the metrics grow: every public one at several sizes of one made-up company, in this process.

Prints per metric and size the seconds of processor time (steadier than those of the clock where others work on the
same machine), how many times as long that is as at the size before, and the most memory that it held beyond
what stood before. Metrics that this company cannot answer are left out.

    python -m bench.metrics [--deals 10000 100000] [--only forecast backtest]
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.catalogue import CARDS
from tests.companies_at_random import Company, pipeline_of

OWNERS = 20
#: losers linger, so that a third of the deals is open
HABITS = Company(owners=OWNERS, days=60.0, lingering=3.0)
MONTH = pd.DateOffset(months=1)
#: what metrics are asked beyond the pipeline: of its last month, or of the next one
ASKED: dict[str, Callable[[ck.Pipeline], dict[str, Any]]] = {
    "changes": lambda pipe: {"start": pipe.as_of - MONTH, "end": pipe.as_of},
    "changes_matrix": lambda pipe: {"start": pipe.as_of - MONTH, "end": pipe.as_of},
    "compare": lambda pipe: {"measure": "win_rate"},
    "compare_periods": lambda pipe: {"measure": "win_rate", "change": pipe.as_of - 6 * MONTH},
    "deals_needed": lambda pipe: {"measure": "win_rate"},
    "forecast": lambda pipe: {"until": pipe.as_of + 2 * MONTH},
    "funnel_rule_deals": lambda pipe: {"stage": pipe.stages[0]},
    "goals": lambda pipe: {"targets": targets(pipe)},
    "mix_shift": lambda pipe: {
        "measure": "win_rate", "by": "owner", "before": "2024-Q2", "after": "2024-Q3",
    },
    "trend": lambda pipe: {"measure_name": "open_value", "by": "stage"},
    "waterfall": lambda pipe: {"every": "week"},
}  # fmt: skip


def targets(pipe: ck.Pipeline) -> list[dict[str, Any]]:
    """Won deals of the month that begins, of all and of three owners."""
    month = {"measure": "won_deals", "period": f"{pipe.as_of + MONTH:%Y-%m}", "target": 100}
    return [month, *({**month, "owner": f"Owner {number:02}"} for number in range(3))]


def held(what: str) -> float:
    """Memory of this process [MB]: `VmRSS` now, `VmHWM` at most."""
    status = Path("/proc/self/status")
    if not status.exists():  # macOS counts in bytes, and knows the most alone
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    line = next(line for line in status.read_text().splitlines() if line.startswith(what))
    return int(line.split()[1]) / 1024


def forget_peak() -> None:
    """Lets the most that was ever held begin anew, on Linux."""
    reset = Path("/proc/self/clear_refs")
    if reset.exists():
        reset.write_text("5")


def measured(pipe: ck.Pipeline, name: str) -> tuple[float, float] | None:
    """Seconds and megabytes of a metric, of a pipeline of which nothing was asked yet; None: no answer."""
    arguments = ASKED[name](pipe) if name in ASKED else {}
    forget_peak()
    before, started = held("VmRSS"), time.process_time()
    try:
        getattr(ck, name)(replace(pipe), **arguments)
    except QuestionError:
        return None
    return time.process_time() - started, held("VmHWM") - before


def rows(sizes: list[int], names: list[str]) -> Iterator[tuple[int, str, float, float]]:
    """Size, metric, seconds, megabytes."""
    for deals in sizes:
        started = time.process_time()
        pipe = pipeline_of(replace(HABITS, deals_each=deals // OWNERS), seed=deals)
        yield deals, "from_events", time.process_time() - started, held("VmRSS")
        for name in names:
            found = measured(pipe, name)
            if found:
                yield deals, name, *found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--only", nargs="+", metavar="METRIC", default=sorted(CARDS))
    options = parser.parse_args()
    before: dict[str, float] = {}
    print(f"{'deals':>9} {'metric':<26} {'seconds':>8} {'ratio':>6} {'MB':>6}")
    for deals, name, seconds, megabytes in rows(options.deals, options.only):
        ratio = f"{seconds / before[name]:.1f}" if name in before else ""
        print(f"{deals:>9,} {name:<26} {seconds:>8.2f} {ratio:>6} {megabytes:>6.0f}", flush=True)
        before[name] = seconds


if __name__ == "__main__":
    main()
