"""The line that loads a file of no known layout, tried on this very file before it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cycle_kit.errors import CycleKitError, LayoutError, StageError, inside, listed
from cycle_kit.files import RawTable
from cycle_kit.files.told_rows import CALCULATE, NO_RESULT
from cycle_kit.loading.change_logs import guessed_columns
from cycle_kit.loading.closing_doubts import by_codes, by_words
from cycle_kit.loading.dated_columns import all_won_or_lost
from cycle_kit.loading.ended_together import with_ends_of
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.guesses import Guess, guesses, left_for_status, spoken, typed
from cycle_kit.loading.later_steps import EARLIER
from cycle_kit.loading.match import IDENTITY, STANDING
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.moments import WITHOUT_DATES
from cycle_kit.loading.named import Named
from cycle_kit.loading.plain_tables import by_words as understood
from cycle_kit.loading.request import Request, made
from cycle_kit.loading.status_column import is_answered
from cycle_kit.loading.trials import trial
from cycle_kit.loading.unread_flag import flags_among
from cycle_kit.loading.unread_steps import of_refused
from cycle_kit.remarks import Remarks

MOST_COLUMNS = 500  # of a table in which ways in are tried: each is a load of its own


def with_way_in(request: Request, error: LayoutError) -> LayoutError:
    """The error with a line that loads the file, where one was found and tried; else as it is."""
    empty = [told for _, raw in request.tables for told in raw.remarks if NO_RESULT in told]
    if empty:  # what lacks may stand in these cells
        there = " ".join(told.removesuffix(CALCULATE).strip() for told in empty)
        return LayoutError(error.wrong, there=there, fix=CALCULATE)
    for kind, raw in request.tables:
        if kind or raw.frame.shape[1] > MOST_COLUMNS:
            continue
        headers = Headers(raw.frame)
        logged = as_change_log(request, headers)
        if logged:
            return LayoutError(error.wrong, there=error.there, fix=logged)
        known = understood("deals", headers, request.said).columns
        # a column that tells how deals stand goes before dates that may be those of steps
        standing = with_ends_of(headers, known)
        standing = with_status(headers, known, standing)
        by_steps = as_steps(request, headers, known)
        if by_steps and not {guess.name for guess in standing} & set(STANDING):
            return LayoutError(error.wrong, there=error.there, fix=by_steps)
        found = [
            Guess(name, header, "")
            for name, header in known.items()
            if name not in request.said.every
        ]
        more = with_ends_of(headers, known)
        early = next((known[name] for name in EARLIER if name in known), "")
        if early and "created_at" not in known:
            more.append(Guess("created_at", early, spoken("created_at", raw.frame[early])))
            found = [guess for guess in found if guess.header != early]
        for tried in choices_of(found, more):
            if tried and trial(request, tried) is not None:
                otherwise = f" {WITHOUT_DATES}" if WITHOUT_DATES in error.fix else ""
                return LayoutError(
                    error.wrong, there=error.there, fix=told(tried, more) + otherwise
                )
        closing = known.get("close_date", known.get("closed_at"))
        if closing and not set(STANDING) & set(known):
            asked = with_flag(request, raw, known, closing, error)
            if asked is not None:
                return asked
        told_by_date = ended_by_date(request, raw, headers, known, error)
        # where all rows have a date it may be planned: a column of words goes before it
        if told_by_date is not None and (raw.frame[closing] != "").mean() < NEARLY_ALL:
            return told_by_date
        more = with_status(headers, known, more)
        for tried in choices_of(found, more):
            if tried and leads_on(request, tried):
                return LayoutError(error.wrong, there=error.there, fix=told(tried, more))
        if told_by_date is not None:
            return told_by_date
        if by_steps:
            return LayoutError(error.wrong, there=error.there, fix=by_steps)
    return error


def ended_by_date(
    request: Request,
    raw: RawTable,
    headers: Headers,
    known: Mapping[str, str],
    error: LayoutError,
) -> LayoutError | None:
    """The question how deals with a date of closing ended, where the load goes through with an answer."""
    closing = known.get("close_date", known.get("closed_at"))
    if not closing or set(STANDING) & set(known):
        return None
    if trial(request, [Guess("won_at", closing, "")]) is None:
        return None
    return LayoutError(
        "Nothing in the file says whether deals were won or lost.",
        there=error.there,
        fix=by_codes(raw.frame, known.values())
        or by_words(raw.frame, known.values(), closing)
        + "Export a column that says so. "
        + all_won_or_lost(closing)
        + marked_beside(request, headers, known, closing),
    )


def marked_beside(
    request: Request, headers: Headers, known: Mapping[str, str], closing: str | None
) -> str:
    """The line for marks that stand where no date of closing does: those may be the lost deals."""
    if closing is None:
        return ""
    dated = headers.frame[closing] != ""
    able = [
        header
        for header in headers
        if header not in known.values()
        and is_answered(headers, header)
        and not (dated & (headers.frame[header] != "")).any()
    ]
    if len(able) != 1:
        return ""
    both = [Guess("won_at", closing, ""), Guess("is_lost", able[0], "")]
    if trial(request, both) is None:
        return ""
    return f' If they were won and what "{able[0]}" marks was lost: {typed(both)}.'


def as_change_log(request: Request, headers: Headers) -> str:
    """The line that takes the table as a log of changed fields, where the load goes through with it."""
    columns = guessed_columns(headers)
    found = [Guess(name, header, "") for name, header in columns.items()]
    if not found or trial(request, found) is None:
        return ""
    rows = "a row for each changed field" if "field" in columns else "a row for each move"
    return f"It may be a log of changes, with {rows}: ck.load(..., {typed(found)})."


def as_steps(request: Request, headers: Headers, known: Mapping[str, str]) -> str:
    """The line that takes dates as those of steps, and the order or the payment as the win, where the load goes
    through with it."""
    steps, win = of_refused(headers, known)
    called = [g for g in guesses(headers, known, [*steps.values(), win]) if g.name in IDENTITY]
    found = [*called, *([Guess("won_at", win, "")] if win else [])]
    if not steps or trial(request, found, steps) is None:
        return ""
    others = "".join(f', "{guess.name}": "{inside(guess.header)}"' for guess in found)
    return (
        f"Perhaps these dates are those of steps: ck.load(..., columns={{{entered(steps)}{others}}})."
        + (
            ""
            if win
            else " A date on which deals are won is won_at, one on which they are lost lost_at."
        )
    )


def with_status(headers: Headers, known: Mapping[str, str], more: list[Guess]) -> list[Guess]:
    """The guesses, and where nothing tells how deals stand the column that is left for it."""
    names = {*known, *(guess.name for guess in more)}
    if names & set(STANDING):
        return more
    left = left_for_status(headers, [*known.values(), *(guess.header for guess in more)])
    return [*more, left] if left else more


def leads_on(request: Request, found: list[Guess]) -> bool:
    """Whether these guesses lead to the next question: what the words of its columns mean."""
    if not {guess.name for guess in found} & set(STANDING):
        return False
    said = Named({guess.name: guess.header for guess in found})
    try:
        made(replace(request, said=request.said.under(said)), Remarks())
    except StageError:
        return True
    except CycleKitError:
        return False
    return True


def with_flag(
    request: Request, raw: RawTable, known: Mapping[str, str], closing: str, error: LayoutError
) -> LayoutError | None:
    """The question for a column of yes and no beside dates of closing, where the load goes through with it."""
    free = raw.frame[[header for header in raw.frame if header not in known.values()]]
    found = [
        header
        for header in flags_among(free, raw.frame[closing] != "")
        if trial(request, [Guess("is_won", header, "")]) is not None
    ]
    if not found:
        return None
    ways = " or ".join(f'columns={{"is_won": "{inside(header)}"}}' for header in found)
    return LayoutError(
        f"Nothing that is understood in {raw.file} says whether deals were won or lost; yes and no "
        f"{'stands' if len(found) == 1 else 'stand'} in {listed(found)}.",
        there=error.there,
        fix=f"If yes is won: {ways}. Else export a column that says won or lost.",
    )


def choices_of(found: list[Guess], more: list[Guess]) -> Iterable[list[Guess]]:
    """Everything that may be; without what is only a likeness; and what is needed least."""
    yield [*found, *more]
    yield more
    yield [guess for guess in more if guess.name in NEEDED_MOST]


NEEDED_MOST = ("deal_id", "account", "stage", "status", "created_at")


def told(tried: list[Guess], more: list[Guess]) -> str:
    why = "; ".join(f'"{guess.header}": {guess.evidence}' for guess in more if guess in tried)
    return f"Perhaps: ck.load(..., {typed(tried)})." + (
        f" What speaks for it: {why}." if why else ""
    )


def entered(steps: Mapping[str, str]) -> str:
    pairs = ", ".join(f'"{inside(stage)}": "{inside(header)}"' for stage, header in steps.items())
    return f'"entered": {{{pairs}}}'
