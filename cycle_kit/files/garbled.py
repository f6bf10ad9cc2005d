"""Text that was once read in a wrong encoding and saved so: "MÃ¼ller", "ZamkniÄ™cie", "â‚¬"."""

from __future__ import annotations

import re
import unicodedata

#: two or three bytes of UTF-8 that became as many letters of cp1252, in UTF-8 again
_PAIRS = re.compile(
    rb"\xc3[\x82-\xaf](?:\xc2[\x80-\xbf]|\xe2\x80[\x90-\xbf]|\xe2\x82\xac|\xe2\x84\xa2"
    rb"|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c])"
)
_SIGNS = "€£–—‘’‚“”„…•·°№§«»‹›™®©´\u00a0\u200c\u200d\u200e\u200f،؛؟٪"
_SAMPLE = 1 << 16
_KEPT = "\"',;|\t\r"  # what makes records of text stays as often as it is


def ungarbled(data: bytes) -> tuple[bytes, list[int]]:
    """UTF-8 with the letters that were meant, and the numbers of the lines that were mended."""
    if data.isascii() or not (_PAIRS.search(data) or _looks_garbled(data)):
        return data, []
    from ftfy import fix_encoding  # here, as hardly any file needs it and it takes long to import
    from ftfy.badness import is_bad

    lines, mended = data.split(b"\n"), []
    for place, line in enumerate(lines):
        if line.isascii():
            continue
        text = line.decode("utf-8", "replace")
        meant = fix_encoding(text) if is_bad(text) else text
        if meant != text and is_sound(text, meant):
            lines[place] = meant.encode()
            mended.append(place + 1)
    return (b"\n".join(lines), mended) if mended else (data, [])


def is_sound(text: str, meant: str) -> bool:
    """Whether what is meant is written in letters and signs that people type, and has the cells of the text."""
    typed = all(
        unicodedata.category(char)[0] in "LMN" or char in _SIGNS or char in text for char in meant
    )
    return typed and all(meant.count(sign) == text.count(sign) for sign in _KEPT)


def _looks_garbled(data: bytes) -> bool:
    """Whether the first lines do, in whichever of the old encodings."""
    from ftfy.badness import is_bad

    return is_bad(data[:_SAMPLE].decode("utf-8", "ignore"))
