"""Moves of deals through stages, from the shapes in which exports hold them.

Each reader gives `deal_id, pipeline, label, at, seq`: the label as written, `seq` the file's order
for moves of one moment (empty where the file has none: then the order of stages decides).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cycle_kit.dialects.dialect import DurationHistory
from cycle_kit.errors import listed, one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.dated_columns import columns_of_stages, stage_names_in
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.durations import duration_moves
from cycle_kit.loading.identities import in_their_spelling, remark_on_rounded_log
from cycle_kit.loading.lone_dates import lone, remark_on_lone, without_lone
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.names import declared_dates, pipeline_names, stage_names
from cycle_kit.loading.oddities import remark_on_moves
from cycle_kit.loading.stage_headers import names_of, stage_of
from cycle_kit.remarks import at_lines
from cycle_kit.values import key

BEFORE = -2  # `seq` of a stage in which a deal stood before its log begins, nobody knows since when
COLUMNS = ["deal_id", "pipeline", "label", "at", "seq"]  # and `evidence` where it is not recorded


#: what tells when deals were won
WON = ("won_at", "closed_at", "close_date")
#: days of ours that the first stages of a sale may be called by
BEGINNINGS = ("created_at", "lead_created_at", "first_contact_at")


def empty_moves() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "deal_id": pd.Series(dtype="str"),
            "pipeline": pd.Series(dtype="str"),
            "label": pd.Series(dtype="str"),
            "at": pd.Series(dtype="datetime64[us]"),
            "seq": pd.Series(dtype="float64"),
        }
    )


def dates_of_entry(frame: pd.DataFrame, match: Match) -> dict[tuple[str, str], str]:
    """{(pipeline, stage): header} of the date columns: those that the caller names, those of the layout (of
    two generations the first declared), or those that are named like a stage."""
    found = {("", stage): header for stage, header in match.entered.items()}
    for named, header in declared_dates(frame, match).items():
        found.setdefault(named, header)
    if (
        found
        or isinstance(match.dialect.history, DurationHistory)
        or match.dialect.table != "deals"
    ):
        return found
    columns, stages = match.columns, stage_names_in(frame, match.columns)
    won = [columns[name] for name in WON if name in columns]
    # the date of the first contact is that of the stage "First contact", too
    names = names_of(stages)
    both = {columns[name] for name in BEGINNINGS if name in columns}
    both = {header for header in both if stage_of(header, names)}
    taken = [header for header in columns.values() if header not in both]
    named = columns_of_stages(frame, taken, stages, won=won)
    return {("", stage): header for stage, header in named.items()}


def of_history(frame: pd.DataFrame, match: Match) -> list[str]:
    """The headers that are dates of entry into a stage, or hold the time spent in stages."""
    dialect = match.dialect
    if isinstance(dialect.history, DurationHistory):
        headers = Headers(frame)
        found = (headers.called(dialect.history.seconds), headers.called(dialect.history.stage_id))
        return [header for header in found if header]
    return list(dates_of_entry(frame, match).values())


def own_moves(deals: DealRows, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The moves that a table of deals carries itself: in date columns, as durations, or none.

    `names`: {id of a stage: its name} that other parts of the same list know.
    """
    history = deals.source.match.dialect.history
    if isinstance(history, DurationHistory):
        moves = duration_moves(deals, names)
        return moves if len(moves) else empty_moves()
    columns = dates_of_entry(deals.source.raw.frame, deals.source.match)
    return wide_moves(deals, columns) if columns else empty_moves()


