"""Stages that events and details of a log name in a sentence: "Stage changed from Lead to Offer", "Lead -> Offer"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache, partial
from unicodedata import bidirectional

import pandas as pd

from cycle_kit.dialects.wording import spelled
from cycle_kit.files import RawTable
from cycle_kit.languages import several_words
from cycle_kit.loading.event_kinds import creation_in, end_in, is_move
from cycle_kit.loading.evidence import HALF, NEARLY_ALL
from cycle_kit.loading.links import links
from cycle_kit.loading.status_column import called

#: "from Lead to Offer"
FROM_TO = [
    re.compile("(?i)" + re.escape(way).replace("…", "(.+?)", 1).replace("…", "(.+)"))
    for way in several_words("from_to")
]
ARROW = re.compile(r"\s*(?:[-=–—]+>|[→⇒➔➜⟶»]|➡\ufe0f?)\s*|\s+>+\s+")
#: as those who write from right to left draw it; for others it points to the stage before
TURNED = re.compile(r"\s*(?:<[-=–—]+|[←⇐⟵]|⬅\ufe0f?)\s*")
RIGHT_TO_LEFT = ("R", "AL")
#: "Moved to Offer"; of two ways that begin alike the longer goes first: "Moved to stage"
_TO = "|".join(map(re.escape, sorted(several_words("moved_to"), key=len, reverse=True)))
MOVED_TO = re.compile(rf"(?i)(?:{_TO})\s+(.+)")
FIRST, MOST_TEXTS = 500, 50  # rows that tell which columns hold few texts
#: between a creation and its stage: "in stage"
BORN_IN = frozenset(map(spelled, several_words("born_in")))
STAGE, FROM = "Stage", "From stage"  # headers of the stages that events tell


def is_called(header: str, words: Collection[str]) -> bool:
    return spelled(header).replace(" ", "") in words


def key_of_stage(header: str) -> bool:
    """Whether a header is that of a stage, by itself or as a field in another: "Stage", "payload.stage"."""
    return is_called(header.rpartition(".")[2], called("stage"))


def stage_in(cell: str) -> str:
    return stages_in(cell)[1]


@cache
def stages_in(cell: str) -> tuple[str, str]:
    """The stage before, "" where it is not told, and the stage that details name: "Lead" and "Offer" of
    "Lead -> Offer" and "from Lead to Offer", "Offer" of "Stage: Offer"."""
    front, colon, rest = cell.partition(":")
    cell = rest.strip() if colon and rest.strip() and key_of_stage(front) else cell.strip()
    parts = ARROW.split(cell)
    if len(parts) == 2:
        return parts[0].strip(), parts[1].strip()
    turned = TURNED.split(cell)
    if len(turned) == 2:
        first, second = turned if is_right_to_left(cell) else reversed(turned)
        return first.strip(), second.strip()
    found = next((way for each in FROM_TO if (way := each.fullmatch(cell))), None)
    return (found[1], found[2]) if found else ("", cell)


def is_right_to_left(text: str) -> bool:
    return any(bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


@cache
def move_in(event: str) -> tuple[str, str]:
    """The stage before and the one that an event names as that which a deal entered; twice "" of other events."""
    if is_move(event):
        return "", ""
    front, colon, rest = event.partition(":")
    if colon and rest.strip() and (is_move(front) or key_of_stage(front)):
        told = stages_in(rest.strip())
        return told if told[0] or is_move(front) else ("", "")
    for way in FROM_TO:
        found = way.search(event)
        if found and is_move(event[: found.start()].strip()):
            return found[1].strip(), found[2].strip()
    to = MOVED_TO.fullmatch(event.strip())
    return ("", to[1].strip()) if to and not end_in(event) else ("", "")


def with_stages_apart(raw: RawTable) -> RawTable:
    """The table, stages that the events of one column name in a sentence in columns of their own."""
    if any(key_of_stage(header) for header in raw.frame):
        return raw
    found = [header for header in raw.frame if names_moves(raw.frame[header])]
    if len(found) != 1:
        return raw
    events = raw.frame[found[0]]
    told = events.map(move_in)
    moved = told.map(lambda stages: stages[1] != "")
    known = {stage for stages in told.unique() for stage in stages} - {""}
    first = events.mask(moved, "").map(partial(born_in, stages=frozenset(known)))
    plain = events.mask(moved, several_words("moved")[0])
    return replace(
        raw,
        frame=raw.frame.assign(
            **{
                found[0]: plain.mask(first != "", several_words("created")[0]),
                STAGE: told.map(lambda stages: stages[1]).where(moved, first),
                FROM: told.map(lambda stages: stages[0]),
            }
        ),
    )


@cache
def born_in(event: str, stages: frozenset[str]) -> str:
    """Which of these stages an event names as that in which a deal was created, "Brief" of "Deal created in stage
    Brief"; "" of other events."""
    for stage in sorted(stages, key=len, reverse=True):
        parts = re.split(rf"(?<!\w){re.escape(stage)}(?!\w)", event, maxsplit=1)
        words = [word for part in parts for word in spelled(part).split() if word not in BORN_IN]
        if len(parts) == 2 and words and creation_in(" ".join(words)):
            return stage
    return ""


