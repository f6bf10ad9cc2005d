"""How languages write dates and numbers, as far as a language alone can tell."""

from cycle_kit.languages import LANGUAGES

#: languages that write the day before the month and nothing else; English is written both ways
DAY_FIRST = frozenset(code for code, one in LANGUAGES.items() if one.day_first)

DECIMAL_COMMA = frozenset(code for code, one in LANGUAGES.items() if one.decimal_comma)


def primary(language: str | None) -> str:
    """`fa` for `fa`, `fa-IR` or `fa_IR`; "" for none."""
    return (language or "").replace("_", "-").partition("-")[0].lower()
