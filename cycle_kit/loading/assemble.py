"""Recognised tables become a Pipeline: deals and moves typed, reconciled, put in order, and built."""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw
import pandas as pd

from cycle_kit.events import with_all_columns
from cycle_kit.loading.after_win import kept_after_loss, remark_on_reopened, stages_after
from cycle_kit.loading.called import by_name
from cycle_kit.loading.changes import in_base_currency
from cycle_kit.loading.choices import Choices, named_stages
from cycle_kit.loading.columns import Source
from cycle_kit.loading.contents import Contents, contents
from cycle_kit.loading.currency_doubts import remark_on_likely_currencies
from cycle_kit.loading.currency_sheets import by_currency
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.file_lines import where_they_stand
from cycle_kit.loading.leads import in_pipelines, read_leads, with_names_as_ids
from cycle_kit.loading.like_wins import with_stages_like_wins
from cycle_kit.loading.moments import (
    clocked_columns,
    clocked_moves,
    has_hours,
    last_moment,
    remark_on_spans,
)
from cycle_kit.loading.money import with_value
from cycle_kit.loading.money_of_lines import with_lines
from cycle_kit.loading.one_outcome import remark_on_one_outcome, unsaid_dropped
from cycle_kit.loading.open_stages import ordered
from cycle_kit.loading.order import Orders
from cycle_kit.loading.parts import is_grown, without_copies
from cycle_kit.loading.placing import placed
from cycle_kit.loading.rates_of_then import at_rates_of_then, last_rates
from cycle_kit.loading.said_words import remark_on_unheard
from cycle_kit.loading.stage_remarks import remark_on_stages
from cycle_kit.loading.standing_remarks import remark_on_reasons, remark_on_undated
from cycle_kit.loading.standings import Standings, standings
from cycle_kit.pipeline import Pipeline, built, notes
from cycle_kit.remarks import Remarks


def assembled(
    tables: list[Source],
    logs: list[Source],
    leads: list[Source],
    choices: Choices,
    remarks: Remarks,
) -> Pipeline:
    """One Pipeline from a table of deals (or several parts or days of it), logs of moves, or both."""
    if logs or not is_grown(tables):  # an export of a later day may well have the same rows
        tables = without_copies(tables)
    tables, logs = by_currency(by_name(tables)), without_copies(logs)
    held = contents(tables, logs, choices, remarks)
    choices = with_stages_like_wins(held.moves, choices, logs)
    stand = standings(held, logs, choices)
    after = after_the_win(held, stand, choices, remarks)
    stand = stand.ending_before(after)
    orders, names = ordered(held, stand, tables, after, choices, remarks)
    moves = moves_in_order(held, stand, orders, after, logs, remarks)
    remark_on_endings(held, stand, moves, tables or logs, names, choices, remarks)
    remark_on_unheard(choices.said, words_of(held.moves, held.deals), remarks)
    lines = None if held.deals is None else held.deals.lines
    ids, changes, days, recorded = held.ids, held.changes, held.days, not held.moves.empty
    fields, places = stand.fields, where_they_stand(held.deals)
    del held, stand  # as large as the file, and what follows needs as much again
    fields, currency, rates, several = with_value(
        fields,
        remarks,
        base=choices.base,
        rates={**last_rates(choices.rates_of_then), **choices.rates},
    )
    remark_on_likely_currencies(tables, fields)
    clocked = clocked_columns(moves, tables, logs)
    remark_on_spans(fields, moves, remarks, clocked=clocked, lines=places)
    frame = with_all_columns(nw.from_native(fields.reset_index(drop=True)))
    made = built(
        frame,
        nw.from_native(moves),
        as_of=last_moment(
            fields, moves, spoken=days and days.last, said=choices.as_of, tables=tables or logs
        ),
        crm=(tables or logs)[0].match.dialect.crm,
        orders=orders.stages,
        after=after,
        ordered=orders.known,
        recorded=recorded,
        timed=has_hours(fields, moves),
        clocked=clocked,
        currency=currency,
        several_currencies=several,
        targets=choices.targets,
        changes=in_base_currency(changes, fields, rates),
        leads=read_leads(leads, ids),
        notes=notes(remarks.rows),
    )
    if choices.rates_of_then:
        without_day = None if rates is None else choices.rates
        made = at_rates_of_then(made, choices.rates_of_then, without_day, remarks)
    named = with_names_as_ids(made.leads, made.deals)
    made = replace(made, leads=in_pipelines(named, made.deals), first_export=days and days.first)
    return made if lines is None else with_lines(made, lines, choices, remarks, places)


