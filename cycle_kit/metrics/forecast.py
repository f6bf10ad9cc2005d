"""What will be won until a date: by deal, by owner or in all, with an honest range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from cycle_kit.days import When, end_of_day, moment
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.chances import (
    DAY,
    Method,
    Seen,
    chances,
    seen_before,
    won_in_last_span,
)
from cycle_kit.metrics.counting import any_amount
from cycle_kit.metrics.frames import metric
from cycle_kit.metrics.past import Known, known
from cycle_kit.metrics.ranges import (
    SEED,
    Fresh,
    compound,
    drawn,
    drawn_fresh,
    fresh_deals,
)
from cycle_kit.pipeline import Pipeline

#: counted in money, and empty where no deal has an amount
MONEY = ("expected_value", "p10", "p50", "p90", "top3_share")
LEVELS = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
Per = Literal["period", "owner", "deal"]
OPEN, NEW, ALL = "open deals", "not yet created", "all"
Drawn = tuple[np.ndarray, np.ndarray]  # number and value won, in each draw


@metric
def forecast(
    pipe: Pipeline, *, until: When, method: Method = "history", per: Per = "period"
) -> pd.DataFrame:
    """What will be won from the end of the data until a date.

    `per="deal"`: one row per open deal, the most expected first: `deal_id, owner, stage, value,
    p_win_by, expected_value, basis, value_imputed` (amount missing: the mean won value of its
    segment). `per="period"`: the rows `open deals`, `not yet created` (deals created and won
    before `until`, from up to 12 earlier equal spans) and `all` in `part`, with `deals,
    expected_deals, expected_value, p10, p50, p90` and `top3_share`, the share of the expected value
    that rests on three deals. `per="owner"`: the open deals by owner, then the deals not yet created.

    Methods: `history` (Aalen-Johansen from day u of the present visit among visits that lasted at
    least u; where under 20 of them were seen longer, or none as long as asked, as `stage`),
    `stage` (of deals with that furthest stage at up to 24 earlier month starts, the share won
    within as many days), `crm` (the export's probability, if expected to close by then; others
    count 0 and `basis` says why), `run_rate` (what was won in the last equal span; per deal the
    share of the deals open at its start that were won).

    Ranges: 80 % from `p10` to `p90`, of value. Every deal is drawn won or not, 2,000 times
    (seeded), with chances that are themselves drawn from their sampling error, one deviation per
    stage, and from how much earlier periods differed beyond chance, one deviation for all; deals
    not yet created by their number in earlier spans, its error and its spread. What they do not
    know is a market or a team that changes for good: see `backtest` for how they did.

    Where no deal has an amount, all that is counted in money is empty.

    Raises QuestionError for a date in the past, an unknown method or `per`, or too little history.
    """
    days = days_ahead(pipe, until)
    facts = known(pipe)
    seen = seen_before(facts, days)
    each = by_deal(pipe, facts, seen, method)
    if per == "deal":
        return each.drop(columns=["n", "place", "step"])
    fresh, draws = fresh_deals(facts, seen), np.random.default_rng(SEED)
    of = by_owner if per == "owner" else by_period
    found = of(each, facts, seen, fresh, method, draws)
    return found if any_amount(pipe) else found.assign(**dict.fromkeys(MONEY, np.nan))


def days_ahead(pipe: Pipeline, until: When) -> float:
    days = (end_of_day(moment(until, "until")) - end_of_day(pipe.until)) / DAY
    if days <= 0:
        raise QuestionError(
            "until= lies before the end of the data.",
            there=f"The data speaks for {pipe.as_of:%Y-%m-%d}.",
            fix="Choose a later date, or rewind the pipeline first.",
        )
    return float(days)


def by_deal(pipe: Pipeline, facts: Known, seen: Seen, method: str) -> pd.DataFrame:
    """Each open deal with its chance, what that rests on (`n`, `place`, `step`) and its value."""
    rows = facts.open_deals
    found = chances(pipe, facts, seen, method=method)
    won = facts.lives[facts.lives["outcome"] == "won"]
    usual = won.groupby("segment")["value"].mean().reindex(rows["segment"]).set_axis(rows.index)
    worth = rows["value"].fillna(usual).fillna(won["value"].mean())
    return pd.DataFrame(
        {
            "deal_id": rows["deal_id"],
            "owner": rows["owner"],
            "stage": rows["stage"],
            "value": worth,
            "p_win_by": found["p"],
            "expected_value": worth * found["p"],
            "basis": found["basis"],
            "value_imputed": rows["value"].isna(),
            "n": found["n"],
            "place": rows["place"],
            "step": rows["furthest"],
        }
    ).sort_values(["expected_value", "deal_id"], ascending=[False, True], ignore_index=True)


def expected_open(
    each: pd.DataFrame,
    facts: Known,
    seen: Seen,
    method: str,
    draws: np.random.Generator,
    owners: Sequence[object] | None = None,
) -> tuple[float, float, Drawn]:
    """Deals and value expected of these open deals (those of `owners`, if given), and the draws of both."""
    won = facts.lives.loc[facts.lives["outcome"] == "won", "value"].dropna().to_numpy(float)
    if method != "run_rate":
        sums = each[["p_win_by", "expected_value"]].sum()
        return float(sums.iloc[0]), float(sums.iloc[1]), drawn(each, seen, won, draws)
    mine = won_in_last_span(facts, seen.days)
    mine = mine if owners is None else mine[mine["owner"].isin(owners)]
    values = mine["value"].fillna(won.mean() if len(won) else 0.0).to_numpy(float)
    totals = compound(len(values), 1.0, 1.0, values if len(values) else won, draws)
    return float(len(values)), float(values.sum()), totals


def expected_fresh(
    facts: Known, seen: Seen, fresh: Fresh, method: str, draws: np.random.Generator
) -> tuple[float, float, Drawn]:
    """The same of deals not yet created."""
    if method != "run_rate":
        return fresh.deals, fresh.value, drawn_fresh(fresh, draws)
    lives = facts.lives
    new = lives["created_at"] >= facts.end - seen.days * DAY
    worth = lives["value"].fillna(lives.loc[lives["outcome"] == "won", "value"].mean())
    values = worth[new & lives["outcome"].eq("won")].fillna(0.0).to_numpy(float)
    totals = compound(len(values), 1.0, 1.0, values if len(values) else fresh.values, draws)
    return float(len(values)), float(values.sum()), totals


def row_of(part: str, deals: float, expected: tuple[float, float, Drawn], top: float) -> dict:
    number, value, (_, values) = expected
    quantiles = np.quantile(values, list(LEVELS.values())) if not np.isnan(value) else [np.nan] * 3
    return {
        "part": part,
        "deals": deals,
        "expected_deals": number,
        "expected_value": value,
        **dict(zip(LEVELS, quantiles, strict=True)),
        "top3_share": top,
    }


def top3_share(each: pd.DataFrame) -> float:
    whole = each["expected_value"].sum()
    return float(each["expected_value"].nlargest(3).sum() / whole) if whole else np.nan


def both(one: tuple[float, float, Drawn], other: tuple[float, float, Drawn]):
    """Two independent parts together."""
    deals, values = (a + b for a, b in zip(one[2], other[2], strict=True))
    return one[0] + other[0], one[1] + other[1], (deals, values)


def by_period(each, facts: Known, seen: Seen, fresh: Fresh, method: str, draws) -> pd.DataFrame:
    old = expected_open(each, facts, seen, method, draws)
    new = expected_fresh(facts, seen, fresh, method, draws)
    rows = [
        row_of(OPEN, len(each), old, top3_share(each)),
        row_of(NEW, np.nan, new, np.nan),
        row_of(ALL, np.nan, both(old, new), np.nan),
    ]
    return pd.DataFrame(rows)


def by_owner(each, facts: Known, seen: Seen, fresh: Fresh, method: str, draws) -> pd.DataFrame:
    rows = []
    owners = each["owner"]
    if method == "run_rate":  # those who have no open deal now won some too
        owners = pd.concat([owners, won_in_last_span(facts, seen.days)["owner"]])
    for owner in owners.drop_duplicates().sort_values():
        mine = each[each["owner"].isin([owner])]
        found = expected_open(mine, facts, seen, method, draws, [owner])
        rows.append({"owner": owner, **row_of(OPEN, len(mine), found, top3_share(mine))})
    new = expected_fresh(facts, seen, fresh, method, draws)
    rows.append({"owner": None, **row_of(NEW, np.nan, new, np.nan)})
    return pd.DataFrame(rows)
