"""What to type next, tried on this very file before it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from cycle_kit.days import days_between
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import CycleKitError, LayoutError, StageError, listed
from cycle_kit.files import RawTable
from cycle_kit.files.told_rows import CALCULATE, NO_RESULT
from cycle_kit.loading.change_logs import guessed_columns
from cycle_kit.loading.closing_columns import is_expected
from cycle_kit.loading.closing_doubts import by_codes, by_words
from cycle_kit.loading.columns import Source
from cycle_kit.loading.creation import LIFETIME
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.guesses import Guess, guesses, left_for_status, spoken, typed
from cycle_kit.loading.later_steps import EARLIER
from cycle_kit.loading.match import IDENTITY, STANDING
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.moments import WITHOUT_DATES
from cycle_kit.loading.moves import of_history
from cycle_kit.loading.named import Named
from cycle_kit.loading.plain_tables import by_words as understood
from cycle_kit.loading.request import Request, made
from cycle_kit.loading.row_lines import line_columns
from cycle_kit.loading.status_column import is_answered
from cycle_kit.loading.unread_flag import flags_among
from cycle_kit.loading.unread_steps import of_refused, remark_on_unread_steps, unread_steps
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import Remarks

TRIED_ON = 2_000  # rows
ODD = 0.1  # share of the closed deals
FEW, HALF = 0.05, 0.5  # shares of open deals, and of closed ones, that have a date of closing


def advise(request: Request, sources: Sequence[Source], pipe: Pipeline, remarks: Remarks) -> None:
    """Remarks on columns that are not used and may be ones that are missing; the same line is tried once for all."""
    helping = cache(lambda name, header: helps(request, [Guess(name, header, "")], pipe))
    adding = cache(lambda steps: adds_steps(request, dict(steps), pipe))
    for source in sources:
        if source.match.dialect.table != "deals":
            continue
        lines = line_columns(source).every if "lines" in pipe.beside else []
        taken = [*of_history(source.raw.frame, source.match), *lines]
        found = guesses(Headers(source.raw.frame), source.match.columns, taken)
        for guess in filter(None, (as_it_helps(each, helping) for each in found)):
            remarks.add(
                "columns",
                f'"{guess.header}" is not used and may be {guess.name}: {guess.evidence}.',
                file=source.raw.file,
                effect=f"{guess.name} is not known.",
                fix=typed([guess]),
            )
        steps = unread_steps(source)
        if steps and adding(tuple(steps.items())):
            remark_on_unread_steps(source, steps, f"columns={{{entered(steps)}}}")


#: a date that open deals have, too, is of closing all the same where it is the planned one of these
OTHERWISE = {"closed_at": ("closed_at", "close_date")}


def as_it_helps(guess: Guess, helping: Callable[[str, str], bool]) -> Guess | None:
    """The guess by the first of the names it may go by that fills what it says."""
    for name in OTHERWISE.get(guess.name, (guess.name,)):
        planned = name == "close_date" and is_expected(guess.header)
        if not planned and helping(name, guess.header):
            return replace(guess, name=name)
    return None


def adds_steps(request: Request, steps: Mapping[str, str], pipe: Pipeline) -> bool:
    """Whether the load goes through with these dates of steps, and what was known of deals stays as it was."""
    before, tried = as_it_is(request, pipe), trial(request, [], steps)
    if tried is None or tried.as_of != before.as_of:
        return False
    columns = ["outcome", "created_at", "closed_at"]
    one, other = (each.deals.set_index("deal_id")[columns] for each in (before, tried))
    same = one.eq(other.reindex(one.index)) | one.isna()
    return bool(same.all(axis=None)) and len(tried.visits) > len(before.visits)


def entered(steps: Mapping[str, str]) -> str:
    pairs = ", ".join(f'"{stage}": "{header}"' for stage, header in steps.items())
    return f'"entered": {{{pairs}}}'


def helps(request: Request, found: list[Guess], pipe: Pipeline) -> bool:
    """Whether the load goes through with these guesses, and fills what they say."""
    tried = trial(request, found)
    if tried is None:
        return False
    name, header = found[0].name, found[0].header
    if name == "closed_at" and header in pipe.deals:
        filled, still = pipe.deals[header].notna(), pipe.deals["outcome"] == "open"
        if (
            not still.all()
        ):  # a date that open deals have, too, or few closed ones, is that of a step
            return bool(filled[still].sum() <= FEW * still.sum() and filled[~still].mean() >= HALF)
    if name == "close_date":
        return bool(tried.deals["closed_at"].notna().any())
    if name == "status":  # one that says nothing new of any deal is that of the record
        before = as_it_is(request, pipe)
        return said_of(tried) != said_of(before) and not spoils(before, tried)
    if name in tried.deals:
        return bool(tried.deals[name].notna().sum())
    return tried is not pipe


def spoils(before: Pipeline, after: Pipeline) -> bool:
    """Whether a deal whose outcome was known has none any more."""
    ended, still = (
        set(pipe.deals["deal_id"][pipe.deals["outcome"].isin(ENDS)]) for pipe in (before, after)
    )
    return not ended <= still


def said_of(pipe: Pipeline) -> list[tuple[str, str]]:
    """The stage and outcome of each deal."""
    stages, outcomes = (pipe.deals[name].astype("str") for name in ("stage", "outcome"))
    return list(zip(stages, outcomes, strict=True))


def trial(
    request: Request, found: list[Guess], steps: Mapping[str, str] | None = None
) -> Pipeline | None:
    """The Pipeline of the first rows with these columns, and dates of steps, named too; None where that is
    refused, or where creation and closing contradict each other then."""
    said = Named({guess.name: guess.header for guess in found}, stages=steps or {})
    tables = tuple((kind, first_rows(raw)) for kind, raw in request.tables)
    try:
        pipe, _ = made(replace(request, tables=tables, said=request.said.under(said)), Remarks())
    except CycleKitError:
        return None
    dated = {guess.name for guess in found} & {"created_at", "closed_at", "close_date"}
    return None if dated and contradicts(pipe.deals) else pipe


def contradicts(deals: pd.DataFrame) -> bool:
    """Whether more than a few closed deals would have ended before they began, or began a lifetime before: one of
    the two dates is that of something else, a later change, a birthday."""
    if not {"created_at", "closed_at"} <= set(deals.columns):
        return False
    took = pd.Series(days_between(deals["created_at"], deals["closed_at"]))[
        deals["outcome"].isin(ENDS).array
    ]
    return bool(((took < 0) | (took > LIFETIME.days)).sum() > ODD * took.notna().sum())


def as_it_is(request: Request, pipe: Pipeline) -> Pipeline:
    """What a trial that names nothing makes: of tables that are tried whole, the Pipeline of the load."""
    whole = all(len(raw.frame) <= TRIED_ON for _, raw in request.tables)
    return pipe if whole else trial(request, []) or pipe


def first_rows(raw: RawTable) -> RawTable:
    if len(raw.frame) <= TRIED_ON:
        return raw
    return replace(raw, frame=raw.frame.head(TRIED_ON), lines=raw.lines[:TRIED_ON])


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
        standing = with_status(headers, known, guesses(headers, known))
        by_steps = as_steps(request, headers, known)
        if by_steps and not {guess.name for guess in standing} & set(STANDING):
            return LayoutError(error.wrong, there=error.there, fix=by_steps)
        found = [
            Guess(name, header, "")
            for name, header in known.items()
            if name not in request.said.every
        ]
        more = guesses(headers, known)
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
        + "Export a column that says so. If all deals with a date in "
        f'"{closing}" were won: columns={{"won_at": "{closing}"}}; '
        f'if they were lost: columns={{"lost_at": "{closing}"}}.'
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
    others = "".join(f', "{guess.name}": "{guess.header}"' for guess in found)
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
    ways = " or ".join(f'columns={{"is_won": "{header}"}}' for header in found)
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
