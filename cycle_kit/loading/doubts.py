"""Deals of which something says that they ended, or may have, and nothing how: a question, never "open".

Up to a twentieth of the deals they are of unknown outcome, counted in no rate and told; above that the words
have to be said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.endings import hopes_among, meaning
from cycle_kit.dialects.hopes import said_key
from cycle_kit.dialects.wording import ENDS, is_sale, known
from cycle_kit.errors import StageError, inside, listed, one_or_more
from cycle_kit.loading.called import names_of, outcome_of, words_in
from cycle_kit.loading.closing_doubts import of_closed_without_word, of_closing_dates
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.doubts_told import answer, named_words, question, sentence
from cycle_kit.loading.free_texts import brief, is_remark
from cycle_kit.loading.fulfilment import of_fulfilment
from cycle_kit.loading.probable import (
    closed_two_ways,
    guessed,
    may_be_outcome,
    may_be_signed,
)
from cycle_kit.loading.status_column import hidden_texts
from cycle_kit.loading.tasks import are_tasks
from cycle_kit.loading.telling import MOST_WORDS, Doubt, Evidence, counts, lost_alone
from cycle_kit.loading.typed_words import of_typed_words
from cycle_kit.loading.won_flag import of_unread_flag, of_won_flag
from cycle_kit.values import cleaned

ASKED = 1 / 20  # share of the deals from which on the words have to be said
NEARLY_ALL, MOST = (
    0.95,
    0.5,
)  # shares of deals with a reason for a loss: of a lost word, and of all others


def doubts_of(
    deals: DealRows,
    told: Evidence,
    outcome: pd.Series,
    closing: pd.Series,
    stages: frozenset[str],
) -> list[Doubt]:
    """What has to be asked, each deal in the first of its doubts."""
    found: list[Doubt] = []
    left = outcome.isna()
    own = hidden_texts(deals.source.match.columns, deals.hints)
    for ask in QUESTIONS:
        doubt = ask(deals, told, left, closing, stages)
        if doubt is not None and doubt.mask.any():
            hidden = remarks_among(doubt.words, own)
            lines = lines_of(deals, doubt.mask, hidden)
            found.append(replace(doubt, hidden=hidden, lines=lines))
            left = left & ~doubt.mask
    return found


def remarks_among(words: Mapping[str, int], own: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word, count in words.items() if word in own or is_remark(word, count))


def lines_of(deals: DealRows, mask: pd.Series, words: frozenset[str]) -> tuple[int, ...]:
    """The lines of the deals in doubt that have one of these words; none where several tables hold the deals."""
    if not words or not len(deals.rows):
        return ()
    columns = [name for name in ("stage", "status", "last_stage") if name in deals.hints]
    rows = mask & deals.hints[columns].isin(list(words)).any(axis=1)
    return tuple(deals.source.raw.lines[deals.rows[rows.to_numpy()]].tolist())


def settle(source: Source, found: list[Doubt], outcome: pd.Series) -> pd.Series:
    """The outcomes with "unknown" for few doubtful deals; StageError for many."""
    many = sum(int(doubt.mask.sum()) for doubt in found)
    if many > ASKED * len(outcome):
        error = question(source, found)
        raise StageError(
            error.wrong,
            there=error.there,
            fix=told_elsewhere(source, found) or error.fix,
            asked=error.asked,
        )
    for doubt in found:
        count = int(doubt.mask.sum())
        source.remarks.add(
            "outcomes",
            sentence(doubt, source) + named_words(doubt),
            file="" if source.beside else source.raw.file,
            effect=one_or_more(
                count,
                "{n} deal is of unknown outcome and counts in no rate.",
                "{n} deals are of unknown outcome and count in no rate.",
            ),
            fix=answer([doubt]),
        )
        outcome = outcome.mask(doubt.mask, "unknown")
    return outcome


def told_elsewhere(source: Source, found: list[Doubt]) -> str:
    """What to type where one word stands for deals that ended, won and lost, and another column begins with known
    outcomes for nearly all of them: no meaning of that word would be right. "" where there is no such column."""
    if len(found) != 1 or len(found[0].words) != 1 or len(found[0].mask) != len(source.raw.frame):
        return ""
    rows = found[0].mask.to_numpy()
    for header in source.raw.frame:
        if header in (source.match.columns.get("stage"), source.match.columns.get("status")):
            continue
        words = cleaned(source.raw.frame[header][rows])
        if words.nunique() > MOST_WORDS:
            continue
        ends = words.map(meaning)
        if {"won", "lost"} <= set(ends) and ends.isin(ENDS).mean() >= NEARLY_ALL:
            return f'"{header}" says how they ended: columns={{"status": "{inside(header)}"}}.'
    return ""


# ---- the questions


def of_status(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Words that are not known, in a status column that otherwise tells outcomes, or tells nothing."""
    if "status" not in deals.hints:
        return None
    unknown = [word for word, meaning in told.status.items() if not meaning]
    status = deals.hints["status"]
    header = deals.source.match.columns["status"]
    if not unknown:
        return None
    if len(unknown) > MOST_WORDS or are_tasks(told.status, status):
        remark_left_alone(deals.source, header, f"holds {len(told.status):,} different texts")
        return None
    mask = left & status.isin(unknown)
    if not tells(deals, told, unknown) and not ends_half(deals, told, left, closing):
        if mask.any():
            remark_left_alone(
                deals.source, header, "names no outcome that is known", words=counts(status, mask)
            )
        return None
    own = hidden_texts(deals.source.match.columns, deals.hints)
    known_words = {w: said for w, said in told.status.items() if said and w not in own}
    return Doubt(
        mask,
        counts(status, mask),
        wrong=f'"{header}" in {{file}} says of {{n}} [deal|deals] how [it stands|they stand] in words that are '
        "not known:",
        there=f"Known are {', '.join(f'{listed([brief(w)])} ({m})' for w, m in known_words.items())}."
        if known_words
        else "",
        guess=by_reasons(
            deals, status, guessed(unknown, told.status, closed=closed_words(status, closing))
        ),
    )


