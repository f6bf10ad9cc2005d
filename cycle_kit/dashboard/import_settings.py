"""Choices made on the import page as pieces of settings: each function gives the settings after one choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from cycle_kit.config.keys import is_period
from cycle_kit.dialects.endings import meaning, resembles, said_words
from cycle_kit.dialects.hopes import said_key
from cycle_kit.dialects.wording import ENDS
from cycle_kit.loading.preview import Preview
from cycle_kit.loading.understood import HISTORY
from cycle_kit.pipeline import Pipeline

Settings = Mapping[str, Any]
LISTS = ("won", "lost", "dropped", "after", "open")


def after_choice(
    settings: Settings, seen: Preview, what: str, name: str, value: str
) -> dict[str, Any]:
    """One choice of columns, words, dates or money, by the name of its field."""
    if what == "column":
        row = seen.columns.loc[int(name)]
        taken = row["column"] if row["column"] != HISTORY else ""
        return with_column(settings, header=row["header"], before=taken, name=value)
    if what == "meaning":
        return with_meaning(settings, seen.words, name, value)
    if what in ("rename", "since"):
        return with_rename(settings, name, **{"new" if what == "rename" else "since": value})
    if what == "base":
        return with_base(settings, value)
    if what == "rate":
        return with_rate(settings, name, value)
    return {**settings, what: value}


def with_draft(settings: Settings, draft: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """A target that is being written, once it has all it needs; and what is still being written."""
    period, amount = draft.get("period", "").strip(), draft.get("target", "")
    if not is_period(period) or not amount or float(amount) <= 0:
        return dict(settings), draft
    measure = draft.get("measure", "won_value")
    target = {"measure": measure, "period": period, "target": float(amount)}
    return with_target(settings, target), {}


def with_column(settings: Settings, *, header: str, before: str, name: str) -> dict[str, Any]:
    """A header taken for another name of ours, or for none; a name belongs to one header only.

    `before`: what it was taken for. A recognised column that is to be none is named with "".
    """
    kept = {
        ours: theirs
        for ours, theirs in settings.get("columns", {}).items()
        if theirs != header and ours != name
    }
    if name:
        kept[name] = header
    elif before:
        kept[before] = ""
    return {**settings, "columns": kept}


def with_meaning(
    settings: Settings, words: Mapping[str, str], word: str, kind: str
) -> dict[str, Any]:
    """One word's meaning changed, and those of all others written out.

    Of open stages only those are named that somebody called so, and that would be taken for something else.
    """
    called_open = said_words(open=settings.get("open"))
    meant = {**words, word: kind}
    lists = {name: [each for each, what in meant.items() if what == name] for name in LISTS}
    lists["open"] = [
        each
        for each, what in meant.items()
        if not what and (each == word or said_key(each) in called_open or doubtful(each))
    ]
    others = {name: value for name, value in settings.items() if name not in LISTS}
    kept = {name: each for name, each in lists.items() if each}
    return {**others, **kept} | without(settings, word if kind else "")


def doubtful(word: str) -> bool:
    """Whether a word means, or seems to mean, that a deal has ended."""
    return meaning(word) in (*ENDS, "closed") or bool(resembles(word))


def with_target(settings: Settings, target: Mapping[str, Any]) -> dict[str, Any]:
    """One more target, in the place of the one there is of the same measure, period and owner."""
    same = ("measure", "period", "owner", "team", "pipeline")
    others = [
        each
        for each in settings.get("targets", [])
        if any(each.get(name) != target.get(name) for name in same)
    ]
    return {**settings, "targets": [*others, dict(target)]}


def without_target(settings: Settings, place: int) -> dict[str, Any]:
    targets = [each for at, each in enumerate(settings.get("targets", [])) if at != place]
    return {**settings, "targets": targets}


def with_orders(settings: Settings, pipe: Pipeline) -> dict[str, Any]:
    """The order of stages as it is known, so that what is kept loads alike; of other pipelines it stays.

    One that nobody knows is left out: kept, it would count as known ever after.
    """
    orders = listed(pipe.orders)
    if not pipe.ordered or not any(orders.values()):
        return dict(settings)
    said = settings.get("stages")
    if list(orders) == [""]:
        return dict(settings) if isinstance(said, Mapping) else {**settings, "stages": orders[""]}
    return {**settings, "stages": {**(said if isinstance(said, Mapping) else {}), **orders}}


def asks_for_order(pipe: Pipeline) -> bool:
    """Whether there is an order to say that nobody knows."""
    return not pipe.ordered and any(len(order) > 1 for order in pipe.orders.values())


def renames(settings: Settings) -> dict[str, tuple[str, dt.date | None]]:
    """{old name: (new name, day of the change)} of either form of `rename`."""
    said = settings.get("rename", {})
    if isinstance(said, Mapping):
        return {old: (new, None) for old, new in said.items()}
    return {each["from"]: (each["to"], each.get("since")) for each in said}


def with_rename(
    settings: Settings, word: str, *, new: str | None = None, since: str | None = None
) -> dict[str, Any]:
    """A stage that is called otherwise now, or is part of another; `since`: a day as 2024-07-01, or "".

    None leaves the name, or the day, as it is; a name that is empty or the same ends the change.
    """
    changes = renames(settings)
    name, day = changes.pop(word, ("", None))
    name = name if new is None else new.strip()
    day = day if since is None else dt.date.fromisoformat(since) if since else None
    if name and name != word:
        changes[word] = (name, day)
    return {**settings, "rename": as_rename(changes)} | replaced(settings, word, name)


def as_rename(changes: Mapping[str, tuple[str, dt.date | None]]) -> Any:
    """A table where no day is known, else a list of tables."""
    if not any(day for _, day in changes.values()):
        return {old: new for old, (new, _) in changes.items()}
    return [
        {"from": old, "to": new} | ({"since": day} if day else {})
        for old, (new, day) in changes.items()
    ]


def without(settings: Settings, word: str) -> dict[str, Any]:
    """The order of stages without a word that is none any more."""
    return each_order(settings, lambda order: [stage for stage in order if stage != word])


def replaced(settings: Settings, old: str, new: str) -> dict[str, Any]:
    """The order of stages with a new name at the old one's place, each name once."""
    if not new:
        return {}
    return each_order(
        settings,
        lambda order: list(dict.fromkeys(new if stage == old else stage for stage in order)),
    )


