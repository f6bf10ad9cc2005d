"""Columns that were not exported: their figures are missing, all others are the same."""

from __future__ import annotations

import re
from random import Random

import pandas as pd

from tests.damage.damage import damage, named
from tests.damage.tables import Export, NotHere
from tests.damage.truth import known


def dropped(
    name: str, *roles: str, missing: tuple[str, ...] = (), apart: tuple[str, ...] = ()
) -> None:
    """A column that was not exported: its figures are missing, all others are the same."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table()
        there = [role for role in roles if role in table.roles]
        if not there or export.options.get("columns"):
            raise NotHere("no such column")
        for role in there:
            table = table.without_column(role)
        return export.with_table(table).promising(missing=set(missing), apart=set(apart))

    done.__module__ = __name__
    named(name, done)


dropped("no_owner", "owner", missing=("owner",))
dropped("no_account", "account")
dropped("no_reason", "lost_reason", apart=("reasons",))
dropped("no_expected_close", "expected_close", apart=("as_of",))
dropped("no_probability", "probability")
dropped("no_activity", "last_activity_at", apart=("as_of",))
dropped("no_name", "name")


#: headers of amounts in the company's currency, of won deals or of lines: read where those of the deals' own are gone
SECOND = re.compile(
    r"(?i)convert|konwert|umgerechnet|изчислена|المحولة|(company|base) currency|^amount$"
    r"|expected revenue|actual revenue|قیمت"
)


@damage
def no_amount(export: Export, dice: Random) -> Export:
    table = export.table()
    if "amount" not in table.roles or export.options.get("columns"):
        raise NotHere("no such column")
    table = table.without_column("amount")
    if any(SECOND.search(header) for header in table.headers):
        raise NotHere("amounts stand in a second column")
    signs = set() if "currency" in table.roles else {"currency"}  # which stand in the cells
    apart = {"currencies"} if "value_period" in table.headers else set()
    return export.with_table(table).promising(missing={"amount", *signs}, apart=apart)


@damage
def no_created(export: Export, dice: Random) -> Export:
    """Cycles are not known then, and never made up."""
    table = export.table()
    if known(export.sample.name).pipe.recorded or export.options.get("columns"):
        raise NotHere("the history knows")
    return export.with_table(table.without_column("created_at")).promising(
        missing={"created_at"}, apart={"as_of"}
    )


@damage
def no_closed(export: Export, dice: Random) -> Export:
    table = export.table()
    if known(export.sample.name).pipe.recorded or export.options.get("columns"):
        raise NotHere("the history knows")
    if (
        "closed_at" in table.roles
        and "status" not in table.roles
        and not export.sample.closed_words
    ):
        raise NotHere("it tells outcomes")
    there = [
        role for role in ("closed_at", "close_date", "won_at", "lost_at") if role in table.roles
    ]
    if not there or ("won_at" in there and "status" not in table.roles):
        raise NotHere("no such column")
    for role in there:
        table = table.without_column(role)

    return export.with_table(table).promising(missing={"closed_at"}, apart={"as_of", "visits"})


@damage
def no_id(export: Export, dice: Random) -> Export:
    table = export.table()
    if any(file.kind != "deals" for file in export.files) or export.options.get("columns"):
        raise NotHere("ids that other files name")
    names = pd.Series([table.cell(row, "name") for row in table.rows])
    if names.duplicated().any() or export.sample.grouped:
        raise NotHere("two deals of one name")
    return export.with_table(table.without_column("deal_id")).promising(apart={"ids", "lines"})


@damage
def no_stage(export: Export, dice: Random) -> Export:
    """A status is enough for rates and cycles."""
    table = export.table()
    if "status" not in table.roles or export.options.get("columns"):
        raise NotHere("no status")
    if any(file.kind == "history" for file in export.files):
        raise NotHere("the history has stages")
    return export.with_table(table.without_column("stage")).promising(
        missing={"stage"}, apart={"visits", "stages", "as_of"}
    )


@damage
def no_status(export: Export, dice: Random) -> Export:
    """Outcomes told by nothing but days: won and lost days tell them, one day of closing cannot."""
    table = export.table()
    if "status" not in table.roles or "won_at" not in table.roles or export.options.get("columns"):
        raise NotHere("no days that tell outcomes")
    if "close" in export.sample.name:
        raise NotHere("its stages tell")
    return export.with_table(table.without_column("status"))


@damage
def no_pipeline(export: Export, dice: Random) -> Export:
    table = export.table()
    if export.sample.grouped or export.options.get("columns"):
        raise NotHere("groups")
    if (
        any(file.kind == "history" for file in export.files)
        or known(export.sample.name).pipe.recorded
    ):
        raise NotHere("the history has pipelines")
    return export.with_table(table.without_column("pipeline")).promising(
        missing={"pipeline"}, apart={"stages"}
    )
