"""What an event of a log says by its name: that a stage changed, that a deal was created, ended or opened again.

Systems and people say it in sentences: "Marked as won", "Status changed to lost", "Won the deal".
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from cycle_kit.dialects.endings import meaning, resembles
from cycle_kit.dialects.wording import ENDS, spelled, without_things
from cycle_kit.errors import listed, one_or_more
from cycle_kit.languages import several_words
from cycle_kit.loading.change_logs import says_created
from cycle_kit.loading.probable import guessed, line_for, may_be_outcome, may_be_signed
from cycle_kit.remarks import Remarks

MOVED = frozenset(map(spelled, several_words("moved")))
REOPENED = frozenset(map(spelled, several_words("reopened")))
#: {event that is made of no word for an end: the outcome}
SENTENCES = {
    spelled(event): end
    for end, entry in (("won", "won_events"), ("lost", "lost_events"))
    for event in several_words(entry)
}
#: what stands around a word for an end and changes nothing of it: "marked as", "status changed to"
AROUND = frozenset(part for word in several_words("around_ends") for part in spelled(word).split())


@cache
def is_move(event: str) -> bool:
    return bool(event) and bool({spelled(event), spelled(without_things(event))} & MOVED)


@cache
def says_move(event: str) -> bool:
    """Whether an event is a move by more than one word, so that it is no stage: "Stage changed", not "Advanced"."""
    return is_move(event) and len(spelled(event).split()) > 1


@cache
def end_in(event: str) -> str:
    """The words of an event that say how a deal ended, "won" of "Marked as won"; "" where it says nothing of it."""
    if meaning(event) in ENDS:
        return event
    whole, bare = spelled(event), spelled(without_things(event))
    rest = without_around(whole)
    if rest != whole and meaning(rest) in ENDS:
        return rest
    return next((SENTENCES[way] for way in (whole, rest, bare) if way in SENTENCES), "")


@cache
def creation_in(event: str) -> str:
    """What an event that says that a deal was created is called, "" for others. In another language its word may be
    one for an end: Polish "Dodano" is added, Czech "Dodáno" delivered."""
    rest = without_around(spelled(event))
    ways = (event, rest, without_things(rest))
    if event and not any(way and says_created(way) for way in ways):
        return ""
    return several_words("created")[0] if meaning(event) in ENDS else event


@cache
def says_reopened(event: str) -> bool:
    whole = spelled(event)
    rest = without_around(spelled(without_things(event)))
    return bool({whole, rest, without_around(whole)} & REOPENED)


def without_around(text: str) -> str:
    return " ".join(word for word in text.split() if word not in AROUND)


@cache
def is_of_stages(event: str) -> bool:
    """Whether an event tells of a deal's way: all others are mails, calls and the like."""
    told = is_move(event) or creation_in(event) or end_in(event) or says_reopened(event)
    return bool(told or meaning(event) == "closed")


def may_be_end(event: str) -> bool:
    """Whether an event that is none of these may say how a deal ended all the same."""
    if not event or is_of_stages(event):
        return False
    return bool(resembles(event) in ENDS or may_be_outcome(event) or may_be_signed(event))


def remark_on_doubtful(kinds: pd.Series, file: str, remarks: Remarks) -> None:
    """Events that are not read and may say how deals ended."""
    doubtful = [str(event) for event in kinds.unique() if may_be_end(str(event))]
    if not doubtful:
        return
    rows = int(kinds.isin(doubtful).sum())
    remarks.add(
        "outcomes",
        f"Events may be outcomes: {listed(doubtful)} ({one_or_more(rows, '{n} row', '{n} rows')}).",
        file=file,
        effect="They are not read: deals that ended so are open.",
        fix=line_for(guessed(doubtful, list(kinds.unique()))),
    )
