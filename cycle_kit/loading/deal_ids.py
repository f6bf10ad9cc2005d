"""The ids of deals, as written or by their lines; what may have been meant for one and was not taken is told."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import inside, one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.guesses import Guess, typed
from cycle_kit.loading.identities import with_lines_for_others, with_lines_for_rounded
from cycle_kit.loading.list_numbers import number_left_out
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.own_numbers import unknown_number
from cycle_kit.remarks import at_lines


def deal_ids(source: Source) -> pd.Series:
    """The ids as written, to the last digit; a row without one is named by its line."""
    lines = pd.Series(source.raw.lines, index=source.raw.frame.index).astype("str")
    if not source.has("deal_id"):
        remark_on_no_ids(source)
        return "line " + lines
    ids = source.words("deal_id")
    without = ids.isna()
    if without.any():
        source.remarks.add(
            "deals",
            one_or_more(without.sum(), "{n} row has no id", "{n} rows have no id")
            + f" ({at_lines(source.raw.lines[without.to_numpy()])}); "
            + one_or_more(
                without.sum(), "it is named by its line.", "they are named by their line."
            ),
            file=source.raw.file,
            effect="They count as deals.",
            fix="Export the id of every deal.",
        )
    ids = with_lines_for_rounded(source, ids, lines)
    ids = with_lines_for_others(source, ids, lines)
    return ids.where(~without, "line " + lines)


def remark_on_no_ids(source: Source) -> None:
    """Nothing is known to number the deals; what several rows share, or what may number them, with its line."""
    shared, fix = number_shared(source), "Export the id of the deals too."
    if shared:
        note = (
            f'Several rows have the same "{shared}", and nothing says that they are one deal; deals are named by their '
            "line."
        )
        fix = (
            f'If rows with one "{shared}" are one deal: columns={{"deal_id": "{inside(shared)}"}}.'
        )
    elif number := number_not_known(source):
        note = "The file has no column that is known to be of ids; deals are named by their line."
        fix = f'If "{number}" numbers the deals: {typed([Guess("deal_id", number, "")])}.'
    else:
        note = "The file has no column of ids; deals are named by their line."
    source.remarks.add(
        "deals",
        note,
        file=source.raw.file,
        effect="Deals cannot be matched with another file or another day's export.",
        fix=fix,
    )


def number_not_known(source: Source) -> str:
    """The header of what numbers the rows, and is not known to number deals; "" where there is none."""
    match = source.match
    if "deal_id" in match.given:
        return ""
    taken = {*match.columns.values(), *match.entered.values(), *match.deleted}
    return unknown_number(Headers(source.raw.frame), taken)


def number_shared(source: Source) -> str:
    """The header of numbers that several rows share, so that they were not taken for those of the deals, or else of
    such names of deals."""
    match = source.match
    if match.dialect.crm != "plain" or "deal_id" in match.given:
        return ""
    return number_left_out(Headers(source.raw.frame), match.columns) or name_shared(source)


#: what is the same in all rows of a deal, whatever each of them is of
OF_ONE_DEAL = ("stage", "status", "created_at", "won_at", "lost_at", "closed_at", "close_date")


def name_shared(source: Source) -> str:
    """The header of names that several rows share which say the same of all that a deal has one of, and of its client
    or amount or of one owner each, and so may be its lines or its people, or which say only that it ended in two ways;
    "" where most of those with one name do not."""
    match = source.match
    if not (source.has("name") and source.has("created_at")):
        return ""
    calls = source.texts("name")
    calls = calls[calls.duplicated(keep=False) & (calls != "")]
    if calls.empty:
        return ""
    names = [name for name in (*OF_ONE_DEAL, "owner", "account", "amount") if source.has(name)]
    said = pd.concat({name: source.texts(name)[calls.index] for name in names}, axis=1)
    counts = said.groupby(calls).nunique()
    alike = counts.le(1)
    stands = [name for name in ("status", "stage") if source.has(name)]
    one = alike[[name for name in names if name in OF_ONE_DEAL]].all(axis=1)
    yes = pd.Series(True, index=alike.index)
    client, whole, owner = (alike.get(each, yes) for each in ("account", "amount", "owner"))
    of_each = counts.get("owner", yes).eq(calls.value_counts())
    one &= (owner & (client | alike.get("amount", False))) | (~owner & of_each & client)
    one |= alike["created_at"] & client & whole & owner & ~alike[stands].all(axis=1)
    return match.columns["name"] if one.mean() > HALF else ""
