"""From small count tables to shares and sums: what the metrics of deals and steps finish with."""

import numpy as np
import pandas as pd

from cycle_kit.metrics.intervals import wilson


def ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """A share, empty where nothing is counted."""
    part, whole = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)


def share_interval(part: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """95 % Wilson bounds of part / whole, empty where there is no share or it is above 1."""
    part, whole = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    proper = (whole > 0) & (part <= whole)
    low, high = wilson(np.where(proper, part, 0), np.where(proper, whole, 1))
    return np.where(proper, low, np.nan), np.where(proper, high, np.nan)


def known_sum(total: np.ndarray, known: np.ndarray, deals: np.ndarray) -> np.ndarray:
    """A sum of amounts: empty where deals have none, 0 where there are no deals but amounts elsewhere."""
    nothing = 0.0 if np.any(np.asarray(known) > 0) else np.nan
    without = np.where(np.asarray(deals) > 0, np.nan, nothing)
    return np.where(np.asarray(known) > 0, np.asarray(total, dtype=float), without)


def every_step(parts: list[pd.DataFrame], keys: list[str], steps: int) -> pd.DataFrame:
    """The counts of all parts by group and step, with every step of every group, groups sorted."""
    places = pd.DataFrame({"step": range(1, steps + 1)})
    if keys:
        groups = pd.concat([part[keys] for part in parts]).drop_duplicates()
        places = groups.merge(places, how="cross")
    whole = pd.concat([*(part[part["step"] > 0] for part in parts), places])
    sums = whole.groupby([*keys, "step"], dropna=False, observed=True).sum().reset_index()
    return sums.astype({"step": "int64"})


def stage_column(steps: pd.Series, stages: tuple[str, ...]) -> pd.Categorical:
    """Step numbers as the stages' names, in their order."""
    return pd.Categorical.from_codes(steps.to_numpy() - 1, categories=list(stages), ordered=True)
