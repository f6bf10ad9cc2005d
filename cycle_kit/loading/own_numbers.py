"""Columns of numbers that no word of ours knows, "Req ID" or "Oferta nr": one that says another number in each row of a
list of deals numbers these, unless it is called by who buys, by how to reach and tax him, or by lines of the list. So
does one of any header that a table beside the deals has, too."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import islice

import pandas as pd

from cycle_kit.files import RawTable
from cycle_kit.languages import several_words
from cycle_kit.loading.evidence import HALF, NEARLY_ALL
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import Headers, folded_key
from cycle_kit.loading.named import Named
from cycle_kit.values import key

NUMBERS = frozenset(map(key, several_words("numbers")))
OF_OTHERS = tuple(map(key, several_words("numbers_of_others")))
LEADS = frozenset(map(key, several_words("leads")))
OF_KEYS = frozenset(map(key, several_words("keys")))
FEWEST = 2  # rows
LOOKED_AT = 200  # headers: nobody keeps more by hand
FEWEST_ROWS = 5  # from which on cells under any header are seen to number them
APART = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
TIED = re.compile(
    r"(?<=\w{3})(nummer|nr|numer|szám)\b", re.IGNORECASE
)  # behind another word: "Offertnr"
#: signs for "number": "N. pratica", "N° d'affaire", "N.º de expediente", "№ дела"
SIGN = re.compile(r"№|\bn\s?\.?\s?[°º]|\bn\.(?=\s)", re.IGNORECASE)


Shared = Mapping[str, Collection[str]]  # {header of a table beside the deals: what stands below it}


def with_own_number(raw: RawTable, match: Match, said: Named, shared: Shared) -> Match:
    """The table with the first such column as ids, where it is a list of deals that has none."""
    own = match.dialect.table == "deals" and match.dialect.by_hand
    if not own or "deal_id" in match.columns or "deal_id" in said.of("deals", raw.frame):
        return match
    headers = Headers(raw.frame)
    taken = {*match.columns.values(), *match.entered.values(), *match.deleted}
    able = [h for h in headers if h not in taken and not is_of_others(h)]
    called = [h for h in able if is_shared(headers, h, shared)] + list(
        filter(is_called_number, able)
    )
    # some systems call a deal a lead: its number is that of the row, where nothing else is
    leads = [h for h in headers if h not in taken and is_called_number(h) and is_of_lead(h)]
    found = [h for h in [*called, *leads] if differs(headers, h)]
    return replace(match, columns={**match.columns, "deal_id": found[0]}) if found else match


def differs(headers: Headers, header: str) -> bool:
    """Whether each row has a number of its own."""
    texts = headers.frame[header]
    if len(texts) < FEWEST or (texts == "").any() or texts.duplicated().any():
        return False
    return headers.look(header).dates < HALF and bool(
        texts.str.contains(r"\d").mean() >= NEARLY_ALL
    )


def is_shared(headers: Headers, header: str, shared: Shared) -> bool:
    """Whether a table beside the deals has the header, and mostly below it what stands here."""
    theirs = pd.Series(list(shared.get(header, ())), dtype="str")
    return len(theirs) > 0 and bool(theirs.isin(headers.frame[header]).mean() >= HALF)


def words_of(header: str) -> list[str]:
    plain = SIGN.sub(" no ", header)
    words = [folded_key(word) for word in APART.split(TIED.sub(r" \1", plain))]
    return [word for word in words if word]


def is_of_others(header: str) -> bool:
    """Whether a header names who buys, how to reach and tax him, or lines of a list."""
    return any(word.startswith(OF_OTHERS) for word in words_of(header) if word not in NUMBERS)


def is_of_lead(header: str) -> bool:
    """Whether a header says the number of a lead, and not the id of one that a deal was made of."""
    words = words_of(header)
    return not OF_KEYS & {*words} and all(w in LEADS for w in words if w not in NUMBERS)


def unknown_number(headers: Headers, taken: Collection[str]) -> str:
    """The first header that is not taken below which each row has a code with figures or the next number of a row;
    "" where there is none."""
    for header in islice(headers, LOOKED_AT):
        if header.strip() and header not in taken and not is_of_others(header):
            texts = headers.frame[header]
            if numbers_rows(texts) and headers.look(header).dates < HALF:
                return header
    return ""


def numbers_rows(texts: pd.Series) -> bool:
    """Whether the cells are whole numbers of which each is one more than that above, or codes of letters and figures:
    another one in each."""
    if len(texts) < FEWEST_ROWS or (texts == "").any() or texts.duplicated().any():
        return False
    numbers = pd.to_numeric(texts, errors="coerce")
    if texts.str.contains(r"\s").any():
        return False
    if numbers.notna().all():
        return bool((numbers.diff().dropna() == 1).all())
    return bool((texts.str.contains(r"\d") & texts.str.contains(r"[^\W\d_]")).all()) and not bool(
        texts.str.contains("@|://|www").any()
    )


def is_called_number(header: str) -> bool:
    """Whether a header says the number of something."""
    words = words_of(header)
    numbers = [word for word in words if word in NUMBERS]
    return 0 < len(numbers) < len(words)
