"""A set of tables as one table of deals and the logs of their moves, in the form that files come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from cycle_kit import tables as ours
from cycle_kit.dialects import Dialect
from cycle_kit.dialects.dialect import HINTS, FieldLog
from cycle_kit.dialects.endings import meaning
from cycle_kit.files import RawTable
from cycle_kit.remarks import Remarks
from cycle_kit.values import key
from cycle_kit.warehouse import cells, deals, history, lacking, logs, people, standing
from cycle_kit.warehouse import stages as of_stages
from cycle_kit.warehouse.known import Plan
from cycle_kit.warehouse.logs import MOVES, Log
from cycle_kit.warehouse.names import folded
from cycle_kit.warehouse.stages import Stages
from cycle_kit.warehouse.tables import Table


@dataclass(frozen=True)
class Known(RawTable):
    """A raw table of which it is known already what it is: `dialect` has one header for each of our columns."""

    dialect: Dialect | None = None


@dataclass(frozen=True)
class Made:
    """What `load` reads of a set. `outcomes`: {stage: won, lost, dropped or open}.

    `places`: {(pipeline, stage): its place}.
    """

    tables: tuple[Known, ...]
    outcomes: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[tuple[str, str], float] = field(default_factory=dict)
    notes: tuple[dict[str, Any], ...] = ()


#: columns that say which row counts, and not how a deal is
MARKS = ("is_deleted", "deleted", "cursor", "owner_name", "stage_name")
KINDS = {**ours.DEALS, **HINTS}


def made(raws: Sequence[RawTable], plan: Plan) -> Made:
    """The tables of a set, those that are not needed left aside with a note."""
    remarks = Remarks()
    tables = [
        Table(_plain(raw), kind, loader, plan.system)
        for raw, kind, loader in zip(raws, plan.kinds, plan.loaders, strict=True)
        if kind is not None
    ]
    others = [raw for raw, kind in zip(raws, plan.kinds, strict=True) if not kind]
    lacking.aside(others, plan.short, remarks)
    of = {is_: [table for table in tables if table.kind.is_ == is_] for is_ in IS}
    rows = deals.current(of["deals"], of["gone"], of["merged"], remarks)
    deals.check_any(rows)
    ends = of_stages.ends_by_flags(rows) if plan.system.ends == "stages" else {}
    known = of_stages.read(of["stages"], of["pipelines"], plan.system.of("stages"))
    written = of_stages.written_names(rows, [*of["moves"], *of["changes"]], known)
    known = known.of_others(ends, written)
    known = known if plan.system.ends == "stages" else without_words(known)
    owners = people.names(of["people"])
    frame, columns = _deals(rows, known, owners, people.names(of["accounts"]))
    told = _history(of, rows, known, owners, remarks)
    frame, columns = standing.with_closings(frame, columns, rows, known, told)
    lacking.lookups(of, remarks)
    lacking.told(plan, of, known, rows, told, remarks)
    whole = Known(**_like(rows), frame=frame, lines=rows.lines, dialect=_dialect(plan, columns))
    return Made(
        (whole, *(_log(log, plan) for log in told)),
        outcomes=_outcomes(known),
        places=known.places,
        notes=tuple(remarks.rows),
    )


IS = ("deals", "gone", "merged", "stages", "pipelines", "people", "accounts", "moves", "changes")


def _plain(raw: RawTable) -> RawTable:
    return replace(raw, frame=cells.without_nothing(raw.frame))


def without_words(known: Stages) -> Stages:
    """Where a status says how deals end, no stage does: one that is called by such a word has "(stage)" behind it."""
    label = known.frame["label"]
    odd = label.map(key).isin([*logs.ENDED, "open", "deleted"])
    label = label.mask(odd, label + " (stage)")
    return replace(known, frame=known.frame.assign(label=label, end="open"))


def _outcomes(known: Stages) -> dict[str, str]:
    """What has to be said of stages: how they end deals, and which are open though they are called otherwise.

    Of deals that are closed and not won, a flag says no more; those in "Disqualified" ended without a decision.
    """
    ends = {
        name: "dropped" if end == "lost" and meaning(name) == "dropped" else end
        for name, end in known.outcomes.items()
        if end != "open"
    }
    doubtful = {name: "open" for name in known.frame["label"] if of_stages.doubtful(name)}
    return {**doubtful, **ends}


def _deals(
    rows: deals.Rows, known: Stages, owners: dict[str, str], accounts: dict[str, str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The deals' table, and {our name: header}: ids have become names, stamps have one form."""
    frame = _without_loaders(rows)
    letters = rows.tables[0].system.id_letters
    by_stage = known.pipeline(cells.ids(rows.texts("stage")))
    columns: dict[str, str] = {}
    for name in rows.tables[0].kind.columns:
        header = rows.header(name)
        if not header or name in MARKS or header in columns.values():
            continue
        columns[name] = header
        texts = rows.texts(name)
        twins = {each for table in rows.tables for each in table.headers(name)} - {header}
        frame = frame.drop(
            columns=[each for each in twins if each not in columns.values()], errors="ignore"
        )
        if name == "deal_id":
            texts = cells.ids(texts)
        elif name == "stage":
            texts = known.label(cells.ids(texts))
        elif name == "pipeline":
            texts = people.named(texts, dict(known.pipelines), letters)
            texts = texts.where(texts.ne(""), by_stage)
        elif name == "owner":
            texts = _owners(rows, texts, owners, letters)
        elif name == "account" and accounts:
            texts = people.named(texts, accounts, letters)
        elif KINDS.get(name) == "date":
            if name == "stage_changed_at" and rows.tables[0].kind.since_creation:
                texts = texts.where(texts.ne(""), rows.texts("created_at"))
            texts = cells.as_texts(texts, days=_is_of_days(rows, name))
        frame[header] = texts.to_numpy()
    if "pipeline" not in columns and "pipeline" not in frame and by_stage.ne("").any():
        frame["pipeline"] = by_stage.to_numpy()
        columns["pipeline"] = "pipeline"
    return _with_last_stage(frame, columns, rows, known)


