"""Which stage a header of dates names: by its whole name between words around it, or by a form of it, "Data oferty",
"Дата на офертата", "تاريخ العرض", "Angebotsdatum"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from os.path import commonprefix

from cycle_kit.languages import several_words
from cycle_kit.values import bare_name, key

#: words around the name of a stage in the header of its date, and little ones within it
AROUND = frozenset(map(key, several_words("around_stages")))
LINKS = frozenset(map(key, several_words("linking_words")))
#: what stands before a word without a blank, and the word for a date behind one
ARTICLES = tuple(map(key, several_words("glued_articles")))
DATES = tuple(map(key, several_words("glued_dates")))
ENDINGS = frozenset(["", *map(key, several_words("case_endings"))])
MOST = 50  # names of stages; a column of more is none of stages
STEM = 3  # letters that the forms of a word share
BETWEEN = re.compile(r"[\s_:,.]+")


def words_in(header: str) -> list[str]:
    return [word for word in BETWEEN.split(header) if word]


def inner(header: str) -> str:
    """What a header names besides the date: "Date of Offer" is Offer."""
    kept = [word for word in words_in(header) if key(word) not in AROUND]
    return " ".join(kept) or header


def title_of(header: str) -> str:
    """What a step is called by the header of its date, without little words before it: "del contrato" is contrato."""
    words = words_in(inner(header))
    front = next((place for place, word in enumerate(words) if key(word) not in LINKS), 0)
    return " ".join(words[front:]) if front else inner(header)


def names_of(stages: Iterable[str]) -> dict[str, str]:
    """{as it is compared: stage}."""
    stages = list(stages)
    return {key(name): name for name in stages} | {key(bare_name(name)): name for name in stages}


def stage_of(header: str, names: Mapping[str, str]) -> str:
    """The stage that a header names; "" for none. `names`: {as it is compared: stage}."""
    return stage_called(header, names) or stage_in_form(header, names)


def stage_called(header: str, names: Mapping[str, str]) -> str:
    """The stage whose name stands in a header as it is."""
    return (
        names.get(key(header))
        or names.get(key(bare_name(header)))
        or stage_within(header, names)
        or names.get(key(inner(header)))
        or ""
    )


def stage_within(header: str, names: Mapping[str, str]) -> str:
    """The stage whose whole name a header holds between words around it: "Date entered Offer sent" is of the stage
    "Offer sent"; "" for none."""
    words = words_in(header)
    around = [key(word) in AROUND for word in words]
    front = around.index(False) if False in around else len(words) - 1
    back = around[::-1].index(False) if False in around else len(words) - 1
    parts = [(i, len(words) - j) for i in range(front + 1) for j in range(back + 1)]
    for start, end in sorted(parts, key=lambda part: part[0] - part[1]):
        if stage := names.get(key(" ".join(words[start:end]))):
            return stage
    return ""


def stage_in_form(header: str, names: Mapping[str, str]) -> str:
    """The one stage of whose name a header holds each word in a form of it; "" for none, and for several."""
    if len(names) > MOST:
        return ""
    said = bare_words(inner(header))
    glued = [*said[:-1], without_date(said[-1])] if said else []
    found = {
        stage
        for stage in names.values()
        if any(are_forms(bare_words(stage), words) for words in (said, glued))
    }
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=10_000)
def bare_words(text: str) -> tuple[str, ...]:
    """The words as they are compared, without little ones and without an article."""
    words = [key(word) for word in words_in(text)]
    return tuple(without_article(word) for word in words if word and word not in LINKS)


def without_article(word: str) -> str:
    article = next((each for each in ARTICLES if word.startswith(each)), "")
    return word.removeprefix(article) if len(word) - len(article) >= 2 else word


def without_date(word: str) -> str:
    """A word without the word for a date that is glued to it."""
    date = next((each for each in DATES if word.endswith(each)), "")
    return word.removesuffix(date) if len(word) - len(date) >= STEM else word


def are_forms(name: Iterable[str], words: Iterable[str]) -> bool:
    """Whether the words are those of a name, each as it is or with another ending."""
    name, words = list(name), list(words)
    alike = len(name) == len(words) and bool(name)
    return alike and all(map(is_form, name, words))


def is_form(one: str, other: str) -> bool:
    same = len(commonprefix((one, other)))  # noqa: RUF071 - letters, no paths
    return one == other or (same >= STEM and {one[same:], other[same:]} <= ENDINGS)
