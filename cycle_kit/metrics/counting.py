"""From small count tables to shares and sums: what the metrics of deals and steps finish with."""

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import code, few, keyword
from cycle_kit.metrics.credit import credited
from cycle_kit.metrics.frames import deals, money, table
from cycle_kit.metrics.intervals import wilson
from cycle_kit.metrics.own_columns import plain
from cycle_kit.pipeline import Pipeline

SEVERAL = "Not known in one sum: amounts are in several currencies without rates"
NONE_HAS = "Not known: no deal has an amount."
NO_AMOUNTS = "Not known: none of these deals has an amount."
#: measures that are sums of deals' money, empty where there are deals and none of them has an amount
SUMS = ("new_value", "open_value", "won_value")
UNNAMED = "Not known: nothing says which currency these amounts are in."


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


def any_amount(pipe: Pipeline, column: str = "value") -> bool:
    """Without any amount, sums of money are unknown, not zero."""
    return pipe.once(f"any {column}", lambda: bool(amounts_known(pipe, column)))


def amounts_known(pipe: Pipeline, column: str) -> int:
    """How many deals have a value in a column."""
    return int(table(deals(pipe).select(nw.col(column).count()))[column].iloc[0])


def why_no_money(pipe: Pipeline, keys: Sequence[str] | None = None, column: str = "value") -> str:
    """Why no sum of money is known; "" where some is. `keys`: what it is split by; None: it cannot be."""
    if any_amount(pipe, column):
        return ""
    if any_amount(pipe, "amount"):
        return SEVERAL + (
            by_currency(keys)
            if keys is not None
            else f"; give them in cycle.toml, or ask of one: {in_one_currency(pipe)}."
        )
    if any_amount(pipe, "deal_id"):
        return NONE_HAS
    return "Not known: there is no deal."


def by_currency(keys: Sequence[str]) -> str:
    """What to ask instead of this split where amounts are in several currencies."""
    asked = [plain(name) for name in (*keys, "currency")]
    line = code(asked[0]) if len(asked) == 1 else f"[{', '.join(map(code, asked))}]"
    return f"; ask with by={line}."


def in_one_currency(pipe: Pipeline) -> str:
    """What to type for the deals of one currency, of that which most amounts are in."""
    named = deals(pipe).filter(~nw.col("amount").is_null() & ~nw.col("currency").is_null())
    counts = table(named.group_by("currency").agg(n=nw.len())).sort_values(["n", "currency"])
    names = few(counts["currency"])
    return f"pipe.where({keyword('currency', code(names[-1] if names else '...'))})"


def whys_no_money(rows: pd.DataFrame, pipe: Pipeline, keys: list[str], column: str) -> np.ndarray:
    """The same for each row of a table by `keys`, as some groups may have one currency and others several."""
    why = why_no_money(pipe, keys, column)
    if why or not pipe.several_currencies or not keys:
        return np.full(len(rows), why, dtype=object)
    if "currency" in keys:
        return np.where(rows["currency"].isna(), UNNAMED, "")
    counted = credited(pipe, keys)
    groups = table(
        counted.group_by(*keys).agg(nw.col("amount").count(), known_=nw.col(column).count())
    )
    groups = groups[(groups["amount"] > 0) & (groups["known_"] == 0)][keys].assign(several_=True)
    found = rows[keys].merge(groups, on=keys, how="left")["several_"].eq(True).to_numpy()
    return np.where(found, SEVERAL + by_currency(keys), "")


def with_why(rows: pd.DataFrame, pipe: Pipeline, keys: list[str], *figures: str) -> pd.DataFrame:
    """A table of deals' money with `note`, why a row of several currencies has none, if there is such a row."""
    if not pipe.several_currencies:
        return rows
    empty = rows[list(figures)].isna().any(axis=1)
    why = np.where(empty, whys_no_money(rows, pipe, keys, money(keys)), "")
    if not any(why):
        return rows
    said = rows["note"] if "note" in rows else pd.Series("", rows.index)
    return rows.assign(note=(said + " " + pd.Series(why, rows.index)).str.strip().astype("str"))


def whys_no_value(ids: pd.Series, pipe: Pipeline) -> np.ndarray:
    """The same for rows of one deal each: why a deal with an amount in one of several currencies has no value."""
    why = why_no_money(pipe) if pipe.several_currencies else ""
    if not why:
        return np.full(len(ids), "", dtype=object)
    valued = table(deals(pipe).filter(~nw.col("amount").is_null()).select("deal_id"))["deal_id"]
    return np.where(ids.isin(valued), why, "")


def known_sum(
    total: np.ndarray, known: np.ndarray, number: np.ndarray, *, amounts: bool
) -> np.ndarray:
    """Sums over `number` deals of which `known` have an amount, empty where none of them has one.

    The sum over no deals is 0 if the data has `amounts` at all.
    """
    nothing = np.where((np.asarray(number) == 0) & amounts, 0.0, np.nan)
    return np.where(np.asarray(known) > 0, np.asarray(total, dtype=float), nothing)


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


def summed(frame, keys: list[str], *sums: nw.Expr) -> pd.DataFrame:
    """Sums by group as a small table, groups sorted, missing ones last; one row without groups."""
    if not keys:
        return table(frame.select(*sums)).fillna(0)
    out = table(frame.group_by(*keys).agg(*sums)).sort_values(keys, ignore_index=True)
    return out.assign(**out.drop(columns=keys).fillna(0))


def is_in(column: str, names: Sequence[str]) -> nw.Expr:
    """Whether a category column holds one of these names, on every engine."""
    return nw.col(column).cast(nw.String).is_in(names)


def marked(column: str, names: Sequence[str]) -> nw.Expr:
    """1 where a category column holds one of these names, else 0; sums to a count."""
    return is_in(column, names).cast(nw.Int64)
