"""Where deals stand by their own rows, and the moves into those stages that their history does not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.remarks import Remarks
from cycle_kit.values import key
from cycle_kit.warehouse import cells, history
from cycle_kit.warehouse.deals import Rows
from cycle_kit.warehouse.logs import ENDED, MOVES, Log
from cycle_kit.warehouse.stages import Stages

#: two stamps of one change may differ by so much: a log has fractions of seconds, a deal has none
SAME = pd.Timedelta(seconds=1)
#: what puts a move without a date of its own behind the last one that is known
NEXT = pd.Timedelta(microseconds=1)
#: a day in one place may begin so much before it does in UTC
EASTWARDS = pd.Timedelta(hours=14)
CLOSINGS = ("closed_at", "won_at", "lost_at")


def standing(rows: Rows, stages: Stages) -> pd.DataFrame:
    """By the id of each deal the `stage` (an id) it is in, `pipeline` and `label` of that, whether it is `open`,
    `since` when it is there, when it was `born` and `ended`, when its row `changed` last, and that `row`."""
    ids = cells.ids(rows.texts("stage"))
    label = stages.label(ids)
    ended = pd.Series(pd.NaT, index=ids.index, dtype="datetime64[us]")
    for name in CLOSINGS:
        ended = ended.fillna(rows.moments(name))
    frame = pd.DataFrame(
        {
            "stage": ids,
            "pipeline": stages.pipeline(ids),
            "label": label,
            "open": is_open(rows, label, stages),
            "since": rows.moments("stage_changed_at").fillna(_entered(rows, ids)),
            "born": rows.moments("created_at"),
            "ended": ended,
            "changed": rows.moments("cursor"),
            "row": np.arange(len(ids)),
        }
    )
    frame = frame.set_axis(rows.ids)
    return frame[~frame.index.duplicated(keep="last")]


def is_open(rows: Rows, label: pd.Series, stages: Stages) -> pd.Series:
    """Which deals are open by their status, or else by their stage and their flags."""
    if _has_status(rows):
        return ~rows.texts("status").str.strip().str.casefold().isin(ENDED)
    flagged = cells.yes(rows.texts("is_closed")) | cells.yes(rows.texts("is_won"))
    return ~flagged & ~stages.is_end(label)


def _has_status(rows: Rows) -> bool:
    """Whether deals end where they stand, and not in a stage of its own."""
    return rows.tables[0].system.ends == "status"


def _entered(rows: Rows, ids: pd.Series) -> pd.Series:
    """When each deal came into its present stage by the columns of one stage each."""
    found = pd.Series(pd.NaT, index=ids.index, dtype="datetime64[us]")
    for place, table in enumerate(rows.tables):
        here = rows.frame.index[rows.frame["place"] == place]
        kept = rows.frame.loc[here, "row"].to_numpy()
        for header, id in history.columns_of_stages(table, ids.unique()):
            mine = ids[here].eq(id).to_numpy()
            texts = cells.values_of_records(table.frame[header]).iloc[kept[mine]]
            found[here[mine]] = found[here[mine]].fillna(
                pd.Series(cells.moments(texts).to_numpy(), index=here[mine])
            )
    return found


def never_moved(stands: pd.DataFrame, *, undated: bool) -> pd.Series:
    """Which deals stand where they were created. `undated`: those without a date of a change, too."""
    never = stands["since"] <= stands["born"] + SAME
    return stands["born"].notna() & (never | stands["since"].isna() if undated else never)


def completed(
    logs: Sequence[Log], stands: pd.DataFrame, rows: Rows, stages: Stages, remarks: Remarks
) -> list[Log]:
    """The logs, and beside them the moves that the deals' own rows alone tell."""
    if not logs:
        return []
    last = _last_stages(logs, stages)
    mine = stands[stands["stage"].ne("") & (stands["open"] | _has_status(rows))]
    both = mine[mine.index.isin(last.index)].join(last.add_prefix("log_"))
    both = both[_stand_elsewhere(both)]
    same = both["since"].sub(both["log_at"]).abs() <= SAME
    renamed = _named_anew(logs, both[same & both["open"]])
    later = _later(both[~same], max(log.at.max() for log in logs))
    without = mine[~mine.index.isin(last.index)]
    first = without[never_moved(without, undated=_knows_changes(rows))]
    first = first.assign(at=first["born"], known=True)
    _remark(int((same & both["open"]).sum()), later, logs, remarks)
    return [*renamed, *_log(pd.concat([first, later]), rows)]


def _knows_changes(rows: Rows) -> bool:
    """Whether the system leaves the date of the last change of stage blank where there was none, or has no such date
    and a log of every change."""
    kind = rows.tables[0].kind
    dated = "stage_changed_at" in kind.columns
    return kind.since_creation and (not dated or bool(rows.header("stage_changed_at")))


