"""Deals of which something says that they ended, or may have, and nothing how: a question, never "open".

Up to a twentieth of the deals they are of unknown outcome, counted in no rate and told; above that the words
have to be said.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from cycle_kit.dialects.endings import ENDS, known, meaning, resembles
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.errors import StageError, listed, one_or_more
from cycle_kit.languages import OUTCOMES
from cycle_kit.loading.called import names_of, outcome_of, words_in
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.free_texts import brief, is_remark
from cycle_kit.loading.telling import Doubt, Evidence
from cycle_kit.loading.won_flag import of_won_flag
from cycle_kit.steps import step_named
from cycle_kit.values import key

ASKED = 1 / 20  # share of the deals from which on the words have to be said
FEW, NEARLY_ALL, MOST = 5, 0.95, 0.5  # deals; shares with a closing date
MOST_WORDS = 50


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
    for ask in QUESTIONS:
        doubt = ask(deals, told, left, closing, stages)
        if doubt is not None and doubt.mask.any():
            found.append(doubt)
            left = left & ~doubt.mask
    return found


def settle(source: Source, found: list[Doubt], outcome: pd.Series) -> pd.Series:
    """The outcomes with "unknown" for few doubtful deals; StageError for many."""
    many = sum(int(doubt.mask.sum()) for doubt in found)
    if many > ASKED * len(outcome):
        raise question(source, found)
    for doubt in found:
        count = int(doubt.mask.sum())
        source.remarks.add(
            "outcomes",
            sentence(doubt, source) + named_words(doubt),
            file=source.raw.file,
            effect=one_or_more(
                count,
                "{n} deal is of unknown outcome and counts in no rate.",
                "{n} deals are of unknown outcome and count in no rate.",
            ),
            fix=answer([doubt]),
        )
        outcome = outcome.mask(doubt.mask, "unknown")
    return outcome


def question(source: Source, found: list[Doubt]) -> StageError:
    """The words that have to be said, with how many deals have each."""
    there = dict.fromkeys(doubt.there for doubt in found if doubt.there)
    return StageError(
        " ".join(sentence(doubt, source) + named_words(doubt) for doubt in found),
        there=" ".join(there),
        fix=answer(found),
    )


def sentence(doubt: Doubt, source: Source) -> str:
    return doubt.wrong.replace("{n}", f"{int(doubt.mask.sum()):,}").replace(
        "{file}", source.raw.file
    )


def named_words(doubt: Doubt) -> str:
    if not doubt.words or len(doubt.words) > MOST_WORDS:
        return ""
    hidden = sum(is_remark(word, count) for word, count in doubt.words.items())
    shown = [
        f'"{word}" ({one_or_more(count, "{n} deal", "{n} deals")})'
        for word, count in doubt.words.items()
        if not is_remark(word, count)
    ]
    if hidden:
        shown.append(
            one_or_more(hidden, "{n} longer text", "{n} longer texts")
            + ", not shown as a remark may tell of people"
        )
    return f" {', '.join(shown)}."


def answer(found: list[Doubt]) -> str:
    """A line that can be typed as it is, with each word where it probably belongs."""
    guesses: dict[str, list[str]] = {}
    hidden = False
    for doubt in found:
        named = [word for word, count in doubt.words.items() if not is_remark(word, count)]
        hidden = hidden or len(named) < len(doubt.words)
        for word in named[:MOST_WORDS]:
            guesses.setdefault(doubt.guess.get(word, "won"), []).append(word)
    if not guesses and hidden:
        return 'Name each text as it stands in the file: lost=["..."] (or won=, dropped=, open=); or clear its cell.'
    if not guesses:
        own = [doubt.fix for doubt in found if doubt.fix]
        return own[0] if own else "Export a column that says won or lost."
    line = ", ".join(f"{name}=[{listed(words)}]" for name, words in guesses.items())
    others = [f"{name}=" for name in ("won", "lost", "dropped", "open") if name not in guesses]
    return f"Say what they mean, each word where it belongs: {line} (or {', '.join(others)})."


def counts(names: pd.Series, mask: pd.Series) -> dict[str, int]:
    return {str(word): int(n) for word, n in names[mask].value_counts().items() if word}


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
    if len(unknown) > MOST_WORDS:
        remark_left_alone(deals.source, header, f"holds {len(told.status):,} different texts")
        return None
    mask = left & status.isin(unknown)
    if not tells(deals, told, unknown):
        if mask.any():
            remark_left_alone(
                deals.source, header, "names no outcome that is known", words=counts(status, mask)
            )
        return None
    known_words = {word: meaning for word, meaning in told.status.items() if meaning}
    return Doubt(
        mask,
        counts(status, mask),
        wrong=f'"{header}" in {{file}} says of {{n}} deals how they stand in words that are not known:',
        there=f"Known are {', '.join(f'{listed([brief(w)])} ({m})' for w, m in known_words.items())}."
        if known_words
        else "",
        guess={word: probable(word) for word in unknown},
    )


#: words that make the opposite of what follows: "nicht bestellt", "no go"
NEGATIONS = frozenset(
    """no not nicht kein keine nie не няма нет لا لم غير عدم pas non não sem sin""".split()  # noqa: SIM905
)


def probable(word: str) -> str:
    """The argument that a word which is not known probably belongs to."""
    first, *others = word.split() or [""]
    if others and first.casefold() in NEGATIONS:
        return "lost"
    return "won" if key(word) in signed() else resembles(word) or short_for(word) or "won"


def short_for(word: str) -> str:
    """The outcome that a mark or a single letter probably stands for: "❌", "L"."""
    if word.strip()[:1] in CROSSED:
        return "lost"
    letter = word.strip().casefold()
    meant = {
        end
        for words in OUTCOMES.values()
        for end in ("won", "lost")
        if words.get(end, "").casefold()[:1] == letter
    }
    return meant.pop() if len(meant) == 1 else ""


CROSSED = frozenset("✗✘❌✖❎👎🔴✕☒×-–—")


def tells(deals: DealRows, told: Evidence, unknown: list[str]) -> bool:
    """Whether the status column is one of outcomes: some word of it is known, or it has one word only, or
    nothing else in the table tells how deals ended."""
    if any(told.status.values()) or len(told.status) == 1:
        return True
    elsewhere = told.by_said.notna() | told.by_stage.notna() | told.by_flags.notna() | told.ended
    return not elsewhere.any()


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
    """Deals that are called closed, and nothing says how they ended: by the stage they stand in."""
    mask = left & told.ended
    if not mask.any():
        return None
    source, stage = deals.source, deals.hints["stage"]
    staged = stage[mask].notna().any() and stage[mask].ne("").any()
    names = counts(stage if staged or "status" not in deals.hints else deals.hints["status"], mask)
    headers = [source.match.columns[name] for name in ("status", "is_closed") if source.has(name)]
    flag = source.match.columns.get("is_closed", "")
    by = f" by {listed(headers)}" if headers else ""
    by_word = {word: resembles(word) for word in names}
    return Doubt(
        mask,
        names,
        wrong=f"{{n}} deals of {{file}} are closed{by}, and nothing says how they ended"
        + ("; they stand in" if staged else ":" if names else "."),
        there="",
        guess={word: by_word[word] if by_word[word] in ENDS else "won" for word in names},
        fix=f'Export a column that says won or lost. If all that are closed were won: columns={{"is_won": "{flag}"}}; '
        f'if they were lost: columns={{"is_lost": "{flag}"}}.'
        if flag
        else "",
    )


def of_likeness(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Stages that are nearly called like an outcome."""
    stage = deals.hints["stage"]
    words = [word for word in stage.dropna().unique() if word not in {*stages, *told.labels}]
    alike = {word: resembles(word) for word in words if may_be_outcome(word)}
    if lost_alone(deals, told):
        alike |= {word: "won" for word in words if may_be_signed(word)}
    if not alike or len(alike) > MOST_WORDS:
        return None
    mask = left & stage.isin(list(alike))
    return Doubt(
        mask,
        counts(stage, mask),
        wrong="Stages of {n} deals of {file} may be outcomes:",
        there="",
        guess=alike,
        labels=tuple(alike),
    )


