"""Who buys, who buys again, what a customer is worth, and how much hangs on the largest."""

from __future__ import annotations

from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import days_between
from cycle_kit.errors import QuestionError, one_or_more
from cycle_kit.metrics import survival
from cycle_kit.metrics.counting import is_in, whys_no_money
from cycle_kit.metrics.frames import By, deals, metric, money, table
from cycle_kit.metrics.purchases import purchases
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline

YEAR = 365.0
#: a curve ends before fewer are watched
LEAST = 10
COLUMNS = (
    "customers", "returning_customers", "won_deals", "won_value", "value_per_customer", "largest",
    "largest_customer_share", "again_within_year", "low", "high", "watched", "note",
)  # fmt: skip
CURVE = ("days", "again", "low", "high", "at_risk", "watched", "early", "customers", "elsewhere")
#: what to do where one of these is known of no won deal
EXPORT = {
    "account": "Export the account (company or client) of each deal, and name its column: "
    'ck.load(..., columns={"account": "..."}).',
    "closed_at": "Export the date on which each deal was really won (not the expected one).",
}
WITHOUT = "{n:,} of {of:,} won deals have no account or no date of closing, and are left out."
BEGUN = "Who bought before the file begins counts as new in it."
NOT_A_YEAR = "Nobody who has not come back was watched for a year after the first win."
#: by how many: of those who came from another group, or from what a filter left out
ELSEWHERE = (
    "{n} customer won first elsewhere: it counts as come back, and not in the share that buys again.",
    "{n} customers won first elsewhere: they count as come back, and not in the share that buys again.",
)


@metric
def customers(pipe: Pipeline, *, by: By = None) -> pd.DataFrame:
    """The customers, by account: how many, how many came back, and what they are worth.

    One row, or one per group of the columns of their won deals. `customers`: accounts with a won deal;
    `returning_customers`: those with a deal won here on any day after that of their first win, wherever that was, as
    in another group or in a pipeline that `where` left out (the measure of that name in `kpis` and `trend` is of a
    period: who bought in it and before it); `won_deals, won_value` theirs;
    `value_per_customer`: the mean of those with an amount; `largest`: the account with the highest won
    value, and `largest_customer_share`, its part of all. `again_within_year`: share that wins again within 365 days
    after the first win, those not watched for so long being unfinished (Kaplan-Meier), with `low, high`
    (95 %) and `watched`, how many were seen for the whole year or bought by then. A customer of several groups
    counts in each, but `again_within_year` is of those whose first win is in the group, wherever they come
    back. `note`: what is left out or not known.
    Where no deal is won nobody is a customer: no error. Raises QuestionError where deals are won and none of them has
    an account and a date.
    """
    keys = check_by(pipe, by, COLUMNS)
    rows = bought(pipe, keys, money(by))
    parts = rows.groupby(keys, dropna=False) if keys else [((), rows)]
    found = []
    for label, part in parts:
        names = label if isinstance(label, tuple) else (label,)
        found.append(dict(zip(keys, names, strict=True)) | one_group(pipe, part))
    out = pd.DataFrame(found, columns=[*keys, *COLUMNS])
    why = pd.Series(whys_no_money(out, pipe, keys, money(by)), out.index)
    lacking = out["won_value"].isna() & why.ne("")
    notes = out["note"].where(~lacking, why + " " + out["note"]).str.strip()
    left = left_out(pipe, len(rows))
    return out.assign(note=(notes + " " + left).str.strip().astype("str"))


@metric
def buying_again(pipe: Pipeline, *, by: By = None) -> pd.DataFrame:
    """How soon customers buy again: the share that has, by days since their first win.

    One row per day on which a customer came back (and group): `days, again` (Kaplan-Meier, those who have not
    yet being unfinished up to the day of the data), `low, high` (95 %, Greenwood), `at_risk` (customers
    watched for so long who had not come back before), `watched` (with those who had), `early` (who first bought
    too lately to be watched for so long), `customers`, all who bought here, and `elsewhere`, those of them whose
    first win is in another group or in what `where` left out, and who are not in the curve. Wins on the day of the
    first are the same purchase. The curve ends before fewer than 10 are at risk, some of whom have not come back yet.
    Where no deal is won there is none: no error. Raises QuestionError where deals are won and none of them has an
    account and a date.
    """
    keys = check_by(pipe, by, CURVE)
    rows = bought(pipe, keys, money(by))
    found = []
    for label, part in rows.groupby(keys, dropna=False) if keys else [((), rows)]:
        names = label if isinstance(label, tuple) else (label,)
        mine = spans(pipe, part)
        steps = survival.cut(mine.steps, LEAST)
        early = mine.early(steps.days)
        curve = survival.kaplan_meier(steps)
        everyone = part["account"].nunique()
        points = pd.DataFrame(
            {
                "days": steps.days, "again": 1 - curve.share, "low": 1 - curve.high,
                "high": 1 - curve.low, "at_risk": steps.at_risk.astype("int64"),
                "watched": len(mine.days) - early, "early": early,
            }
        )  # fmt: skip
        found.append(
            points.assign(
                customers=everyone,
                elsewhere=everyone - len(mine.days),
                **dict(zip(keys, names, strict=True)),
            )
        )
    whole = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=[*keys, *CURVE])
    return whole[[*keys, *CURVE]]