def _owners(
    rows: deals.Rows, ids: pd.Series, owners: dict[str, str], letters: int | None
) -> pd.Series:
    named = people.named(ids, owners, letters)
    beside = rows.texts("owner_name")
    beside = beside.where(beside.ne(""), rows.names_within("owner"))
    known = cells.short_ids(ids, letters).isin(list(owners))
    return named.where(known | beside.eq(""), beside)


def _is_of_days(rows: deals.Rows, name: str) -> bool:
    """Whether a date of deals is a day, whatever time loaders write behind it."""
    kind = rows.tables[0].kind
    return bool(set(kind.columns.get(name, ())) & set(kind.days))


def _with_last_stage(
    frame: pd.DataFrame, columns: dict[str, str], rows: deals.Rows, known: Stages
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Where stages are called as outcomes and a status says how deals end, closed deals stand in their last stage."""
    named_so = known.frame["label"].map(of_stages.doubtful).any()
    if rows.tables[0].system.ends == "stages" or "status" not in columns or not named_so:
        return frame, columns
    closed = rows.texts("status").str.strip().str.casefold().isin(logs.ENDED).to_numpy()
    stage, last = columns["stage"], "last stage"
    frame = frame.assign(
        **{last: frame[stage].where(closed, ""), stage: frame[stage].mask(closed, "")}
    )
    return frame, {**columns, "last_stage": last}


def _without_loaders(rows: deals.Rows) -> pd.DataFrame:
    """The columns that are of the system, not of a loader, and in one spelling; no records whose fields are columns."""
    frame = rows.joined()
    if frame.empty:
        frame = frame.set_axis(rows.frame.index)
    fronts = tuple(table.loader.front for table in rows.tables if table.loader)
    records = rows.tables[0].system.records
    kept: dict[str, str] = {}
    for header in map(str, frame):
        name = folded(header)
        added = header.startswith("_") and name.startswith(fronts) if fronts else False
        if not added and name != records:
            kept.setdefault(name, header)
    return frame[list(kept.values())].copy()


def _history(
    of: Mapping[str, list[Table]],
    rows: deals.Rows,
    known: Stages,
    owners: dict[str, str],
    remarks: Remarks,
) -> list[Log]:
    """The logs that are read, each move once."""
    stands = standing.standing(rows, known)
    present = stands.loc[
        stands["since"].isna() | standing.never_moved(stands, undated=True), "stage"
    ]
    clocked = not any(_is_of_days(rows, name) for name in ("close_date", "expected_close"))
    found = [
        logs.moves(logs.counted(table, remarks), known) for table in of["moves"] if len(table.frame)
    ]
    for table in of["changes"]:
        if len(table.frame):
            whole = logs.changes(
                logs.counted(table, remarks), known, owners, present, clocked=clocked
            )
            found.append(logs.without_twins(whole, remarks))
    for table in rows.tables:
        here = rows.frame[rows.frame["place"] == list(rows.tables).index(table)]
        part = table.rows(pd.Series(table.frame.index.isin(here["row"])))
        ids = cells.short_ids(part.texts("deal_id"), part.system.id_letters)
        by_stage = history.by_stage(part, ids, known)
        found += [by_stage] if by_stage else []
    if not any(log.moved.any() for log in found):
        versions = history.by_versions(rows.tables, known)
        found += [versions] if versions else []
    told = history.told(found, rows.ids, known, remarks)
    return standing.completed(told, stands, rows, known, remarks)


def _like(rows: deals.Rows) -> dict[str, Any]:
    """What a raw table says of its file, for the deals of all their tables."""
    raws = [table.raw for table in rows.tables]
    furniture = sum(raw.furniture for raw in raws)
    return {
        "file": rows.file,
        "rows": len(rows.frame) + furniture,
        "furniture": furniture,
        "encoding": raws[0].encoding,
        "separator": raws[0].separator,
        "sheet": raws[0].sheet,
        "remarks": tuple(remark for raw in raws for remark in raw.remarks),
        "left_out": tuple(left for raw in raws for left in raw.left_out),
    }


def _dialect(plan: Plan, columns: Mapping[str, str]) -> Dialect:
    return replace(
        plan.system.base,
        title=plan.title,
        tells=(),
        unless=(),
        loosely={},
        history=None,
        columns={name: (header,) for name, header in columns.items()},
    )


def _log(log: Log, plan: Plan) -> Known:
    """A log in the form of a file, with its layout."""
    names = list(log.frame)
    shape = None
    if log.form != MOVES:
        names = ["deal_id", "pipeline", "entered_at", "field", "new_value", "old_value"]
        names = [name for name in names if name in log.frame]
        shape = FieldLog(stage=("stage",), dated=dict(log.dated), created=("created",))
    dialect = replace(
        _dialect(plan, {name: name for name in names}),
        table="history",
        history=shape,
        id_letters=plan.system.id_letters,
    )
    frame = log.frame.reset_index(drop=True)
    return Known(
        file=log.file,
        frame=frame,
        lines=log.lines,
        rows=len(frame),
        dialect=dialect,
    )
