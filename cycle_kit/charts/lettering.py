"""A font with the letters of Persian and Arabic, which comes with the front end; without it the system's stands.

All pages name it first. It is there where answers are told in a language from right to left, and a browser loads it
only for letters of these scripts.
"""

from base64 import b64encode
from pathlib import Path

from cycle_kit.charts import script
from cycle_kit.charts.theme import LETTERS
from cycle_kit.locale import now

#: letters, their joined forms and digits; the signs that join and part them
RANGE = "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+200C-200F, U+FB50-FDFF, U+FE70-FEFF"


def path() -> Path | None:
    """The font's file, None where it is not built."""
    there = script.BUILT / "letters.woff2"
    return there if there.is_file() else None


def put_into(folder: Path) -> str:
    """Put it where the server finds it: its place below the lab extensions, nothing where there is none."""
    there = path()
    return script.put(folder, "letters-{}.woff2", there.read_bytes()) if there else ""


def face(address: str) -> str:
    """The rule by which a page finds it."""
    return (
        f'@font-face {{ font-family: {LETTERS}; src: url("{address}") format("woff2"); '
        f"font-weight: 100 900; font-display: swap; unicode-range: {RANGE}; }}\n"
    )


def within() -> str:
    """The rule with the font in it, for a file that stands alone; nothing where the language does not need it."""
    there = path() if now().leftwards else None
    return face(f"data:font/woff2;base64,{b64encode(there.read_bytes()).decode()}") if there else ""