def each_order(settings: Settings, changed) -> dict[str, Any]:
    stages = settings.get("stages")
    if isinstance(stages, Mapping):
        return {"stages": {name: changed(order) for name, order in stages.items()}}
    return {"stages": changed(stages)} if stages else {}


def with_all_stages(settings: Settings, orders: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The order of stages with those at its end that are in the file and not in it."""
    stages = settings.get("stages") or []
    if isinstance(stages, Mapping):
        merged = {
            name: [*order, *(stage for stage in orders.get(name, ()) if stage not in order)]
            for name, order in stages.items()
        }
        return {**settings, "stages": merged}
    every = dict.fromkeys(stage for order in orders.values() for stage in order)
    return {**settings, "stages": [*stages, *(s for s in every if s not in stages)]}


def moved(order: Sequence[str], stage: str, place: int) -> list[str]:
    """An order with one of its stages at another place."""
    others = [each for each in order if each != stage]
    return [*others[:place], stage, *others[place:]]


def with_said(
    settings: Settings, pipe: Pipeline, orders: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Orders that somebody moved or confirmed, by pipeline; those of other files stay."""
    said = settings.get("stages")
    if list(pipe.orders) != [""]:
        known = said if isinstance(said, Mapping) else {}
        return {**settings, "stages": {**known, **listed({**pipe.orders, **orders})}}
    order = list(orders[""])
    if isinstance(said, Mapping):  # of several pipelines the one that this file's stages belong to
        mine = next(
            (key for key, each in said.items() if tuple(each) == tuple(pipe.orders[""])), None
        )
        if mine is not None:
            return {**settings, "stages": {**said, mine: order}}
    return {**settings, "stages": order}


def listed(orders: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: list(stages) for name, stages in orders.items()}


def with_base(settings: Settings, base: str) -> dict[str, Any]:
    """Sums of money in another currency; rates of the one before say nothing about it."""
    money = settings.get("currency", {})
    if base == money.get("base", ""):
        return dict(settings)
    return {**settings, "currency": {"base": base} if base else {}}


def with_rate(settings: Settings, code: str, rate: str) -> dict[str, Any]:
    """What one unit of a currency is worth in the base; "" or nought: not known."""
    money = settings.get("currency", {})
    worth = float(rate or 0)
    others = {each: value for each, value in money.get("rates", {}).items() if each != code}
    rates = others | ({code: worth} if worth > 0 else {})
    return {**settings, "currency": {**money, "rates": rates}}
