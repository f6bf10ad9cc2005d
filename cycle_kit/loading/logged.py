"""Moves that a log tells, and the past of other fields: one row per entry into a stage, per save, or per change of
any field. A row that says only that a deal was created tells its creation, and is no stage."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cycle_kit.dialects.dialect import FieldLog
from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import LayoutError, in_code, listed, one_or_more
from cycle_kit.loading.changes import BORN, Changes, of_field_log, snapshots
from cycle_kit.loading.columns import Source
from cycle_kit.loading.event_kinds import creation_in, says_reopened
from cycle_kit.loading.moves import log_rows, renamed_rows, whole_rows
from cycle_kit.loading.names import stage_names
from cycle_kit.values import key


def logged_moves(source: Source) -> tuple[pd.DataFrame, Changes]:
    """The moves of a log, and the past of other fields where the log carries it, creation among them."""
    check_whole_log(source)
    if isinstance(source.match.dialect.history, FieldLog):
        return field_moves(source)
    moves = log_rows(source, label="stage", before="from_stage")
    moves = whole_rows(source, moves, ["deal_id", "label", "at"])
    changes = snapshots(source, moves)
    moves, created = without_creation(source, moves)
    created = pd.concat([created, created_in(source, moves)])
    return with_reopenings(source, moves), changes | when_created(created)


def check_whole_log(source: Source) -> None:
    """A log says of which deal each row is, when it happened, and into which stage or which change it was."""
    of_changes = isinstance(source.match.dialect.history, FieldLog)
    needed = ("field", "new_value") if of_changes else ("stage",)
    lacking = [name for name in ("deal_id", "entered_at", *needed) if not source.has(name)]
    if lacking:
        known = [source.match.dialect.columns.get(name, ("...",))[0] for name in lacking]
        raise LayoutError(
            f"{source.raw.file} is a history, and no column of it is known to hold {listed(lacking)}.",
            there=f"Its headers are {listed(source.raw.frame)}.",
            fix=f"Export it with {listed(known)}, or name the column: "
            f'columns={{"{lacking[0]}": "..."}}.',
        )


def without_creation(source: Source, moves: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The moves of a log of one's own without those that say only that a deal was created, and these."""
    if not source.match.dialect.by_hand:
        return moves, moves[:0]
    labels = [name for name in moves["label"].unique() if creation_in(name)]
    labels = [name for name in labels if name not in source.reading.named]
    first = moves.sort_values(["at", "seq"], kind="stable").drop_duplicates("deal_id")
    rows = first.index[first["label"].isin(labels)]
    if len(rows) == len(moves):
        return moves, moves[:0]
    if len(rows):
        source.remarks.add(
            "history",
            f"rows that say only that a deal was created ({listed(labels)})",
            file=source.raw.file,
            fate="repeat",
            rows=len(rows),
            effect="They tell when it was created, and are no stage.",
            fix=f"If it is a stage: open=[{in_code(labels)}].",
        )
    return moves.drop(index=rows), moves.loc[rows]


def created_in(source: Source, moves: pd.DataFrame) -> pd.DataFrame:
    """The deals with the day of creation that a column of the log says."""
    if not source.has("created_at") or not source.match.dialect.by_hand:
        return moves[:0]
    at = source.dates("created_at").reindex(moves["row"]).set_axis(moves.index)
    return moves.assign(at=at)[at.notna()]


def with_reopenings(source: Source, moves: pd.DataFrame) -> pd.DataFrame:
    """The moves of a log of one's own, rows that say only that a deal was opened again with the stage that it was in
    before it ended."""
    labels = [name for name in moves["label"].unique() if says_reopened(name)]
    labels = [name for name in labels if name not in source.reading.named]
    if not source.match.dialect.by_hand or not labels:
        return moves
    rows = moves.sort_values(["deal_id", "at", "seq"], kind="stable")
    again = rows["label"].isin(labels)
    ends = [name for name in rows["label"].unique() if meaning(name) in ENDS]
    ended = rows["label"].isin(ends).groupby(rows["deal_id"]).cummax()
    stage = rows["label"].mask(again | rows["label"].isin(ends)).groupby(rows["deal_id"]).ffill()
    told = again & ended & stage.notna()
    if not told.any():
        return moves
    source.remarks.add(
        "history",
        one_or_more(int(told.sum()), "{n} row says", "{n} rows say")
        + f" only that a deal was opened again ({listed(labels)}).",
        file=source.raw.file,
        effect="The deal is in the stage again that it was in before it ended.",
        fix=f"If it is a stage: open=[{in_code(labels)}].",
    )
    return moves.assign(label=stage.where(told, rows["label"]))


