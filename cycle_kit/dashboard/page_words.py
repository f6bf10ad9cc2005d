"""What the library says in Python, said in the words of the page, with a press that leads to the place.

Errors and notes are written for notebooks: `Nothing: pass stages=["first", ...] to load.` Here a sentence with Python
in it makes way for the part of the import page where the same is chosen.
"""

from __future__ import annotations

import re

import plotly.graph_objects as go

from cycle_kit.charts.words import _, say, wrapped
from cycle_kit.dashboard.live import button, words

COLUMNS, MEANINGS, ORDER, MONEY, TARGETS = "columns", "meanings", "order", "money", "targets"
#: the parts of the import page, in their order, under their headings
PARTS = {
    COLUMNS: "Columns",
    MEANINGS: "Stages and outcomes",
    ORDER: "Order of the stages",
    MONEY: "Dates and money",
    TARGETS: "Targets",
}
#: an argument of `load`: its name in a sentence, and the part where it is chosen
ARGUMENTS = {
    "columns": ("the choice of columns", COLUMNS),
    "won": ("the words for won", MEANINGS),
    "lost": ("the words for lost", MEANINGS),
    "dropped": ("the words for dropped", MEANINGS),
    "open": ("the words for open", MEANINGS),
    "after": ("the stages after the win", MEANINGS),
    "rename": ("the new names of stages", MEANINGS),
    "stages": ("the order of stages", ORDER),
    "dates": ("the order of day and month", MONEY),
    "currency": ("the rates", MONEY),
    "targets": ("the targets", TARGETS),
    "history": ("the stage history", ""),
    "leads": ("the leads", ""),
    "lines": ("the lines of the deals", ""),
    "credit": ("the shares of the deals", ""),
    "activities": ("the activities", ""),
    "calendar": ("the calendar of the periods", ""),
    "crm": ("the system", ""),
    "sheet": ("the sheet", ""),
    "schema": ("the schema of the database", ""),
    "zone": ("the time zone", ""),
    "language": ("the language", ""),
    "as_of": ("the day to measure up to", ""),
    "week_starts": ("the first day of the week", ""),
    "fiscal_year_starts": ("the first month of the year", ""),
    "config": ("the settings", ""),
    "max_bytes": ("the largest size", ""),
}
FILES = ("history", "leads", "lines", "credit", "activities")

_ARGUMENT = re.compile(
    rf"(?<![\w.])(?P<name>{'|'.join(ARGUMENTS)})=(?!=)(?P<said>\[[^\]]*\]|\{{[^}}]*\}}|\"[^\"]*\")?"
)
_SETTING = re.compile(r"(?<![\w.])(?P<name>currency|targets|rename|stages|dates|zone|language) = ")
_CODE = re.compile(
    r"(?<![\w.])(?:ck|pipe|charts|dataclasses)\.\w|\w\(pipe\b|(?<![\w.])[a-z_]+=(?=[\"'\[{(\w])"
    r"|(?<![\w.])[A-Z][A-Z_]+ = (?=[\"'\[{(])"
)
#: money split by currency: with rates it need not be
_SPLIT = re.compile(r'(?<![\w.])by=(?:"currency"|\[[^\]]*"currency"\])')
#: a note of a figure, within its colour where it has one
_NOTE = re.compile(r"((?:<span [^>]*>)?)(.*?)((?:</span>)?)", re.DOTALL)
_TAG = re.compile(r"</?\w[^>]*>")
_QUOTED = re.compile(r'(?<!\w)"[^"\n]*"(?!\w)')
_SENTENCE = re.compile(r'(?:"[^"\n]*"|[.?!](?!\s)|[^.?!]|")+[.?!]?')


def told_html(text: str) -> str:
    """What was wrong, or what was there: arguments have their names in plain words."""

    def plain(found: re.Match) -> str:
        return f"{_(ARGUMENTS[found['name']][0])} {found['said'] or ''}".strip()

    return words(_ARGUMENT.sub(plain, _(text)))


def way_html(text: str) -> str:
    """What to do next: sentences as they are, those with Python as the places where that is chosen."""
    told: dict[str, None] = {}
    for sentence in _SENTENCE.findall(text):
        halves = re.split(r"(?<=;) ", sentence.strip()) if is_python(sentence) else [sentence]
        for half in halves:
            if is_python(half):
                told |= dict.fromkeys(map(place_html, arguments(half)))
            elif half.strip():
                alone = _(re.sub(";$", ".", half.strip()))
                told[words(alone if half is sentence else alone[0].upper() + alone[1:])] = None
    return " ".join(told)


def is_python(sentence: str) -> bool:
    return bool(arguments(sentence)) or bool(_CODE.search(_QUOTED.sub('""', sentence)))


def without_python(text: str) -> str:
    """The sentences that are not in Python."""
    sentences = (each.strip() for each in _SENTENCE.findall(text))
    return " ".join(each for each in sentences if each and not is_python(each))


def plain_notes(figure: go.Figure) -> go.Figure:
    """The figure with the notes below it freed of Python; they keep their width."""
    for note in figure.layout.annotations:
        parted = _NOTE.fullmatch(note.text or "")
        if parted is None:
            continue
        before, said, after = parted.groups()
        lines = [_TAG.sub("", line) for line in said.split("<br>")]
        if is_python(" ".join(lines)):
            kept = wrapped(without_python(" ".join(lines)), max(map(len, lines)))
            note.text = f"{before}{'<br>'.join(kept)}{after}"
    return figure


def arguments(sentence: str) -> list[str]:
    """The arguments that a sentence names; nothing that stands in quotes."""
    bare = _QUOTED.sub(lambda found: '"' + "x" * (len(found[0]) - 2) + '"', sentence)
    found = [*_ARGUMENT.finditer(bare), *_SETTING.finditer(bare)]
    by_place: dict[str, str] = {}
    for each in found:  # one sentence leads to each place once
        name = each["name"]
        by_place.setdefault(ARGUMENTS[name][1] or name, name)
    if _SPLIT.search(sentence):
        by_place.setdefault(MONEY, "currency")
    return list(by_place.values())


def place_html(argument: str) -> str:
    """A sentence with a press that leads to where an argument is chosen; or how the page is told of it."""
    part = ARGUMENTS[argument][1]
    if part:
        told = _("Set them under {place}.") if part == TARGETS else _("Choose it under {place}.")
        return say(words(told), place=way_to(part))
    option = f"--{argument.replace('_', '-')}"
    told = (
        _("Start the page with that file too: {option} FILE.")
        if argument in FILES
        else _("Say it when the page is started: {option}.")
    )
    return say(words(told), option=f"<code>{option}</code>")


def way_to(part: str) -> str:
    """The press that leads to a part of the import page, under its heading."""
    return button(words(_(PARTS[part])), f"import {part}")
