"""Repeatable chance: every draw comes from uniform numbers of PCG64 alone.

Only `Generator.random` is used, because its stream is the same on every machine and in every
version of NumPy; normal and lognormal draws are made from it here.
"""

from collections.abc import Mapping
from statistics import NormalDist
from zlib import crc32

import numpy as np

SEED = 20251059
_NORMAL = NormalDist()


class Dice:
    """The chance of one subject of one deal; other deals and subjects never shift it."""

    def __init__(self, subject: str, number: int = 0):
        self._rng = np.random.Generator(np.random.PCG64([SEED, crc32(subject.encode()), number]))

    def share(self) -> float:
        """A number from 0 up to 1."""
        return float(self._rng.random())

    def chance(self, p: float) -> bool:
        """True in a share `p` of the calls."""
        return self.share() < p

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def around(self, median: float, spread: float) -> float:
        """A lognormal draw with this median and this sigma of the logarithm."""
        u = min(max(self.share(), 1e-9), 1 - 1e-9)
        return median * float(np.exp(spread * _NORMAL.inv_cdf(u)))

    def pick(self, weights: Mapping[str, float]) -> str:
        """One key, as likely as its weight says."""
        left = self.share() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return key

    def one(self, things: tuple | list):
        """One of several, all equally likely."""
        return things[int(self.share() * len(things))]
