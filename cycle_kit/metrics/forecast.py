"""What will be won until a date: by deal, by owner or in all, with an honest range."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from cycle_kit.days import When, end_of_day, moment
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.basis import SPANS, Basis, Expected, basis_of
from cycle_kit.metrics.chances import DAY, STAGED, Method
from cycle_kit.metrics.counting import why_no_money
from cycle_kit.metrics.dealt import by_deal
from cycle_kit.metrics.frames import metric
from cycle_kit.metrics.proven import USUAL, Proven, proven
from cycle_kit.metrics.ranges import SEED
from cycle_kit.metrics.spans import require_history
from cycle_kit.pipeline import Pipeline

#: counted in money, and empty where no deal has an amount
MONEY = ("expected_value", "p10", "p50", "p90", "top3_share")
LEVELS = ("p10", "p50", "p90")
Per = Literal["period", "owner", "deal"]
OPEN, NEW, ALL = "open deals", "not yet created", "all"
BEST = "best"
Chosen = Literal["best"] | Method


@metric
def forecast(
    pipe: Pipeline, *, until: When, method: Chosen = "best", per: Per = "period"
) -> pd.DataFrame:
    """What will be won from the end of the data until a date.

    `per="deal"`: one row per open deal, the most expected first: `deal_id, owner, stage, value,
    p_win_by, expected_value, basis, value_imputed` (amount missing: the mean won value of its
    segment). `per="period"`: the rows `open deals`, `not yet created` (deals created and won
    before `until`, from up to 12 earlier equal spans; with `run_rate` and `recent` also
    those reopened) and `all` in `part`, with `deals,
    expected_deals, expected_value, p10, p50, p90` and `top3_share`, the share of the expected value
    that rests on three deals. `per="owner"`: the open deals by owner, then the deals not yet created.

    Methods: `rates` (at today's rates: how often visits of that stage and age end, and how, newer
    ones counting for more, the odds and the pace as they moved, by amount and owner; with what deals
    alike at earlier month starts became, half and half; new deals as many as trend and season of
    the creations say, and as were won lately), `history` (Aalen-Johansen from day u of the present
    visit among visits that lasted at least u; where under 20 of them were seen longer, or none as
    long as asked, as `stage`), `stage` (of deals with that furthest stage at up to 24 earlier month
    starts, the share won within as many days), `crm` (the export's probability, if expected to
    close by then; others count 0 and `basis` says why), `run_rate` (what was won in the last equal
    span; per deal the share of the deals open at its start that were won), `recent` (the mean of
    the last four such spans). `best`: `rates`, or the one that was nearer at each of up to four past
    dates of this very company, and twice as near in all; `method` names it and, but for single deals,
    `why` says why it.

    Ranges: 80 % from `p10` to `p90`, of value, and up to the value expected, where few large deals put it
    beyond them. Every deal is drawn won or not, 2,000 times
    (seeded; of more than 2,000 open deals the most expected ones, of the others their sums), with
    chances that are themselves drawn from what is not known of them, deals not yet
    created by their number and its spread. Those of `rates` and of `best` are then
    wider by how far off past forecasts of this company were, beside what they said (of most by a
    fifth); where no past date could be tried, by half. What no range knows is a market that changes
    from one day to the next: see `backtest` for how they did.

    Where no deal has an amount, or amounts are in several currencies without rates, all that is counted in
    money is empty, and `note` says why.

    Raises QuestionError for a date in the past, an unknown method or `per`, or too little history.
    """
    basis = basis_of(pipe, days_ahead(pipe, until))
    by = method_of(pipe, basis.days, method)
    each = by_deal(basis, by.method)
    note = why_no_money(pipe)
    if per == "deal":
        dropped = ["deal", "n", "place", "step", "off"]
        each["value_imputed"] &= each["value"].notna()
        return each.drop(columns=dropped).assign(method=by.method, note=note)
    of = by_owner if per == "owner" else by_period
    found = of(each, basis, by.method, by.widening).assign(method=by.method, why=by.why, note=note)
    return found.assign(**dict.fromkeys(MONEY, np.nan)) if note else found


def method_of(pipe: Pipeline, days: float, method: str) -> Proven:
    """The method, and how many times its ranges are widened; those that others define stay as drawn."""
    if method in STAGED:
        require_history(pipe, f'A forecast by "{method}"')
    if method == BEST:
        return proven(pipe, days)
    basis_of(pipe, days).require(method)
    wide = proven(pipe, days, USUAL).widening if method == USUAL else 1.0
    return Proven(method, "asked for", wide)


def days_ahead(pipe: Pipeline, until: When) -> float:
    days = (end_of_day(moment(until, "until")) - end_of_day(pipe.until)) / DAY
    if days <= 0:
        raise QuestionError(
            "until= lies before the end of the data.",
            there=f"The data speaks for {pipe.as_of:%Y-%m-%d}.",
            fix="Choose a later date, or rewind the pipeline first.",
        )
    return float(days)


def row_of(part: str, deals: float, expected: Expected, top: float) -> dict:
    return {
        "part": part,
        "deals": deals,
        "expected_deals": expected.deals,
        "expected_value": expected.value,
        **dict(zip(LEVELS, expected.range, strict=True)),
        "top3_share": top,
    }


def top3_share(each: pd.DataFrame) -> float:
    whole = each["expected_value"].sum()
    return float(each["expected_value"].nlargest(3).sum() / whole) if whole else np.nan


def by_period(each: pd.DataFrame, basis: Basis, method: str, wide: float) -> pd.DataFrame:
    draws = np.random.default_rng(SEED)
    old, new = basis.open(each, method, draws), basis.new(method, draws)
    rows = [
        row_of(OPEN, len(each), old.widened(wide), top3_share(each)),
        row_of(NEW, np.nan, new.widened(wide), np.nan),
        row_of(ALL, np.nan, old.and_(new).widened(wide), np.nan),
    ]
    return pd.DataFrame(rows)


def by_owner(each: pd.DataFrame, basis: Basis, method: str, wide: float) -> pd.DataFrame:
    rows, draws = [], np.random.default_rng(SEED)
    owners = each["owner"]
    if method in SPANS:  # those who have no open deal now won some too
        owners = pd.concat([owners, *(span.old["owner"] for span in basis.spans(method))])
    for owner in owners.drop_duplicates().sort_values():
        mine = each[each["owner"].isin([owner])]
        # drawn anew for each, so that whoever stands before them changes nothing
        found = basis.open(mine, method, np.random.default_rng(SEED), [owner]).widened(wide)
        rows.append({"owner": owner, **row_of(OPEN, len(mine), found, top3_share(mine))})
    new = basis.new(method, draws).widened(wide)
    rows.append({"owner": None, **row_of(NEW, np.nan, new, np.nan)})
    return pd.DataFrame(rows)
