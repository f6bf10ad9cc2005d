"""The chance of each open deal to be won within so many days, by several methods; the forecast rests on these.

Everything here works on what `past.Known` holds of one day, so that a past day is forecast with
the same code, and with nothing that came later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError, one_or_more
from cycle_kit.metrics.past import Known
from cycle_kit.metrics.standing import Lifetimes, numbers, open_at_each

Method = Literal["rates", "history", "stage", "crm", "run_rate", "recent"]
METHODS: tuple[Method, ...] = get_args(Method)
STAGED = ("history", "stage")  # those that need to know when stages were entered
ENOUGH = 20  # stays that lasted as long, below which the stage's share is used; deals to learn from
MOST_STARTS = 24  # earlier month starts that are looked at
LEAST_AGES = (
    200  # different ages of one stage's deals that are each worked out, of however many visits
)
MOST_STEPS = 5_000_000  # ages times visits: up to so many each age is
DAY = pd.Timedelta(days=1)
SHORTER = (
    365,
    182,
    91,
    60,
    30,
    14,
    7,
    1,
)  # days, of which one is proposed where as many are too many


@dataclass(frozen=True)
class Seen:
    """Deals open at earlier month starts after which `days` have been seen, and what became of them.

    `rows`: one row per month start and deal: `start` and `pipeline` (their places in `starts` and
    `pipelines`), `deal`, `step`, `age` (days in its visit), `won` (1 if within `days`, else 0).
    """

    days: float
    starts: tuple[pd.Timestamp, ...]
    pipelines: pd.Index
    rows: pd.DataFrame


def seen_before(facts: Known, days: float) -> Seen:
    """What `stage` learns from, and how much a month differs from the next."""
    starts = month_starts(facts, days)
    dates = Lifetimes.of(facts)
    won = np.zeros(numbers(facts), dtype=bool)
    won[facts.lives.index] = facts.lives["outcome"] == "won"
    stood = open_at_each(facts, starts, dates)
    hits = [
        won[then.deal] & within(dates.closed[then.deal], start, days)
        for start, then in zip(starts, stood, strict=True)
    ]
    place, names = np.zeros(numbers(facts), dtype=np.int64), pd.Index([])
    if len(facts.lives):
        place[facts.lives.index], names = pd.factorize(facts.lives["place"])
    deal = np.concatenate([np.empty(0, dtype=np.int64), *[then.deal for then in stood]])
    rows = pd.DataFrame(
        {
            "start": np.repeat(np.arange(len(starts)), [len(then.deal) for then in stood]),
            "deal": deal,
            "pipeline": place[deal],
            "step": np.concatenate([np.empty(0, dtype=np.int64), *[then.step for then in stood]]),
            "age": np.concatenate([np.empty(0), *[then.age for then in stood]]),
            "won": np.concatenate([np.empty(0), *hits]),
        }
    )
    return Seen(days, tuple(starts), pd.Index(names), rows)


def within(moments: np.ndarray, start: pd.Timestamp, days: float) -> np.ndarray:
    first, end = (np.datetime64(when, "us") for when in (start, start + days * DAY))
    return (moments >= first) & (moments < end)


def month_starts(facts: Known, days: float) -> list[pd.Timestamp]:
    """Earlier month starts after which so many days have been seen, the latest 24 of them."""
    first, last = facts.lives["created_at"].min(), facts.end - days * DAY
    if pd.isna(first) or last < first:
        return []
    latest = max(first.normalize(), last - pd.DateOffset(months=MOST_STARTS + 1))
    starts = pd.date_range(latest.normalize(), last, freq="MS", unit="us")
    return [start for start in starts if start > first][-MOST_STARTS:]


def by_crm(facts: Known, *, until: pd.Timestamp) -> pd.DataFrame:
    """The export's own probability, if the deal is expected to close by then and not in the past."""
    rows = facts.open_deals
    due, own = rows["expected_close"], rows["probability"]
    if len(rows) and not (due.notna() & own.notna()).any():
        raise QuestionError(
            'A forecast by "crm" needs a probability and an expected closing date of open deals.',
            there=f"Of {len(rows)} open deals {own.notna().sum()} have the one, "
            f"{due.notna().sum()} the other.",
            fix='Export both, or use method="history".',
        )
    today = facts.until.normalize()
    basis = np.select(
        [due.isna(), due < today, due > until, own.isna()],
        ["crm: no expected close", "crm: expected close is past", "crm: expected later",
         "crm: no probability"],
        "crm",
    )  # fmt: skip
    return pd.DataFrame({"p": own.where(basis == "crm", 0.0), "basis": basis, "n": np.inf})


