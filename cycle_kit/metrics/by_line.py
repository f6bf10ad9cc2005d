"""How well each product sells, by the lines of the deals: a deal counts in every product of its lines."""

from __future__ import annotations

from typing import Annotated

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import ColumnError, QuestionError, code, listed, nearest
from cycle_kit.metrics.counting import any_amount, ratio, share_interval, whys_no_money
from cycle_kit.metrics.frames import By, deals, groups, metric, money, table
from cycle_kit.metrics.outcomes import MOST_WITHOUT_AMOUNT
from cycle_kit.metrics.own_columns import plain
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

LineColumn = Annotated[str, Kind("a column of the lines", '"product"')]
COLUMNS = (
    "deals", "decided", "won", "win_rate", "low", "high", "won_value", "value_win_rate", "open_deals",
    "open_value", "note",
)  # fmt: skip
COUNTS = ("deals", "decided", "won", "open_deals")
#: inside, what lines are counted by and split by: columns of files may be called as the steps here call theirs
LINE, SPLIT = "line", "split {}"
NO_AMOUNTS = "Not known what they are worth: the lines have no amounts."
SOME = "{n:,} of {of:,} lines have no amount: values are at least that."
MIXED = "Not known in one sum: lines are in several currencies, or in one without a rate."
SOME_MIXED = (
    "{n:,} of {of:,} lines are in another currency, without a rate: values are without them."
)


@metric
def by_line(pipe: Pipeline, column: LineColumn = "product", *, by: By = None) -> pd.DataFrame:
    """What becomes of each product, by the lines of the deals.

    One row per value of a column of the lines, the most won value first. `deals`: those with such a line, each once,
    and so in every product that it has; of them `decided` (won or lost), `won`, `win_rate` of the decided with
    `low, high` (95 %, Wilson) and `open_deals`. Values are those of the lines alone, in the base currency at the rate
    of their deal's day: `won_value`, `open_value`, `value_win_rate` (won of the value decided, empty where more than
    20 % of the decided lines have no amount or 0). By "currency" values stand as they are written.
    `note`: what is not known. Lines are as they are now, also where a past day is asked for. Raises QuestionError
    without lines, ColumnError for a column that lines do not have.
    """
    lines = lines_of(pipe)
    check_line_column(lines, column)
    check_no_line_column(pipe, lines, by, column)
    keys = check_by(pipe, by, [column, *COLUMNS])
    rows = valued_lines(pipe, lines, column, keys)
    inside, groups = [*places(keys), LINE], [*keys, column]
    found = rows.groupby(inside, dropna=False, sort=False, observed=True).apply(figures)
    found = found.reset_index() if len(rows) else pd.DataFrame(columns=[*inside, *COLUMNS])
    found = found.astype(dict.fromkeys(COUNTS, "int64"))
    order = found.assign(most=found["won_value"].fillna(-1)).sort_values(
        [*places(keys), "most", "won", LINE], ascending=[*[True] * len(keys), False, False, True]
    )
    found = found.rename(columns=dict(zip(inside, groups, strict=True)))
    found = found.assign(note=note(pipe, rows, found, keys))
    return found.loc[order.index, [*groups, *COLUMNS]].reset_index(drop=True)


def places(keys: list[str]) -> list[str]:
    return [SPLIT.format(at) for at in range(len(keys))]


def lines_of(pipe: Pipeline) -> pd.DataFrame:
    if "lines" not in pipe.beside:
        raise QuestionError(
            "There are no product lines here.",
            there="Deals alone do not tell what each of their products is worth.",
            fix="Export the lines, one a row with the id of its deal, product and amount: "
            'ck.load("deals.csv", lines="lines.csv").',
        )
    return pipe.beside["lines"]


def check_line_column(lines: pd.DataFrame, column: str) -> None:
    known = [name for name in lines.columns if name not in ("deal_id", "amount", "value")]
    if column in COLUMNS and column in known:
        raise in_the_result(column)
    if column in known:
        return
    near = nearest(column, known) or known[0]
    raise ColumnError(
        f"Lines have no column {code(column)} to count by.",
        there=f"Theirs are {listed(known)}.",
        fix=f"Use one of these: ck.by_line(pipe, {code(near)}).",
    )


def in_the_result(column: str) -> ColumnError:
    mine, lines = f"my_{column}", 'pipe.beside["lines"]'
    renamed = f"{lines}.rename(columns={{{code(column)}: {code(mine)}}})"
    return ColumnError(
        f"Lines counted by {code(column)} would clash with the column of that name in the result.",
        there=f"Columns of the result are {listed(COLUMNS)}.",
        fix=f'Give it another name first: pipe = dataclasses.replace(pipe, beside={{**pipe.beside, "lines": '
        f"{renamed}}}), then ck.by_line(pipe, {code(mine)}).",
    )


