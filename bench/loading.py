"""Loading a large export, as ratios to reading the same file with pandas and doing nothing with it.

Prints, for files of 10,000 to 1,000,000 deals, the time and peak memory of `ck.load` over those of
`pandas.read_csv(dtype=str)` in processes of their own, and the exponent of time over rows.

    python bench/loading.py [--rows 10000 100000 400000 1000000] [--repeat 3]
"""

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

HEADER_DATES = 14  # of the 30 columns


def write(path: Path, rows: int) -> None:
    """A HubSpot-like export: 30 columns, 14 of them dates, amounts, text; seeded."""
    rng = np.random.default_rng(rows)
    start = np.datetime64("2022-01-01T08:00") + rng.integers(0, 1_200_000, rows) * np.timedelta64(
        1, "m"
    )

    def stamps(after: np.ndarray, filled: float) -> np.ndarray:
        text = np.datetime_as_string(after, unit="m")
        text = np.char.replace(text, "T", " ")
        return np.where(rng.random(rows) < filled, text, "")

    outcome = rng.choice(
        ["Closed Won", "Closed Lost", "New", "Offer", "Contract"], rows, p=[0.3, 0.4, 0.1, 0.1, 0.1]
    )
    columns: dict[str, object] = {
        "Record ID": np.arange(10**10, 10**10 + rows),
        "Deal Name": np.char.add("Deal number ", np.arange(rows).astype(str)),
        "Deal Stage": outcome,
        "Pipeline": "Sales",
        "Deal owner": np.char.add("Owner ", rng.integers(0, 200, rows).astype(str)),
        "Amount": np.round(rng.lognormal(9, 1, rows), 2),
        "Create Date": stamps(start, 1.0),
        "Close Date": stamps(start + np.timedelta64(40_000, "m"), 0.9),
        "Last Activity Date": stamps(start + np.timedelta64(41_000, "m"), 0.8),
        "Is Closed Won": np.where(outcome == "Closed Won", "Yes", "No"),
        "Closed Lost Reason": np.where(outcome == "Closed Lost", "Price", ""),
        "Currency": "EUR",
    }
    stages = ["New", "Offer", "Contract", "Closed Won", "Closed Lost"]
    for place, stage in enumerate(stages):
        moved = start + np.timedelta64(9_000 * place, "m")
        columns[f'Date entered "{stage} (Sales)"'] = stamps(moved, 0.6 if place else 1.0)
        columns[f'Date exited "{stage} (Sales)"'] = stamps(moved + np.timedelta64(9_000, "m"), 0.5)
    for number in range(30 - len(columns)):
        columns[f"Custom {number}"] = np.char.add("value ", rng.integers(0, 50, rows).astype(str))
    pd.DataFrame(columns).to_csv(path, index=False)


def once(path: str, what: str) -> dict[str, float]:
    """One measured run in this process: seconds, and peak memory with the same imports [MB]."""
    import cycle_kit as ck

    started = time.perf_counter()
    bare = what == "pandas"
    kept = pd.read_csv(path, dtype=str, keep_default_na=False) if bare else ck.load(path)
    seconds = time.perf_counter() - started
    assert kept is not None
    return {"seconds": seconds, "megabytes": peak() / 1024}


def peak() -> int:
    """The most memory this process ever held [kB]."""
    status = Path("/proc/self/status")
    if not status.exists():  # macOS counts in bytes
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    # on Linux, ru_maxrss of a new process begins with its parent's
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(held.split()[1])


def measured(path: Path, what: str, repeat: int) -> dict[str, float]:
    """Medians over processes of their own, so that each peak is its own."""
    runs = [
        json.loads(subprocess.run([sys.executable, __file__, "--one", what, str(path)],
                                  check=True, capture_output=True, text=True).stdout)
        for _ in range(repeat)
    ]  # fmt: skip
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rows", type=int, nargs="+", default=[10_000, 100_000, 400_000, 1_000_000]
    )
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "FILE"))
    options = parser.parse_args()
    if options.one:
        print(json.dumps(once(options.one[1], options.one[0])))
        return
    times = []
    print(f"{'deals':>9} {'MB':>6} {'pandas s':>9} {'load s':>8} {'ratio':>6} {'memory ratio':>13}")
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            path = Path(folder) / f"deals_{rows}.csv"
            write(path, rows)
            bare, ours = (measured(path, what, options.repeat) for what in ("pandas", "cycle_kit"))
            times.append((rows, ours["seconds"]))
            print(
                f"{rows:>9,} {path.stat().st_size / 1e6:>6.0f} {bare['seconds']:>9.2f} {ours['seconds']:>8.2f} "
                f"{ours['seconds'] / bare['seconds']:>6.2f} {ours['megabytes'] / bare['megabytes']:>13.2f}"
            )
            path.unlink()
    if len(times) > 1:
        (few, short), (many, long) = times[0], times[-1]
        print(
            f"time grows as rows to the power of {math.log(long / short) / math.log(many / few):.2f}"
        )


if __name__ == "__main__":
    main()
