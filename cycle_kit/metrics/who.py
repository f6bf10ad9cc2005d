"""Who is counted in each metric, here: how many, who stands beside them, and who is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import narwhals as nw

from cycle_kit.arguments import checked
from cycle_kit.errors import QuestionError, one_or_more
from cycle_kit.history import span_days
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.definitions import MetricName, definition
from cycle_kit.metrics.frames import deals, everyone, table, visits
from cycle_kit.metrics.slips import slips
from cycle_kit.metrics.spans import late_note
from cycle_kit.metrics.speed_to_lead import speed_to_lead, speed_to_lead_conversion
from cycle_kit.pipeline import Pipeline

#: words (with `{n}`), and the conditions that all must hold
Part = tuple[str, str, tuple[str, ...]]


class Who(NamedTuple):
    """The `counted` of one metric, and of the rest those `beside` them and those `left_out`."""

    counted: Part
    beside: tuple[Part, ...] = ()
    left_out: tuple[Part, ...] = ()
    frame: Callable = deals


class Told(NamedTuple):
    """The same with its numbers."""

    counted: str
    beside: list[str]
    left_out: list[str]


def both(words: str, *conditions: str) -> Part:
    """Words that are the same for one and for many."""
    return words, words, conditions


ALL = ("{n} deal", "{n} deals", ("every",))
DECIDED = ("{n} deal won or lost", "{n} deals won or lost", ("decided",))
CLOSED = ("{n} closed deal", "{n} closed deals", ("closed",))
OPEN, DROPPED = both("{n} open", "open"), both("{n} dropped", "dropped")
NOT_YET = both("{n} open, not finished", "open", "begun")
SOMEWHERE = ("{n} deal", "{n} deals", ("somewhere",))
NOWHERE = both("{n} open in no stage", "nowhere")
UNTIMED = "without a date of creation or closing, or closed before created"
TIMED_DECIDED = (
    "{n} deal won or lost, if it entered in one of the two periods",
    "{n} deals won or lost, those of them that entered in the two periods",
    ("decided", "timed"),
)
OWNED = ("{n} deal with an owner", "{n} deals with an owner", ("owned",))
UNOWNED = both("{n} without an owner", "unowned")

WHO = {
    "funnel": Who(SOMEWHERE, left_out=(NOWHERE,)),
    "funnel_rules": Who(SOMEWHERE, left_out=(NOWHERE,)),
    "funnel_rule_deals": Who(SOMEWHERE, left_out=(NOWHERE,)),
    "ledger": Who(("{n} visit", "{n} visits", ("every",)), frame=visits),
    "flows": Who(
        ("{n} move", "{n} moves", ("left",)),
        left_out=(("{n} visit that goes on", "{n} visits that go on", ("going",)),),
        frame=visits,
    ),
    "loss_reasons": Who(
        ("{n} lost or dropped deal", "{n} lost or dropped deals", ("ended",)),
        beside=(both("{n} of them without a reason", "ended", "unreasoned"),),
    ),
    "stage_durations": Who(
        ("{n} visit", "{n} visits", ("measured",)),
        beside=(both("{n} of them not ended", "measured", "going"),),
        left_out=(both("{n} without a date of entry or leaving", "unmeasured"),),
        frame=visits,
    ),
    "cycle_length": Who(
        ("{n} won deal", "{n} won deals", ("won", "timed")),
        beside=(NOT_YET,),
        left_out=(both("{n} won " + UNTIMED, "won", "untimed"),),
    ),
    "outcome_curves": Who(
        ("{n} deal", "{n} deals", ("seen",)), left_out=(both("{n} " + UNTIMED, "unseen"),)
    ),
    "win_rate": Who(DECIDED, left_out=(DROPPED, OPEN)),
    "velocity": Who(
        ("{n} open deal", "{n} open deals", ("open",)),
        beside=(
            both("{n} won or lost for the win rate", "decided"),
            both("{n} won for the days", "won", "timed"),
        ),
        left_out=(DROPPED,),
    ),
    "kpis": Who(ALL),
    "trend": Who(ALL),
    "qualification": Who(
        (
            "{n} deal won or lost, if it has an answer",
            "{n} deals won or lost, those of them that have an answer",
            ("decided",),
        ),
        left_out=(DROPPED, OPEN),
    ),
    "compare": Who(OWNED, left_out=(UNOWNED,)),
    "deals_needed": Who(OWNED, left_out=(UNOWNED,)),
    "goals": Who(ALL),
    "mix_shift": Who(
        TIMED_DECIDED,
        left_out=(DROPPED, OPEN, both("{n} " + UNTIMED, "decided", "untimed")),
    ),
    "benchmark": Who(DECIDED, beside=(NOT_YET,), left_out=(DROPPED,)),
    "what_if": Who(CLOSED, left_out=(OPEN,)),
    "bottlenecks": Who(CLOSED, left_out=(OPEN,)),
    "forecast": Who(
        ("{n} open deal", "{n} open deals", ("open",)),
        beside=(both("{n} closed to learn from", "closed"),),
    ),
    "backtest": Who(ALL),
    "calibration": Who(ALL),
    "waterfall": Who(
        ("{n} deal with an amount", "{n} deals with an amount", ("valued",)),
        left_out=(both("{n} without one", "unvalued"),),
    ),
    "to_do": Who(
        ("{n} open deal", "{n} open deals", ("open",)),
        beside=(both("{n} closed ones looked through for customers to call", "closed"),),
    ),
    "defects": Who(ALL, frame=everyone),
    "defect_effects": Who(ALL),
    "answerable": Who(ALL),
}


def conditions(pipe: Pipeline, frame) -> dict[str, nw.Expr]:
    """What can be asked of the rows of this frame."""
    every = {"every": ~nw.col("deal_id").is_null()}
    if "exit" in frame.collect_schema().names():
        going = is_in("exit", ("open",))
        known = ~nw.col("days").is_null()
        return every | {"going": going, "left": ~going, "measured": known, "unmeasured": ~known}
    outcomes = {name: is_in("outcome", (name,)) for name in ("open", "won", "lost", "dropped")}
    until = nw.lit(pipe.until.to_pydatetime()).cast(nw.Datetime("us"))
    begun = (nw.col("created_at") <= until).fill_null(False)
    days = span_days("created_at", "closed_at", frame=frame, clocked=pipe.clocked)
    timed = (days >= 0).fill_null(False)
    seen = (outcomes["open"] & begun) | (~outcomes["open"] & timed)
    nowhere = outcomes["open"] & nw.col("stage").is_null()
    empty = {"unowned": "owner", "unreasoned": "lost_reason", "unvalued": "value"}
    without = {name: nw.col(column).is_null() for name, column in empty.items()}
    return {
        **every,
        **outcomes,
        **without,
        **{name.removeprefix("un"): ~lacking for name, lacking in without.items()},
        "decided": is_in("outcome", ("won", "lost")),
        "closed": ~outcomes["open"],
        "ended": is_in("outcome", ("lost", "dropped")),
        "begun": begun,
        "nowhere": nowhere,
        "somewhere": ~nowhere,
        "timed": timed,
        "untimed": ~timed,
        "seen": seen,
        "unseen": ~seen,
    }


def who_here(pipe: Pipeline, who: Who) -> Told:
    """Of a metric of deals or visits; apart from those counted, nobody is not spoken of."""
    parts = (who.counted, *who.beside, *who.left_out)
    counts = numbers(pipe, who.frame(pipe), [names for _one, _more, names in parts])
    told = [
        one_or_more(count, one, more) if count or part is who.counted else ""
        for count, part in zip(counts, parts, strict=True)
        for one, more, _names in [part]
    ]
    end = 1 + len(who.beside)
    return Told(told[0], [text for text in told[1:end] if text], [t for t in told[end:] if t])


def numbers(pipe: Pipeline, frame, asked: list[tuple[str, ...]]) -> list[int]:
    """How many rows meet all conditions of each group of them."""
    known = conditions(pipe, frame)
    marks = {
        f"part{at}": nw.all_horizontal(*(known[name] for name in names), ignore_nulls=True)
        for at, names in enumerate(asked)
    }
    marked = frame.with_columns(**marks).select(*(nw.col(name).cast(nw.Int64) for name in marks))
    sums = table(marked.select(nw.all().sum())).fillna(0)
    return [int(sums[name].iloc[0]) for name in marks]


def leads_here(pipe: Pipeline) -> Told:
    """Of `speed_to_lead`: as its table says."""
    speed = speed_to_lead(pipe).iloc[0]
    noun = ("{n} lead", "{n} leads") if speed["who"] == "all leads" else ("{n} deal", "{n} deals")
    waiting = int(speed["leads"] - speed["answered"])
    gone = {
        "negative": "{n} contacted before creation",
        "undated": "{n} converted without a date of contact",
    }
    return Told(
        one_or_more(speed["leads"], *noun),
        [f"{waiting:,} of them not answered"] if waiting else [],
        [words.replace("{n}", f"{speed[part]:,}") for part, words in gone.items() if speed[part]],
    )


def ended_leads_here(pipe: Pipeline) -> Told:
    """Of `speed_to_lead_conversion`: the leads in its buckets."""
    ended = int(speed_to_lead_conversion(pipe)["leads"].sum())
    others = len(pipe.leads) - ended
    gone = f"{others:,} open, undated or contacted before creation"
    return Told(one_or_more(ended, "{n} lead", "{n} leads"), [], [gone] if others else [])


def slips_here(pipe: Pipeline) -> Told:
    """Of `slips`: the deals in its table."""
    found, whole = len(slips(pipe)), numbers(pipe, deals(pipe), [("every",)])[0]
    pushed = "with an expected closing whose past is known"
    counted = one_or_more(found, f"{{n}} deal {pushed}", f"{{n}} deals {pushed}")
    return Told(counted, [], [f"{whole - found:,} others"] if whole > found else [])


def never_told(pipe: Pipeline, name: str) -> list[str]:
    """Deals of which nobody knows how they ended, which only `defects` counts."""
    if name == "defects":
        return []
    marks = everyone(pipe).select(n=is_in("outcome", ("unknown",)).cast(nw.Int64))
    unknown = int(table(marks.select(nw.col("n").sum()))["n"].fillna(0).iloc[0])
    return [f"{unknown:,} whose outcome is not known"] if unknown else []


OWN = {
    "speed_to_lead": leads_here,
    "speed_to_lead_conversion": ended_leads_here,
    "slips": slips_here,
}

#: those that take what began before a cut at the left from the cut on
ENTERED_LATE = ("cycle_length", "outcome_curves", "stage_durations", "compare")


@checked
def definition_here(pipe: Pipeline, name: MetricName) -> str:
    """The definition with who is counted in this pipeline, who is left out, and the day it speaks for.

    The numbers are those of the metric asked without options. Raises QuestionError for an unknown
    name.
    """
    text = definition(name)
    try:
        told = OWN[name](pipe) if name in OWN else who_here(pipe, WHO[name])
    except QuestionError as error:
        return f"{text} Here nobody is counted: {error.wrong}"
    beside = f" ({', '.join(told.beside)})" if told.beside else ""
    gone = ", ".join([*told.left_out, *never_told(pipe, name)]) or "nobody"
    counted = f"{text} n = {told.counted}{beside}; left out: {gone}; as of {pipe.as_of:%Y-%m-%d}."
    late = late_note(pipe) if name in ENTERED_LATE else ""
    return f"{counted} {late}".strip()
