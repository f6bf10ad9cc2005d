"""What to type next, tried on this very file before it is said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import inside
from cycle_kit.loading.closing_columns import is_expected
from cycle_kit.loading.columns import Source
from cycle_kit.loading.ended_together import ended_together
from cycle_kit.loading.guesses import Guess, guesses, typed
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.moves import of_history
from cycle_kit.loading.request import Request
from cycle_kit.loading.row_lines import line_columns
from cycle_kit.loading.stand_ins import leads_further, remark_on_stand_in, stand_ins
from cycle_kit.loading.trials import as_it_is, trial
from cycle_kit.loading.unread_steps import (
    remark_on_unread_steps,
    unread_steps,
    with_first_step,
)
from cycle_kit.loading.ways_in import entered, leads_on
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import Remarks

#: the steps of open deals may be the last dates of all; planned ones lie further off
LATER = pd.Timedelta(days=31)
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
        stood = told_stand_ins(request, source, pipe, taken)
        found = guesses(Headers(source.raw.frame), source.match.columns, [*taken, *stood.values()])
        closing = [stood["closed_at"]] if "closed_at" in stood else []
        closing += [g.header for g in found if g.name == "closed_at" and as_it_helps(g, helping)]
        found = [guess for guess in found if not is_offered(guess, remarks)]
        found = [guess for guess in found if guess.name != "status" or not are_told(pipe)]
        for guess in filter(None, (as_it_helps(each, helping) for each in found)):
            remarks.add(
                "columns",
                told_guess(guess, source),
                file=source.raw.file,
                effect=f'"{guess.name}" is not known.',
                fix=typed([guess]),
            )
        ends = ended_together(Headers(source.raw.frame), source.match.columns, taken)
        if ends and nobody_ended(pipe) and leads_on(request, ends):
            remarks.add(
                "columns",
                f'"{ends[0].header}" is not used and may be {ends[0].name}: {ends[0].evidence}.',
                file=source.raw.file,
                effect="Every deal counts as open.",
                fix=typed(ends),
            )
        steps = unread_steps(source, closing)
        ways = [with_first_step(source, steps), steps] if steps else []
        steps = next((way for way in ways if adding(tuple(way.items()))), {})
        if steps:
            remark_on_unread_steps(source, steps, f"columns={{{entered(steps)}}}")


def told_stand_ins(
    request: Request, source: Source, pipe: Pipeline, taken: Collection[str]
) -> dict[str, str]:
    """{our name: the header} of the columns that may be what another one stands for, told where the line works."""
    told = {}
    for found in stand_ins(source, pipe, taken):
        if leads_further(found, as_it_is(request, pipe), trial(request, [found.guess])):
            remark_on_stand_in(source, found)
            told[found.name] = found.other
    return told


def are_told(pipe: Pipeline) -> bool:
    """Whether both ends are known already: what else tells apart the deals is of competitors, papers or tasks."""
    return {"won", "lost"} <= {*pipe.deals["outcome"].unique()}


def told_guess(guess: Guess, source: Source) -> str:
    """What a column may be; one that only tells how deals ended is used, and may be more."""
    if guess.header in source.remarks.read_late:
        return f'"{guess.header}" may also be {guess.name}: {guess.evidence}.'
    return f'"{guess.header}" is not used and may be {guess.name}: {guess.evidence}.'


def nobody_ended(pipe: Pipeline) -> bool:
    return bool((pipe.deals["outcome"] == "open").all())


def is_offered(guess: Guess, remarks: Remarks) -> bool:
    """Whether a column is offered already as the dates of one end: two lines for it would contradict each other."""
    lines = [f'"{name}": "{inside(guess.header)}"' for name in ("won_at", "lost_at")]
    return guess.name == "closed_at" and any(x in row["fix"] for row in remarks.rows for x in lines)


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
    if tried is None or not before.as_of <= tried.as_of <= before.as_of + LATER:
        return False
    columns = ["outcome", "created_at", "closed_at"]
    one, other = (each.deals.set_index("deal_id")[columns] for each in (before, tried))
    same = one.eq(other.reindex(one.index)) | one.isna()
    return bool(same.all(axis=None)) and len(tried.visits) > len(before.visits)


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
