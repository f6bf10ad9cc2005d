"""Deals with a date of closing and no word for how they ended.

A "close date" of a CRM is the planned one of open deals, which then have one throughout, some of it past. In a
list kept by hand it is filled in when a deal has ended: no deal that is plainly open has one. Else where the dates
lie tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cycle_kit.dialects.codes import CODES
from cycle_kit.dialects.wording import ENDS, known
from cycle_kit.errors import inside, listed
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.guesses import has_few_words
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.probable import guessed
from cycle_kit.loading.tasks import are_tasks
from cycle_kit.loading.telling import MOST_WORDS, Doubt, Evidence, counts, tells_nothing
from cycle_kit.values import key

FEW, SEVERAL = 5, 3  # deals of words that nobody knows
NEARLY_ALL, MOST, SOME = 0.95, 0.5, 0.1  # shares of deals with a date, or a past one
LATE = pd.Timedelta(days=31)  # after everything else in the file
FAR = pd.Timedelta(days=92)  # the same, where open deals have no date at all
HAPPENED = ("created_at", "last_activity_at")


def of_closing_dates(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """A stage nobody knows whose deals nearly all carry closing dates is an outcome that was not named."""
    hints = deals.hints
    stage = hints["stage"]
    if {"is_won", "is_closed"} & set(hints.columns):
        return None
    undecided = left & stage.notna() & stage.ne("")
    shares = closing[undecided].notna().groupby(stage[undecided]).agg(["mean", "size"])
    dated = shares[shares["mean"] >= NEARLY_ALL]
    strange = [
        name
        for name in dated.index
        if name not in stages and name not in told.labels and not known(name)
    ]
    if not strange:
        return None
    names = ended(deals, told, undecided, closing, strange, shares)
    if not names or len(names) > MOST_WORDS:
        return None
    mask = undecided & stage.isin(names)
    outcomes = sorted({*told.labels.values(), *told.by_status.dropna()} - {"open"})
    return Doubt(
        mask,
        counts(stage, mask),
        wrong="{n} [deal|deals] of {file} [carries|carry] a closing date, as nearly all do in their stage, whose "
        "name is no outcome that is known:",
        there=f"Known outcomes there are {listed(outcomes)}." if outcomes else "",
        guess=guessed(names, stage.dropna().unique(), closed=names),
        labels=tuple(names),
    )


def ended(
    deals: DealRows,
    told: Evidence,
    undecided: pd.Series,
    closing: pd.Series,
    strange: list[str],
    shares: pd.DataFrame,
) -> list[str]:
    """Those of the stages nobody knows in which deals have ended, by their number or by where their dates lie.

    `shares`: of each stage the share of dated deals, `mean`, and their number, `size`.
    """
    without = bool((shares["mean"] <= MOST).any())  # stages whose deals have no date of closing
    sizes = shares.loc[strange, "size"]
    if deals.source.has("closed_at"):
        return [name for name in strange if without or sizes[name] >= FEW]
    many = [name for name in strange if without and sizes[name] >= FEW]
    day = last_day(deals, told, closing)
    if day is None:
        return many
    stage, dates = deals.hints["stage"], closing[undecided]
    latest = dates.groupby(stage[undecided]).max()
    plain = ~said_of(told).isin(ENDS) & ~stage.isin(strange)
    if (
        plain.any() and closing[plain].isna().all()
    ):  # no date is one that was planned, unless far ahead
        return [name for name in strange if name in many or latest[name] <= day + FAR]
    past = [
        name for name in strange if latest[name] <= day + (LATE if without else pd.Timedelta(0))
    ]
    theirs = stage[undecided].isin(past)
    before = dates <= day
    others = before[~theirs]
    if not past or others.mean() > SOME or before[theirs].mean() < MOST:
        return many
    if not without and not planned_elsewhere(dates[~theirs], past, theirs.sum()):
        return many
    return [name for name in strange if name in {*many, *past}]


def planned_elsewhere(others: pd.Series, past: list[str], count: int) -> bool:
    """Whether past dates stand out where all deals have one: the others' lie ahead, and the words say why, or
    are several."""
    told = any(guessed(past, closed=past).values())
    return len(others) > 1 and (told or count >= SEVERAL)


def last_day(deals: DealRows, told: Evidence, closing: pd.Series) -> pd.Timestamp | None:
    """The last day on which something is known to have happened: a lost deal may keep the date it was planned
    for, and counts only where none is won."""
    outcome = said_of(told)
    won, lost = closing[outcome == "won"], closing[outcome.isin(["lost", "dropped"])]
    days = [deals.fields[name].max() for name in HAPPENED if name in deals.fields]
    days += [won.max() if won.notna().any() else lost.max()]
    known_days = [day for day in days if not pd.isna(day)]
    return max(known_days) if known_days else None


def said_of(told: Evidence) -> pd.Series:
    """The outcome of each deal that words tell."""
    return told.by_said.fillna(told.by_status).fillna(told.by_stage).fillna(told.by_flags)


def of_closed_without_word(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Deals with a date of closing, without a stage or in a table (and history) that tells no outcome at all."""
    source, stage = deals.source, deals.hints["stage"]
    name = "closed_at" if source.has("closed_at") else "close_date"
    if not source.has(name) or {"is_won", "is_closed"} & set(deals.hints.columns):
        return None
    if "status" in deals.hints and not are_tasks(told.status, deals.hints["status"]):
        return None
    if name == "close_date" and not are_past(deals, told, closing):
        return None
    header = source.match.columns[name]
    coded = by_codes(source.raw.frame, source.match.columns.values())
    return Doubt(
        left & closing.notna() & (stage.isna() | stage.eq("") | tells_nothing(deals.hints, told)),
        {},
        wrong=f'{{n}} [deal|deals] of {{file}} [has|have] a date in "{header}", and nothing says how [it|they] ended.',
        there="",
        guess={},
        fix=coded
        or by_words(source.raw.frame, source.match.columns.values(), header)
        + "Export a column that says won or lost. "
        f'If all that ended were won: columns={{"won_at": "{inside(header)}"}}; '
        f'if they were lost: columns={{"lost_at": "{inside(header)}"}}; if the date was only planned: '
        f'columns={{"expected_close": "{inside(header)}"}}.',
    )


