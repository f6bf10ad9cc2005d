"""Tables of moves and of changes to fields, each row once, with names for the ids of stages and owners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from cycle_kit.remarks import Remarks
from cycle_kit.warehouse import cells, people
from cycle_kit.warehouse.current import is_gone, rank
from cycle_kit.warehouse.names import folded
from cycle_kit.warehouse.stages import Stages
from cycle_kit.warehouse.tables import Table

MOVES, CHANGES = "moves", "changes"
#: words of a status of deals that have ended
ENDED = ("won", "lost")


@dataclass(frozen=True)
class Log:
    """`frame`: of moves `deal_id, pipeline, stage, entered_at`, perhaps `from_stage` and fields as they stood then; of
    changes `deal_id, pipeline, field, old_value, new_value, entered_at`, the field "stage" among them.

    `at`: the moments. `once`: a stage that was entered again stands there once. `total`: rows of the table.
    """

    file: str
    form: str
    frame: pd.DataFrame
    lines: np.ndarray
    at: pd.Series
    once: bool = False
    weak: bool = False  # versions of the deals themselves
    total: int = 0
    dated: Mapping[str, str] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """Where the stage stands that a move goes into."""
        return "stage" if self.form == MOVES else "new_value"

    @property
    def moved(self) -> pd.Series:
        """Which rows are moves into a stage."""
        if self.form == MOVES:
            return pd.Series(True, index=self.frame.index)
        return self.frame["field"].eq("stage")

    @property
    def begun(self) -> pd.Series:
        """Which rows say that a deal was created, and may say in which stage."""
        if self.form == MOVES:
            return pd.Series(False, index=self.frame.index)
        return self.frame["field"].eq("created")

    @property
    def pairs(self) -> pd.Series:
        """The deal, the pipeline and the stage of each row that is a move, as one text."""
        rows = self.frame[self.moved]
        return rows["deal_id"] + "\n" + rows["pipeline"] + "\n" + rows[self.column]

    def only(self, kept: pd.Series | np.ndarray) -> Log:
        there = np.asarray(kept, dtype=bool)
        return replace(
            self,
            frame=self.frame[there].reset_index(drop=True),
            lines=self.lines[there],
            at=self.at[there].reset_index(drop=True),
        )

    def ordered(self, by: pd.Series) -> Log:
        """The rows by deal, moment and what tells the order within a moment."""
        keys = pd.DataFrame({"deal": self.frame["deal_id"], "at": self.at, "by": by})
        order = keys.sort_values(["deal", "at", "by"], kind="stable").index
        return replace(
            self,
            frame=self.frame.loc[order].reset_index(drop=True),
            lines=self.lines[order.to_numpy()],
            at=self.at.loc[order].reset_index(drop=True),
        )


def counted(table: Table, remarks: Remarks) -> Table:
    """The table without rows that are deleted and without those that stand there twice."""
    bin = is_gone(table)
    remarks.counted(
        "history",
        "rows that are marked as deleted",
        file=table.file,
        fate="dropped",
        rows=bin.sum(),
        effect="They are no moves.",
    )
    table = table.rows(~bin)
    again = repeats(table)
    remarks.counted(
        "history",
        "rows that stand there again, as loaders write them with every run",
        file=table.file,
        fate="repeat",
        rows=again.sum(),
        effect="Each counts once.",
    )
    return table.rows(~again)


def repeats(table: Table) -> pd.Series:
    """Which rows tell what an earlier row of the same deal and moment tells."""
    texts = {name: table.texts(name) for name in table.kind.columns if table.has(name)}
    said = {
        name: text
        for name, text in texts.items()
        if name not in ("sequence", "deleted", "labels", "left_at")
    }
    said["entered_at"] = table.moments("entered_at").astype("int64")
    for name in ("deal_id", "stage", "new_value", "old_value"):
        if name in said:
            said[name] = cells.ids(said[name])
    again = pd.DataFrame(said).duplicated()
    number = texts.get("sequence")
    return again if number is None else again | (number.duplicated() & number.ne(""))


def order_within(table: Table) -> pd.Series:
    """What tells the order of rows of one moment: running numbers, when they ended, or else the table's own order."""
    number = table.texts("sequence")
    if number.eq("").any():
        ends = table.moments("left_at").fillna(cells.NO_END)
        return ends.rank(method="first")
    if cells.numbers(number).notna().all():
        return rank(number)
    return number.rank(method="first")


def moves(table: Table, stages: Stages) -> Log:
    """A table with a row for each entry into a stage."""
    at = table.moments("entered_at")
    ids = table.ids("stage")
    frame = pd.DataFrame(
        {
            "deal_id": cells.short_ids(table.texts("deal_id"), table.system.id_letters),
            "pipeline": stages.pipeline(ids),
            "stage": stages.label(ids),
            "entered_at": cells.as_texts(table.texts("entered_at"), days=False, at=at),
        }
    )
    if table.has("from_stage"):
        frame["from_stage"] = stages.label(table.ids("from_stage"))
    for name in ("amount", "probability", "close_date"):
        if table.has(name):
            frame[name] = of_field(table, name)
    log = Log(table.file, MOVES, frame, table.raw.lines, at, once=table.kind.once)
    return log.ordered(order_within(table))


def of_field(table: Table, name: str) -> pd.Series:
    """A column of a field; days are days."""
    texts = table.texts(name)
    if name != "close_date":
        return texts
    return cells.as_texts(texts, days=bool(set(table.aliases(name)) & set(table.kind.days)))


