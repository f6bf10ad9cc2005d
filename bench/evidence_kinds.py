"""The part on forecasts of companies of many kinds, beside what anybody could do."""

from __future__ import annotations

import zlib
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import pandas as pd

import cycle_kit as ck
from bench.kinds import KINDS, file_at, made, won_between
from bench.rivals import last_four, last_year, logistic
from cycle_kit.errors import QuestionError

TITLE, ORDER = "Forecasts of companies of many kinds", 4
COMPANIES, FIRST = 2, 9_000  # other companies than those that the methods were made with
DATES, HORIZONS = (700.0, 1000.0), {"month": 30, "quarter": 90}
RIVALS = ("stage", "logistic", "last four", "last year")
WANTED = "bias 0.95-1.05; 75-85 % held; mean error below each rival's; in no kind above 1.1 times the best of them"


def section(jobs: int) -> list[str]:
    """Per kind and horizon the mean error beside the rivals', the bias, and how often the range held."""
    asked = list(product(KINDS, range(COMPANIES), DATES))
    with ProcessPoolExecutor(jobs) as pool:
        rows = pd.DataFrame([row for found in pool.map(tried, asked) for row in found])
    lines = [
        f"{len(KINDS)} kinds of company (`bench/kinds.py`), {COMPANIES} of each, whose whole truth is known, forecast "
        f"from what their file said {' and '.join(f'{day:.0f}' for day in DATES)} days after the begin, by "
        "`ck.forecast` without a method, beside `stage`, a plain logistic model of the open deals, the mean of the "
        "last four spans and the same span of last year (`bench/rivals.py`). Errors are mean distances from what came, "
        "in parts of the mean that came; bias is what was expected in all / what came. "
        f"Wanted: {WANTED}. Few forecasts of a kind: its own row tells little, the last one most.",
    ]
    for name in HORIZONS:
        lines += ["", f"**A {name} ahead.**", "", *table(rows[rows["horizon"] == name])]
    return lines


def tried(asked: tuple[str, int, float]) -> list[dict]:
    """One company at one date, every horizon."""
    name, number, day = asked
    company = made(KINDS[name], FIRST + number + zlib.crc32(name.encode()) % 1_000 * 10)
    pipe = file_at(company, day)
    return [
        {"kind": name, "horizon": label, **one(company, pipe, day, days)}
        for label, days in HORIZONS.items()
    ]


def one(company, pipe: ck.Pipeline, day: float, days: int) -> dict:
    until = pipe.as_of.normalize() + pd.Timedelta(days=days)
    found = ck.forecast(pipe, until=until).set_index("part").loc["all"]
    try:
        rows = ck.forecast(pipe, until=until, method="stage").set_index("part")
        stage = rows.loc["all", "expected_value"]
    except QuestionError:
        stage = float("nan")
    return {
        "came": won_between(company, day, days),
        "ours": found["expected_value"],
        "p10": found["p10"],
        "p90": found["p90"],
        "method": found["method"],
        "stage": stage,
        "logistic": logistic(company, day, days),
        "last four": last_four(company, day, days),
        "last year": last_year(company, day, days),
    }


def table(rows: pd.DataFrame) -> list[str]:
    lines = [
        "| kind | forecasts | method | error | bias | held | below p10 | above p90 | "
        + " | ".join(f"{name}: error" for name in RIVALS)
        + " |",
        "|" + "---|" * (8 + len(RIVALS)),
    ]
    lines += [line(kind, mine) for kind, mine in rows.groupby("kind", sort=False)]
    return [*lines, line("**all that say a number**", rows[rows["ours"].notna()])]


def line(kind: str, rows: pd.DataFrame) -> str:
    methods = ", ".join(f"{name} {count}" for name, count in rows["method"].value_counts().items())
    if rows["ours"].isna().all():
        cells = ["says that it does not know", "", "", "", ""]
    else:
        below, above = (rows["came"] < rows["p10"]).mean(), (rows["came"] > rows["p90"]).mean()
        bias = rows["ours"].sum() / rows["came"].sum()
        cells = [
            error(rows, "ours"),
            f"{bias:.2f}",
            *(f"{share:.0%}" for share in (1 - below - above, below, above)),
        ]
    others = [error(rows, name) for name in RIVALS]
    return "| " + " | ".join([kind, str(len(rows)), methods, *cells, *others]) + " |"


def error(rows: pd.DataFrame, name: str) -> str:
    known = rows[rows[name].notna()]
    if known.empty:
        return "-"
    return f"{(known[name] - known['came']).abs().mean() / known['came'].mean():.2f}"
