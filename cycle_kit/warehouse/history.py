"""The moves of a set: of tables that tell the same the most complete one, and what only others tell beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from cycle_kit.remarks import Remarks
from cycle_kit.warehouse import cells
from cycle_kit.warehouse.logs import ENDED, MOVES, Log, of_field
from cycle_kit.warehouse.names import folded
from cycle_kit.warehouse.stages import Stages
from cycle_kit.warehouse.tables import Table

#: a first version so soon after the creation of a deal shows the stage in which it was created
SOON = pd.Timedelta(days=1)
#: share of the moves of the fullest table from which on a table with returns is taken before one without
ENOUGH = 0.5


def told(logs: Sequence[Log], deals: pd.Index, stages: Stages, remarks: Remarks) -> list[Log]:
    """The logs that are read. `deals`: the ids of those that count."""
    logs = [_of_deals(log, deals, remarks) for log in logs]
    moving = [log for log in logs if log.moved.any()]
    best = _best(moving)
    if best is not None and best.once:
        remarks.add(
            "history",
            "A stage that was entered again shows only one of its entries.",
            file=best.file,
            effect="Returns to a stage are undercounted.",
        )
    if best is not None and best.weak:
        remarks.add(
            "history",
            "The set has no table of moves: they are read from the versions of the deals.",
            file=best.file,
            effect="A stage that was left before the first version, or between two of them, is not known.",
        )
    kept = []
    for log in logs:
        if log is best or best is None:
            kept.append(log)
        else:
            kept.append(_beside(log, best, stages, remarks))
    kept = [_beside_saves(log, kept, remarks) for log in kept]
    return [log for log in kept if len(log.frame)]


#: {field of a change: where a move says how it stood then}
SAVED = {"amount": "amount", "probability": "probability", "expected_close": "close_date"}


def _beside_saves(log: Log, logs: Sequence[Log], remarks: Remarks) -> Log:
    """A log of changes without those of fields that rows of moves tell, too, from a deal's first to its last."""
    if log.form == MOVES:
        return log
    again = pd.Series(False, index=log.frame.index)
    for field, column in SAVED.items():
        for saves in logs:
            if saves.form != MOVES or column not in saves.frame:
                continue
            filled = saves.frame[column].ne("")
            moments = saves.at.where(filled).groupby(saves.frame["deal_id"])
            first, last = (
                log.frame["deal_id"].map(each) for each in (moments.min(), moments.max())
            )
            again |= log.frame["field"].eq(field) & log.at.ge(first) & log.at.le(last)
    remarks.counted(
        "history",
        "rows that tell changes of fields which the rows of moves tell too",
        file=log.file,
        fate="repeat",
        rows=again.sum(),
        effect="One of both tables is read.",
    )
    return log.only(~again)


def _best(logs: Sequence[Log]) -> Log | None:
    """The log that is read: of those that show returns the fullest, unless another has far more moves."""
    if not logs:
        return None
    most = {id(log): log.pairs.nunique() for log in logs}
    full = [log for log in logs if not log.once and not log.weak]
    fullest = max(full, key=lambda log: most[id(log)], default=None)
    others = max(logs, key=lambda log: (most[id(log)], not log.weak))
    if fullest is not None and most[id(fullest)] >= ENOUGH * most[id(others)]:
        return fullest
    return others


def _beside(log: Log, best: Log, stages: Stages, remarks: Remarks) -> Log:
    """A log without the moves that the best one has too; those of stages a deal never enters there stay."""
    moved = log.moved
    if log.weak:
        return log.only(pd.Series(False, index=log.frame.index))
    labels = log.frame[log.column]
    known = {*stages.frame["label"], *best.frame.loc[best.moved, best.column]}
    told = log.pairs.isin(set(best.pairs)).reindex(log.frame.index, fill_value=True)
    alone = moved & ~told & labels.isin(known)
    again = moved & ~alone
    remarks.counted(
        "history",
        f"rows that tell moves which {best.file} tells too",
        file=log.file,
        fate="repeat",
        rows=again.sum(),
        effect="One of both tables is read.",
    )
    if alone.any():
        remarks.add(
            "history",
            f"{int(alone.sum())} moves are in {log.file} alone, into stages that {best.file} lacks for these deals.",
            file=log.file,
            effect="They are read beside the others.",
        )
    return log.only(~again)


def _of_deals(log: Log, deals: pd.Index, remarks: Remarks) -> Log:
    """The rows of deals that count."""
    here = log.frame["deal_id"].isin(deals)
    if not log.weak:
        remarks.counted(
            "history",
            "rows of deals that are deleted, merged away or in no table of deals",
            file=log.file,
            fate="dropped",
            rows=(~here).sum(),
            effect="They are left out.",
        )
    return log.only(here)