def may_be_outcome(word: str) -> bool:
    """Whether the name of a stage is nearly that of an outcome, and of no step of a sales cycle; "Pedido" is an
    order, not a misspelt "Perdido"."""
    return resembles(word) in ENDS and not step_named(word) and key(word) not in signed()


def lost_alone(deals: DealRows, told: Evidence) -> bool:
    """Whether the table tells of losses and of no win."""
    tellers = (told.by_said, told.by_status, told.by_stage, told.by_flags)
    known = {outcome for teller in tellers for outcome in teller.dropna().unique()}
    dated = {name for name in ("won_at", "lost_at") if name in deals.hints}
    return bool(known & {"lost", "dropped"} or "lost_at" in dated) and not (
        "won" in known or "won_at" in dated
    )


def may_be_signed(word: str) -> bool:
    """Whether a stage is called as what is signed or ordered: in small companies that is the win."""
    return key(word) in signed() and not meaning(word) and not step_named(word)


@cache
def signed() -> frozenset[str]:
    return frozenset(key(word) for words in SPLIT.values() for word in words.get("signed_at", ()))


def of_closing_dates(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """A stage nobody knows whose deals nearly all carry closing dates is an outcome that was not named.

    A close date that also means "expected" tells this only where other open deals have none; so do few deals.
    """
    source, hints = deals.source, deals.hints
    if {"is_won", "is_closed"} & set(hints.columns):
        return None
    undecided = left & hints["stage"].notna() & hints["stage"].ne("")
    if not undecided.any():
        return None
    filled = closing[undecided].notna().groupby(hints.loc[undecided, "stage"])
    shares = filled.agg(["mean", "size"])
    others = (shares["mean"] <= MOST).any()
    enough = 1 if source.has("closed_at") and others else FEW
    closed = shares[(shares["mean"] >= NEARLY_ALL) & (shares["size"] >= enough)]
    names = [n for n in closed.index if n not in stages and n not in told.labels and not known(n)]
    if not names or not (source.has("closed_at") or others) or len(names) > MOST_WORDS:
        return None
    mask = undecided & hints["stage"].isin(names)
    outcomes = sorted({*told.labels.values(), *told.by_status.dropna()} - {"open"})
    return Doubt(
        mask,
        counts(hints["stage"], mask),
        wrong="{n} deals of {file} carry a closing date, as nearly all do in their stage, whose name is no "
        "outcome that is known:",
        there=f"Known outcomes there are {listed(outcomes)}." if outcomes else "",
        guess={},
        labels=tuple(names),
    )


def of_closed_without_word(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Deals with a date of closing, without a stage or in a table (and history) that tells no outcome at all."""
    source, stage = deals.source, deals.hints["stage"]
    if not source.has("closed_at") or {"status", "is_won", "is_closed"} & set(deals.hints.columns):
        return None
    header = source.match.columns["closed_at"]
    return Doubt(
        left & closing.notna() & (stage.isna() | stage.eq("") | tells_nothing(deals, told)),
        {},
        wrong=f'{{n}} deals of {{file}} have a date in "{header}", and nothing says how they ended.',
        there="",
        guess={},
        fix=f'Export a column that says won or lost. If all that ended were won: columns={{"won_at": "{header}"}}; '
        f'if they were lost: columns={{"lost_at": "{header}"}}; if the date was only planned: '
        f'columns={{"expected_close": "{header}"}}.',
    )


def tells_nothing(deals: DealRows, told: Evidence) -> bool:
    tellers = (told.by_said, told.by_status, told.by_stage, told.by_flags)
    dated = {"won_at", "lost_at", "is_active"} & set(deals.hints.columns)
    return not (told.logged or dated or any(teller.notna().any() for teller in tellers))


def of_file_name(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """A file that is called "closed deals" or "won", and in which nothing says how any deal ended."""
    source, stage = deals.source, deals.hints["stage"]
    said = outcome_of(source.raw)
    words = [
        word
        for name in names_of(source.raw)
        for word in words_in(name)
        if known(word) in (*ENDS, "closed") and said
    ]
    if not words or not left.all() or stages:
        return None
    staged = counts(stage[stage.ne("")], left)
    names = staged or {words[0]: int(left.sum())}
    return Doubt(
        left,
        names,
        wrong=f'{{file}} is called "{words[0]}", and nothing in it says how its {{n}} deals ended'
        + ("; they stand in" if staged else ":"),
        there="",
        guess=dict.fromkeys(names, said if said in ENDS else "won"),
    )


QUESTIONS = (
    of_status,
    of_ended,
    of_likeness,
    of_closing_dates,
    of_file_name,
    of_won_flag,
    of_closed_without_word,
)
