"""The table of deals that belongs to a log of events: its fields under our names, and its money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import narwhals as nw
import pandas as pd

from cycle_kit import tables
from cycle_kit.engines import Parts
from cycle_kit.errors import ColumnError, listed, one_or_more
from cycle_kit.history import collected
from cycle_kit.values import read_money

EMPTY = {
    "text": nw.String(),
    "stage": nw.String(),
    "category": nw.String(),
    "number": nw.Float64(),
    "share": nw.Float64(),
    "date": nw.Datetime("us"),
}
#: more names than this are no column of currencies
MOST = 50


def first_moments(moves):
    """One row per deal: `first_at`, when its first move was."""
    return moves.group_by("deal_id").agg(first_at=nw.col("at").min())


def last_pipelines(moves):
    """One row per deal: `pipeline`, that of its last move."""
    last = moves.with_columns(latest=nw.col("turn").max().over("deal"))
    return last.filter(nw.col("turn") == nw.col("latest")).select("deal_id", "pipeline")


def told_by_moves(moves):
    """One row per deal with what its moves tell of it."""
    created = first_moments(moves).rename({"first_at": "created_at"})
    return created.join(last_pipelines(moves), on="deal_id", how="left").sort("deal_id")


def deal_fields(moves: Parts, fields, zone: str | None):
    """One row per deal: the fields given, or else what the moves tell."""
    if fields is None:
        return moves.each(told_by_moves).whole
    schema = fields.collect_schema()
    if "deal_id" not in schema.names():
        raise ColumnError(
            'The table of deals has no column "deal_id".',
            there=f"It has {listed(schema.names())}.",
            fix="Rename the column that identifies a deal to deal_id.",
        )
    fields = with_empty_columns(fields)
    check_numbers(fields)
    check_once(fields)
    typed = [nw.col("deal_id").cast(nw.String)] + [
        without_zone(name, kind, zone).alias(name)
        for name, kind in fields.collect_schema().items()
        if tables.DEALS.get(name) == "date" or isinstance(kind, nw.Datetime)
    ]
    fields = without_blanks(fields.with_columns(*typed))
    return moves.each(with_what_moves_tell, fields).whole


def with_what_moves_tell(moves, fields):
    """The fields with their creation, and the pipeline where they have none."""
    rows = with_creation(fields, first_moments(moves))
    if has_pipelines(fields):
        return rows
    return rows.join(last_pipelines(moves), on="deal_id", how="left")


def without_fields(moves, fields) -> int:
    """How many deals of the moves have no row in the table of deals."""
    named = fields.select("deal_id").unique()
    seen = moves.select("deal_id").filter(~nw.col("deal_id").is_null()).unique()
    return len(collected(seen.join(named, on="deal_id", how="anti")))


def with_empty_columns(fields):
    """The deals with what no deal has a value of as the kind of its name: engines give it any kind, or none."""
    kinds = {
        name: EMPTY[tables.DEALS.get(name, "text")]
        for name, kind in fields.collect_schema().items()
        if not says(kind, tables.DEALS.get(name, "text")) and name not in ("deal_id", "value")
    }
    if not kinds:
        return fields
    filled = collected(fields.select(nw.col(name).count() for name in kinds)).iloc[0]
    empty = {name: nw.lit(None, dtype=kinds[name]) for name in kinds if filled[name] == 0}
    return fields.with_columns(**empty) if empty else fields


def says(kind: Any, wanted: str) -> bool:
    """Whether a kind of an engine can be what a column is wanted to be."""
    if wanted == "date":
        return kind.is_temporal()
    return (
        kind.is_numeric() if wanted in ("number", "share") else kind not in (nw.Unknown, nw.Object)
    )


def check_numbers(fields) -> None:
    """ColumnError: amounts or probabilities that are texts, which would be put one behind the other."""
    kinds = fields.collect_schema()
    for name in ("amount", "probability"):
        if isinstance(kinds.get(name), (nw.String, nw.Categorical, nw.Enum, nw.Boolean)):
            raise ColumnError(
                f'Column "{name}" does not hold numbers.',
                there=f"It holds {kinds[name]}.",
                fix="Convert it first, for example with pandas.to_numeric(...).",
            )


def check_once(fields) -> None:
    """ColumnError: a deal that stands in several rows, and would be counted once for each."""
    known = fields.select("deal_id").filter(~nw.col("deal_id").is_null())
    rows = known.group_by("deal_id").agg(rows=nw.len())
    several = len(collected(rows.filter(nw.col("rows") > 1).select("rows")))
    if several:
        raise ColumnError(
            f"{several:,} of the deals of deals= {'stands' if several == 1 else 'stand'} in several rows.",
            there="A row is a deal, so that they would be counted several times.",
            fix='Keep one row of each, in pandas for example deals.drop_duplicates("deal_id", keep="last").',
        )


def without_blanks(fields):
    """The deals with nothing where a text is blank: a blank owner is none, as in a file."""
    names = [
        name
        for name, kind in fields.collect_schema().items()
        if isinstance(kind, (nw.String, nw.Categorical, nw.Enum))
        and name not in ("deal_id", "pipeline")
    ]
    texts = {name: nw.col(name).cast(nw.String).str.strip_chars() for name in names}
    known = {name: nw.when(text != "").then(nw.col(name)) for name, text in texts.items()}
    return fields.with_columns(**known) if known else fields


def with_creation(fields, first):
    """The deals with `created_at`, where it is not given the time of their first event."""
    rows = fields.join(first, on="deal_id", how="left")
    known = nw.col("first_at")
    if "created_at" in fields.collect_schema().names():
        own = nw.col("created_at")
        known = nw.when(own.is_null()).then(known).otherwise(own)
    return rows.with_columns(created_at=known).drop("first_at")


def with_all_columns(deals):
    """Every column of `tables.DEALS`; those that nothing is known of are empty."""
    there = deals.collect_schema().names()
    empty = {
        name: nw.lit(None, dtype=EMPTY[kind])
        for name, kind in tables.DEALS.items()
        if name not in there
    }
    return deals.with_columns(**empty)


def has_pipelines(fields) -> bool:
    return fields is not None and "pipeline" in fields.collect_schema().names()


def without_zone(column: str, kind: Any, zone: str | None) -> nw.Expr:
    """A datetime column, converted to `zone` (default UTC) and then without one."""
    if kind == nw.Date:
        return nw.col(column).cast(nw.Datetime("us"))
    if not isinstance(kind, nw.Datetime):
        raise ColumnError(
            f'Column "{column}" does not hold datetimes.',
            there=f"It holds {kind}.",
            fix="Convert it first, for example with pandas.to_datetime(..., format=...).",
        )
    if kind.time_zone is None:
        return nw.col(column).cast(nw.Datetime("us"))
    local = nw.col(column).dt.convert_time_zone(zone or "UTC").dt.replace_time_zone(None)
    return local.cast(nw.Datetime("us"))


class Money(NamedTuple):
    """The deals with `value`, the amount in one currency; that currency; whether there are several; what is told."""

    deals: Any
    currency: str = ""
    several: bool = False
    told: Sequence[dict[str, str]] = ()


def with_value(deals) -> Money:
    """The deals with `value`, the amount in one currency.

    A column `value` of the caller's is that already where amounts are in several currencies, or are not given.
    Several currencies are never summed: `value` is then empty.
    """
    there = deals.collect_schema().names()
    if "currency" not in there:
        return with_amounts(deals, "")
    deals, names = by_code(deals)
    if len(names) > 1 and "amount" in there:  # what has no amount is summed with nothing
        named = collected(deals.filter(~nw.col("amount").is_null()).select("currency").unique())
        names = sorted(named["currency"].dropna()) or names
    if not names:
        return with_amounts(deals, "")
    if len(names) == 1:
        money = with_amounts(deals, names[0])
        return money._replace(told=[*money.told, *bare_amounts(deals, names[0])])
    if "value" in there and deals.collect_schema()["value"].is_numeric():
        return Money(deals)
    deals, own = without_own_value(deals)
    told = f" ({', '.join(names)})" if len(names) <= MOST else ""
    several = {
        "step": "money",
        "note": f"Amounts are in {len(names)} currencies{told}, and nothing says what one is worth in another.",
        "effect": 'Money is left empty, except split by="currency" or of deals in one; several are never summed.',
        "fix": 'Give deals= a column "value" with each amount in one currency.',
    }
    empty = nw.lit(None, dtype=nw.Float64())
    return Money(deals.with_columns(value=empty), several=True, told=[several, *own])


def with_amounts(deals, currency: str) -> Money:
    """The deals with `value`, their amounts, which are in one currency."""
    own: list[dict[str, str]] = []
    if is_own_value(deals):
        deals, own = without_own_value(deals)
    there = deals.collect_schema().names()
    known = "amount" in there and "value" not in there
    deals = deals.with_columns(value=nw.col("amount")) if known else deals
    return Money(deals, currency, told=own)


def bare_amounts(deals, currency: str) -> list[dict[str, str]]:
    """What is told of amounts without a currency beside others in this one."""
    if "amount" not in deals.collect_schema().names():
        return []
    amount = nw.col("amount")
    bare = deals.filter(amount != 0, ~amount.is_null(), nw.col("currency").is_null())
    count = int(collected(bare.select(nw.len().alias("n")))["n"].iloc[0])
    told = one_or_more(
        count,
        f"{{n}} amount has no currency, beside others in {currency}.",
        f"{{n}} amounts have no currency, beside others in {currency}.",
    )
    note = {
        "step": "money",
        "note": told,
        "effect": "What has none counts as if in the same currency.",
        "fix": "If that is not so, write the currency beside each amount and load again.",
    }
    return [note] if count else []


def is_own_value(deals) -> bool:
    """Whether a column called `value` is no sum of money of the deal: words, or other numbers than the amounts."""
    kinds = deals.collect_schema()
    if "value" not in kinds.names():
        return False
    if not kinds["value"].is_numeric():
        return True
    if "amount" not in kinds.names():
        return False
    both = nw.col("value"), nw.col("amount")
    apart = deals.filter(both[0] != both[1], *(~each.is_null() for each in both))
    return len(collected(apart.select("deal_id").head(1))) > 0


def without_own_value(deals) -> tuple[Any, list[dict[str, str]]]:
    """The deals with such a column under another name, as a column of a file has it, and what is told of it."""
    if "value" not in deals.collect_schema().names():
        return deals, []
    own = "value (file)"
    told = {
        "step": "money",
        "note": f'The column "value" holds no amounts in one currency and is kept as "{own}".',
        "effect": "Money is that of the column amount.",
        "fix": 'If it is what deals are worth, call it "amount".',
    }
    return deals.rename({"value": own}), [told]


def by_code(deals):
    """The deals with their currencies by code where they are named in words ("Euro" is EUR), and the codes."""
    deals = deals.with_columns(currency=nw.col("currency").cast(nw.String).str.strip_chars())
    seen = collected(deals.select("currency").unique())["currency"].dropna()
    names = pd.Series([name for name in seen if name], dtype="str")
    codes = read_money("1 " + names, language=None)[1]
    known = dict(zip(names, codes.where(codes != "", names), strict=True))
    written = nw.when(nw.col("currency") != "").then(nw.col("currency"))
    for name, code in known.items() if len(known) <= MOST else ():
        if name != code:
            written = nw.when(nw.col("currency") == name).then(nw.lit(code)).otherwise(written)
    return deals.with_columns(currency=written), sorted(set(known.values()))
