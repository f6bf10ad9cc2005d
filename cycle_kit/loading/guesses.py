"""What a column that is not used may be, by its header and by its cells: said with the evidence, never taken."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

import pandas as pd

from cycle_kit.dialects import known
from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import inside, one_or_more
from cycle_kit.languages import several_words
from cycle_kit.loading.after_sale import (
    is_after_sale,
    is_afterwards,
    is_day_of_row,
    is_end,
    is_last_change,
    is_of_person,
    is_start,
)
from cycle_kit.loading.asked_later import called as asked_as
from cycle_kit.loading.dated_columns import inner, is_signed
from cycle_kit.loading.evidence import NEARLY_ALL, Look, dates_in, is_text, look_at
from cycle_kit.loading.later_steps import is_before
from cycle_kit.loading.line_words import kind_of
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.own_numbers import NUMBERS, words_of
from cycle_kit.loading.probable import signed
from cycle_kit.loading.status_column import called as called_in_all
from cycle_kit.steps import step_named
from cycle_kit.values import cleaned, key

#: columns of ours that are looked for, and those of which one is enough
WANTED = {
    "deal_id": ("deal_id", "name", "account"),
    "stage": ("stage",),
    "status": ("status", "is_won", "is_closed", "won_at", "lost_at"),
    "created_at": ("created_at", "lead_created_at", "first_contact_at"),
    "closed_at": ("closed_at", "close_date", "won_at", "lost_at"),
    "amount": ("amount",),
    "owner": ("owner",),
}
HALF, MOST_WORDS, ALIKE = 0.5, 50, 0.8
LONG = 5  # letters that two words share from their start, to be forms of one


MOST = 200  # headers that are looked at: nobody keeps more by hand


@dataclass(frozen=True)
class Guess:
    """A header that may stand for one of our columns, and what speaks for it."""

    name: str
    header: str
    evidence: str


def guesses(headers: Headers, columns: Mapping[str, str], taken: Iterable[str] = ()) -> list[Guess]:
    """One guess for each of our columns that a table lacks, where something speaks for a header.

    `columns`: {our name: header} of what is understood already; `taken`: headers of dates of stages.
    """
    used = {*columns.values(), *taken}
    found: list[Guess] = []
    for name, enough in WANTED.items():
        if set(enough) & set(columns):
            continue
        free = [
            header
            for header in islice(headers, MOST)
            if header.strip() and header not in used and headers.look(header).filled
        ]
        guess = best(name, free, headers)
        if guess is not None:
            found.append(guess)
            used.add(guess.header)
    return found


#: what never tells of what comes after the sale: "Payment status" is none of a deal
NEVER_LATER = ("stage", "status", "created_at", "closed_at")
#: numbers beside a product that no deal is worth
NO_AMOUNTS = ("quantity", "unit_price", "line_more")
SIGNS = ("№", "#")


def best(name: str, free: list[str], headers: Headers) -> Guess | None:
    """The header whose cells can be this column: the one whose words say so, or else the only one."""
    able = [header for header in free if can_be(name, headers.frame[header], headers.look(header))]
    if name in NEVER_LATER:
        able = [header for header in able if not is_after_sale(header)]
    if name in ("created_at", "closed_at"):
        others = (is_last_change, is_day_of_row, is_of_person)
        able = [header for header in able if not any(says(header) for says in others)]
    if name == "amount":
        able = [header for header in able if may_be_amount(header)]
        # before the discount is the last that can be it
        able = [header for header in able if not asked_as("list_price", [header])] or able
    called = [header for header in able if hinted(name, header)]
    if name == "created_at":  # a date of some deals alone is that of a later step
        called = [header for header in called if fills(name, headers.frame[header])]
        able = [header for header in able if is_first(header, headers)]
        called = [header for header in called if header in able]
    if name == "closed_at":  # the day of the signature, and never when something begins or runs out
        able = [header for header in able if not is_start(header) and not is_end(header)]
        able = [header for header in able if closes(header) and not is_afterwards(header)]
        able = [h for h in able if h in called or is_of_several_days(headers.frame[h])]
        called = [h for h in able if key(inner(h)) in signed() or key(h) in signed()] or [
            header for header in able if header in called
        ]
    telling = [header for header in able if tells(name, headers.frame[header])]
    if name == "stage":  # a column of outcomes alone is the status
        telling = [h for h in telling if h in called or not says_outcomes_only(headers.frame[h])]
        steps = [h for h in called if not says_outcomes_only(headers.frame[h])]
        called = steps or called
    plain = [header for header in able if name in FILLED and fills(name, headers.frame[header])]
    # of several columns in which each row has a text of its own the first is that of the numbers
    chosen = called or telling or (plain if len(plain) == 1 or name == "deal_id" else [])
    if not chosen:
        return None
    texts = headers.frame[chosen[0]]
    if name == "deal_id" and not numbers_deals(texts):
        name = "account"  # who buys may buy again: each row is a deal of its own
    return Guess(name, chosen[0], spoken(name, texts))


def may_be_amount(header: str) -> bool:
    """Whether a header may be of what deals are worth, and is of no number, cost, discount or day."""
    if kind_of(header) in NO_AMOUNTS or says_number(header) or asked_as("discount", [header]):
        return False
    return not says_cost(header) and not says_day(header)


def is_of_several_days(texts: pd.Series) -> bool:
    """Whether not all dates are the same one, as the day of an import is."""
    filled = texts[texts != ""]
    return len(filled) < 2 or len(set(filled)) > 1


def says_number(header: str) -> bool:
    """Whether a header is of the numbers by which something is called, "Client ID" or "Nr.", of which none is a sum."""
    words = words_of(header)
    return header.strip().endswith(SIGNS) or bool({*words[:1], *words[-1:]} & NUMBERS)


def says_cost(header: str) -> bool:
    """Whether a header is of what a deal costs, of what is left of it or of who is paid a part of it."""
    told = f" {' '.join(tokens(header))} "
    return any(f" {words} " in told for words in cost_words())


@cache
def cost_words() -> frozenset[str]:
    return frozenset(" ".join(tokens(words)) for words in several_words("costs"))


def says_day(header: str) -> bool:
    """Whether a header is a word for the beginning or the end of a deal and for no amount, "Closed"."""
    return key(header) in called_in_all("created_at", *BOTH) - called_in_all("amount")


#: what says of won and of lost deals alike that they ended
BOTH = ("closed_at", "close_date", "expected_close", "is_closed")


def closes(header: str) -> bool:
    """Whether a header is called by no step on the way, "Quote date", but by none or the last."""
    return is_signed(header) or step_named(inner(header)) in ("", "Closing")


def is_first(header: str, headers: Headers) -> bool:
    """Whether no other date of the table mostly stands before this one."""
    dates = dates_in(headers.frame[header], header, None)
    others = [h for h in islice(headers, MOST) if h != header and headers.written_as_dates(h)]
    return not any(is_before(dates_in(headers.frame[h], h, None), dates) for h in others)


def numbers_deals(texts: pd.Series) -> bool:
    """Whether the cells are the numbers of rows, or codes with figures in them: another one in each."""
    if not len(texts) or (texts == "").any() or texts.duplicated().any():
        return False
    if look_at(texts).numbers >= HALF:
        return counts_up(texts)
    return bool(texts.str.contains(r"\d").all())


def left_for_status(headers: Headers, used: Iterable[str]) -> Guess | None:
    """Of a table in which nothing is known to tell how deals stand: the one column of few words that is left."""
    used = set(used)
    free = [h for h in islice(headers, MOST) if h not in used and headers.look(h).filled]
    able = [h for h in free if h.strip() and has_few_words(headers, h) and not is_after_sale(h)]
    told = [header for header in able if tells("status", headers.frame[header])] or able
    return Guess("status", told[0], spoken("", headers.frame[told[0]])) if len(told) == 1 else None


def has_few_words(headers: Headers, header: str) -> bool:
    texts, look = headers.frame[header], headers.look(header)
    words = texts[texts != ""]
    few = 1 < words.nunique() <= min(MOST_WORDS, len(words) - 1)
    return few and look.dates < HALF and look.numbers < HALF and not is_text(texts)


#: columns that the only one of their kind can be taken for, and how full they are: every deal has a date of
#: creation, only closed ones have a date of closing
FILLED = {
    "deal_id": (1.0, 1.0),
    "created_at": (0.95, 1.0),
    "closed_at": (0.0, 0.95),
    "amount": (0.0, 1.0),
}


def fills(name: str, texts: pd.Series) -> bool:
    least, most = FILLED[name]
    return least <= (texts != "").mean() <= most


def can_be(name: str, texts: pd.Series, look: Look) -> bool:
    dated = look.dates + look.day_numbers * (look.dates > 0) >= HALF
    if name in ("created_at", "closed_at"):
        return dated
    if name == "amount":
        return look.numbers >= NEARLY_ALL and not dated and not counts_up(texts)
    if name == "deal_id" and counts_up(texts):
        return True
    if dated or look.numbers >= HALF or look.answers >= NEARLY_ALL:
        return name == "deal_id" and not dated and is_text(texts)
    if name == "deal_id":
        return is_text(texts) or names_clients(texts)
    distinct = texts[texts != ""].nunique()
    return 1 < distinct <= MOST_WORDS and distinct <= max(2, HALF * (texts != "").sum())


FEW_ROWS = 20  # of a list in which no share of different texts tells much


def names_clients(texts: pd.Series) -> bool:
    """Whether a short list can be of whom the cells name: in every row, mostly others, and no outcomes."""
    few = len(texts) < FEW_ROWS and (texts != "").all()
    words = texts.nunique()
    known = any(meaning(word) in ENDS for word in cleaned(texts).unique())
    return few and words > 1 and words > HALF * len(texts) and not known


def counts_up(texts: pd.Series) -> bool:
    """Numbers that all differ and rise by one are those of rows, not amounts."""
    numbers = pd.to_numeric(texts[texts != ""], errors="coerce").dropna()
    return len(numbers) > 1 and bool((numbers.diff().dropna() == 1).all())


def tells(name: str, texts: pd.Series) -> bool:
    """Whether the cells themselves say what the column is."""
    if name not in ("stage", "status"):
        return False
    words = [word for word in cleaned(texts).unique() if word]
    outcomes = [word for word in words if meaning(word) in ENDS]
    steps = [word for word in words if step_named(word)]
    if name == "status":
        return bool(outcomes) and len(outcomes) * 3 >= len(words)
    return len(outcomes) + len(steps) >= HALF * len(words)


def says_outcomes_only(texts: pd.Series) -> bool:
    """Whether every word is an outcome or means open and is no step, and some are outcomes."""
    words = [word for word in cleaned(texts).unique() if word]
    meanings = {"" if step_named(word) else meaning(word) for word in words}
    return bool(meanings & {*ENDS}) and meanings <= {*ENDS, "open"}


def hinted(name: str, header: str) -> bool:
    """Whether a word of the header begins like one that such columns are called by."""
    words = role_words(name)
    told = tokens(header)
    for word in [word for word in told if word in words or word not in all_words()]:
        if word in words or (len(word) >= LONG and any(w.startswith(word[:LONG]) for w in words)):
            return True
        if len(word) >= 4 and difflib.get_close_matches(word, words, n=1, cutoff=ALIKE):
            return True
    return False


@cache
def all_words() -> frozenset[str]:
    """The words in the headers of any column: none of these is another one with a mistake in it."""
    return frozenset(
        word
        for dialect in known()
        if dialect.crm == "plain" and dialect.table == "deals"
        for options in dialect.columns.values()
        for option in options
        for word in tokens(option)
    )


@cache
def role_words(name: str) -> frozenset[str]:
    """The words in the headers of this column, in all languages, that head no other column more than twice as often."""
    own: Counter[str] = Counter()
    others: Counter[str] = Counter()
    names = {name, *("close_date",)} if name == "closed_at" else {name}
    for dialect in known():
        if dialect.crm != "plain" or dialect.table != "deals":
            continue
        for column, options in dialect.columns.items():
            words = {word for option in options for word in tokens(option)}
            (own if column in names else others).update(words)
    return frozenset(word for word, times in own.items() if 2 * times > others[word])


@lru_cache(maxsize=10_000)
def tokens(text: str) -> tuple[str, ...]:
    return tuple(key(word) for word in re.split(r"[\W_]+", text) if key(word))


def spoken(name: str, texts: pd.Series) -> str:
    """What speaks for it, in words, without any cell's content; of no column of ours what it holds."""
    filled = int((texts != "").sum())
    rows = one_or_more(len(texts), "{n} row", "{n} rows")
    look = look_at(texts)
    if name in ("created_at", "closed_at") or (not name and look.dates >= HALF):
        return f"{filled:,} of {rows} hold dates"
    if name == "amount" or (not name and look.numbers >= HALF):
        return f"{filled:,} of {rows} hold numbers"
    distinct = texts[texts != ""].nunique()
    return f"{filled:,} of {rows} hold {distinct:,} different texts"


def typed(found: Iterable[Guess]) -> str:
    """The argument that takes the guesses: columns={"closed_at": "Data zamkn."}."""
    pairs = ", ".join(f'"{guess.name}": "{inside(guess.header)}"' for guess in found)
    return f"columns={{{pairs}}}"
