"""Who is counted in each metric, here: how many, who stands beside them, and who is left out."""

from __future__ import annotations

from typing import NamedTuple

import narwhals as nw

from cycle_kit.arguments import checked
from cycle_kit.engines import instant
from cycle_kit.errors import QuestionError, StageError, one_or_more
from cycle_kit.history import span_days
from cycle_kit.metrics.by_line import lines_of
from cycle_kit.metrics.catalogue import CARDS, Card
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.customers import customers
from cycle_kit.metrics.definitions import DEFINED, MetricName, definition
from cycle_kit.metrics.frames import deals, everyone, table, visits
from cycle_kit.metrics.lead_funnel import lead_funnel
from cycle_kit.metrics.slips import slips
from cycle_kit.metrics.spans import late_note
from cycle_kit.metrics.speed_to_lead import speed_to_lead, speed_to_lead_conversion
from cycle_kit.metrics.step_effects import past_a_skipped_step
from cycle_kit.pipeline import Pipeline

FRAMES = {"deals": deals, "visits": visits, "everyone": everyone}


class Phrase(NamedTuple):
    """How many, and the words for one of them and for more, with `{n}`; told in any language."""

    count: int
    one: str
    more: str

    def __str__(self) -> str:
        return one_or_more(self.count, self.one, self.more)


class Told(NamedTuple):
    """Who is counted, who stands beside them and who is left out; nobody is in none of these lists."""

    counted: Phrase
    beside: list[Phrase]
    left_out: list[Phrase]


def same(count: int, words: str) -> list[Phrase]:
    """Words that are the same for one and for more; nothing where there is nobody."""
    return [Phrase(int(count), words, words)] if count else []


def conditions(pipe: Pipeline, frame) -> dict[str, nw.Expr]:
    """What can be asked of the rows of this frame."""
    every = {"every": ~nw.col("deal_id").is_null()}
    if "exit" in frame.collect_schema().names():
        going = is_in("exit", ("open",))
        known = ~nw.col("days").is_null()
        back = {"back": is_in("exit", ("back",))}
        return (
            every | back | {"going": going, "left": ~going, "measured": known, "unmeasured": ~known}
        )
    outcomes = {name: is_in("outcome", (name,)) for name in ("open", "won", "lost", "dropped")}
    until = instant(pipe.until)
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


def who_here(pipe: Pipeline, card: Card) -> Told:
    """Of a metric of deals or visits; apart from those counted, nobody is not spoken of."""
    parts = [part for part in (card.counted, *card.beside, *card.left_out) if part]
    counts = numbers(pipe, FRAMES[card.of](pipe), [part.conditions for part in parts])
    told = [Phrase(count, part.one, part.many) for count, part in zip(counts, parts, strict=True)]
    end = 1 + len(card.beside)
    beside, left_out = ([one for one in some if one.count] for some in (told[1:end], told[end:]))
    return Told(told[0], beside, left_out)


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
    return Told(
        Phrase(int(speed["leads"]), *noun),
        same(speed["leads"] - speed["answered"], "{n} of them not answered"),
        [
            *same(speed["negative"], "{n} contacted before creation"),
            *same(speed["undated"], "{n} converted without a date of contact"),
        ],
    )


def ended_leads_here(pipe: Pipeline) -> Told:
    """Of `speed_to_lead_conversion`: the leads in its buckets."""
    ended = int(speed_to_lead_conversion(pipe)["leads"].sum())
    gone = same(len(pipe.leads) - ended, "{n} open, undated or contacted before creation")
    return Told(Phrase(ended, "{n} lead", "{n} leads"), [], gone)


def all_leads_here(pipe: Pipeline) -> Told:
    """Of `lead_funnel`: all leads, and those whose end nobody knows yet."""
    row = lead_funnel(pipe).iloc[0]
    waiting = same(row["open"], "{n} of them still open")
    return Told(Phrase(int(row["leads"]), "{n} lead", "{n} leads"), waiting, [])