def wide_moves(deals: DealRows, columns: dict[tuple[str, str], str]) -> pd.DataFrame:
    """Moves of a table with one date column per stage, of the rows that count."""
    source, ids = deals.source, deals.fields.index
    parts = []
    own = deals.fields.get("pipeline", pd.Series("", index=deals.fields.index)).fillna("")
    own = own.reset_index(drop=True)
    for (pipeline, stage), header in columns.items():
        at = source.dates("", header=header).loc[deals.rows].reset_index(drop=True).dropna()
        label = stage_names(source, pd.Series(stage, index=at.index, dtype="str"), at).array
        name = source.reading.pipelines.get(pipeline, pipeline) or own.reindex(at.index).array
        part = {"deal": at.index, "pipeline": name, "label": label, "at": at.array}
        parts.append(pd.DataFrame(part).assign(seq=float("nan")))  # the file orders no moments
    by_hand = source.match.dialect.by_hand  # a system's own headers say it
    named = f" ({listed(columns.values(), most=20)})" if by_hand else ""
    source.remarks.add(
        "history",
        one_or_more(
            len(columns),
            "Stage history from {n} date column",
            "Stage history from {n} date columns",
        )
        + f", one per stage{named}; a stage that was entered again shows only its last entry.",
        file=source.raw.file,
        effect="Returns to a stage are undercounted.",
    )
    moves = pd.concat(parts, ignore_index=True)
    deal_id = pd.Categorical.from_codes(moves["deal"], categories=ids)
    return moves.assign(deal_id=deal_id)[COLUMNS]


def log_rows(source: Source, *, label: str, before: str) -> pd.DataFrame:
    """The rows of a log with `deal_id, pipeline, label, from, at, seq, row, line`."""
    raw = source.raw
    rows = pd.DataFrame(
        {
            "deal_id": source.words("deal_id"),
            "pipeline": pipeline_names(source) if source.has("pipeline") else "",
            "label": source.words(label),
            "at": source.dates("entered_at"),
            "row": raw.frame.index,
            "line": raw.lines,
        }
    )
    rows["at"] = without_slips(source, rows["at"])
    rows["from"] = source.words(before) if source.has(before) else None
    if label == "stage":
        rows = renamed_rows(source, rows)
    if source.has("status") and label == "stage":
        rows["label"] = ended(source).fillna(rows["label"])
    order = np.arange(len(rows))
    return rows.assign(seq=order[::-1] if newest_first(rows) else order)


def without_slips(source: Source, at: pd.Series) -> pd.Series:
    """Moments of moves without single ones far beyond all others."""
    places = lone({"at": at}, said=source.reading.as_of).get("at", [])
    if places:
        header = source.match.columns["entered_at"]
        lines = [int(source.raw.lines[place]) for place in places]
        remark_on_lone(source, header, lines, at[places])
    return without_lone(at, places) if places else at