def with_moves_apart(raw: RawTable) -> RawTable:
    """The table, a column whose cells name the stage before and the one after ("Lead → Offer") as these two."""
    found = [header for header in raw.frame if says_both(raw.frame[header])]
    if len(found) != 1 or any(key_of_stage(header) for header in raw.frame if header != found[0]):
        return raw
    told = raw.frame[found[0]].map(stages_in)
    rest = raw.frame.drop(columns=found)
    both = {STAGE: told.map(lambda stages: stages[1]), FROM: told.map(lambda stages: stages[0])}
    frame = rest.assign(**both)
    return replace(raw, frame=frame) if is_passed_on(frame, rest) else raw


def is_passed_on(frame: pd.DataFrame, others: Iterable[str]) -> bool:
    """Whether of something in the rows, their deals, each move begins where the one before has led; the newest may
    stand first."""
    return any(
        links(rows, other, STAGE, FROM)
        for rows in (frame, frame.iloc[::-1])
        for other in others
        if frame[other].duplicated().any()
    )


def says_both(texts: pd.Series) -> bool:
    """Whether nearly all texts of a column name two stages, or one of these in which deals begin or end, and what one
    comes to another comes from."""
    ways = [stages_in(text) for text in few_texts(texts)]
    both = [way for way in ways if all(way)]
    before, after = {way[0] for way in both}, {way[1] for way in both}
    told = [way for way in ways if all(way) or way[1] in before | after]
    most = len(both) > HALF * len(ways) and len(told) >= NEARLY_ALL * len(ways)
    return most and bool(before & after)


def names_moves(texts: pd.Series) -> bool:
    kinds = few_texts(texts)
    return any(move_in(event)[1] for event in kinds)


def with_plain_ends(raw: RawTable) -> RawTable:
    """The table, sentences for an end among stages with the word for it alone: "Marked as won"."""
    plain = {}
    for header in raw.frame:
        kinds = {event: end_in(event) for event in few_texts(raw.frame[header])}
        more = {event: end for event, end in kinds.items() if end not in ("", event)}
        if more and len(kinds) > len(more):
            plain[header] = raw.frame[header].replace(more)
    return replace(raw, frame=raw.frame.assign(**plain)) if plain else raw


def few_texts(texts: pd.Series) -> list[str]:
    """The different texts of a column that has few; none of another."""
    if texts.head(FIRST).nunique() > MOST_TEXTS:
        return []
    kinds = [str(text) for text in texts.unique() if text]
    return kinds if len(kinds) <= MOST_TEXTS else []
