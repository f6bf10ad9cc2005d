"""Ids that a spreadsheet has rounded, in scientific notation or with noughts after the fifteenth digit;
and Salesforce's, which are the same with 15 letters and with 18."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.remarks import at_lines

POWER = r"[+-]?\d(?:[.,]\d+)?[eE]\+?\d{1,3}"
KEPT = 15  # digits that a spreadsheet keeps of a number
#: letters of a Salesforce id as reports write it, and as the API and loaders do: three more, which
#: say where its capitals are
SHORT, LONG = 15, 18
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


def in_their_spelling(texts: pd.Series, ids: pd.Index) -> pd.Series:
    """Ids as `ids` writes them, where one file has Salesforce's short form and the other the long one."""
    theirs = {short(text): text for text in ids if len(text) in (SHORT, LONG)}
    if not theirs:
        return texts
    pairs = {text: theirs.get(short(text), text) for text in texts.dropna().unique()}
    return texts.map(pairs).astype("str")


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
