"""Times to an end when some have not ended yet: Kaplan-Meier and Aalen-Johansen on count tables.

Everything here is NumPy on counts per distinct day, with delayed entry where a file was cut at the left. Of
several things on one day, endings come before those who are last seen on it unfinished, and endings on day 0
count like any other.

Intervals are 95 %. The variance is the delta-method one (Greenwood's for Kaplan-Meier; for
Aalen-Johansen Dinse and Larson, Biometrika 1986, eq. 6), which is the binomial one when nothing is
unfinished. Curves have log-log limits; a share of exactly 0 or 1 has none, as its estimated
variance is 0. Limits of a quantile are where the limits of its curve reach it (Brookmeyer and
Crowley, Biometrics 1982).
"""

from typing import NamedTuple

import numpy as np

NORMAL_95 = 1.959963984540054
#: two shares nearer than this are the same: far below one deal, far above the rounding
SAME_SHARE = 1e-9


class Steps(NamedTuple):
    """One row per distinct day on which something ended; `ended` has one column per cause."""

    days: np.ndarray
    at_risk: np.ndarray  # not ended and still seen just before that day
    ended: np.ndarray
    unfinished: np.ndarray  # of those at risk, the ones that never end in this data


class Curve(NamedTuple):
    """A share per day with its 95 % limits."""

    days: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray


class Quantile(NamedTuple):
    """A number of days with its 95 % limits; NaN where the curve does not get that far."""

    days: float
    low: float
    high: float


NOT_REACHED = Quantile(np.nan, np.nan, np.nan)


def steps(
    days: np.ndarray,
    ended: np.ndarray,
    unfinished: np.ndarray,
    entered: np.ndarray | None = None,
) -> Steps:
    """Count table (a row of `days`: how many `ended` by each cause, how many did not) -> Steps.

    `entered`: the days from which each row is seen at all (delayed entry), where not all are from
    their start; it is at risk from that day on, so that an ending on that very day counts.
    """
    distinct, row = np.unique(np.asarray(days, dtype=float), return_inverse=True)
    ended, unfinished = np.asarray(ended, dtype=float), np.asarray(unfinished, dtype=float)
    endings, open_ends = np.zeros((len(distinct), ended.shape[1])), np.zeros(len(distinct))
    np.add.at(endings, row, ended)
    np.add.at(open_ends, row, unfinished)
    at_risk = _from_here_on(endings.sum(axis=1) + open_ends)
    unfinished_there = _from_here_on(open_ends)
    if entered is not None and np.any(entered):
        at_risk -= _not_yet(distinct, entered, ended.sum(axis=1) + unfinished)
        unfinished_there -= _not_yet(distinct, entered, unfinished)
    happened = endings.sum(axis=1) > 0
    parts = (distinct, at_risk, endings, unfinished_there)
    return Steps(*(part[happened] for part in parts))


def _not_yet(days: np.ndarray, entered: np.ndarray, number: np.ndarray) -> np.ndarray:
    """How many are seen only from after each of these days on."""
    order = np.argsort(entered)
    later = np.append(_from_here_on(number[order]), 0.0)
    return later[np.searchsorted(np.asarray(entered, dtype=float)[order], days, side="right")]


def cut(steps: Steps, min_at_risk: int) -> Steps:
    """The steps before the first day with under `min_at_risk` left, some of them unfinished."""
    too_few = (steps.at_risk < min_at_risk) & (steps.unfinished > 0)
    end = int(np.argmax(too_few)) if too_few.any() else len(too_few)
    return Steps(*(part[:end] for part in steps))


#: endings from which on the limits of a median hold what they say
FEWEST = 4


def kaplan_meier(steps: Steps) -> Curve:
    """Share that has not ended by the close of each day, whatever the cause.

    Of fewer than `FEWEST` endings the limits are not known: those of their median held 75 to 88 % of trials.
    """
    ended, at_risk = steps.ended.sum(axis=1), steps.at_risk
    share = np.cumprod(1 - ended / at_risk)
    if ended.sum() < FEWEST:
        return Curve(steps.days, share, share * np.nan, share * np.nan)
    return Curve(steps.days, share, *_log_log(share, np.cumsum(_greenwood(ended, at_risk))))


def quantile(curve: Curve, level: float) -> Quantile:
    """Days by which the share `level` has ended, of a Kaplan-Meier curve."""
    fallen = (1 - curve.share, 1 - curve.low, 1 - curve.high)
    return Quantile(*(_reaches(curve.days, rising, level) for rising in fallen))


def incidence(steps: Steps, cause: int) -> Curve:
    """Aalen-Johansen: share ended by `cause` (a column of `ended`) by the close of each day."""
    share = _incidence(steps, cause)
    variance = _covariance(steps, cause, share, share)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = _log_log(share, variance / share**2)
    return Curve(steps.days, share, low, high)


