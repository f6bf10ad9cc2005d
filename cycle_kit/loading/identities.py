"""Ids that a spreadsheet has rounded, in scientific notation or with noughts after the fifteenth digit;
and those that are the same in two spellings: Salesforce's with 15 letters and with 18, any in the digits of
another script, and numbers that a spreadsheet has written anew."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import HALF, look_at
from cycle_kit.loading.list_numbers import OF_DEALS
from cycle_kit.remarks import at_lines
from cycle_kit.values import cleaned
from cycle_kit.values.text import with_plain_digits

POWER = r"[+-]?\d(?:[.,]\d+)?[eE]\+?\d{1,3}"
KEPT = 15  # digits that a spreadsheet keeps of a number
#: letters of a Salesforce id as reports write it, and as the API and loaders do: three more, which
#: say where its capitals are
SHORT, LONG = 15, 18
AROUND = " #'"
NUMBER = re.compile(r"\d+(?:\.0+)?")
NOUGHTS = re.compile(r"^0+(?=\d)|\.0+$")
GROUPED = re.compile(r"\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*")
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def rounded(ids: pd.Series) -> pd.Series:
    """Which ids have lost their last digits. Noughts tell only where all long ids end in them."""
    texts = ids.fillna("")
    power = texts.str.fullmatch(POWER)
    long = texts.str.fullmatch(rf"\d{{{KEPT + 1},}}")
    zeroed = long & texts.str.slice(KEPT).str.fullmatch("0+")
    return power | (zeroed if zeroed.sum() > 1 and zeroed.sum() == long.sum() else False)


def with_lines_for_rounded(source: Source, ids: pd.Series, lines: pd.Series) -> pd.Series:
    """The ids, but where different rows share a rounded one: the lines, as these may be different deals."""
    bad = rounded(ids)
    if not bad.any():
        return ids
    repeated = source.raw.frame.duplicated(keep=False)
    shared = bad & ids.duplicated(keep=False) & ~repeated
    source.remarks.add(
        "deals",
        one_or_more(bad.sum(), "{n} id has lost its", "{n} ids have lost their")
        + f" last digits ({at_lines(source.raw.lines[bad.to_numpy()])}), as happens to long numbers in a "
        "spreadsheet.",
        file=source.raw.file,
        effect=f"{shared.sum()} rows that share such an id count as deals of their own, named by their line."
        if shared.any()
        else "These deals cannot be matched with another file.",
        fix="Load the export as it was downloaded, or import it into the spreadsheet with ids as text.",
    )
    return ids.where(~shared, "line " + lines)


def with_lines_for_others(source: Source, ids: pd.Series, lines: pd.Series) -> pd.Series:
    """The ids, but where the number of a list comes again with another client or creation: the lines, as
    these are different deals. The id of a CRM comes again with both of them changed, or is of one deal."""
    if not ids.dropna().duplicated().any() or not source.has("created_at"):
        return ids
    if "deal_id" in source.match.given and look_at(source.texts("deal_id")).numbers < HALF:
        return ids  # names that the caller says are those of the deals
    called = next((name for name in ("account", "name") if source.has(name)), None)
    other = {name: differs(source.texts(name), ids) for name in ("created_at", called) if name}
    if OF_DEALS.search(source.match.columns["deal_id"]) or source.match.dialect.crm != "plain":
        apart = other["created_at"] & other[called] if called else other["created_at"] & False
    else:
        apart = pd.concat(other, axis=1).any(axis=1)
    if not apart.any():
        return ids
    source.remarks.add(
        "deals",
        f'Numbers in "{source.match.columns["deal_id"]}" come again with another client or creation '
        f"({at_lines(source.raw.lines[apart.to_numpy()])}).",
        file=source.raw.file,
        effect="These rows are deals of their own, named by their line.",
        fix="Give every deal a number of its own.",
    )
    return ids.where(~apart, "line " + lines)


def differs(texts: pd.Series, ids: pd.Series) -> pd.Series:
    """Which rows say something else than the last row of their id."""
    words = cleaned(texts).str.casefold()
    last = words.where(words != "").groupby(ids).transform("last")
    return (words != "") & last.notna() & (words != last)


def remark_on_rounded_log(source: Source) -> None:
    """A log cannot tell apart the deals whose ids were rounded to the same number."""
    bad = rounded(source.words("deal_id"))
    if bad.any():
        source.remarks.add(
            "history",
            one_or_more(
                bad.sum(), "{n} row has an id that lost its", "{n} rows have ids that lost their"
            )
            + " last digits, as happens to long numbers in a spreadsheet.",
            file=source.raw.file,
            effect="Moves of several deals may count as those of one.",
            fix="Load the export as it was downloaded, or import it into the spreadsheet with ids as text.",
        )


def in_their_spelling(texts: pd.Series, ids: pd.Index, among: pd.Series | None = None) -> pd.Series:
    """Ids as `ids` writes them, where one file has Salesforce's short form and the other the long one, or other
    digits, or numbers as a spreadsheet leaves them: 1001.0 for 001001. What stands there as it is, what two of
    them may be meant by, and what two of the file (`among`: all ids of it) may be, stays."""
    there = set((texts if among is None else among).dropna().unique())
    unknown = [text for text in there if text not in ids]
    if not unknown:
        return texts
    theirs: dict[str, str] = {}
    for text in ids:
        alike = plain(text)
        theirs[alike] = "" if alike in theirs else text
    pairs = {text: found for text in unknown if (found := theirs.get(plain(text)))}
    pairs = only_certain_or_alone(pairs, there)
    return texts.map(lambda text: pairs.get(text, text), na_action="ignore").astype("str")


def only_certain_or_alone(pairs: dict[str, str], there: set[str]) -> dict[str, str]:
    """The pairs of which one cannot but mean the other, or else of an id that no other of its file may be: two
    spellings in one file may be two deals."""
    meant = Counter([*pairs.values(), *(found for found in {*pairs.values()} if found in there)])
    return {
        text: found
        for text, found in pairs.items()
        if meant[found] == 1 or exact(text) == exact(found)
    }


def exact(text: str) -> str:
    """An id in plain digits, and Salesforce's in its short form: who writes it so means no other."""
    return short(with_plain_digits(text))


def plain(text: str) -> str:
    """An id as it is compared: the short form, in plain digits; without case, and numbers without what a
    spreadsheet adds to them or leaves out."""
    text = exact(text)
    if len(text) in (SHORT, LONG):  # Salesforce's tell capitals from small letters
        return text
    bare = text.strip(AROUND).casefold()
    if GROUPED.fullmatch(bare):
        bare = re.sub(r"\D", "", bare)
    return NOUGHTS.sub("", bare) if NUMBER.fullmatch(bare) else bare


def short(text: str) -> str:
    """The first 15 letters of a Salesforce id of 18, as its last three confirm; else the text itself."""
    first, rest = text[:SHORT], text[SHORT:]
    plain = len(text) == LONG and first.isascii() and first.isalnum()
    return first if plain and rest == capitals(first) else text


def capitals(first: str) -> str:
    """Three letters, each of which tells the capitals among five."""
    fives = (first[at : at + 5] for at in range(0, SHORT, 5))
    return "".join(
        CAPITALS[sum(1 << at for at, one in enumerate(five) if one.isupper())] for five in fives
    )
