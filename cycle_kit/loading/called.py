"""Parts of one list that are named by outcome or by stage: sheets Open, Won and Lost, or proposal.csv beside
negotiation.csv.

What a part is called tells how its deals stand where nothing in it does. It is read as their status, so that
a name nobody knows is asked about like any other word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.outcomes import words as words_for
from cycle_kit.dialects.part_names import NOT, PART_THINGS, PART_WORDS
from cycle_kit.dialects.wording import ENDS, THINGS, known
from cycle_kit.errors import listed, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.files.table import without_gone
from cycle_kit.files.told_rows import told_bare
from cycle_kit.loading.closing_columns import with_closing
from cycle_kit.loading.columns import Source
from cycle_kit.loading.matching import Headers
from cycle_kit.steps import step_named
from cycle_kit.values import key

#: the column that holds the names, as errors and notes call it
CALLED = "name of the sheet or file"
LONGEST = 4  # words of an outcome
DATED = r"\(\d+\)|\d[\d./_-]{2,}\d"  # a date or year in a name, the number of a copy
STEMS, ENDING = 4, 2  # letters that name a step, and those that make it many: Angebot, Angebote
#: columns of which one is enough to tell how a deal stands; an expected close is none
TELLING = ("stage", "status", "is_won", "is_lost", "won_at", "lost_at", "is_active")


def outcome_of(raw: RawTable) -> str:
    """The outcome that the title, sheet or file is called by: won, lost, dropped, open, closed, or ""."""
    titles = [raw.title] if raw.title else []
    return next((said for said in map(said_in, [*titles, *names_of(raw)]) if said), "")


def is_plainly_called(raw: RawTable) -> bool:
    """Whether a part of a list is called by an outcome, other than as "Sales" or "Orders", or by a step."""
    names = names_of(raw)
    things = {word: said for word, said in PART_THINGS.items() if said == "open"}
    return is_step(names[0]) or any(said_in(name, things) for name in names)


def is_step(name: str) -> bool:
    """Whether a list is called by a step in which its deals stand: "Proposal", "Angebote"."""
    if key(name) in PART_WORDS or meaning(name) in (*ENDS, "closed"):
        return False
    folded = key(" ".join(words_in(name)))
    steps = words_for("steps")
    stems = (folded[: len(folded) - n] for n in range(ENDING + 1))
    return bool(step_named(name)) or any(stem in steps for stem in stems if len(stem) >= STEMS)


def names_of(raw: RawTable) -> list[str]:
    """What a table is called, the nearest name first: sheet or member, then file."""
    file, _, inner = re.sub(r"(?:, | \[)from line \d+\]$", "", raw.file).partition(" [")
    names = [raw.sheet, inner.removesuffix("]"), file]
    return [re.sub(r"\.\w{2,5}$", "", name) for name in names if name]


def part_name(raw: RawTable) -> str:
    return names_of(raw)[0]


def by_titles(raw: RawTable) -> list[RawTable]:
    """The table in blocks, where titles above them say different outcomes: a row "Won", and later a row "Lost"."""
    titles = dict(raw.titles)
    lone = (raw.frame != "").sum(axis=1).to_numpy() == 1
    for line, row in zip(raw.lines[lone], raw.frame.to_numpy()[lone], strict=True):
        titles.setdefault(int(line), "".join(row))
    said = {line: said_in(title) for line, title in sorted(titles.items()) if said_in(title)}
    if len(set(said.values())) < 2 or not {*ENDS, "closed"} & set(said.values()):
        return [raw]
    starts = list(said)
    own = raw.lines.tolist()
    block = pd.Series([sum(start <= line for start in starts) for line in own])
    is_title = pd.Series([line in said for line in own])
    parts: list[RawTable] = []
    for number in sorted(block[~is_title].unique()):
        rows = (block == number) & ~is_title
        first = not parts
        away = raw.furniture + int(is_title.sum()) if first else 0
        whole = without_gone(raw, raw.lines[~rows.to_numpy()])
        parts.append(
            replace(
                whole,
                file=raw.file if first else f"{raw.file} [from line {starts[number - 1]}]",
                frame=raw.frame[rows].reset_index(drop=True),
                lines=raw.lines[rows.to_numpy()],
                rows=int(rows.sum()) + away,
                furniture=away,
                remarks=whole.remarks if first else told_bare(whole.nearly_empty),
                left_out=(*raw.left_out, *titles_told(is_title)) if first else (),
                title=titles[starts[number - 1]] if number else "",
            )
        )
    return parts


def titles_told(rows: pd.Series) -> list[str]:
    return [one_or_more(rows.sum(), "{n} title of a block", "{n} titles of blocks")] * bool(
        rows.any()
    )


def said_in(name: str, things: Mapping[str, str] = PART_THINGS) -> str:
    """The one outcome that a name says; "" for none, for several, and behind a "not".

    `things`: {word: outcome} of what tells only where no other word does.
    """
    words = words_in(name)
    found: list[str] = []
    place = 0
    while place < len(words):
        sizes = range(min(LONGEST, len(words) - place), 0, -1)
        says = {size: word_says(" ".join(words[place : place + size])) for size in sizes}
        size = next((size for size, said in says.items() if said), 0)
        if size:
            negated = place > 0 and key(words[place - 1]) in NOT
            found.append("negated" if negated else says[size])
        place += size or 1
    if not found:
        found = [things[key(word)] for word in words if key(word) in things][-1:]
    ends = set(found) - {"closed"} or set(found)
    return ends.pop() if len(ends) == 1 and "negated" not in ends else ""


def words_in(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return [word for word in re.split(r"[\W\d_]+", spaced) if word]


def word_says(text: str) -> str:
    """What one word, or several together, say of a whole list; names of steps say nothing."""
    folded = key(text)
    if folded in PART_WORDS or folded in THINGS or folded in PART_THINGS:
        return PART_WORDS.get(folded, "")
    said = known(text)
    return "" if said == "open" and step_named(text) else said


def by_outcome(tables: Sequence[Source]) -> bool:
    """Whether parts are called by different outcomes, or some by one and others not."""
    said = {outcome_of(source.raw) for source in tables}
    return len(said) > 1 and bool({*ENDS, "closed"} & said)


def by_name(tables: Sequence[Source]) -> list[Source]:
    """The parts with what they are called as status, where they are called by different outcomes, or as
    stage; those of open deals first, so that of a deal in two of them the end counts."""
    tables = by_stage(tables)
    if not by_outcome(tables):
        return [as_said(source) for source in tables]
    said = [outcome_of(source.raw) for source in tables]
    named = [
        with_status(source, outcome)
        if not of_stage(source) and (outcome or not (tells(source) or source.raw.title))
        else source
        for source, outcome in zip(tables, said, strict=True)
    ]
    ended = [source for source in named if CALLED in source.raw.frame and not of_stage(source)]
    if not ended:
        return list(tables)
    first = ended[0]
    # a title is a cell, and is not shown
    shown = [said_in(source.raw.title) or part_name(source.raw) for source in ended]
    first.remarks.add(
        "outcomes",
        f"Sheets, files or blocks are called by outcome ({listed(shown)}): the name tells how deals stand "
        "where nothing in their row does.",
        effect="They count as won, lost or open by it.",
        fix="If a name means something else, say so with won=, lost=, dropped= or open=.",
    )
    return sorted(named, key=lambda source: outcome_of(source.raw) in (*ENDS, "closed"))


def undated(name: str) -> str:
    """A name without the date or the "(1)" of a copy: "leads" of "leads_20250131"."""
    return re.sub(DATED, "", name).strip(" _-.,") or name


def by_stage(tables: Sequence[Source]) -> list[Source]:
    """The parts with what they are called as the stage of their deals, where each is a list without stages
    that is called by a step or an outcome, and they are called differently by more than a date or number."""
    names = [undated(part_name(source.raw)) for source in tables]
    steps = [
        is_step(name) and not source.raw.title for name, source in zip(names, tables, strict=True)
    ]
    bare = [not told(source, ("stage",)) for source in tables]
    called = [step or bool(outcome_of(each.raw)) for step, each in zip(steps, tables, strict=True)]
    different = {key(" ".join(words_in(name))) for name in names}
    if not (any(steps) and all(bare) and all(called) and len(different) > 1):
        return list(tables)
    stages = [name for name, step in zip(names, steps, strict=True) if step]
    tables[steps.index(True)].remarks.add(
        "stages",
        f"Sheets or files are called by a stage ({listed(dict.fromkeys(stages))}): the name tells where the "
        "deals in it stand.",
        effect="It is their stage.",
        fix="If a name means something else, give the tables a column of stages.",
    )
    return [
        with_column(source, "stage", pd.Series(name, index=source.raw.frame.index))
        if step
        else source
        for source, name, step in zip(tables, names, steps, strict=True)
    ]


def of_stage(source: Source) -> bool:
    """Whether a part has what it is called as the stage of its deals."""
    return source.match.columns.get("stage") == CALLED


def as_said(source: Source) -> Source:
    """The table with the word of its name that the caller calls an outcome as the status of its deals."""
    if tells(source):
        return source
    name = part_name(source.raw)
    said = {key(word) for word in source.reading.named}
    words = [word for word in [name, *words_in(name)] if key(word) in said]
    return with_words(source, words[0]) if words else source


def tells(source: Source) -> bool:
    """Whether something in the table says how deals stand."""
    return told(source, TELLING)


def told(source: Source, names: Sequence[str]) -> bool:
    """Whether any of these columns of ours is there and filled."""
    return any(source.has(name) and (source.texts(name) != "").any() for name in names)


def with_status(source: Source, outcome: str) -> Source:
    """The table with its name, or the outcome it says, as status of what it does not tell otherwise."""
    word = "" if source.raw.title else part_name(source.raw)
    return with_words(source, outcome if outcome and meaning(word) != outcome else word)


def with_words(source: Source, word: str) -> Source:
    """The table with a word as the status of all rows of which nothing else tells how they ended."""
    frame = source.raw.frame
    own = source.texts("status") if source.has("status") else pd.Series("", index=frame.index)
    blank = own.eq("") & ~ended(source)
    if not blank.any():
        return source
    return with_column(source, "status", own.mask(blank, word))


def with_column(source: Source, name: str, words: pd.Series) -> Source:
    """The table with these words as a column of ours."""
    raw = replace(source.raw, frame=source.raw.frame.assign(**{CALLED: words}))
    columns, match = {**source.match.columns, name: CALLED}, source.match
    if match.dialect.by_hand:  # their outcome tells which dates close them
        columns, in_place = with_closing(columns, match.given, Headers(raw.frame))
        match = replace(match, by_cells={**match.by_cells, **in_place})
    return replace(source, raw=raw, match=replace(match, columns=columns))


def ended(source: Source) -> pd.Series:
    """The rows in which a stage, a mark or a date says that the deal was won or lost."""
    found = pd.Series(False, index=source.raw.frame.index)
    if source.has("stage"):
        stages = source.texts("stage")
        found |= stages.isin([word for word in stages.unique() if meaning(word) in (*ENDS,)])
    for name in ("won_at", "lost_at"):
        if source.has(name):
            found |= source.texts(name).ne("")
    for name in ("is_won", "is_lost"):
        if source.has(name):
            found |= source.booleans(name).eq(True).fillna(False).to_numpy(dtype=bool)
    return found
