"""Verdicts on groups beside their rest: which differences hold, of all that one call looks at."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.metrics.stratified import Compared

#: share of the verdicts of one call that may be chance (Benjamini and Hochberg 1995): 5 % are promised, and 10
#: of the search for patterns. It is tested at less, as p values are approximations, strata take out most of
#: what moves a figure and not all, and where nothing is there the procedure uses up all that it is allowed
#: (docs/evidence.md)
ONE_COLUMN = 0.04
SEVERAL_COLUMNS = 0.09
BETTER, WORSE, UNCLEAR, FEW = "better", "worse", "no clear difference", "too few"
#: one in so many groups may stand out so far that the others look different only beside it
STAND_OUT = 4


class Judged(NamedTuple):
    """One column's groups, their figures, whether it has only two of them, and beside what.

    `again`: the same figures without the deals of some groups, by their places among the names.
    """

    names: np.ndarray
    figures: Compared
    two: bool
    within: tuple[str, ...]
    again: Callable[[np.ndarray], Compared]


def shown(
    judged: dict[str, Judged],
    kind: str,
    *,
    min_n: int,
    rate: float,
    withheld: dict[str, str] | None = None,
) -> pd.DataFrame:
    """The table of all columns' groups with p values and verdicts, of none where they are `withheld`."""
    why = withheld or {}
    parts = [
        part(name, one, min_n=min_n, withheld=why.get(name, "")) for name, one in judged.items()
    ]
    out = pd.concat(parts, ignore_index=True)
    counts_once = (
        out["two"].to_numpy() & ~out.duplicated("column").to_numpy() | ~out["two"].to_numpy()
    )
    out["verdict"] = verdicts(out, kind, counts_once, min_n=min_n, rate=rate)
    out["p"] = np.fmax(out["p"], beside_the_usual(out, judged))
    out["verdict"] = verdicts(out, kind, counts_once, min_n=min_n, rate=rate)
    return out


def verdicts(
    out: pd.DataFrame, kind: str, counts_once: np.ndarray, *, min_n: int, rate: float
) -> np.ndarray:
    """By Benjamini-Hochberg, where the test and the difference point the same way."""
    p = out["p"].to_numpy()
    holds = p <= threshold(p[counts_once & ~np.isnan(p)], rate)
    gain = np.sign(out["difference"]) * (-1 if kind == "days" else 1)
    agree = gain == np.sign(out["z"])
    verdict = np.where(gain > 0, BETTER, WORSE)
    verdict = np.where(holds & agree, verdict, UNCLEAR)
    return np.where(out["n"] < min_n, FEW, verdict)


def beside_the_usual(out: pd.DataFrame, judged: dict[str, Judged]) -> np.ndarray:
    """p values of those with a verdict beside a rest without the few who stand out most on the other side.

    Beside one who is very slow all others are quicker than their rest, which does not make them quick.
    """
    p = np.full(len(out), np.nan)
    for name, one in judged.items():
        mine = np.flatnonzero(out["column"] == name)
        tested = int(out["p"].iloc[mine].notna().sum())
        if one.two or tested < 3:
            continue
        verdict, own = out["verdict"].to_numpy()[mine], out["p"].to_numpy()[mine]
        for side, opposite in ((BETTER, WORSE), (WORSE, BETTER)):
            there, others = (np.flatnonzero(verdict == each) for each in (side, opposite))
            if len(there) and len(others):
                most = others[np.argsort(own[others])][: max(tested // STAND_OUT, 1)]
                z = one.again(most).z[there]
                same = np.sign(z) == np.sign(out["z"].to_numpy()[mine][there])
                p[mine[there]] = np.where(same, two_sided(z), 1.0)
    return p


def part(column: str, one: Judged, *, min_n: int, withheld: str) -> pd.DataFrame:
    """One column's rows; too few are not tested, and two values share one test.

    What is withheld has no p and no limits, as neither would hold.
    """
    found = one.figures
    p = two_sided(found.z)
    p[(found.n < min_n) | bool(withheld)] = np.nan
    if one.two and not np.isnan(p).any():
        p[:] = p.max()
    return pd.DataFrame(
        {
            "column": column,
            "group": one.names,
            "value": found.value,
            "rest": found.rest,
            "difference": found.value - found.rest,
            "low": np.where(bool(withheld), np.nan, found.low),
            "high": np.where(bool(withheld), np.nan, found.high),
            "n": found.n.astype("int64"),
            "p": p,
            "z": found.z,
            "two": one.two and not np.isnan(p).any(),
            "left_out": found.left_out.astype("int64"),
            "within_days": found.reach,
            "within": ", ".join(one.within),
            "withheld": withheld,
        }
    )


def two_sided(z: np.ndarray) -> np.ndarray:
    """p values of standard normal scores."""
    return np.array([math.erfc(abs(score) / math.sqrt(2)) for score in z], dtype=float)


def threshold(p: np.ndarray, rate: float) -> float:
    """The largest p that holds (Benjamini and Hochberg); below 0 where none does."""
    p = np.sort(p)
    holds = p <= rate * np.arange(1, len(p) + 1) / max(len(p), 1)
    return float(p[np.flatnonzero(holds)[-1]]) if holds.any() else -1.0
