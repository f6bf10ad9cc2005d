"""Only one of the outcomes in a whole file, or none: told, as win rates are then 100 % or 0 %, or empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.hopes import said_key
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import in_code, listed, one_or_more
from cycle_kit.event_notes import stay_lost
from cycle_kit.files.told_rows import CALCULATE, NO_RESULT
from cycle_kit.loading.columns import Source
from cycle_kit.loading.dated_columns import all_won_or_lost, is_signed, is_step
from cycle_kit.loading.free_texts import names_only
from cycle_kit.loading.probable import guessed, line_for
from cycle_kit.loading.probable import signed as signed_words
from cycle_kit.loading.status_column import called
from cycle_kit.loading.telling import Evidence
from cycle_kit.steps import step_named
from cycle_kit.values import key

SOME = 3  # open deals from which on a file in which nothing ended is told
MOST = 50  # names that a note spells out


def remark_on_one_outcome(
    source: Source,
    names: Iterable[str],
    outcome: pd.Series,
    counterpart_of: Callable[[str], str] = lambda missing: "",
    dropped: Sequence[str] = (),
    kept: Sequence[str] | None = None,
) -> None:
    """Nothing lost beside what was won, nothing won beside what was lost, nothing but dropped, or nothing closed.

    `names`: the stages that there are. `counterpart_of`: what to type where a column that is not used may tell
    the missing outcome. `dropped`: the words by which deals are dropped, which may mean a loss. `kept`: where deals
    were lost and went on, the stages that are mostly entered so.
    """
    stages = [name for name in names_only(names) if name and meaning(name) not in ENDS]
    won, lost, gone = (int((outcome == end).sum()) for end in ENDS)
    shown = f" Its stages are {listed(stages)}." if 0 < len(stages) <= MOST else ""
    signed = [name for name in stages if key(name) in signed_words() or is_customer(name)]
    unknown = [name for name in stages if not meaning(name) and not step_named(name)]
    to_win = won_line(signed) if signed else said_of(unknown)

    def told(note: str, effect: str, fix: str) -> None:
        source.remarks.add("outcomes", note, file=source.raw.file, effect=effect, fix=fix)

    if won and not lost and kept is not None:
        told(
            "There are won deals, and those that were lost went on in another stage: not one is lost now.",
            "Win rates would be 100 %.",
            stay_lost(names_only(kept)) if kept else "",
        )
    elif won and not lost:
        found = of_system(source) or counterpart_of("lost")
        told(
            "There are won deals, but not one that was lost." + read_as_dropped(gone, dropped),
            "Win rates would be 100 %: those of decided deals leave out dropped ones."
            if gone
            else "Win rates would be 100 %.",
            said_of([name for name in unknown if name not in signed])
            + lost_line(dropped)
            + (found or "Export lost deals too."),
        )
    if lost and not won:
        found = of_system(source) or counterpart_of("won")
        told(
            f"There are lost deals, but not one that was won.{shown}",
            "Win rates would be 0 %.",
            to_win + (found or "Export won deals too."),
        )
    if gone and not won and not lost:
        found = of_system(source) or counterpart_of("won")
        told(
            "Not one deal was won, and not one was lost." + read_as_dropped(gone, dropped),
            "Win rates of decided deals are empty: they leave out dropped ones.",
            to_win + lost_line(dropped) + (found or "Export won and lost deals too."),
        )
    if not won and not lost and not gone and len(outcome) >= SOME:
        told(
            f"Every deal counts as open: no column that is read says won or lost.{shown}",
            "There are no win rates and no cycles.",
            CALCULATE
            if any(NO_RESULT in told for told in source.raw.remarks)
            else f"{won_line(signed)}Name what means lost too: lost=[...]."
            if signed and won_line(signed)
            else signed_line(source)
            or "If one of the stages means won or lost, name it: won=[...], lost=[...].",
        )


def signed_line(source: Source) -> str:
    """What to type where a day of orders or signatures stands in some rows alone; "" where there is none."""
    for name in ("close_date", "expected_close", "closed_at"):
        header = source.match.columns.get(name, "")
        if header and is_signed(header) and (source.raw.frame[header] == "").any():
            return all_won_or_lost(header)
    return ""


def dropped_words(hints: pd.DataFrame, told: Evidence, outcome: pd.Series) -> list[str]:
    """The words of statuses and stages by which deals are dropped, but for those that the caller names."""
    found: dict[str, None] = {}
    for name, meanings in (("status", told.status), ("stage", told.labels)):
        if name in hints:
            words = hints.loc[(outcome == "dropped").to_numpy(), name].dropna().unique()
            found |= dict.fromkeys(
                unsaid_dropped({w: meanings.get(w, "") for w in words}, told.said)
            )
    return list(found)


def unsaid_dropped(meanings: Mapping[str, str], said: Mapping[str, str]) -> list[str]:
    """The words that mean dropped, but for those that the caller names. `said`: {folded word: outcome}."""
    return [w for w, end in meanings.items() if end == "dropped" and said_key(w) not in said]


def read_as_dropped(many: int, words: Sequence[str]) -> str:
    """How many deals are dropped, and by which words."""
    if not many:
        return ""
    shown = names_only(words)
    by = f" ({listed(shown)})" if 0 < len(shown) <= MOST else ""
    return f" Read as dropped{by}: {one_or_more(many, '{n} deal', '{n} deals')}."


def lost_line(words: Sequence[str]) -> str:
    """The line for words of dropped deals, which may be the losses that the file does not say."""
    shown = names_only(words)
    return f"If that means lost: lost=[{in_code(shown)}]. " if 0 < len(shown) <= MOST else ""


def is_customer(name: str) -> bool:
    """Whether a stage is called by who has bought, "Customer" beside "Lead" and "Opportunity"."""
    return key(name) in called("account") and not is_step(name)


def of_system(source: Source) -> str:
    """How a system exports all that is needed; a list kept by hand has no such way."""
    dialect = source.match.dialect
    return dialect.export if not dialect.by_hand else ""


def won_line(names: list[str]) -> str:
    """The line for stages that are called by what is signed or ordered."""
    return f"If that means won: won=[{in_code(names)}]. " if len(names) <= MOST else ""


def said_of(names: list[str]) -> str:
    """The question for stages whose names nobody knows, as a line that can be typed."""
    if not 0 < len(names) <= MOST:
        return ""
    return line_for(guessed(names)) + " "