def bought(pipe: Pipeline, keys: list[str], amount: str) -> pd.DataFrame:
    """The purchases, or an error where no won deal tells its account."""
    rows = purchases(pipe, keys, amount)
    if rows.empty and number_won(pipe):
        raise QuestionError(
            "Customers cannot be counted: no won deal has both an account and a date of closing.",
            there=one_or_more(number_won(pipe), "{n} deal is won.", "{n} deals are won."),
            fix=next(
                (fix for column, fix in EXPORT.items() if not number_won(pipe, column)),
                EXPORT["closed_at"],
            ),
        )
    return rows


def number_won(pipe: Pipeline, known: str = "deal_id") -> int:
    """Won deals of which this column is known."""
    won = deals(pipe).filter(is_in("outcome", ("won",)))
    return int(table(won.select(n=nw.col(known).count()))["n"].iloc[0])


def left_out(pipe: Pipeline, counted: int) -> str:
    whole = number_won(pipe)
    told = WITHOUT.format(n=whole - counted, of=whole) if counted < whole else ""
    return " ".join(filter(None, [told, BEGUN if pipe.since.is_cut else ""]))


def one_group(pipe: Pipeline, rows: pd.DataFrame) -> dict[str, object]:
    each = rows.groupby("account")["worth"].sum(min_count=1).dropna()
    total = float(each.sum()) if len(each) else np.nan
    mine, everyone = spans(pipe, rows), rows["account"].nunique()
    again, elsewhere = within_year(mine), everyone - len(mine.days)
    untold = len(rows) and np.isnan(again["again_within_year"])
    told = [NOT_A_YEAR if untold else "", one_or_more(elsewhere, *ELSEWHERE) if elsewhere else ""]
    back = rows["at"].dt.normalize() > rows["first"].dt.normalize()
    return {
        "customers": everyone,
        "returning_customers": rows.loc[back, "account"].nunique(),
        "won_deals": len(rows),
        "won_value": total,
        "value_per_customer": total / len(each) if len(each) else np.nan,
        "largest": each.idxmax() if len(each) else None,
        "largest_customer_share": float(each.max()) / total if len(each) and total > 0 else np.nan,
        **again,
        "note": " ".join(filter(None, told)),
    }


class Spans(NamedTuple):
    """Days of each customer, and whether they ended with the next win."""

    days: np.ndarray
    came: np.ndarray

    @property
    def steps(self) -> survival.Steps:
        return survival.steps(self.days, self.came[:, None], ~self.came)

    def early(self, days: np.ndarray) -> np.ndarray:
        """For each of these days how many were not watched until then and had not come back."""
        return np.searchsorted(np.sort(self.days[~self.came]), days).astype("int64")


def spans(pipe: Pipeline, rows: pd.DataFrame) -> Spans:
    """Customers whose first win is here, by the days to the next one of all, or until the day of the data."""
    began = rows["at"].dt.normalize() == rows["first"].dt.normalize()
    mine = rows[began].drop_duplicates("account")
    came = mine["again"].notna().to_numpy()
    until = pd.Series(pipe.as_of.normalize(), mine.index).astype("datetime64[us]")
    end = mine["again"].fillna(until).dt.normalize()
    gap = days_between(mine["first"].dt.normalize().to_numpy(), end.to_numpy())
    return Spans(np.asarray(gap, dtype=float), came)


def within_year(found: Spans) -> dict[str, float]:
    """Share that bought again within a year, where somebody was watched for so long."""
    watched = int((found.days >= YEAR).sum())
    came = int((found.came & (found.days < YEAR)).sum())
    blank = dict.fromkeys(("again_within_year", "low", "high"), np.nan)
    if not watched and came < len(found.days):
        return {**blank, "watched": came}
    curve = survival.kaplan_meier(found.steps)
    place = int((curve.days <= YEAR).sum()) - 1
    if place < 0:
        return {**blank, "again_within_year": 0.0 if watched else np.nan, "watched": watched}
    ends = {"low": 1 - curve.high[place], "high": 1 - curve.low[place]}
    share = {"again_within_year": 1 - curve.share[place], **ends}
    return {**{name: float(value) for name, value in share.items()}, "watched": came + watched}
