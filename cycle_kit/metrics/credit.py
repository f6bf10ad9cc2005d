"""Deals that several people share: each counts with its share for whoever has one, in numbers and in money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.history import collected
from cycle_kit.metrics.credit_told import OWNER, chosen_by_owner
from cycle_kit.metrics.frames import deals, table
from cycle_kit.pipeline import Pipeline

SHARE = "share_"
#: measures that count shared deals by their shares, or count no deals; all others are of the owner's own, whole
BY_SHARES = (
    "new_leads", "new_deals", "new_value", "won_deals", "won_value", "win_rate", "win_loss_ratio", "mean_won_value",
    "conversion_first_to_won",
)  # fmt: skip


def is_shared(pipe: Pipeline, keys: Sequence[str]) -> bool:
    """Whether a split by these columns is one of shares.

    Not where `where` chose by owner: what the others have a share of is not there, and theirs would be a part only.
    """
    return OWNER in keys and "credit" in pipe.beside and not chosen_by_owner(pipe)


def is_whole_of(pipe: Pipeline, keys: Sequence[str], name: str) -> bool:
    """Whether a measure split by these columns is of everybody's own deals whole, though some are shared."""
    return is_shared(pipe, keys) and name not in BY_SHARES


def unshared(pipe: Pipeline) -> Pipeline:
    """The pipeline in which every deal is its owner's alone."""
    return replace(pipe, beside={name: t for name, t in pipe.beside.items() if name != "credit"})


def shared(pipe: Pipeline, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of deals (`deal_id`, `owner`), one for each who has a share, with `share_`; others are their owner's."""
    credit = pipe.beside["credit"][["deal_id", OWNER, "share"]]
    credit = credit.rename(columns={OWNER: "with_", "share": "share_"})
    found = rows.merge(credit, on="deal_id", how="left")
    mine = found["share_"].isna()
    own = found["with_"].astype(object).where(~mine, found[OWNER].astype(object))
    return found.assign(**{OWNER: own.astype("str"), "share_": found["share_"].fillna(1.0)})


def credited(pipe: Pipeline, keys: Sequence[str]):
    """The deals as a Narwhals frame with `share_`, how much each row counts: 1, or by owner a row for each who has a
    share of a deal, with that share. All that sums `share_` where it counted rows counts by shares."""
    if not is_shared(pipe, keys):
        return deals(pipe).with_columns(**{SHARE: nw.lit(1)})
    return nw.from_native(
        pipe.once(
            f"credited deals {keys}",
            lambda: in_one_currency(pipe, shared(pipe, collected(deals(pipe))), keys),
        )
    )


def in_one_currency(pipe: Pipeline, rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Rows of shares without the values of those whose shares are of deals in several currencies.

    A deal has a value where those of its owner are all in one currency, and it may be another one than that of
    what else somebody has a share of.
    """
    if not pipe.several_currencies or not has_value(rows):
        return rows
    group = list(keys)
    alone = pipe.once(f"shares in one currency {keys}", lambda: alone_of(pipe, group))
    mine = rows[group].merge(alone, on=group, how="left")["alone_"].eq(True).to_numpy()
    return rows.assign(value=rows["value"].where(mine))


def has_value(rows: pd.DataFrame) -> bool:
    return "value" in rows and bool(rows["value"].notna().any())


def alone_of(pipe: Pipeline, group: list[str]) -> pd.DataFrame:
    """The groups of shares whose amounts are all in one currency that is named, and all have a value."""
    columns = dict.fromkeys(["deal_id", *group, OWNER, "amount", "value", "currency"])
    rows = shared(pipe, table(deals(pipe).select(*columns)))
    rows = rows[rows["amount"].notna()]
    rows = rows.assign(valued_=rows["value"].notna(), name_=rows["currency"].fillna(""))
    found = rows.groupby(group, dropna=False, observed=True).agg(
        names_=("name_", "nunique"), valued_=("valued_", "all")
    )
    return found.assign(alone_=found["names_"].eq(1) & found["valued_"]).reset_index()


def shares_of(column: str) -> nw.Expr:
    """How much the rows count in which there is something in a column; sums as a count of them."""
    return nw.when(~nw.col(column).is_null()).then(nw.col(SHARE)).otherwise(0)


def counted(frame, group: list[str], amount: str, name: str) -> pd.DataFrame:
    """Per group: how many deals, how many with an amount, and the sum of these; `frame` as of `credited`."""
    rows = frame.with_columns(money=nw.col(amount) * nw.col(SHARE))
    rows = rows.select(*group, SHARE, "money", valued=shares_of("money"))
    sums = {
        f"{name}_deals": nw.col(SHARE).sum(),
        f"{name}_amounts": nw.col("valued").sum(),
        f"{name}_value": nw.col("money").sum(),
    }
    return table(rows.group_by(*group).agg(**sums))


def shared_sums(
    pipe: Pipeline, frame, keys: list[str], basis: Sequence[str], *, money: str
) -> pd.DataFrame:
    """Per group of these deals: what was won, lost and counted, and their amounts, all by shares."""
    columns = list(dict.fromkeys(["deal_id", *keys, "outcome", money]))
    rows = in_one_currency(pipe, shared(pipe, table(frame.select(*columns))), keys)
    outcome, share, value = rows["outcome"], rows["share_"], rows[money].astype(float)
    won, counted = outcome.eq("won"), outcome.isin(list(basis))
    there = value.notna()
    parts = {
        "won": share * won,
        "lost": share * outcome.eq("lost"),
        "counted": share * counted,
        "won_value": (share * value).where(won),
        "counted_value": (share * value).where(counted),
        "with_amount": share * (counted & there & value.ne(0)),
        "valued": share * there,
        "won_valued": share * (won & there),
    }
    sums = rows[keys].assign(**parts).groupby(keys, dropna=False, observed=True).sum()
    return sums.reset_index().sort_values(keys, ignore_index=True)


def whole_numbers(figures: pd.Series) -> pd.Series:
    """Counts as whole numbers, where they are; those of shares as they add up."""
    near = figures.astype(float).round(9)
    return near.astype("int64") if bool(np.all(near % 1 == 0)) else near