def closed_words(names: pd.Series, closing: pd.Series) -> list[str]:
    """The words nearly all of whose deals have a date of closing, where those of others have none."""
    shares = closing.notna().groupby(names).mean()
    return list(shares[shares >= NEARLY_ALL].index) if (shares <= MOST).any() else []


def by_reasons(deals: DealRows, names: pd.Series, guess: Mapping[str, str]) -> dict[str, str]:
    """The guesses, lost for a word of which nothing else speaks and beside which a reason for the loss is
    filled in, as it is not beside the others."""
    if "lost_reason" not in deals.fields:
        return dict(guess)
    filled = deals.fields["lost_reason"].notna()
    if filled[~names.isin(list(guess))].mean() > MOST:
        return dict(guess)
    shares = filled.groupby(names).mean()
    lost = {word for word in guess if shares.get(word, 0) >= NEARLY_ALL}
    return {word: own or ("lost" if word in lost else "") for word, own in guess.items()}


def tells(deals: DealRows, told: Evidence, unknown: list[str]) -> bool:
    """Whether the status column is one of outcomes: some word of it is known, or it has one word only, or
    nothing else in the table tells how deals ended."""
    if any(told.status.values()) or len(told.status) == 1:
        return True
    elsewhere = told.by_said.notna() | told.by_stage.notna() | told.by_flags.notna() | told.ended
    return not elsewhere.any()


def ends_half(deals: DealRows, told: Evidence, left: pd.Series, closing: pd.Series) -> bool:
    """Whether all that ended is told as one and the same end, and closing dates say of words of the status that
    their deals ended too, and of others that theirs did not."""
    ends = pd.concat([told.by_said, told.by_stage, told.by_flags]).dropna()
    if {"won", "lost"} <= set(ends):
        return False
    return bool(closed_words(deals.hints["status"][left], closing[left]))