def by_stage(table: Table, ids: pd.Series, stages: Stages) -> Log | None:
    """The moves that a table of deals tells in one column for each stage."""
    parts, seen = [], set()
    for header, id in columns_of_stages(table, stages.frame.index):
        if id in seen:
            continue
        texts = cells.values_of_records(table.frame[header])
        at = cells.moments(texts)
        if at.notna().any():
            seen.add(id)
            rows = at.index[at.notna()]
            parts.append(
                pd.DataFrame({"deal_id": ids[rows], "id": id, "at": at[rows], "row": rows})
            )
    if not parts:
        return None
    moves = pd.concat(parts, ignore_index=True)
    place = moves["id"].map(stages.frame["place"]).astype("float")
    moves = moves.assign(place=place).sort_values(["deal_id", "at", "place"], kind="stable")
    moves = moves.reset_index(drop=True)
    frame = pd.DataFrame(
        {
            "deal_id": moves["deal_id"],
            "pipeline": stages.pipeline(moves["id"]),
            "stage": stages.label(moves["id"]),
            "entered_at": cells.stamps(moves["at"]),
        }
    )
    lines = table.raw.lines[moves["row"].to_numpy()]
    return Log(f"{table.file} (dates of entry)", MOVES, frame, lines, moves["at"], once=True)


def columns_of_stages(table: Table, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The headers that are dates of entry into one of these stages, and its id."""
    known = {folded(id): id for id in ids}
    for header, name in table.entries():
        if id := _stage_of(name, known):
            yield header, id


def _stage_of(name: str, known: Mapping[str, str]) -> str:
    """The id of a stage by what stands in a header, where a number may stand behind it."""
    if name in known:
        return known[name]
    fitting = [
        each for each in known if each and name.startswith(each) and name[len(each) :].isdigit()
    ]
    return known[max(fitting, key=len)] if fitting else ""


def by_versions(tables: Iterable[Table], stages: Stages) -> Log | None:
    """The moves that versions of the deals tell: from one to the next, each stage from when its first version held, or
    was entered. When a deal came into the stage of its first version is not known where that is no new deal."""
    parts = [part for table in tables if table.kind.versions and len(part := _versions(table))]
    if not parts:
        return None
    rows = pd.concat(parts, ignore_index=True).sort_values(["deal_id", "at"], kind="stable")
    rows = rows[rows["stage"].ne("") & rows["at"].notna()].reset_index(drop=True)
    if not rows["deal_id"].duplicated().any():
        return None
    rows = _changes_of_versions(rows)
    at = rows["since"]
    label = stages.label(rows["stage"])
    frame = pd.DataFrame(
        {
            "deal_id": rows["deal_id"],
            "pipeline": stages.pipeline(rows["stage"]),
            "stage": label.where(rows["ended"].eq(""), rows["ended"]),
            "from_stage": stages.label(rows["before"]),
            "entered_at": cells.stamps(at),
            **{
                name: rows[name] for name in ("amount", "close_date", "probability") if name in rows
            },
        }
    )
    file = " and ".join(dict.fromkeys(rows["file"])) + " (versions)"
    log = Log(file, MOVES, frame, rows["line"].to_numpy(), at, weak=True)
    return log.ordered(pd.Series(range(len(frame)), dtype="float"))


def _changes_of_versions(rows: pd.DataFrame) -> pd.DataFrame:
    """The versions that tell a move or an end, `since` when, `before` which stage was, and how they `ended` a deal.

    A version in which a deal is both in another stage and at its end tells two of them; one in which it is open
    again, a move into the stage it is in.
    """
    deal = rows.groupby("deal_id")
    before, status = deal["stage"].shift(), deal["status"].shift().fillna("")
    first = before.isna()
    known = rows["changed"].le(rows["at"]) | (rows["at"] - rows["born"]).le(SOON)
    over = rows["status"].isin(ENDED) & rows["status"].ne(status)
    again = ~rows["status"].isin(ENDED) & status.isin(ENDED)
    moved = rows["stage"].ne(before.fillna("")) & (~first | known)
    since = rows["changed"].where(rows["changed"].le(rows["at"]), rows["at"])
    since = since.mask(again & ~moved, rows["at"])
    moves = rows.assign(since=since, before=before.fillna(""), ended="")[moved | again]
    moves["before"] = moves["before"].mask(moves["before"].eq(moves["stage"]), "")
    ends = rows.assign(
        since=rows["closed"].where(rows["closed"].le(rows["at"]), rows["at"]),
        before=rows["stage"],
        ended=rows["status"],
    )[over & (~first | known)]
    both = pd.concat([moves, ends]).sort_values(["deal_id", "at"], kind="stable")
    return both.reset_index(drop=True)


def _versions(table: Table) -> pd.DataFrame:
    """`deal_id, stage, status, at, changed, closed, file, line` and fields of each version of a deal."""
    started = (
        table.keyed((table.loader.started,)) if table.loader and table.loader.started else None
    )
    at = table.moments("cursor")
    status = table.texts("status").str.strip().str.casefold()
    won, lost = status.eq("won"), status.eq("lost")
    closed = table.moments("won_at").where(won).fillna(table.moments("lost_at").where(lost))
    frame = pd.DataFrame(
        {
            "deal_id": table.short_ids("deal_id"),
            "stage": table.ids("stage"),
            "status": status if table.system.ends == "status" else "",
            "at": at if started is None else cells.moments(started).fillna(at),
            "closed": closed.fillna(table.moments("closed_at")),
            "changed": table.moments("stage_changed_at"),
            "born": table.moments("created_at"),
            "file": table.file,
            "line": table.raw.lines,
        }
    )
    for name in ("amount", "close_date", "probability"):
        if table.has(name):
            frame[name] = of_field(table, name)
    return frame