def are_past(deals: DealRows, told: Evidence, closing: pd.Series) -> bool:
    """Whether dates that may as well be planned have come, nearly all of them, and several deals have none: they are
    filled in when a deal has ended."""
    day, dated = last_day(deals, told, closing), closing.notna()
    if day is None or dated.sum() < SEVERAL or dated.mean() > 1 - SOME:
        return False
    come, soon = closing[dated] <= day, closing[dated] <= day + LATE
    return bool(come.mean() > MOST and soon.mean() >= 1 - SOME)


def by_words(frame: pd.DataFrame, used: Iterable[str], closing: str) -> str:
    """The line for the one column, not understood, whose few words tell which deals have a date of closing: each
    stands nearly always beside one, or hardly ever. `used`: headers that are understood."""
    free = Headers(frame[[header for header in frame if header not in {*used}]])
    dated = frame[closing] != ""
    found = [
        header for header in free if has_few_words(free, header) and parts(frame[header], dated)
    ]
    if len(found) != 1:
        return ""
    return (
        f'If "{found[0]}" says how deals stand: columns={{"status": "{inside(found[0])}"}}. Else: '
    )


def parts(words: pd.Series, dated: pd.Series) -> bool:
    """Whether a word tells of nearly each deal whether it has a date, and there are words for both."""
    shares = dated[words != ""].groupby(words[words != ""]).mean()
    with_date, without = shares >= NEARLY_ALL, shares <= 1 - NEARLY_ALL
    return bool((with_date | without).all() and with_date.any() and without.any())


def by_codes(frame: pd.DataFrame, used: Iterable[str]) -> str:
    """The line for a field whose codes a system gives the same meaning everywhere; "" where none is there. `used`:
    headers that are understood."""
    for header in set(frame) - {*used}:
        codes = CODES.get(key(header), {})
        here = {*frame[header].unique()} - {""}
        if {"won", "lost"} <= {codes.get(code) for code in here} and here <= {*codes}:
            lists = ", ".join(
                f'{end}=["{inside(code)}"]' for code, end in codes.items() if code in here
            )
            return f'"{header}" says how they ended, in codes: columns={{"status": "{inside(header)}"}}, {lists}.'
    return ""
