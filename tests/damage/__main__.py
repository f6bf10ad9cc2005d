"""Every damage on every sample, as a table, and what differs where something does.

    python -m tests.damage [--damage NAME ...] [--sample NAME ...] [--share 0.1] [--seed 1] [--failures FILE]

Exits 1 where a figure differs in silence, a note is not true, a question has no answer, or something crashes.
"""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests.damage import DAMAGES, tried
from tests.damage.compared import RIGHT, Verdict
from tests.damage.samples import samples

#: a sign for each outcome in the table
SIGNS = {
    "same": "=",
    "told": "t",
    "asked": "?",
    "SILENT": "S",
    "UNTRUE": "U",
    "REFUSED": "R",
    "ASTRAY": "A",
}
SIGNS |= {"CRASH": "C", "not here": ".", "not tried": " "}
WIDTH = 42
ASIDE = ("not here", "not tried")


def row(damage: str, chosen: list[str], share: float, seed: str) -> list[Verdict]:
    """The verdicts of one damage; of a share of the samples, drawn anew for each damage."""
    dice = Random(f"{seed} {damage}")
    return [
        tried(damage, sample) if dice.random() < share else Verdict("not tried")
        for sample in chosen
    ]


def chosen(wanted: list[str], there: list[str]) -> list[str]:
    """Those that are asked for, by name or by a part of it."""
    found = [name for name in there if not wanted or any(part in name for part in wanted)]
    if not found:
        sys.exit(f"There is none like {', '.join(wanted)}.")
    return found


def heading(names: list[str]) -> str:
    """The samples by their numbers, and the numbers above the columns, last digit only."""
    numbered = [f"{place:2d} {name}" for place, name in enumerate(names, start=1)]
    digits = "".join(str(place % 10) for place in range(1, len(names) + 1))
    return "\n".join([*numbered, f"{'':{WIDTH}}{digits}"])


def line(damage: str, verdicts: list[Verdict]) -> str:
    counted = Counter(verdict.outcome for verdict in verdicts)
    words = ", ".join(f"{count} {name}" for name, count in counted.items() if name not in ASIDE)
    return f"{damage:{WIDTH}}{''.join(SIGNS[verdict.outcome] for verdict in verdicts)}  {words}"


def totals(rows: list[list[Verdict]], seconds: float) -> str:
    total = Counter(verdict.outcome for verdicts in rows for verdict in verdicts)
    cases = sum(count for name, count in total.items() if name not in ASIDE)
    counted = ", ".join(f"{sign} {name} {total[name]}" for name, sign in SIGNS.items())
    return f"{counted}\n{len(rows)} damages, {cases} cases, {seconds:.0f} s"


def failures(damages: list[str], names: list[str], rows: list[list[Verdict]]) -> str:
    """One line for each, below the name of the damage."""
    parts = []
    for damage, verdicts in zip(damages, rows, strict=True):
        wrong = [
            f"  {name}: {verdict.outcome} {verdict.words}"
            for name, verdict in zip(names, verdicts, strict=True)
            if verdict.outcome not in (*RIGHT, *ASIDE)
        ]
        if wrong:
            parts.append("\n".join([f"{damage} ({DAMAGES[damage].subject}.py)", *wrong]))
    return "\n".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--damage", nargs="*", default=[])
    parser.add_argument("--sample", nargs="*", default=[])
    parser.add_argument("--share", type=float, default=1, help="of all cases, drawn by the seed")
    parser.add_argument("--seed", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--failures", type=Path, help="a file to write the failures to")
    given = parser.parse_args()
    damages, names = chosen(given.damage, list(DAMAGES)), chosen(given.sample, list(samples()))
    start = time.monotonic()
    print(heading(names), flush=True)
    rows = []
    with ProcessPoolExecutor(given.jobs) as pool:
        futures = [pool.submit(row, each, names, given.share, given.seed) for each in damages]
        for damage, future in zip(damages, futures, strict=True):
            rows.append(future.result())
            print(line(damage, rows[-1]), flush=True)
            if given.failures:  # as they come: a run of hours can end before its end
                listed = failures(damages[: len(rows)], names, rows)
                given.failures.write_text(listed + "\n", encoding="utf-8")
    print(totals(rows, time.monotonic() - start))
    listed = failures(damages, names, rows)
    print(listed)
    return 1 if listed else 0


if __name__ == "__main__":
    sys.exit(main())
