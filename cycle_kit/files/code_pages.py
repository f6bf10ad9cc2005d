"""The likeliest code page of a text: how probable its letters beyond a-z are in the languages that it is for.

A wrong guess shows as letters of no language, or as rare ones; as neighbours that no word has; as capitals inside
words and as two alphabets in one word.
"""

import math
import re
from functools import lru_cache
from itertools import islice, pairwise

from cycle_kit.files.languages import (
    CODE_PAGES,
    LETTERS,
    OTHER_ALPHABETS,
    PLAIN_WORDS,
    WORDS,
)

#: signs that any language uses, written beside words
SIGNS = set("\u00a0\u200c\u200e\u200f€£«»„”“’‘‚–—…•°©®™§·№¿¡µ²½×±´ªº،؛؟₺₴₽₪")

_NEVER_BEHIND = set("£§№¿¡µ±½׫„‘‚")
_NEVER_BEFORE = set("»”…•°©®™·½²±´ªº،؛؟")

_HIGH = re.compile(rb"[\x80-\xff]+")
_WORD_END, _WORD_START = re.compile(rb"[0-9A-Za-z]+$"), re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_LONGEST = 40
_ENOUGH = 500
_PLAIN = re.compile(rb"(?<![\x80-\xff\w])[A-Za-z]{3,}(?![\x80-\xff\w])")
_HEAD = 1 << 14

# how probable, as logarithms
_OTHER_LETTER = -9.0
_SIGN = -2.5
_NO_TEXT = -12.0
_CAPITAL_INSIDE = -4.0
_TWO_ALPHABETS = -5.0
_AT_A_DIGIT = -2.0
_SIGN_MISPLACED = -3.0
_KNOWN, _HALF_KNOWN, _UNKNOWN, _UNKNOWN_PAIR = 3.0, 0.7, -0.5, -2.0
_ANOTHER_LANGUAGE = -3.0
_PLAIN_WORD, _PLAIN_WORDS = 1.5, 6.0

_CAPITALS_FIRST = re.compile("AAa")

_Triple = tuple[str, str, str]


def likeliest(data: bytes) -> str:
    """The code page that suits the words of `data` best; of equal ones the first of CODE_PAGES."""
    words = _distinct_words(data)
    plain = {word.decode().lower() for word in _PLAIN.findall(data[:_HEAD])}
    told = {code: _told_by(plain, code) for code in LETTERS}
    scores = {page: _suits(words, page, told) - more for page, (_, more) in CODE_PAGES.items()}
    return max(scores, key=lambda page: scores[page])


def _distinct_words(data: bytes) -> list[bytes]:
    words: dict[bytes, None] = {}
    end = 0
    for match in islice(_HIGH.finditer(data), 100 * _ENOUGH):
        if match.start() < end:  # within the word before
            continue
        start = max(match.start() - _LONGEST, end)
        head = _WORD_END.search(data[start : match.start()])
        tail = _WORD_START.match(data[match.start() : match.end() + _LONGEST])
        word = (head[0] if head else b"") + (tail[0] if tail else b"")
        end = match.start() + len(tail[0] if tail else b"")
        words[word] = None
        if len(words) >= _ENOUGH:
            break
    return list(words)


def _told_by(plain: set[str], code: str) -> float:
    """How much the words of a-z only tell of a language; less where other languages have them too."""
    shared = (
        sum(word in _plain_words(other) for other in LETTERS) for word in plain & _plain_words(code)
    )
    return min(sum(_PLAIN_WORD / number for number in shared), _PLAIN_WORDS)


@lru_cache
def _plain_words(code: str) -> frozenset[str]:
    words = f"{WORDS[code]} {PLAIN_WORDS.get(code, '')}".lower().split()
    return frozenset(word for word in words if word.isascii() and len(word) > 2)


