"""How languages write dates and numbers, as far as a language alone can tell."""

_DAY_FIRST = "ar bg cs da de el es fa fi fr he hr it nb nl no pl pt ro ru sk sl sr tr uk"
_DECIMAL_COMMA = "bg cs da de el es fi fr hr it nb nl no pl pt ro ru sk sl sr sv tr uk"

#: languages that write the day before the month and nothing else; English is written both ways
DAY_FIRST = frozenset(_DAY_FIRST.split())

DECIMAL_COMMA = frozenset(_DECIMAL_COMMA.split())


def primary(language: str | None) -> str:
    """`fa` for `fa`, `fa-IR` or `fa_IR`; "" for none."""
    return (language or "").replace("_", "-").partition("-")[0].lower()