def _last_stages(logs: Sequence[Log], stages: Stages) -> pd.DataFrame:
    """By deal the last stage that the logs tell: `pipeline, label, at`, in which `log` and which `line` of it, and
    whether an outcome comes after it (`over`)."""
    parts = [
        pd.DataFrame(
            {
                "deal": log.frame["deal_id"],
                "pipeline": log.frame["pipeline"],
                "label": log.frame[log.column],
                "at": log.at,
                "log": place,
                "line": np.arange(len(log.frame)),
            }
        )[(log.moved | log.begun) & log.frame[log.column].ne("") & log.at.notna()]
        for place, log in enumerate(logs)
    ]
    moves = pd.concat(parts, ignore_index=True).sort_values("at", kind="stable")
    ended = stages.is_end(moves["label"])
    over = ended.groupby(moves["deal"]).last()
    last = moves[~ended].drop_duplicates("deal", keep="last").set_index("deal")
    return last.assign(over=over.reindex(last.index))


def _stand_elsewhere(both: pd.DataFrame) -> pd.Series:
    """Which deals stand in another stage than the last one of their history, by a row that is as new as that."""
    other = both["label"].map(key).ne(both["log_label"].map(key))
    other |= both["pipeline"].ne(both["log_pipeline"])
    newer = both["since"] >= both["log_at"] - SAME
    newer |= ~(both["changed"] < both["log_at"])
    reopened = both["open"] & both["log_over"].astype(
        bool
    )  # what that means is told of every history
    return other & newer & ~reopened


def _named_anew(logs: Sequence[Log], same: pd.DataFrame) -> list[Log]:
    """The logs, in which a stage that was entered when a deal came into its present one is that one."""
    found = list(logs)
    for place, rows in same.groupby("log_log"):
        log = found[int(place)]  # pyright: ignore[reportArgumentType]
        frame = log.frame.copy()
        lines = frame.index[rows["log_line"].to_numpy(dtype="int64")]
        frame.loc[lines, log.column] = rows["label"].to_numpy()
        frame.loc[lines, "pipeline"] = rows["pipeline"].to_numpy()
        found[int(place)] = replace(log, frame=frame)  # pyright: ignore[reportArgumentType]
    return found


def _later(both: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """The moves into the present stages, `at` their own dates, or else (not `known`) when the history ends.

    Of a deal that is closed, those that come before its end.
    """
    known = both["since"] > both["log_at"]
    limit = both["changed"].fillna(end).clip(upper=end)
    at = both["since"].where(known, limit.where(limit > both["log_at"], both["log_at"] + NEXT))
    moves = both.assign(at=at, known=known)
    return moves[moves["open"] | (moves["at"] < moves["ended"])]


def _remark(again: int, later: pd.DataFrame, logs: Sequence[Log], remarks: Remarks) -> None:
    """How many deals stand elsewhere than their history says."""
    many = again + len(later)
    if not many:
        return
    undated = int((~later["known"]).sum())
    remarks.add(
        "history",
        one_or_more(
            many,
            "{n} deal stands in another stage than its history says, which ends before or has a hole.",
            "{n} deals stand in another stage than their history says, which ends before or has holes.",
        ),
        file=listed_files(logs),
        effect="The deal's own stage counts, from the date of its last change of stage."
        + (
            f" Of {undated} this is not known: they count from the end of the history."
            * bool(undated)
        ),
        fix="Have the history copied up to the same day as the deals, and load again.",
    )


def listed_files(logs: Sequence[Log]) -> str:
    return " and ".join(dict.fromkeys(log.file for log in logs))


def _log(moves: pd.DataFrame, rows: Rows) -> list[Log]:
    """Moves that the deals' own rows tell as a log; none where there are none."""
    if moves.empty:
        return []
    frame = pd.DataFrame(
        {
            "deal_id": moves.index,
            "pipeline": moves["pipeline"].to_numpy(),
            "stage": moves["label"].to_numpy(),
            "entered_at": cells.stamps(moves["at"]).to_numpy(),
        }
    )
    at = moves["at"].reset_index(drop=True)
    lines = rows.lines[moves["row"].to_numpy(dtype="int64")]
    return [Log(f"{rows.file} (the stage of each deal)", MOVES, frame, lines, at)]


def with_closings(
    frame: pd.DataFrame,
    columns: dict[str, str],
    rows: Rows,
    stages: Stages,
    logs: Sequence[Log],
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Deals in a stage that ends them, closed after all else that the tables tell and by their own last change: that
    day was no plan any more, and is the date of their last change of stage where none is told."""
    if _has_status(rows) or "close_date" not in columns:
        return frame, columns
    going_on = is_open(rows, stages.label(cells.ids(rows.texts("stage"))), stages)
    closes, changed = rows.moments("close_date"), rows.moments("cursor")
    others = pd.Series([rows.moments("created_at").max(), *(log.at.max() for log in logs)]).max()
    past = ~going_on & rows.moments("stage_changed_at").isna() & (closes <= changed + EASTWARDS)
    past &= ~(closes <= others)
    if not past.any():
        return frame, columns
    header = columns.get("stage_changed_at", "stage changed")
    told = frame[header] if header in frame else pd.Series("", index=frame.index, dtype="str")
    told = told.mask(past.to_numpy(), frame[columns["close_date"]])
    return frame.assign(**{header: told}), {**columns, "stage_changed_at": header}
