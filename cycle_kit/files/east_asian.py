"""Texts in the old encodings of Japanese, Chinese and Korean: known by everyday words of tables, never by their bytes
alone, as most texts in other code pages can be decoded so."""

from functools import cache

from cycle_kit.languages import several_words

#: of those that can be equal the narrower ones go first
ENCODINGS = ("cp932", "euc_jp", "gb18030", "big5", "cp949")
#: seven bits and a sign that begins Japanese letters
WITH_SIGNS = "iso2022_jp"
SIGN = b"\x1b$"
FEWEST = 3  # different words
HEAD = 1 << 16


@cache
def words() -> tuple[str, ...]:
    return several_words("of_east_asian_tables")


def east_asian(data: bytes) -> str:
    """The encoding of these in which the text has such words, and all of it can be read; "" for others."""
    able = [WITH_SIGNS] if SIGN in data[:HEAD] and data.isascii() else []
    able += [] if data.isascii() else ENCODINGS
    counts = {encoding: counted(data, encoding) for encoding in able}
    best = max(counts, key=lambda encoding: counts[encoding], default="")
    return best if counts.get(best, 0) >= FEWEST else ""


def counted(data: bytes, encoding: str) -> int:
    """How many of the words stand at its beginning; none where some of its bytes say nothing."""
    head = data[:HEAD].decode(encoding, "ignore")
    found = sum(word in head for word in words())
    if found < FEWEST:
        return 0
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return 0
    return found
