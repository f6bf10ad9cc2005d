"""Targets as people write them: which a pipeline carries, and what each asks of whom and when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import narwhals as nw
import pandas as pd

from cycle_kit.arguments import fits
from cycle_kit.conditions import missing
from cycle_kit.errors import ColumnError, QuestionError, listed
from cycle_kit.fiscal import FISCAL, Length, Periods, Stretch
from cycle_kit.metrics.credit import OWNER, credited, is_shared
from cycle_kit.metrics.frames import deals, table
from cycle_kit.metrics.measures import KPIS, measure
from cycle_kit.metrics.periods import check_period, names_here
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.signatures import Kind, shown

GIVEN = ("measure", "period", "target", "owner", "team", "pipeline", "every")
TYPED = '[{"measure": "won_value", "period": "2024-07", "target": 500_000}]'
Targets = Annotated[
    pd.DataFrame | Sequence[Mapping[str, Any]] | Mapping[str, Any],
    Kind("a list of targets", TYPED),
]
WHOSE = ("owner", "team", "pipeline")
TEXTS = tuple((name, str, "a text") for name in (*WHOSE, "every"))


@dataclass(frozen=True)
class Goal:
    """One target: of what, when, whose."""

    measure: str
    target: float
    every: Length
    start: pd.Timestamp
    end: pd.Timestamp  # not included
    label: str
    owner: str | None = None
    team: str | None = None
    pipeline: str | None = None

    @property
    def whose(self) -> tuple[str | None, ...]:
        """What tells its deals apart."""
        return tuple(getattr(self, name) for name in WHOSE)

    @property
    def place(self) -> tuple[Any, ...]:
        """Whose, from when, until when: alike for two measures of the same."""
        return (*self.whose, self.start, self.end)


def carried(pipe: Pipeline) -> list[Mapping[str, Any]]:
    """The rows of `pipe.targets` whose deals are all in this pipeline, whatever `where` left out.

    Raises QuestionError where there are none, with the line to write.
    """
    if not pipe.targets:
        raise QuestionError(
            "There are no targets.",
            there="There is no cycle.toml beside the export that gives any.",
            fix=f"Write at the top of cycle.toml {example(pipe)}, or pass such rows: ck.goals(pipe, [...]).",
        )
    mine = [row for row in pipe.targets if all_inside(row, pipe.conditions)]
    if not mine:
        raise QuestionError(
            "No target of cycle.toml is for these deals alone.",
            there=f"They are chosen by {listed(pipe.conditions)}; targets can be of an owner, a team "
            "or a pipeline.",
            fix="Ask the whole pipeline, or write a target for these.",
        )
    return mine


def all_inside(row: Mapping[str, Any], conditions: Mapping[str, Any]) -> bool:
    """Whether the deals that a target speaks of all meet the conditions; it has to say so itself."""
    return all(meets(row.get(column), wanted) for column, wanted in conditions.items())


def meets(said: Any, wanted: Any) -> bool:
    if said is None or isinstance(wanted, slice):
        return False
    several = isinstance(wanted, (list, tuple, set, frozenset))
    return said in wanted if several else said == wanted


def example(pipe: Pipeline) -> str:
    """The line of cycle.toml that gives a target for the month that runs, or begins, when the data ends."""
    month = pipe.as_of.normalize() + pd.Timedelta(days=1)
    return f'targets = [{{measure = "won_value", period = "{month:%Y-%m}", target = 500_000}}]'


def rows_of(targets: Targets) -> list[dict[str, Any]]:
    """The rows, checked; one target alone is a row, and a dict of columns is as many as they are long."""
    alone = isinstance(targets, Mapping) and not any(isinstance(c, list) for c in targets.values())
    rows = pd.DataFrame([targets] if alone else targets).astype(object).to_dict("records")
    for place, row in enumerate(rows, start=1):
        lacking = [name for name in GIVEN[:3] if missing(row.get(name))]
        strange = [str(name) for name in row if name not in GIVEN]
        said = [str(name) for name, value in row.items() if not missing(value)]
        if lacking or strange:
            raise ColumnError(
                f"Target {place} lacks {listed(lacking)}."
                if lacking
                else f"Target {place} says {listed(strange)}, which is not known.",
                there=f"It says {listed(said)}." if said else "It says nothing.",
                fix=f"Give each target {listed(GIVEN[:3])}, and if you like {listed(GIVEN[3:])}.",
            )
    return [{str(name): value for name, value in row.items()} for row in rows]


def goal(pipe: Pipeline, row: Mapping[str, Any], *, kept: bool = True) -> Goal:
    """One row of the targets, checked.

    `kept`: it is of cycle.toml, where somebody new may have a target and no deals yet (loading notes it);
    whoever is named in a call has to be there.
    """
    for name, kind, words in (("measure", str, "a text"), ("target", float, "a number"), *TEXTS):
        if not missing(row.get(name)) and not fits(row[name], kind):
            raise ColumnError(
                f'The "{name}" of a target is {words}.', there=f"It was {shown(row[name])}.",
                fix=f"Write it as {TYPED}.",
            )  # fmt: skip
    every = None if missing(row.get("every")) else row["every"]
    if every is not None:
        check_period(every, "every")
    whole, every = span_of(pipe, row["period"], every)
    start, end = whole.start_time, whole.later(1).start_time
    label = pipe.periods.label(start, every)
    whose = {name: row.get(name) for name in WHOSE if not missing(row.get(name))}
    check_whose(pipe, whose, kept=kept)
    one = Goal(row["measure"], float(row["target"]), every, start, end, label, **whose)
    if one.measure not in KPIS:  # a stage has to be one of its pipeline
        measure(scope(pipe, one), one.measure)
    return one


def span_of(pipe: Pipeline, said: Any, every: Length | None) -> tuple[Stretch, Length]:
    """A period as people write it, and its length; quarters and years as the company counts them."""
    try:
        dated = said if isinstance(said, (date, pd.Period)) else str(said)
        if pipe.periods.countable(dated) is None:
            raise ValueError("no period that can be counted with")
        check_calendar(pipe, dated)
        return pipe.periods.whole(said, every)
    except ValueError:
        names = names_here(pipe) if pipe.periods.months else ["2025-10", "2025-Q4", "2025"]
        raise QuestionError(
            "A target has no readable period.",
            there=f'It was "{said}".',
            fix='Write it as "{}", "{}" or "{}".'.format(*names),
        ) from None


#: a year, a quarter or a month
LONG = re.compile(rf"(?:{FISCAL} ?)?\d{{4}}(?:[- ]?Q[1-4]|-(?:0?[1-9]|1[0-2]))?")


def is_foreign(periods: Periods, said: Any) -> bool:
    """Whether it names a year, quarter or month of the usual calendar where months are those of another: it is none
    of these, and lies in two."""
    if not periods.months or periods.months.weeks or periods.own(str(said)):
        return False
    day = isinstance(said, pd.Period) and str(said.freqstr)[0] in "DW"
    return not day and bool(LONG.fullmatch(str(said).strip().upper()))


def check_calendar(pipe: Pipeline, said: object) -> None:
    """QuestionError: a period of the usual calendar, where the company's are of another."""
    if not is_foreign(pipe.periods, said):
        return
    start, end = pipe.periods.countable(said) or (pipe.as_of, pipe.as_of)
    length = pipe.periods.whole(said)[1]
    own = pipe.periods.label(start + (end - start) / 2, length)
    raise QuestionError(
        f"The period of a target, {said}, is of another calendar.",
        there="Years, quarters and months are here those of the Jalali calendar.",
        fix=f'Write it as "{own}", which most of it lies in.',
    )