def undecided(steps: Steps) -> float:
    """Share that has not ended by the last day."""
    share = kaplan_meier(steps).share
    return float(share[-1]) if len(share) else np.nan


def incidence_median(steps: Steps, cause: int, *, undecided_too: float = 0.0) -> Quantile:
    """Days by which half of all who will end by `cause` have done so.

    "All" is the last value of the Aalen-Johansen curve plus `undecided_too` (0 to 1) of those
    undecided there. The limits are those of the curve divided by that total, both being estimates:
    with nothing unfinished they are exactly the Kaplan-Meier limits of those ended by `cause`.
    Of fewer than `FEWEST` endings by `cause` they are not known.
    """
    share = _incidence(steps, cause)
    if not len(share) or share[-1] == 0:
        return NOT_REACHED
    if steps.ended[:, cause].sum() < FEWEST:
        middle = share / (share[-1] + undecided_too * undecided(steps))
        return Quantile(_reaches(steps.days, middle, 0.5), np.nan, np.nan)
    total = share[-1] + undecided_too * undecided(steps)
    among = share / total
    variance = (
        _covariance(steps, cause, share, share)
        - 2 * among * _covariance(steps, cause, share, total)
        + among**2 * _covariance(steps, cause, total, total)[-1]
    ) / total**2
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = _log_log(1 - among, variance / (1 - among) ** 2)
    return quantile(Curve(steps.days, 1 - among, low, high), 0.5)


def _from_here_on(numbers: np.ndarray) -> np.ndarray:
    return numbers[::-1].cumsum()[::-1]


def _greenwood(ended: np.ndarray, at_risk: np.ndarray) -> np.ndarray:
    """What each day adds to the variance of the log of the share left; 0 when nobody is left."""
    someone = at_risk > ended
    return np.divide(ended, at_risk * (at_risk - ended), out=np.zeros_like(at_risk), where=someone)


def _before(steps: Steps) -> np.ndarray:
    """Share not ended just before each day."""
    return np.concatenate(([1.0], kaplan_meier(steps).share[:-1]))[: len(steps.days)]


def _incidence(steps: Steps, cause: int) -> np.ndarray:
    return np.cumsum(_before(steps) * steps.ended[:, cause] / steps.at_risk)


def _covariance(
    steps: Steps, cause: int, one: np.ndarray | float, other: np.ndarray | float
) -> np.ndarray:
    """Delta-method covariance of two Aalen-Johansen values, over the steps up to each day.

    A value v is the curve on some later day, or its end plus a part of the undecided there. More
    endings at step u move it by before(u) if they are of the cause, and by
    -(v - curve(u)) / (1 - ended / at_risk) whatever they are. Multiplied out with the multinomial
    covariance of a step's endings, the sum over u falls into three that do not depend on v.
    """
    curve, before, at_risk = _incidence(steps, cause), _before(steps), steps.at_risk
    by_cause = steps.ended[:, cause] / at_risk
    direct = before**2 * by_cause * (1 - by_cause) / at_risk
    mixed = before * by_cause / at_risk
    fewer = _greenwood(steps.ended.sum(axis=1), at_risk)
    return (
        np.cumsum(direct + 2 * mixed * curve + fewer * curve**2)
        - (one + other) * np.cumsum(mixed + fewer * curve)
        + one * other * np.cumsum(fewer)
    )


def _log_log(share: np.ndarray, variance_of_log: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Limits between 0 and 1, symmetric for log(-log(share)); NaN where the share is 0 or 1."""
    inside = (share > SAME_SHARE) & (share < 1 - SAME_SHARE)
    logs = np.log(np.where(inside, share, np.nan))
    width = NORMAL_95 * np.sqrt(np.maximum(variance_of_log, 0)) / -logs
    return np.exp(logs * np.exp(width)), np.exp(logs * np.exp(-width))


def _reaches(days: np.ndarray, rising: np.ndarray, level: float) -> float:
    """First day with `rising` at `level`; met exactly, the midpoint to the next day it rises."""
    there = np.flatnonzero(rising >= level - SAME_SHARE)
    if not len(there):
        return np.nan
    beyond = np.flatnonzero(rising > level + SAME_SHARE)
    exact = rising[there[0]] <= level + SAME_SHARE
    last = beyond[0] if exact and len(beyond) else there[0]
    return float((days[there[0]] + days[last]) / 2)


def first_days(days: np.ndarray, rising: np.ndarray, level: float) -> np.ndarray:
    """Per row of `rising`, a curve each, the first day with it at `level`, as in `quantile`."""
    there, beyond = rising >= level - SAME_SHARE, rising > level + SAME_SHARE
    first, next_ = there.argmax(axis=1), beyond.argmax(axis=1)
    row = np.arange(len(rising))
    exact = (rising[row, first] <= level + SAME_SHARE) & beyond[row, next_]
    middle = (days[first] + days[np.where(exact, next_, first)]) / 2
    return np.where(there[row, first], middle, np.nan)