def when_created(created: pd.DataFrame) -> Changes:
    """The creation of deals as a field's past; of none where no row tells it."""
    if created.empty:
        return {}
    return {BORN: created[["deal_id", "at"]].assign(value=created["at"]).reset_index(drop=True)}


def field_moves(source: Source) -> tuple[pd.DataFrame, Changes]:
    """Moves and other changes of a log with a row per changed field."""
    log = source.match.dialect.history
    assert isinstance(log, FieldLog)
    rows = log_rows(source, label="new_value", before="old_value")
    rows["field"] = source.texts("field")
    rows = whole_rows(source, rows, ["deal_id", "at"])
    field = rows["field"].map(key)
    created = rows[field.isin(list(map(key, log.created)))]
    created = created.sort_values(["at", "seq"], kind="stable").drop_duplicates("deal_id")
    told = field.isin(list(map(key, log.ends))) & rows["label"].map(meaning, na_action="ignore").ne(
        "open"
    )
    rows["from"] = rows["from"].mask(told)
    moved = renamed_rows(source, rows[field.isin(list(map(key, log.stage))) | told])
    first = first_stages(source, created, moved)
    others = rows[~rows["row"].isin([*moved["row"], *created["row"]])]
    others = others.rename(columns={"label": "new", "from": "old"})
    past = of_field_log(source, others)
    remark_on_others(source, others, {*moved["deal_id"], *created["deal_id"]}, told=sorted(past))
    remark_on_created(source, len(created) - len(first))
    moves = whole_rows(source, pd.concat([first, moved], ignore_index=True), ["label"])
    return moves, past | when_created(created)


def first_stages(source: Source, created: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """The rows that say a deal was created, with the stage in which it was, where that is known."""
    before = changes.sort_values(["at", "seq"], kind="stable").drop_duplicates("deal_id")
    label = created["deal_id"].map(before.set_index("deal_id")["from"]).astype("str")
    stages = {*changes["label"], *changes["from"].dropna()}
    label = label.fillna(created["label"].where(created["label"].isin(stages)))
    if source.has("stage"):
        present = (
            stage_names(source, source.words("stage"))
            .reindex(created["row"])
            .set_axis(created.index)
        )
        label = label.where(created["deal_id"].isin(before["deal_id"]), present)
    first = created.assign(label=label, seq=-1)
    first["from"] = None
    return first[first["label"].notna()]


def remark_on_others(
    source: Source, others: pd.DataFrame, known: set[str], *, told: Sequence[str]
) -> None:
    """Rows of other fields than the stage. `known`: the deals of which a row tells the stage or the creation;
    `told`: the fields whose past is told."""
    log = source.match.dialect.history
    dated = [key(name) for name in log.dated] if isinstance(log, FieldLog) else []
    read = others["field"].map(key).isin(dated)
    for rows, effect in (
        (read, f"They tell the past of {listed(told)}."),
        (~read, "Nothing is read from them."),
    ):
        if rows.any():
            source.remarks.add(
                "history",
                "rows that change another field than the stage",
                file=source.raw.file,
                fate="repeat",
                rows=int(rows.sum()),
                effect=effect,
            )
    strange = others.loc[~others["deal_id"].isin(known), "deal_id"].nunique()
    if strange and known:
        source.remarks.add(
            "history",
            one_or_more(
                strange,
                "{n} deal has no row that tells a stage or its creation.",
                "{n} deals have no row that tells a stage or their creation.",
            ),
            file=source.raw.file,
            effect="Where no table of deals has them, they are left out.",
            fix="Export the deals too: ck.load(deals, history=...).",
        )


def remark_on_created(source: Source, rows: int) -> None:
    """Rows of creation that tell no stage."""
    if rows:
        source.remarks.add(
            "history",
            "rows that say only that a deal was created",
            file=source.raw.file,
            fate="repeat",
            rows=rows,
            effect="They tell when it was created.",
        )