def after_the_win(
    held: Contents, stand: Standings, choices: Choices, remarks: Remarks
) -> tuple[str, ...]:
    """The stages that come after the win."""
    return stages_after(
        held.moves,
        stand.state,
        stand.ends,
        held.ids,
        said=choices.after,
        stages=named_stages(choices.stages),
        steps=dict(choices.steps),
        remarks=remarks,
    )


def moves_in_order(
    held: Contents,
    stand: Standings,
    orders: Orders,
    after: tuple[str, ...],
    logs: list[Source],
    remarks: Remarks,
) -> pd.DataFrame:
    """All moves by deal and time, with `deal_id`; those that go on after an outcome are told."""
    # the dates of stages in the deals' own table need not say how they ended: another column does
    logged = bool(logs) or bool(held.moves["label"].isin(list(stand.ends)).any())
    moves = placed(
        held.moves,
        stand.state,
        stand.ends,
        orders,
        after,
        remarks,
        clocked=clocked_moves(logs),
        own=logged and not stand.by_log,
        beside=bool(logs),
        lines=where_they_stand(held.deals),
    )
    moves = moves.assign(deal_id=pd.Categorical.from_codes(moves["deal"], categories=held.ids))
    remark_on_reopened(moves, remarks, by_client=any(log.match.paths for log in logs))
    return moves


def remark_on_endings(
    held: Contents,
    stand: Standings,
    moves: pd.DataFrame,
    sources: list[Source],
    names: list[str],
    choices: Choices,
    remarks: Remarks,
) -> None:
    """What of the deals' ends is missing or doubtful. `names`: of the open stages."""
    deals = held.deals
    if stand.state is not None and deals is not None:
        remark_on_stages(deals, stand.state, not held.moves.empty)
        remark_on_undated(deals.source, moves, where_they_stand(deals), deals)
    elif stand.state is not None:
        remark_on_undated(sources[0], moves)
    else:
        last = outcomes_of_moves(moves, stand.fields.index)
        if last.ne("open").any() or not moves["kind"].eq("end").any():
            dropped = unsaid_dropped(stand.ends, choices.words.said())
            kept = kept_after_loss(moves)
            remark_on_one_outcome(sources[0], names, last, dropped=dropped, kept=kept)
        if deals is not None:
            remark_on_reasons(deals, last)


def outcomes_of_moves(moves: pd.DataFrame, deals: pd.Index) -> pd.Series:
    """How each deal stands after its last move; without moves it is open, and after the win it is won."""
    after = moves["kind"] == "after"
    won = pd.Series("won", index=moves.loc[after, "deal"].unique())
    last = moves[~after].drop_duplicates("deal", keep="last").set_index("deal")
    ended = last["label"].astype("str").where(last["kind"] == "end")
    known = ended.reindex(deals).fillna(won.reindex(deals))
    later = moves.drop_duplicates("deal", keep="last").set_index("deal")["kind"].reindex(deals)
    return known.where(later.isin(["end", "after"]), "open")


def words_of(moves: pd.DataFrame, deals: DealRows | None) -> list[str]:
    """Every word that tells a stage or how a deal stands."""
    seen = [str(name) for name in moves["label"].cat.categories]
    if deals is not None:
        columns = [name for name in ("stage", "status", "last_stage") if name in deals.hints]
        seen += [word for name in columns for word in deals.hints[name].dropna().unique()]
    return list(dict.fromkeys(seen))
