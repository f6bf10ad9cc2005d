"""95 % intervals: Wilson for shares, bootstrap-t for means."""

import numpy as np

from cycle_kit.metrics.survival import NORMAL_95

SEED = 20_240_229
RESAMPLES = 1_999
#: up to here means are resampled; beyond, the expansion that the bootstrap-t converges to is used
MOST_RESAMPLED = 1_000
#: a resample's spread counts as at least this part of the data's: drawing near-equal values only
#: (common among few) would else give an endless interval
LEAST_SPREAD = 0.1


def wilson(hits: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Limits of the shares `hits / of` (Wilson, JASA 1927); NaN where `of` is 0."""
    hits, of = np.asarray(hits, dtype=float), np.asarray(of, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, z2 = hits / of, NORMAL_95**2
        middle = share + z2 / (2 * of)
        reach = NORMAL_95 * np.sqrt(share * (1 - share) / of + z2 / (4 * of**2))
        low, high = (middle - reach) / (1 + z2 / of), (middle + reach) / (1 + z2 / of)
    # at 0 and 1 the limit is the share itself; rounding must not push it past
    return np.where(hits == 0, low * 0, low), np.where(hits == of, high * 0 + 1, high)


def mean_interval(values: np.ndarray) -> tuple[float, float]:
    """Limits of a mean by the bootstrap-t (Efron 1981): the same on every run and in every order.

    NaN for fewer than 3 values. For more than `MOST_RESAMPLED` the limits come from its Edgeworth
    expansion (Hall, The Bootstrap and Edgeworth Expansion, 1992, 3.3), which corrects for skewness
    alike. Values that are never negative have no negative limit.
    """
    values = np.sort(np.asarray(values, dtype=float))
    if len(values) < 3:
        return np.nan, np.nan
    mean, error = values.mean(), values.std(ddof=1) / np.sqrt(len(values))
    if values[0] == values[-1]:
        return float(values[0]), float(values[0])
    lower, upper = _resampled(values) if len(values) <= MOST_RESAMPLED else _expanded(values)
    low, high = mean - upper * error, mean - lower * error
    return float(max(low, 0.0) if values[0] >= 0 else low), float(high)


def _resampled(values: np.ndarray) -> tuple[float, float]:
    """The 2.5 % and 97.5 % points of the studentised mean over resamples."""
    size, spread = len(values), values.std(ddof=1)
    draws = values[np.random.default_rng(SEED).integers(0, size, (RESAMPLES, size))]
    spreads = np.maximum(draws.std(axis=1, ddof=1), LEAST_SPREAD * spread)
    studentised = (draws.mean(axis=1) - values.mean()) / (spreads / np.sqrt(size))
    lower, upper = np.quantile(studentised, [0.025, 0.975])
    return lower, upper


def _expanded(values: np.ndarray) -> tuple[float, float]:
    """The same two points by the Edgeworth expansion of the studentised mean."""
    centred = values - values.mean()
    skewness = (centred**3).mean() / (centred**2).mean() ** 1.5
    shift = skewness * (2 * NORMAL_95**2 + 1) / (6 * np.sqrt(len(values)))
    return -NORMAL_95 - shift, NORMAL_95 - shift