def changes(
    table: Table, stages: Stages, owners: dict[str, str], present: pd.Series, *, clocked: bool
) -> Log:
    """A table with a row for each changed field, under our names for fields.

    `present`: the id of the stage that each deal is in. `clocked`: expected closings have a time of day.
    """
    theirs = {name: ours for ours, names in table.kind.fields.items() for name in names}
    ours = cells.mapped(table.texts("field").map(folded).astype("str"), theirs)
    at = table.moments("entered_at")
    frame = pd.DataFrame(
        {
            "deal_id": cells.short_ids(table.texts("deal_id"), table.system.id_letters),
            "pipeline": "",
            "field": ours.where(ours.ne(""), table.texts("field")),
            "old_value": table.texts("old_value"),
            "new_value": table.texts("new_value"),
            "entered_at": cells.as_texts(table.texts("entered_at"), days=False, at=at),
        }
    )
    log = Log(table.file, CHANGES, frame, table.raw.lines, at, dated=_dated(table))
    log = log.ordered(order_within(table))
    frame = with_stages(with_status(log, present), stages)
    frame = with_names(frame, owners, table.system.id_letters)
    closing = frame["field"].eq("expected_close")
    for name in ("old_value", "new_value"):
        frame.loc[closing, name] = cells.as_texts(frame.loc[closing, name], days=not clocked)
    if not table.has("old_value"):
        frame = frame.drop(columns="old_value")
    return replace(log, frame=frame)


def _dated(table: Table) -> dict[str, str]:
    return {name: name for name in table.kind.fields if name not in ("stage", "status", "created")}


def with_status(log: Log, present: pd.Series) -> pd.DataFrame:
    """The changes with those of a status as moves: into an outcome, or back into the stage the deal is in.

    A row that says that a deal was created has the stage it was created in: what its first move left, or else the
    present one.
    """
    frame = log.frame.copy()
    moved, status = frame["field"].eq("stage"), frame["field"].eq("status")
    new, old = (cells.ids(frame[name]).where(moved) for name in ("new_value", "old_value"))
    here = new.groupby(frame["deal_id"]).ffill()
    first = old.groupby(frame["deal_id"]).transform("first")
    stands = cells.mapped(frame["deal_id"], dict(present))
    first = first.fillna(stands.mask(has_any(moved, frame))).fillna("")
    here = here.fillna(first)
    born = frame["field"].eq("created")
    frame.loc[born, "old_value"], frame.loc[born, "new_value"] = "", first[born]
    said = frame["new_value"].str.strip().str.casefold()
    ended, again = status & said.isin(ENDED), status & said.eq("open")
    frame.loc[ended, "new_value"] = OUTCOME + said[ended]
    frame.loc[again, "new_value"] = here[again]
    frame.loc[ended, "old_value"] = here[ended]
    frame.loc[again, "old_value"] = ""
    frame.loc[ended | again, "field"] = "stage"
    return frame


def has_any(marked: pd.Series, frame: pd.DataFrame) -> pd.Series:
    """Of each row whether any row of its deal is marked."""
    return marked.groupby(frame["deal_id"]).transform("any")


#: before the word of an outcome, until the ids of stages have their names
OUTCOME = "\0"


def with_stages(frame: pd.DataFrame, stages: Stages) -> pd.DataFrame:
    """The changes with names for the ids of stages, and the pipeline of each stage."""
    moved = frame["field"].isin(["stage", "created"])
    for name in ("new_value", "old_value"):
        ids = cells.ids(frame.loc[moved, name])
        if name == "new_value":
            frame.loc[moved, "pipeline"] = stages.pipeline(ids).where(
                ids.isin(stages.frame.index), ""
            )
        outcome = ids.str.startswith(OUTCOME)
        frame.loc[moved, name] = stages.label(ids).where(~outcome, ids.str.removeprefix(OUTCOME))
    return frame


def with_names(frame: pd.DataFrame, owners: dict[str, str], letters: int | None) -> pd.DataFrame:
    """The changes with names for the ids of owners."""
    mine = frame["field"].eq("owner")
    for name in ("new_value", "old_value"):
        ids = cells.ids(frame.loc[mine, name])
        frame.loc[mine, name] = people.named(ids, owners, letters)
    return frame


def without_twins(log: Log, remarks: Remarks) -> Log:
    """Without changes that stood there twice, as names and as ids, and those of a field that change nothing."""
    again = log.frame.duplicated()
    remarks.counted(
        "history",
        "rows that tell a change again, once by name and once by id",
        file=log.file,
        fate="repeat",
        rows=again.sum(),
        effect="Each counts once.",
    )
    log = log.only(~again)
    idle = _idle(log)
    remarks.counted(
        "history",
        "rows that set a field to the value it had",
        file=log.file,
        fate="repeat",
        rows=idle.sum(),
        effect="They are no changes.",
    )
    return log.only(~idle)


def _idle(log: Log) -> pd.Series:
    """Which rows of fields with a past tell the value that the row before told."""
    frame = log.frame
    value = as_compared(frame["new_value"])
    before = value.groupby([frame["deal_id"], frame["field"]]).shift()
    if "old_value" in frame:
        before = before.fillna(as_compared(frame["old_value"]))
    return frame["field"].isin(list(log.dated)) & value.eq(before)


def as_compared(texts: pd.Series) -> pd.Series:
    """Values as they are compared: 250 is 250.00."""
    number = cells.numbers(texts)
    return texts.str.strip().mask(number.notna(), number.astype("str"))