def customers_here(pipe: Pipeline) -> Told:
    """Of `customers` and `buying_again`: the accounts, and the won deals of none."""
    row = customers(pipe).iloc[0]
    whole = numbers(pipe, deals(pipe), [("won",)])[0]
    return Told(
        Phrase(int(row["customers"]), "{n} customer", "{n} customers"),
        [Phrase(int(row["won_deals"]), "{n} won deal", "{n} won deals")],
        same(whole - row["won_deals"], "{n} won without an account or a date of closing"),
    )


def slips_here(pipe: Pipeline) -> Told:
    """Of `slips`: the deals in its table."""
    found, whole = len(slips(pipe)), numbers(pipe, deals(pipe), [("every",)])[0]
    counted = Phrase(
        found,
        "{n} deal with an expected closing whose past is known",
        "{n} deals with an expected closing whose past is known",
    )
    return Told(counted, [], same(whole - found, "{n} others"))


def past_a_step_here(pipe: Pipeline) -> Told:
    """Of `step_effects`: the decided deals that got past a step which some of them skipped."""
    each = [pipe.where(pipeline=name) for name in pipe.orders] if len(pipe.orders) > 1 else [pipe]
    past = sum(past_a_skipped_step(one) for one in each)
    decided, going, dropped = numbers(pipe, deals(pipe), [("decided",), ("open",), ("dropped",)])
    counted = Phrase(
        past,
        "{n} deal won or lost past a step that some skipped",
        "{n} deals won or lost past a step that some skipped",
    )
    before = same(decided - past, "{n} lost before such a step")
    return Told(counted, [], [*before, *same(going, "{n} open"), *same(dropped, "{n} dropped")])


def never_told(pipe: Pipeline, name: str) -> list[Phrase]:
    """Deals of which nobody knows how they ended, which only `defects` counts."""
    if name == "defects":
        return []
    marks = everyone(pipe).select(n=is_in("outcome", ("unknown",)).cast(nw.Int64))
    unknown = int(table(marks.select(nw.col("n").sum()))["n"].fillna(0).iloc[0])
    return same(unknown, "{n} whose outcome is not known")


def deals_with_lines_here(pipe: Pipeline) -> Told:
    """Of `by_line`: the deals that have lines."""
    ids = table(deals(pipe).select("deal_id"))["deal_id"]
    found = int(ids.isin(lines_of(pipe)["deal_id"]).sum())
    gone = same(len(ids) - found, "{n} without lines")
    return Told(Phrase(found, "{n} deal with lines", "{n} deals with lines"), [], gone)


OWN = {
    "by_line": deals_with_lines_here,
    "speed_to_lead": leads_here,
    "speed_to_lead_conversion": ended_leads_here,
    "lead_funnel": all_leads_here,
    "customers": customers_here,
    "buying_again": customers_here,
    "slips": slips_here,
    "step_effects": past_a_step_here,
}

#: those that take what began before a cut at the left from the cut on
ENTERED_LATE = ("cycle_length", "outcome_curves", "stage_durations", "compare")


def told_here(pipe: Pipeline, name: str) -> Told:
    """Who is counted in a metric; QuestionError or StageError where it cannot be asked."""
    told = OWN[name](pipe) if name in OWN else who_here(pipe, CARDS[name])
    return told._replace(left_out=[*told.left_out, *never_told(pipe, name)])


@checked
def definition_here(pipe: Pipeline, name: MetricName) -> str:
    """The definition with who is counted in this pipeline, who is left out, and the day it speaks for.

    The numbers are those of the metric asked without options. Raises QuestionError for an unknown
    name.
    """
    text = definition(name)
    if name not in DEFINED:  # a measure, whose numbers are those of each period
        return f"{text} As of {pipe.as_of:%Y-%m-%d}."
    try:
        told = told_here(pipe, name)
    except (QuestionError, StageError) as error:
        return f"{text} Here nobody is counted: {error.wrong}"
    beside = f" ({', '.join(map(str, told.beside))})" if told.beside else ""
    gone = ", ".join(map(str, told.left_out)) or "nobody"
    counted = f"{text} n = {told.counted}{beside}; left out: {gone}; as of {pipe.as_of:%Y-%m-%d}."
    return f"{counted} {late_here(pipe, name)}".strip()


def late_here(pipe: Pipeline, name: str) -> str:
    return late_note(pipe) if name in ENTERED_LATE else ""
