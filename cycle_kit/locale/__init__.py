"""The language in which answers are told, and how it writes figures and dates.

    with speaking("fa"):
        words.share(0.5)  # "۵۰٪"

A language is two files here: `fa.toml`, how it writes numbers, money and months, and `fa.po`, its sentences (gettext;
English needs none). What stands in the data, names of stages and people, is never translated.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from numbers import Real
from pathlib import Path
from typing import Any, Literal

from cycle_kit.errors import QuestionError, listed, nearest

FOLDER = Path(__file__).parent
ENGLISH = "en"
#: the languages that answers can be told in, English first
LOCALES = (ENGLISH, *sorted({path.stem for path in FOLDER.glob("*.toml")} - {ENGLISH}))
#: the same for type checkers, which tests hold to it
Told = Literal["en", "ar", "bg", "fa", "pl"]
#: choices of a reader's within a language: {name: what can be said}, the usual one first
CHOICES = {"digits": ("", "latin", "arabic"), "time_axes": ("", "ltr", "rtl")}


@dataclass(frozen=True)
class Locale:
    """How a language writes.

    `called`: its own name. `digits`: those from 0 to 9. `grouped_from`: how many digits a number has before they
    stand in groups. `percent`, `money`, `symbol`: templates of `n` and `unit`. `minus`, `plus`: signs. `comma`,
    `semicolon`: what stands between the parts of a list. `magnitudes`: the short words for 10^9, 10^6 and 10^3.
    `months`: short, of the Gregorian year; `calendar_months`: of the calendar in which days are told, if another.
    `other_digits`: what is written otherwise with digits that readers may choose ("latin", "arabic").
    """

    name: str
    called: str
    direction: str
    digits: str
    decimal: str
    group: str
    grouped_from: int
    percent: str
    money: str
    symbol: str
    minus: str
    plus: str
    comma: str
    semicolon: str
    magnitudes: tuple[str, ...]
    months: tuple[str, ...]
    calendar: str = ""
    calendar_months: tuple[str, ...] = ()
    other_digits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def leftwards(self) -> bool:
        return self.direction == "rtl"

    def figure(self, shown: str) -> str:
        """A number as Python writes it, "-1,240.5", in the signs of this language."""
        if self.name == ENGLISH:
            return shown
        whole, point, rest = shown.partition(".")
        if sum(map(str.isdigit, whole)) < self.grouped_from:
            whole = whole.replace(",", "")
        signs = str.maketrans("0123456789", self.digits)
        return f"{whole.replace(',', self.group)}{point and self.decimal}{rest}".translate(signs)


def locale_of(name: str) -> Locale:
    """How a language writes; QuestionError for one that answers are not told in."""
    return _read(checked(name, 'Write locale="{}".'))


def checked(name: str, fix: str) -> str:
    """The name of a language; QuestionError with what to write (`{}`: a language) for anything else."""
    if isinstance(name, str) and name in LOCALES:
        return name
    near = nearest(name, LOCALES) if isinstance(name, str) else ""
    raise QuestionError(
        f"Answers are not told in {name!r}." if isinstance(name, str) else "A language is a text.",
        there=f"Languages: {listed(LOCALES)}.",
        fix=fix.format(near or ENGLISH),
    )


@cache
def _read(name: str) -> Locale:
    said: dict[str, Any] = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for key, value in said.items():
        said[key] = tuple(value) if isinstance(value, list) else value
    return Locale(name=name, **said)


@cache
def catalog(name: str) -> NullTranslations:
    """The sentences of a language; those of English are what the code says."""
    path = FOLDER / f"{name}.po"
    if not path.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # takes long to import, and English does without it
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as written:
        write_mo(compiled, read_po(written, locale=name))
    compiled.seek(0)
    return GNUTranslations(compiled)


class _Spoken:
    """What is spoken now, by all of a process: one reader has one kernel."""

    name = ENGLISH
    chosen: Mapping[str, str] = {}  # of CHOICES


def now() -> Locale:
    """The language that is spoken, with the digits that were chosen."""
    return _written(_Spoken.name, _Spoken.chosen.get("digits", ""))


@cache
def _written(name: str, digits: str) -> Locale:
    usual = locale_of(name)
    return replace(usual, **usual.other_digits.get(digits, {}))


def leads_left() -> bool:
    """Whether time runs from right to left on axes: where it was chosen, in languages that do so."""
    return now().leftwards and _Spoken.chosen.get("time_axes") == "rtl"


def speak(
    name: Told,
    *,
    digits: Literal["latin", "arabic"] | None = None,
    time_axes: Literal["ltr", "rtl"] | None = None,
) -> None:
    """From here on charts and sentences are told in this language: "en", "fa", "ar", "pl" or "bg".

    Tables keep the names of their columns. `digits`: "latin" for Persian, "arabic" for Arabic; `time_axes`: "rtl" where
    time is to run from right to left in these two. Raises QuestionError for what is none of these.
    """
    _Spoken.name = checked(name, 'Write ck.speak("{}").')
    choose({"digits": digits, "time_axes": time_axes})


def choose(said: Mapping[str, str | None]) -> None:
    """What a reader chose within the language, from here on; None: nothing was said of it."""
    for name, value in said.items():
        if value is not None and value not in CHOICES[name]:
            raise QuestionError(
                f"{name} cannot be {value!r}.",
                there=f"It is one of {listed(filter(None, CHOICES[name]))}.",
                fix=f'Write {name}="{nearest(str(value), CHOICES[name]) or CHOICES[name][-1]}".',
            )
    _Spoken.chosen = {**_Spoken.chosen, **{k: v for k, v in said.items() if v is not None}}


@contextmanager
def speaking(name: str = "", chosen: Mapping[str, str] | None = None) -> Iterator[Locale]:
    """Within, answers are told in this language, so written; "": in the one that is spoken anyway."""
    before = _Spoken.name, _Spoken.chosen
    _Spoken.name = locale_of(name or _Spoken.name).name
    choose(chosen or {})
    try:
        yield now()
    finally:
        _Spoken.name, _Spoken.chosen = before


def translated(text: str) -> str:
    """An English sentence in the language that is spoken, itself where the catalog does not know it."""
    return catalog(_Spoken.name).gettext(text) if text else text


def translated_of(one: str, more: str, count: object) -> str:
    """The form of a sentence for a count, of as many forms as the language has."""
    return catalog(_Spoken.name).ngettext(one, more, _counted(count))


def _counted(count: object) -> int:
    """The count by which a form is chosen; what is no whole number, or none, is many, as "1.5 days" are."""
    number = float(count) if isinstance(count, Real) else 0.5
    return int(number) if number.is_integer() else 2
