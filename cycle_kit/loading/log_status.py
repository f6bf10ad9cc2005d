"""A log whose rows say how the deal stands, beside the stage that it entered: each row as it stands now, or as
it stood then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import DealRows, hint_columns
from cycle_kit.loading.kept_rows import with_rows
from cycle_kit.loading.moves import log_rows
from cycle_kit.loading.outcomes import Words, standing
from cycle_kit.remarks import Remarks


def standing_by_log(
    logs: Sequence[Source], words: Words, stages: frozenset[str], ids: pd.Index
) -> tuple[pd.DataFrame, dict[str, str]] | None:
    """As `outcomes.standing`, with the deals' numbers in `ids` as index; None where no log says it."""
    telling = [log for log in logs if log.has("status") and not log.match.dialect.outcomes]
    if len(telling) != 1 or len(logs) != 1:
        return None
    state, ends = standing(last_rows(telling[0]), words, stages=stages, by_log=True)
    state = state[~state.index.duplicated(keep="last")].reindex(ids)
    state["outcome"] = state["outcome"].fillna("open")
    return state.set_axis(pd.RangeIndex(len(ids))), ends


def last_rows(log: Source) -> DealRows:
    """Each deal by its last row; closed when it left its last stage, where the log says so, else when its status
    changed to what it is, unless it says so all along."""
    rows = log_rows(log, label="stage", before="from_stage").assign(status=log.words("status"))
    rows = rows[rows["deal_id"].notna() & rows["at"].notna()]
    rows = rows.sort_values(["deal_id", "at", "seq"], kind="stable")
    first = ~rows["deal_id"].duplicated()
    changed = rows["status"].ne(rows["status"].shift()) | first
    since = rows[changed].assign(first=first).drop_duplicates("deal_id", keep="last")
    since = since.set_index("deal_id")
    closed = since["at"].mask(since["first"].astype(bool))
    if log.has("left_at"):
        closed = left_last(log, rows).fillna(closed)
    last = rows.drop_duplicates("deal_id", keep="last")["row"]
    source = with_rows(log, log.raw.frame.index.isin(last))
    ids = pd.Index(source.words("deal_id"), name=None)
    stage = source.words("stage") if source.has("stage") else ""
    hints = hint_columns(source).assign(stage=stage).set_axis(ids)
    fields = pd.DataFrame({"closed_at": closed.reindex(ids)}, index=ids)
    return DealRows(source, fields, hints, source.raw.frame.index)


def left_last(log: Source, rows: pd.DataFrame) -> pd.Series:
    """When each deal left its last stage; an outcome, which may stand there as a stage, is never left."""
    last = rows.drop_duplicates("deal_id", keep="last").set_index("deal_id")
    left = log.dates("left_at").reindex(last["row"]).set_axis(last.index)
    return left.mask(last["label"].map(meaning, na_action="ignore").isin(ENDS))


def remark_on_left(log: Source, still_open: pd.Index) -> None:
    """Deals that left their last stage, of which nothing says how they ended. `still_open`: their ids."""
    if not log.has("left_at"):
        return
    rows = log_rows(quiet(log), label="stage", before="from_stage")
    rows = rows[rows["deal_id"].notna() & rows["at"].notna()]
    left = left_last(quiet(log), rows.sort_values(["deal_id", "at", "seq"], kind="stable"))
    gone = int((left.notna() & left.index.isin(still_open)).sum())
    if gone:
        log.remarks.add(
            "outcomes",
            one_or_more(
                gone,
                "{n} deal left its last stage, and nothing says how it ended.",
                "{n} deals left their last stage, and nothing says how they ended.",
            ),
            file=log.raw.file,
            effect="They count as open, in the stage that they left.",
            fix="Export a column that says won or lost.",
        )


def quiet(log: Source) -> Source:
    """The log read again without telling again what is odd about it."""
    return replace(log, remarks=Remarks())