def _suits(words: list[bytes], page: str, told: dict[str, float]) -> float:
    """How probable the words are in the language of this page that suits most of them; a few may be of another."""
    codes = CODE_PAGES[page][0].split()
    table = []
    for word in words:
        text = word.decode(page, "replace")
        form = _form(text, other=codes[0] in OTHER_ALPHABETS)
        triples = _triples(text)
        scores = [form + sum(_letter(triple, code) for triple in triples) for code in codes]
        best = max(scores) + _ANOTHER_LANGUAGE
        table.append([max(score, best) for score in scores])
    sums = map(sum, zip(*table, strict=True))
    return max((score + told[code] for code, score in zip(codes, sums, strict=False)), default=0.0)


def _triples(text: str) -> list[_Triple]:
    """Each character beyond ASCII with its neighbours, all in lower case; blanks at both ends."""
    padded = f" {text} "
    return [
        (padded[n - 1].lower(), padded[n], padded[n + 1].lower())
        for n in range(1, len(padded) - 1)
        if padded[n] > "\x7f"
    ]


def _letter(triple: _Triple, code: str) -> float:
    """How probable the middle one of three is in a language, a little more so where its neighbours are usual."""
    before, char, after = triple
    if char in SIGNS:
        return _SIGN + (_SIGN_MISPLACED if _is_misplaced(*triple) else 0)
    if not char.isalpha() and not char.isdigit():
        return _NO_TEXT
    letter = "ı" if char == "İ" else char.lower()
    known = _frequencies(code).get(letter)
    if known is None:
        return _OTHER_LETTER
    usual, pairs = _neighbours(code)
    if (before, letter, after) in usual:
        return known + _KNOWN
    if code not in OTHER_ALPHABETS and before > "\x7f" and (before, letter) not in pairs:
        return known + _UNKNOWN_PAIR
    half = (before, letter) in pairs or (letter, after) in pairs
    return known + (_HALF_KNOWN if half else _UNKNOWN)


def _is_misplaced(before: str, char: str, after: str) -> bool:
    """Within a word, where only an apostrophe stands; or at an end where the sign never is."""
    if char == "’":
        return after.isalpha() and not before.isalpha()
    if before.isalpha() and after.isalpha():
        return True
    return (before.isalpha() and char in _NEVER_BEHIND) or (
        after.isalpha() and char in _NEVER_BEFORE
    )


def _form(text: str, *, other: bool) -> float:
    """Neighbours that no language writes: "aB", two alphabets in a word, a letter beyond a-z at a digit."""
    score = 0.0
    for a, b in pairwise(text):
        if a <= "\x7f" and b <= "\x7f":
            continue
        if a.islower() and b.isupper():
            score += _CAPITAL_INSIDE
        if a.isalpha() and b.isalpha():
            score += _TWO_ALPHABETS if other and (a > "\x7f") != (b > "\x7f") else 0
        elif (a.isdigit() and b.isalpha()) or (a.isalpha() and b.isdigit()):
            score += _AT_A_DIGIT
    return score + _CAPITAL_INSIDE * len(_CAPITALS_FIRST.findall(_cases(text)))


def _cases(text: str) -> str:
    """A for a capital beyond ASCII, a for a small letter beyond it, a dot for all else."""
    return "".join(
        "." if char <= "\x7f" else "A" if char.isupper() else "a" if char.islower() else "."
        for char in text
    )


@lru_cache
def _frequencies(code: str) -> dict[str, float]:
    """Each letter's logarithm of its share, which falls with its rank as in texts."""
    letters = LETTERS[code]
    total = sum(1 / (rank + 1) for rank in range(len(letters)))
    return {letter: -math.log((rank + 1) * total) for rank, letter in enumerate(letters)}


@lru_cache
def _neighbours(code: str) -> tuple[frozenset[_Triple], frozenset[tuple[str, str]]]:
    """The threes and pairs around letters beyond a-z in the words of a language."""
    triples = [triple for word in WORDS[code].lower().split() for triple in _triples(word)]
    pairs = [pair for a, b, c in triples for pair in ((a, b), (b, c))]
    return frozenset(triples), frozenset(pairs)