def check_whose(pipe: Pipeline, whose: Mapping[str, Any], *, kept: bool) -> None:
    """An error for a column or a pipeline that there is not, and but for those of cycle.toml for a name."""
    for name in whose:
        check_by(pipe, name)
    if not kept:
        for name, value in whose.items():
            if not (name == OWNER and has_shares(pipe, value)):
                pipe.where(**{name: value})
    if whose.get("pipeline", next(iter(pipe.orders), None)) not in pipe.orders:
        pipe.where(pipeline=whose["pipeline"])


def has_shares(pipe: Pipeline, owner: str) -> bool:
    """Whether somebody has a share of a deal here, be it that no deal is theirs alone."""
    if not is_shared(pipe, [OWNER]):
        return False
    return owner in set(table(credited(pipe, [OWNER]).select(OWNER).unique())[OWNER])


def named(one: Goal) -> dict[str, str]:
    return {name: getattr(one, name) for name in WHOSE if getattr(one, name)}


def scope(pipe: Pipeline, one: Goal) -> Pipeline:
    """The pipeline of the deals that a target speaks of."""
    whose = named(one)
    return meeting(pipe, whose) if whose else pipe


def deals_of(pipe: Pipeline, one: Goal):
    """Only these deals, as a Narwhals frame; quicker, where nothing else is asked."""
    frame = deals(pipe)
    for name, value in named(one).items():
        frame = frame.filter(nw.col(name).cast(nw.String) == value)
    return frame


def ids_of(pipe: Pipeline, one: Goal) -> pd.Series:
    """The ids of these deals."""
    rows = pipe.once("whose", lambda: table(deals(pipe).select("deal_id", *WHOSE)))
    return rows.loc[of(rows, one), "deal_id"]


def of(rows: pd.DataFrame, one: Goal) -> pd.Series:
    """Which rows of a table by owner, team and pipeline a target is of."""
    mine = pd.Series(True, index=rows.index)
    for name, value in named(one).items():
        mine &= rows[name].eq(value).fillna(False).astype(bool)
    return mine


def of_owner(rows: pd.DataFrame, one: Goal, by: str | None) -> pd.DataFrame:
    """Of a table by owner the rows of a target's."""
    return rows[rows[by].eq(one.owner)] if by else rows
