"""Whole texts of the library in the language that is spoken: notes and errors, with figures and names in them.

A page's sentences are templates that are filled after they were translated. What a metric or loading says was filled
where it happened; here each sentence is compared with the templates of the catalog ("There is no column {0}.") and
what stood in their places is put into the translated one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import chain

from cycle_kit.locale import ENGLISH, catalog, now, translated

#: where a sentence ends and the next begins, not within what somebody is quoted with ("Est. revenue"), and between
#: the parts of a list
END = re.compile(r'((?<=[.?!]) (?!· )(?=(?:[^"]*"[^"]*")*[^"]*$)| · )')
PLACE = re.compile(r"{(\d)}")
FEW = 3  # words
APART = re.compile(r", (?![^(]*\))")  # between the parts of a list
QUOTED_APART = re.compile(r'(?<=[")])(, )(?=")|(; )(?=")')
CODED = re.compile(r"\d[\d,.:/-]*|[a-z][\w-]*\d[\w-]*")  # figures, and names such as utf-8
#: words, and more in brackets at their end
BRACKETS = re.compile(r"(.*)\(((?:[^()]|\([^()]*\))*)\)", re.DOTALL)
FIGURE = re.compile(r"\d[\d,.:/-]*")
SHARE = re.compile(r"\d[\d,.]*\s?%")
TYPED = re.compile(r"(?:ck|pipe)\.\w|\w+=")  # code
#: places in quotes, where names stand, and in what is typed: stages=[{0}]
QUOTED = re.compile(r'"{(\d)}"|(?:[\[=]|ck\.){(\d)}')
#: what fits a template, the template in the language, and its places that hold names or code
Pattern = tuple[re.Pattern, str, frozenset[str]]


def retold(text: str) -> str:
    """A text, sentence by sentence; what no catalog knows stays as it is."""
    name = now().name
    if name == ENGLISH or not text:
        return text
    return "".join(_retold(name, part) for part in END.split(text))


@lru_cache(maxsize=4096)
def _retold(name: str, sentence: str) -> str:
    known = translated(sentence)
    if known != sentence or not re.search("[A-Za-z]", sentence):
        return known
    if not sentence.endswith("."):
        told = _by_pattern(name, sentence, "")
        return told if told != sentence else _with_list(name, sentence)
    told = _by_pattern(name, sentence, ".")
    if told == sentence:  # a phrase, of which somebody made a sentence
        told = _retold(name, sentence[:-1]) + "."
    return told if told != sentence else _by_pattern(name, sentence, "")


def _by_pattern(name: str, sentence: str, end: str) -> str:
    """By the first template that it fits, of those that end so."""
    for pattern, template, names in patterns(name):
        found = _fit(pattern, sentence) if pattern.pattern.endswith(end) else None
        if found:
            values = {
                f"{{{key[1:]}}}": value if key in names else _filled(value)
                for key, value in found.items()
            }
            return PLACE.sub(lambda place: values[place[0]], template)  # noqa: B023
    return sentence


def _fit(pattern: re.Pattern, sentence: str) -> dict[str, str] | None:
    """What stands in the places of a template that a sentence fits: brackets within one stay together, as those of
    "Kommo (amoCRM)"."""
    found = pattern.fullmatch(sentence)
    if found and not all(map(_closes, found.groupdict().values())):
        longest = re.compile(pattern.pattern.replace("*?", "*"), re.DOTALL).fullmatch(sentence)
        if longest and all(map(_closes, longest.groupdict().values())):
            found = longest
    return found.groupdict() if found else None


def _closes(value: str) -> bool:
    return value.count("(") == value.count(")")


def _with_list(name: str, sentence: str) -> str:
    """A sentence that ends with a list, and of which the catalog has what stands before it."""
    before, colon, last = sentence.rpartition(": ")
    told = _retold(name, before + ":") if colon else ""
    return sentence if told in ("", before + ":") else f"{told} {_filled(last)}"


def _filled(value: str) -> str:
    """What stood in a place: figures in the signs of the language, phrases retold, names as they are."""
    if FIGURE.fullmatch(value):
        return now().figure(value)
    if SHARE.fullmatch(value):
        return now().percent.format(n=now().figure(value.removesuffix("%").strip()))
    if TYPED.match(value):
        return value
    if value.startswith('"'):
        return _quoted(value)
    if not (" " in value or value.islower()):
        return value
    inner = value.strip()
    if inner != value:  # as what a note ends with, where it has more to say
        return value.replace(inner, _filled(inner), 1)
    return _by(value, retold, _sentence, _listed, _with_brackets)


def _by(value: str, *ways: Callable[[str], str]) -> str:
    """A value as the first of these ways tells it that knows it."""
    return next((told for told in (way(value) for way in ways) if told != value), value)


def _quoted(value: str) -> str:
    """A list of what each begins with a name in quotes, whatever stands between."""
    signs = {", ": now().comma, "; ": now().semicolon}
    parts = filter(None, QUOTED_APART.split(value))
    return "".join(signs.get(part) or _by(part, retold, _sentence) for part in parts)


def _sentence(value: str) -> str:
    """A sentence within one."""
    return retold(value + ".").removesuffix(".")


def _listed(value: str) -> str:
    """A list of words of ours, with figures and names of encodings between them; one that has others too stays as
    it is."""
    parts = APART.split(value)
    if len(parts) == 1:
        return value
    told = [_filled(part) for part in parts]
    ours = (one != part or CODED.fullmatch(part) for one, part in zip(told, parts, strict=True))
    return now().comma.join(told) if all(ours) else value


def _with_brackets(value: str) -> str:
    """Words, and more of them in brackets, each told by itself; a name with one word in brackets is a name."""
    found = BRACKETS.fullmatch(value)
    if not found:
        return value
    before, within = found.groups()
    return f"{_filled(before)}({_filled(within) if ' ' in within else within})"


@lru_cache(maxsize=8)
def patterns(name: str) -> list[Pattern]:
    """The templates of a language that have numbered places, those with most words of their own first."""
    told = {
        one: said
        for one, said in getattr(catalog(name), "_catalog", {}).items()
        if isinstance(one, str) and said and PLACE.search(one)
    }
    order = sorted(told, key=lambda one: -len(PLACE.sub("", one)))
    return [
        (
            pattern_of(one),
            told[one],
            frozenset(f"p{at}" for at in chain(*QUOTED.findall(one)) if at),
        )
        for one in order
    ]


def pattern_of(template: str) -> re.Pattern:
    """What fits a template: anything in its places, the shortest that makes the rest fit; a count before few words."""
    parts = PLACE.split(template)
    counted = not parts[0] and len(PLACE.sub("", template).split()) <= FEW
    # a part of one: quotes end a name
    of_list = template.startswith('"') and template.endswith((")", '"'))
    places: dict[str, None] = {}
    told = ""
    for at, part in enumerate(parts):
        if at % 2 == 0:
            told += re.escape(part)
        else:
            usual = '[^"]*?' if of_list else ".*?"
            fitting = FIGURE.pattern if counted and at == 1 else usual
            told += f"(?P=p{part})" if part in places else f"(?P<p{part}>{fitting})"
            places[part] = None
    return re.compile(told, re.DOTALL)
