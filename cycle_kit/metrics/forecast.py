"""What will be won until a date: by deal, by owner or in all, with an honest range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError, listed
from cycle_kit.metrics.chances import (
    DAY,
    METHODS,
    Known,
    chances,
    known,
    month_starts,
    won_within,
)
from cycle_kit.pipeline import Pipeline, end_of_day, moment

DRAWS, SEED = 4_000, 20_251_031
LEVELS = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
PERS = ("period", "owner", "deal")
OPEN, NEW, ALL = "open deals", "not yet created", "all"
SPANS = 12  # earlier equal spans from which deals not yet created are expected


def forecast(
    pipe: Pipeline, *, until: Any, method: str = "history", per: str = "period"
) -> pd.DataFrame:
    """What will be won from the end of the data until a date.

    `per="deal"`: one row per open deal, `deal_id, owner, stage, value, p_win_by, expected_value,
    basis, value_imputed` (amount missing: the mean won value of its segment). `per="period"`: the
    rows `open deals`, `not yet created` (deals created and won before `until`, from earlier equal
    spans) and `all` in `part`, with `deals, expected_deals, expected_value, p10, p50, p90` and
    `top3_share`, the share of the expected value that rests on three deals. `per="owner"`: the
    open deals by owner, then the deals not yet created. Ranges come from drawing every deal won or
    not, and one of the earlier spans (seeded).

    Methods: `history` (Aalen-Johansen from day u of the present visit among visits that lasted at
    least u, 20 or more of them, else `stage`), `stage` (of deals with that furthest stage at
    earlier month starts, the share won within as many days), `crm` (the export's probability, if
    expected to close by then), `run_rate` (the share of open deals won in the last equal span).
    Raises QuestionError for a date in the past, an unknown method, or too little history.
    """
    for name, chosen, allowed in (("method", method, METHODS), ("per", per, PERS)):
        if chosen not in allowed:
            raise QuestionError(
                f'There is no {name} "{chosen}".',
                there=f"They are {listed(allowed)}.",
                fix=f'Use one of these, for example {name}="{allowed[0]}".',
            )
    days = days_ahead(pipe, until)
    facts = known(pipe)
    each = by_deal(pipe, facts, days, method)
    if per == "deal":
        return each
    spans = new_deals(facts, pipe.until, days)
    draws = np.random.default_rng(SEED)
    if per == "owner":
        return by_owner(each, spans, draws)
    return by_period(each, spans, draws)


def days_ahead(pipe: Pipeline, until: Any) -> float:
    days = (end_of_day(moment(until, "until")) - pipe.until) / DAY
    if days <= 0:
        raise QuestionError(
            "until= lies before the end of the data.",
            there=f"The data speaks for {pipe.as_of:%Y-%m-%d}.",
            fix="Choose a later date, or rewind the pipeline first.",
        )
    return float(days)


def by_deal(pipe: Pipeline, facts: Known, days: float, method: str) -> pd.DataFrame:
    rows = facts.open_deals
    found = chances(pipe, facts, days=days, method=method)
    worth = rows["value"].fillna(usual_value(facts).reindex(rows["segment"]).set_axis(rows.index))
    worth = worth.fillna(mean_won(facts.lives))
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
        }
    ).sort_values(["expected_value", "deal_id"], ascending=[False, True], ignore_index=True)


def usual_value(facts: Known) -> pd.Series:
    """The mean won value of each segment."""
    won = facts.lives[facts.lives["outcome"] == "won"]
    means = won.groupby("segment")["value"].mean()
    return means[means.index.notna()]


def mean_won(lives: pd.DataFrame) -> float:
    values = lives.loc[lives["outcome"] == "won", "value"].dropna()
    return float(values.mean()) if len(values) else np.nan


def new_deals(facts: Known, until: pd.Timestamp, days: float) -> pd.DataFrame:
    """Of earlier equal spans: deals created and won within each, and their value."""
    lives, rows = facts.lives, []
    for start in month_starts(facts, until, days)[-SPANS:]:
        fresh = won_within(lives, start, days) & (lives["created_at"] >= start)
        values = lives.loc[fresh, "value"].fillna(mean_won(lives))
        rows.append((start, int(fresh.sum()), float(values.sum())))
    return pd.DataFrame(rows, columns=["start", "deals", "value"])


def drawn(each: pd.DataFrame, draws: np.random.Generator) -> np.ndarray:
    """Won value of the open deals, in each of the draws."""
    won = draws.random((DRAWS, len(each))) < each["p_win_by"].to_numpy(float)
    return won @ each["value"].fillna(0.0).to_numpy(float)


def drawn_new(spans: pd.DataFrame, draws: np.random.Generator) -> np.ndarray:
    if spans.empty:
        return np.zeros(DRAWS)
    return draws.choice(spans["value"].to_numpy(float), DRAWS)


def row_of(part: str, deals: float, expected: float, value: float, totals: np.ndarray) -> dict:
    quantiles = np.quantile(totals, list(LEVELS.values()))
    return {
        "part": part,
        "deals": deals,
        "expected_deals": expected,
        "expected_value": value,
        **dict(zip(LEVELS, quantiles, strict=True)),
    }


def by_period(each: pd.DataFrame, spans: pd.DataFrame, draws: np.random.Generator) -> pd.DataFrame:
    open_totals, new_totals = drawn(each, draws), drawn_new(spans, draws)
    expected, value = float(each["p_win_by"].sum()), float(each["expected_value"].sum())
    fresh = float(spans["deals"].mean()) if len(spans) else np.nan
    fresh_value = float(spans["value"].mean()) if len(spans) else np.nan
    rows = [
        row_of(OPEN, len(each), expected, value, open_totals),
        row_of(NEW, np.nan, fresh, fresh_value, new_totals),
        row_of(ALL, np.nan, np.nansum([expected, fresh]), np.nansum([value, fresh_value]),
               open_totals + new_totals),
    ]  # fmt: skip
    top = each["expected_value"].nlargest(3).sum()
    shares = [top / value if value else np.nan, np.nan, np.nan]
    return pd.DataFrame(rows).assign(top3_share=shares)


def by_owner(each: pd.DataFrame, spans: pd.DataFrame, draws: np.random.Generator) -> pd.DataFrame:
    rows = []
    for owner, mine in each.groupby("owner", dropna=False):
        value = float(mine["expected_value"].sum())
        row = row_of(OPEN, len(mine), float(mine["p_win_by"].sum()), value, drawn(mine, draws))
        top = mine["expected_value"].nlargest(3).sum()
        rows.append({"owner": owner, **row, "top3_share": top / value if value else np.nan})
    fresh = by_period(each.iloc[:0], spans, draws).iloc[[1]].assign(owner=None)
    whole = pd.concat([pd.DataFrame(rows), fresh], ignore_index=True)
    return whole[["owner", *[name for name in whole if name != "owner"]]]
