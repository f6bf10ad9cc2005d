"""How each deal began and how it stands, as its row, its log's rows or its moves alone tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from cycle_kit.loading.choices import Choices
from cycle_kit.loading.columns import Source
from cycle_kit.loading.contents import ENDS, Contents, pipelines_of
from cycle_kit.loading.creation import fields_of_log, with_creation
from cycle_kit.loading.log_ends import ends_of_log
from cycle_kit.loading.log_status import remark_on_left, standing_by_log
from cycle_kit.loading.outcomes import standing, tells_outcomes
from cycle_kit.loading.planned import remark_on_last_alone, without_planned, without_slips
from cycle_kit.loading.won_amounts import remark_on_won_amounts, with_won_amounts


@dataclass(frozen=True)
class Standings:
    """`fields`: of the deals, with their creation. `state`: how each deal stands; None where its moves alone tell.
    `ends`: {word: outcome}. `by_log`: the log's own rows tell the state."""

    fields: pd.DataFrame
    state: pd.DataFrame | None
    ends: dict[str, str]
    by_log: bool = False

    def ending_before(self, after: Collection[str]) -> Standings:
        """The same where stages after the win are no outcomes."""
        ends = {name: outcome for name, outcome in self.ends.items() if name not in after}
        return replace(self, ends=ends)


def standings(held: Contents, logs: list[Source], choices: Choices) -> Standings:
    """By the deals' own table first; else by the status in the rows of a log; else by moves."""
    ends = ends_of_log(held.moves, choices.words, choices.named, logs)
    if held.days is not None or any(log.has("status") for log in logs):
        ends |= {name: name for name in ENDS}
    if held.deals is None:
        stand = Standings(fields_of_log(held, ends, logs[0]), None, ends)
    else:
        stand = of_table(held, ends, choices)
    if stand.state is not None:
        return stand
    told = standing_by_log(logs, choices.words, choices.named, held.ids)
    if told is None:
        if held.deals is None:
            remark_on_left(logs[0], open_by_moves(held, ends))
        return stand
    state, own = told
    remark_on_left(logs[0], held.ids[state["outcome"].eq("open")])
    state = state.assign(pipeline=pipelines_of(stand.fields))
    return replace(stand, state=state, ends=own | ends, by_log=True)


def open_by_moves(held: Contents, ends: Collection[str]) -> pd.Index:
    """The ids of deals whose last move is no end."""
    last = held.moves.sort_values(["at", "seq"], kind="stable").drop_duplicates("deal", keep="last")
    return held.ids[last.loc[~last["label"].isin(list(ends)), "deal"]]


def of_table(held: Contents, ends: dict[str, str], choices: Choices) -> Standings:
    """As the rows of the deals tell, where they tell outcomes at all. `ends`: words of a log."""
    deals = held.deals
    assert deals is not None
    fields, state = deals.fields, None
    if tells_outcomes(deals.source):
        state, own = standing(deals, choices.words, stages=choices.named, logged=bool(ends))
        ends = own | ends
        state["pipeline"] = pipelines_of(fields)
        state = without_planned(deals, state, held.moves, choices.as_of)
        fields, state = without_slips(deals, fields, state, held.moves)
        if choices.as_of is None and held.days is None:
            remark_on_last_alone(deals, fields, state, held.moves)
        won = state["outcome"] == "won"
        fields = with_won_amounts(deals, fields, won)
        remark_on_won_amounts(deals, won)
        fields = fields.assign(expected_close=state["expected_close"])
    return Standings(with_creation(fields, held.moves, ends, deals), state, ends)