def remark_left_alone(
    source: Source, header: str, why: str, *, words: Mapping[str, int] | None = None
) -> None:
    shown = f" ({listed(brief(word, times) for word, times in words.items())})" if words else ""
    source.remarks.add(
        "outcomes",
        f'"{header}" {why}{shown}; it was left as it is.',
        file=source.raw.file,
        fix="Name its words with won=, lost=, dropped= and open=, if it tells outcomes.",
    )


def of_ended(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Deals that are called closed, and nothing says how they ended: by the stage they stand in, or by the word
    that calls them closed where others stand in these stages, too."""
    mask = left & told.ended
    if not mask.any():
        return None
    source, stage = deals.source, deals.hints["stage"]
    own = stage.notna() & stage.ne("") & ~stage.isin(stage[~mask])
    named = counts(deals.hints["status"], mask) if "status" in deals.hints else {}
    staged = own[mask].mean() > MOST or not named
    names = counts(stage, mask) if staged else named
    staged = staged and bool(names)
    headers = [source.match.columns[name] for name in ("status", "is_closed") if source.has(name)]
    flag = source.match.columns.get("is_closed", "")
    by = f" by {listed(headers)}" if headers else ""
    return Doubt(
        mask,
        names,
        wrong=f"{{n}} [deal|deals] of {{file}} [is|are] closed{by}, and nothing says how [it|they] ended"
        + ("; [it stands|they stand] in" if staged else ":" if names else "."),
        there="",
        guess={
            word: own if own in ENDS else "" for word, own in guessed(names, closed=names).items()
        },
        fix="Export a column that says won or lost. "
        f'If all that are closed were won: columns={{"is_won": "{inside(flag)}"}}; '
        f'if they were lost: columns={{"is_lost": "{inside(flag)}"}}.'
        if flag
        else "",
    )


def of_likeness(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Stages that are nearly called like an outcome."""
    stage = deals.hints["stage"]
    words = [word for word in stage.dropna().unique() if word not in {*stages, *told.labels}]
    signed = lost_alone(deals.hints, told)
    hopes = hopes_among(stage.dropna().unique())
    ways = {w for w in closed_two_ways(words, told.labels) if said_key(w) not in told.said}
    alike = [
        word
        for word in words
        if (word in hopes and said_key(word) not in told.said)
        or may_be_outcome(word)
        or word in ways
        or (signed and may_be_signed(word))
        or (is_sale(word) and "won" in told.labels.values() and said_key(word) not in told.said)
    ]
    if not alike or len(alike) > MOST_WORDS:
        return None
    mask = left & stage.isin(alike)
    return Doubt(
        mask,
        counts(stage, mask),
        wrong="Stages of {n} [deal|deals] of {file} may be outcomes:",
        there="",
        guess=by_reasons(
            deals,
            stage,
            guessed(alike, stage.dropna().unique(), closed=closed_words(stage, closing)),
        ),
        labels=tuple(alike),
    )


def of_file_name(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """A file or sheet that is called "closed deals" or "won", and in which nothing says how any deal ended."""
    source, stage = deals.source, deals.hints["stage"]
    said = outcome_of(source.raw)
    words = [
        (word, name)
        for name in names_of(source.raw)
        for word in words_in(name)
        if known(word) in (*ENDS, "closed") and said
    ]
    if not words or not left.all() or stages:
        return None
    staged = counts(stage[stage.ne("")], left)
    word, called = words[0]
    names = staged or {word: int(left.sum())}
    where = "A sheet of {file}" if called == source.raw.sheet else "{file}"
    return Doubt(
        left,
        names,
        wrong=f'{where} is called "{word}", and nothing in it says how its {{n}} [deal|deals] ended'
        + ("; [it stands|they stand] in" if staged else ":"),
        there="",
        guess=dict.fromkeys(names, said if said in ENDS else ""),
    )


QUESTIONS = (
    of_status,
    of_ended,
    of_likeness,
    of_fulfilment,
    of_typed_words,
    of_closing_dates,
    of_file_name,
    of_won_flag,
    of_unread_flag,
    of_closed_without_word,
)