def renamed_rows(source: Source, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a log with the present names of stages."""
    names = {name: stage_names(source, rows[name], rows["at"]) for name in ("label", "from")}
    return rows.assign(**names)


def ended(source: Source) -> pd.Series:
    """The outcome of rows whose status says that the deal ended; else missing."""
    words = {key(word): outcome for word, outcome in source.match.dialect.outcomes.items()}
    outcome = source.texts("status").map(key).map(words).astype("str")
    return outcome.where(outcome != "open")


def whole_rows(source: Source, rows: pd.DataFrame, needed: list[str]) -> pd.DataFrame:
    """The rows that have what a move needs; the others are dropped, and counted."""
    whole = rows[needed].notna().all(axis=1)
    if not whole.all():
        source.remarks.add(
            "history",
            f"rows without a deal, a stage or a date ({at_lines(rows.loc[~whole, 'line'])})",
            file=source.raw.file,
            fate="dropped",
            rows=(~whole).sum(),
            effect="These moves are not known.",
            fix="Mend them in the CRM and export again.",
        )
    return rows[whole]


def newest_first(moves: pd.DataFrame) -> bool:
    """Whether most steps down the file go back in time, within deals or else from row to row."""
    steps = moves.groupby("deal_id")["at"].diff().dropna()
    if (steps != pd.Timedelta(0)).sum() == 0:
        steps = moves["at"].diff().dropna()
    return int((steps < pd.Timedelta(0)).sum()) > int((steps > pd.Timedelta(0)).sum())


def named_as(
    moves: pd.DataFrame, ids: pd.Index, letters: int | None, among: pd.Series
) -> pd.DataFrame:
    """The moves with the deals' own spelling of ids, where so many first letters identify a deal; `among`: all ids
    of the log."""
    if letters is None:
        return moves.assign(deal_id=in_their_spelling(moves["deal_id"], ids, among))
    spelling = dict(zip(ids.str[:letters], ids, strict=True))
    own = moves["deal_id"].str[:letters].map(spelling).astype("str")
    return moves.assign(deal_id=own.fillna(moves["deal_id"]))


def with_stage_names(moves: pd.DataFrame, hints: pd.DataFrame) -> pd.DataFrame:
    """The moves with names of stages for their ids, where the deals' table has both."""
    if "stage_id" not in hints:
        return moves
    pairs = hints[["stage_id", "stage"]].dropna().drop_duplicates("stage_id")
    names = dict(zip(pairs["stage_id"], pairs["stage"], strict=True))
    return moves.assign(label=moves["label"].map(names).astype("str").fillna(moves["label"]))


def of_these_deals(source: Source, moves: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """The moves of deals in the deals' file; the others are counted as dropped."""
    here = moves["deal_id"].isin(ids)
    others = int((~here).sum())
    if others:
        source.remarks.add(
            "history",
            one_or_more(
                moves.loc[~here, "deal_id"].nunique(),
                "rows of {n} deal that is not in the deals file",
                "rows of {n} deals that are not in the deals file",
            ),
            file=source.raw.file,
            fate="dropped",
            rows=others,
            effect="They are left out.",
            fix="Export deals and history with the same filter.",
        )
    return moves[here]


def account_rows(source: Source, moves: pd.DataFrame) -> pd.DataFrame:
    """The moves without rows that stand there twice; told which rows only repeat the stage the deal is in."""
    remark_on_rounded_log(source)
    remark_on_moves(source, moves)
    ordered = moves.sort_values(["deal_id", "at", "seq"], kind="stable")
    told = ordered.groupby("deal_id")[["label", "pipeline"]].shift()
    elsewhere = (
        ordered["pipeline"].ne(told["pipeline"])
        & ordered["pipeline"].ne("")
        & told["pipeline"].ne("")
    )
    same = ordered["label"].eq(told["label"]) & ~elsewhere
    source.remarks.add(
        "history", "rows that are a move", file=source.raw.file, fate="move", rows=(~same).sum()
    )
    if same.any():
        source.remarks.add(
            "history",
            "rows that repeat the stage the deal was in",
            file=source.raw.file,
            fate="repeat",
            rows=same.sum(),
            effect="They are one visit with the row before.",
        )
    twice = same & ordered["at"].eq(ordered["at"].shift())
    return moves.drop(index=ordered.index[twice]) if twice.any() else moves


def with_first_stage(moves: pd.DataFrame, created: pd.Series) -> pd.DataFrame:
    """Where the first row says what the stage was before, the deal stood there since its creation."""
    if "from" not in moves or moves["from"].isna().all():
        return moves[COLUMNS]
    first = moves.sort_values(["at", "seq"], kind="stable").drop_duplicates("deal_id")
    first = first[first["from"].notna() & first["from"].ne(first["label"])]
    start = created.reindex(first["deal_id"]).set_axis(first.index)
    before = first.assign(
        label=first["from"],
        at=start.fillna(first["at"]).clip(upper=first["at"]),
        seq=start.isna().map({True: BEFORE, False: -1}),
    )
    return pd.concat([before[COLUMNS], moves[COLUMNS]], ignore_index=True)


def remark_on_begun(source: Source, moves: pd.DataFrame) -> None:
    """Where a log's first row of a deal says what was before, its beginning is not in the log."""
    begun = moves.loc[moves["seq"] == BEFORE, "deal_id"].nunique()
    if begun:
        source.remarks.add(
            "dates",
            one_or_more(
                begun,
                "{n} deal stood in a stage before its first row: its creation is not known.",
                "{n} deals stood in a stage before their first row: their creation is not known.",
            ),
            file=source.raw.file,
            effect="Their cycle is not known, and they are new in no period.",
            fix="Export the deals with their date of creation too: ck.load(deals, history=...).",
        )