class Span(NamedTuple):
    """An earlier span: how many deals were open when it began, and rows of `lives` won within it."""

    there: int
    old: pd.DataFrame  # of those open at its start
    new: pd.DataFrame  # all others: created since, or reopened


def spans_before(facts: Known, days: float, count: int) -> list[Span]:
    """The last spans as long, one before the other; as many as there are deals from before."""
    lives, dates = facts.lives, Lifetimes.of(facts)
    won = lives[lives["outcome"] == "won"]
    starts = [facts.end - back * days * DAY for back in range(count, 0, -1)]
    starts = [start for start in starts if (lives["created_at"] < start).any()]
    found = []
    for start, then in zip(starts, open_at_each(facts, starts, dates), strict=True):
        here = won[within(dates.closed[won.index], start, days)]
        was_open = here.index.isin(then.deal)
        found.append(Span(len(then.deal), here[was_open], here[~was_open]))
    found.reverse()
    if not found:
        reach = (facts.end - lives["created_at"].min()) / DAY
        most = 0 if np.isnan(reach) else int(np.ceil(reach)) - 1
        there = f"The data begins less than {days:.0f} days before its end"
        raise TooLittle(days, there, most=most, end=facts.until)
    return found


def by_spans(facts: Known, spans: Sequence[Span], method: str) -> pd.DataFrame:
    """Of the deals open when earlier spans began, the share won within them: one chance for all."""
    there, won = (sum(parts) for parts in zip(*((s.there, len(s.old)) for s in spans), strict=True))
    share = won / there if there else 0.0
    rows = facts.open_deals
    return pd.DataFrame({"p": share, "basis": method, "n": float(there)}, index=rows.index)


class TooLittle(QuestionError):
    """Too little history. `most`: over so many days it would do; 0: over none."""

    def __init__(self, days: float, there: str, *, most: int, end: pd.Timestamp):
        self.most = most
        last = end.normalize() + most * DAY
        shorter = f'Choose until="{last:%Y-%m-%d}" or earlier, or export' if most else "Export"
        super().__init__(
            f"There is too little history for a forecast over {days:.0f} days.",
            there=f"{there}.",
            fix=f"{shorter} a longer time, with the deals closed in it.",
        )


def most_days(facts: Known, days: float) -> int:
    """Over how many days deals with that furthest stage tell enough; 0: over none."""
    shorter = (each for each in SHORTER if each < days)
    return next((n for n in shorter if seen_before(facts, n).rows["deal"].nunique() >= ENOUGH), 0)


def by_stage(facts: Known, seen: Seen) -> pd.DataFrame:
    """Of deals with that furthest stage at earlier month starts, the share won within as many days."""
    deals = seen.rows["deal"].nunique()
    if deals < ENOUGH:
        there = (
            one_or_more(deals, "{n} deal was", "{n} deals were")
            + " open at a month start that has as many days after it"
        )
        most = most_days(facts, seen.days)
        raise TooLittle(seen.days, f"{there}, and {ENOUGH} are needed", most=most, end=facts.until)
    group = seen.rows.groupby(["pipeline", "step"])
    share, counted = group["won"].mean(), group["deal"].nunique()
    rows = facts.open_deals
    pipelines = seen.pipelines.get_indexer(pd.Index(rows["place"]))
    place = pd.MultiIndex.from_arrays([pipelines, rows["furthest"]])
    p, n = share.reindex(place).to_numpy(), counted.reindex(place).to_numpy(float)
    known = ~np.isnan(p)
    return pd.DataFrame({
        "p": np.where(known, p, seen.rows["won"].mean()),
        "basis": np.where(known, "stage", "all stages").astype(object),
        "n": np.where(known, n, deals),
    })  # fmt: skip


