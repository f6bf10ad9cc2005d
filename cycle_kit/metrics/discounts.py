"""What discounts go with: win rate and days by how far below the list price deals were offered."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError, code, one_or_more, told
from cycle_kit.history import span_days
from cycle_kit.metrics.counting import is_in, ratio, share_interval, with_why
from cycle_kit.metrics.frames import By, OneColumn, deals, metric, money, table
from cycle_kit.metrics.own_columns import named_instead, plain
from cycle_kit.metrics.own_headers import own_header
from cycle_kit.metrics.splits import check_by, check_column
from cycle_kit.pipeline import Pipeline

#: bands of the share given away: up to and with
BANDS = {"none": 0.0, "up to 5 %": 0.05, "up to 10 %": 0.10, "up to 20 %": 0.20, "more": np.inf}
COLUMNS = (
    "discount", "deals", "won", "lost", "win_rate", "low", "high", "median_days", "mean_discount",
    "given_away", "unknown", "note",
)  # fmt: skip
#: up to this part of the shares given may be above the whole by mistake; where more are, all are in per cent
ODD = 0.05
ASSOCIATION = "An association: discounts are often given where a deal is in doubt."


@metric
def discounts(
    pipe: Pipeline,
    *,
    by: By = None,
    discount: OneColumn | None = None,
    list_price: OneColumn | None = None,
) -> pd.DataFrame:
    """Win rate and days to the win by the discount: an association, no cause.

    One row per band of the discount (and group, such as "owner"): `discount` ("none", "up to 5 %", "up to 10 %",
    "up to 20 %", "more"), `deals` won or lost, `won, lost, win_rate, low, high` (95 %, Wilson), `median_days` from
    creation to the win, `mean_discount` (a share of the list price, 0-1), `given_away` (list price less amount, of
    won deals with both; converted as `value` is, or as written by="currency"), `unknown`: decided deals of the group
    whose discount nobody knows, `note`. The discount is 1 - amount / list price where there is the column
    `list_price`, else that of the column `discount`: per cent where more than one in twenty is above 1 (else those
    are unknown), and with its sign turned where all are written with a minus; an amount above the list price is
    none. Both are known by their names in the languages of exports ("Rabat", "Listenpreis"); others: `discount=`,
    `list_price=`. Raises QuestionError where there is neither.
    """
    keys = check_by(pipe, by, COLUMNS)
    rows = offered(pipe, keys, discount, list_price, money(by))
    bands = pd.cut(rows["share"], [-np.inf, *BANDS.values()], labels=list(BANDS))
    rows = rows.assign(discount=bands.cat.as_ordered())
    parts = rows.groupby(keys, dropna=False) if keys else [((), rows)]
    found = []
    for label, part in parts:
        names = label if isinstance(label, tuple) else (label,)
        found.append(one_group(part, dict(zip(keys, names, strict=True))))
    if not found:
        return pd.DataFrame(columns=[*keys, *COLUMNS])
    whole = pd.concat(found, ignore_index=True)[[*keys, *COLUMNS]]
    told = with_why(whole, pipe, keys, "given_away")
    return told.assign(note=told["note"].where(whole["won"] > 0, whole["note"]))


def offered(
    pipe: Pipeline, keys: list[str], discount: str | None, list_price: str | None, worth: str
) -> pd.DataFrame:
    """Won and lost deals with `share`, the discount as a share of the list price, and what was `given` away, in the
    money of the column `worth`."""
    names = columns_of(pipe, discount, list_price)
    frame = deals(pipe).filter(is_in("outcome", ("won", "lost")))
    frame = frame.with_columns(
        won_=is_in("outcome", ("won",)),
        days_=span_days("created_at", "closed_at", frame=frame, clocked=pipe.clocked),
        **{f"{name}_": nw.col(own) for name, own in names.items()},
        amount_=nw.col("amount"),
        worth_=nw.col(worth),
    )
    fields = ["won_", "days_", "amount_", "worth_", *(f"{name}_" for name in names)]
    rows = table(frame.select(*dict.fromkeys([*keys, *fields])))
    numbers = ["amount_", "worth_", *(f"{name}_" for name in names)]
    rows = rows.assign(
        won_=rows["won_"].astype(bool), **{n: pd.to_numeric(rows[n]) for n in numbers}
    )
    share = pd.Series(np.nan, rows.index)
    if "discount" in names:
        share = as_shares(rows["discount_"].astype(float))
    given = pd.Series(np.nan, rows.index)
    if "list_price" in names:
        price = rows["list_price_"].astype(float).where(rows["list_price_"] > 0)
        share = (1 - rows["amount_"] / price).round(6).fillna(share)
        given = (price - rows["amount_"]) * rate_of(rows["amount_"], rows["worth_"])
    given = given.where(rows["won_"])
    return rows.assign(share=share.where(share <= 1).clip(lower=0), given=given)


def rate_of(amounts: pd.Series, worth: pd.Series) -> pd.Series:
    """At which rate each amount is worth what it is; of one that is nothing it is known where all are their own."""
    rates = worth / amounts.where(amounts != 0)
    return rates.fillna(1.0) if rates.dropna().eq(1).all() and rates.notna().any() else rates


def as_shares(said: pd.Series) -> pd.Series:
    """Discounts as shares, whichever way they are written: 0.15, 15, or -15 where no other sign is among them."""
    size = -said if (said < 0).any() and not (said > 0).any() else said
    given = size[size > 0]
    return size / 100 if (given > 1).mean() > ODD else size


def columns_of(pipe: Pipeline, discount: str | None, list_price: str | None) -> dict[str, str]:
    """The columns that tell discounts, or an error that names those of numbers."""
    there = deals(pipe).collect_schema()
    named = {"discount": discount, "list_price": list_price}
    asked = {name: column for name, column in named.items() if column is not None}
    for name, column in asked.items():
        check_column(pipe, column, name, "to read from")
        check_number(pipe, name, column)
    found = asked or usual_columns(pipe)
    if not found:
        numbers = [plain(one) for one in there.names() if there[one].is_numeric()]
        raise QuestionError(
            f"Discounts are not known: {why_not(pipe)}.",
            there=f"Columns of numbers are {told(numbers)}." if numbers else "",
            fix="Export the discount, or the list price, of each deal; if it is there under another name: "
            'ck.discounts(pipe, discount="...") or ck.discounts(pipe, list_price="...").',
        )
    return found


def why_not(pipe: Pipeline) -> str:
    """Why no column tells discounts: those that are called so hold no numbers, or there are none."""
    called = [own_header(pipe, name) for name in ("discount", "list_price")]
    texts = [plain(one) for one in called if one is not None]
    if not texts:
        return "deals have neither a discount nor a list price"
    return (
        f"{told(texts)} {one_or_more(len(texts), 'holds', 'hold')} more than numbers with one sign"
    )


def usual_columns(pipe: Pipeline) -> dict[str, str]:
    """The columns of numbers that are named so, in any language."""
    found = {name: own_header(pipe, name, numbers=True) for name in ("discount", "list_price")}
    return {name: own for name, own in found.items() if own is not None}


def tells_discounts(pipe: Pipeline) -> bool:
    """Whether deals have a discount or a list price."""
    return bool(usual_columns(pipe))


def check_number(pipe: Pipeline, name: str, column: str) -> None:
    there = deals(pipe).collect_schema()
    if not there[column].is_numeric():
        numbers = [one for one, kind in there.items() if kind.is_numeric()]
        raise QuestionError(
            f"{name}={code(plain(column))} is not a column of numbers.",
            fix=named_instead("discounts", name, "numbers", numbers),
        )


def one_group(part: pd.DataFrame, known: dict[str, object]) -> pd.DataFrame:
    """A row per band in which there are deals."""
    sums = part.groupby("discount", observed=True)
    rows = sums.agg(
        deals=("won_", "size"), won=("won_", "sum"), mean_discount=("share", "mean"),
        given_away=("given", lambda given: given.sum(min_count=1)),
    ).reset_index()  # fmt: skip
    timed = part[part["won_"] & (part["days_"] >= 0)]
    days = timed.groupby("discount", observed=True)["days_"].median()
    won, number = rows["won"].to_numpy(float), rows["deals"].to_numpy(float)
    low, high = share_interval(won, number)
    return rows.assign(
        **known,
        won=rows["won"].astype("int64"),
        lost=(rows["deals"] - rows["won"]).astype("int64"),
        win_rate=ratio(won, number), low=low, high=high,
        median_days=rows["discount"].map(days).astype("float64"),
        unknown=int(part["share"].isna().sum()), note=ASSOCIATION,
    )  # fmt: skip