def check_no_line_column(pipe: Pipeline, lines: pd.DataFrame, by: By, column: str) -> None:
    """ColumnError: split by what is counted already, or by a column that lines have and deals have not."""
    there = deals(pipe).collect_schema().names()
    own = [name for name in groups(by) if name == column or name in {*lines.columns} - {*there}]
    if own:
        raise ColumnError(
            f"by={code(plain(own[0]))} does not split this: it is a column of the lines.",
            there="Lines are counted by their own columns, and split by those of deals.",
            fix=f"Write it as ck.by_line(pipe, {code(plain(own[0]))}).",
        )


def valued_lines(pipe: Pipeline, lines: pd.DataFrame, column: str, keys: list[str]) -> pd.DataFrame:
    """The lines of these deals, with how their deal stands and what they are worth in the base currency."""
    splits = {split: nw.col(key) for split, key in zip(places(keys), keys, strict=True)}
    facts = deals(pipe).select(
        "deal_id", of_deal=nw.col("currency").cast(nw.String), outcome=nw.col("outcome").cast(nw.String), **splits
    )  # fmt: skip
    empty = pd.Series(np.nan, lines.index)
    own = pd.DataFrame({
        "deal_id": lines["deal_id"], LINE: lines[column], "amount": lines.get("amount", empty),
        "value": lines.get("value", empty), "currency": lines.get("currency", empty.astype("str")),
    })  # fmt: skip
    rows = table(facts).merge(own, on="deal_id")
    rows["currency"] = rows["currency"].fillna(rows["of_deal"]).fillna("")
    return rows.assign(worth=worths(pipe, rows, column, keys))


def worths(pipe: Pipeline, rows: pd.DataFrame, column: str, keys: list[str]) -> pd.Series:
    """What each line is worth in the base currency.

    By currency lines stand as they are written. So do those of a group that is all in one, where deals are in several
    and nothing tells rates.
    """
    named = rows["currency"].ne("")
    if "currency" in keys:
        return rows["amount"].where(named & rows["currency"].eq(rows["of_deal"]))
    if column == "currency":
        return rows["amount"].where(named)
    if not pipe.several_currencies:
        written = rows["amount"].where(rows["currency"].isin(["", pipe.currency]))
        return rows["value"].fillna(written)
    if not keys:
        return rows["amount"] * np.nan
    shown = rows["currency"].where(rows["amount"].notna())
    groups = shown.groupby([rows[split] for split in places(keys)], dropna=False, observed=True)
    return rows["amount"].where(groups.transform("nunique").le(1) & named)


def figures(rows: pd.DataFrame) -> pd.Series:
    """The row of one product."""
    deals_ = rows.drop_duplicates("deal_id")["outcome"]
    won, decided = int(deals_.eq("won").sum()), int(deals_.isin(["won", "lost"]).sum())
    low, high = share_interval(np.array([won]), np.array([decided]))
    ends = rows["outcome"].isin(["won", "lost"])
    told = rows.loc[ends, "worth"]
    bare = int((told.isna() | (told == 0)).sum())
    won_value = worth(rows, "won")
    share = ratio(np.array([won_value]), np.array([told.sum()]))[0]
    return pd.Series({
        "deals": len(deals_), "decided": decided, "won": won,
        "win_rate": ratio(np.array([won]), np.array([decided]))[0], "low": low[0], "high": high[0],
        "won_value": won_value,
        "value_win_rate": share if bare <= MOST_WITHOUT_AMOUNT * len(told) else np.nan,
        "open_deals": int(deals_.eq("open").sum()), "open_value": worth(rows, "open"),
    })  # fmt: skip


def worth(rows: pd.DataFrame, outcome: str) -> float:
    """The value of the lines of deals that stand so: 0 where there are none, empty where none has an amount."""
    mine = rows.loc[rows["outcome"].eq(outcome), "worth"]
    if mine.empty:
        return 0.0 if rows["worth"].notna().any() else np.nan
    return float(mine.sum(min_count=1))


def note(pipe: Pipeline, rows: pd.DataFrame, found: pd.DataFrame, keys: list[str]) -> pd.Series:
    """What is not known of each row: of how many lines the amount, and of groups of several currencies all money."""
    bare, priced = rows["amount"].isna(), rows["amount"].notna()
    said = told_of(int(bare.sum()), len(rows), NO_AMOUNTS, SOME)
    inside = [rows[name] for name in (*places(keys), LINE)]
    counts = pd.DataFrame({"strange": priced & rows["worth"].isna(), "priced": priced})
    counts = counts.groupby(inside, dropna=False, sort=False, observed=True).sum()
    strange = [told_of(n, of, MIXED, SOME_MIXED) for n, of in counts.itertuples(index=False)]
    told = pd.Series([f"{each} {said}".strip() for each in strange], found.index, dtype="str")
    if not pipe.several_currencies or not any_amount(pipe, "amount"):
        return told
    why = pd.Series(whys_no_money(found, pipe, keys, money(keys)), found.index, dtype="str")
    return why.where(why.ne("") & found[["won_value", "open_value"]].isna().any(axis=1), told)


def told_of(n: int, of: int, every: str, some: str) -> str:
    """What is said of such lines: nothing of none, and something else of all."""
    return "" if not n else every if n == of else some.format(n=n, of=of)