def by_history(facts: Known, days: float, *, instead: pd.DataFrame) -> pd.DataFrame:
    """Aalen-Johansen from day u of the visit, among the visits that lasted at least u."""
    chance, number, basis = (instead[name].to_numpy(copy=True) for name in ("p", "n", "basis"))
    stays = dict(list(facts.stays.groupby(["pipeline", "step"])))
    for place, mine in facts.open_deals.groupby(["place", "step"]):
        past, ages = stays.get(place), mine["age"].to_numpy(float)
        if past is None:
            continue
        p, count, reached = conditional_wins(
            ages,
            days,
            stay=past["stay"].to_numpy(float),
            decided=past["decided"].to_numpy(float),
            won=past["outcome"].eq("won").to_numpy(),
            ended=past["outcome"].ne("open").to_numpy(),
        )
        enough = (count >= ENOUGH) & reached
        rows = mine.index[enough]  # open_deals are one_or_more from 0
        chance[rows], number[rows], basis[rows] = p[enough], count[enough], "history"
    return pd.DataFrame({"p": chance, "basis": basis, "n": number})


def conditional_wins(
    ages: np.ndarray, days: float, *, stay, decided, won, ended
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each age u of a visit: the share won within `days`, of past visits that lasted at least u.

    Also how many of these were seen beyond u, and whether any was seen as far as u + days or all
    had ended (else the curve stops short, and the share is only part of the truth). `decided`:
    days from entry to the end of the deal, or of what is known. In large companies ages that lie
    close are read off between two neighbours, so that the work grows with the visits alone.
    """
    past = Decided.in_order(stay, decided, won, ended)
    distinct = np.unique(ages)
    most = max(LEAST_AGES, MOST_STEPS // max(len(stay), 1))
    if len(distinct) > most:
        levels = np.linspace(0, 1, most)
        distinct = np.unique(np.quantile(distinct, levels, method="nearest"))
    found = [past.wins_from(age, days) for age in distinct]
    p, count, reached = (np.array(part, dtype=float) for part in zip(*found, strict=True))
    # of two neighbours the elder has fewer visits to rest on: what it lacks, those between lack
    elder = np.searchsorted(distinct, ages)
    return np.interp(ages, distinct, p), count[elder], reached[elder].astype(bool)


class Decided(NamedTuple):
    """Past visits in order of how long it took until their deal was decided, never less than their `stay`."""

    stay: np.ndarray
    decided: np.ndarray
    won: np.ndarray
    ended: np.ndarray
    stays: np.ndarray  # all of them, in order
    last: np.ndarray  # beside these: of stays as long or longer the place of the one decided last

    @classmethod
    def in_order(cls, *parts: np.ndarray) -> Decided:
        stay, decided, won, ended = parts
        order = np.lexsort((~ended, decided))  # of one day unfinished ones come last
        stay = stay[order]
        longer = np.argsort(stay, kind="stable")
        last = np.maximum.accumulate(longer[::-1])[::-1]
        return cls(stay, decided[order], won[order], ended[order], stay[longer], last)

    def wins_from(self, age: float, days: float) -> tuple[float, int, bool]:
        """Aalen-Johansen from one age on, with one step per visit: visits that end on one day may
        stand in any order, as the product of their steps is the step of the day.

        Looked at are those decided within the days; of the others their number is enough.
        """
        tied, first = (np.searchsorted(self.decided, age, side=side) for side in ("left", "right"))
        longer, end = np.searchsorted(self.stays, age), age + days
        count = len(self.stays) - longer - np.count_nonzero(self.stay[tied:first] >= age)
        if not count:
            return 0.0, 0, False
        beyond = np.searchsorted(self.decided, end, side="right")
        here = np.flatnonzero(self.stay[first:beyond] >= age) + first
        hazard = self.ended[here] / (count - np.arange(len(here)))
        left = np.concatenate([[1.0], np.cumprod(1 - hazard)])
        gained = left[:-1] * hazard * self.won[here]
        reached = self.decided[self.last[longer]] >= end or left[-1] < 1e-12
        return float(gained.sum()), int(count), bool(reached)
