"""How each deal stands: won, lost, dropped or open, from whatever the export says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cycle_kit.dialects.endings import outcome_words
from cycle_kit.dialects.outcomes import KNOWN
from cycle_kit.errors import StageError, listed
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import DealRows
from cycle_kit.values import key

FEW, NEARLY_ALL, MOST = 5, 0.95, 0.5  # deals; shares with a closing date
SOME = 10  # won deals beside which lost ones must be


@dataclass(frozen=True)
class Words:
    """The user's words for outcomes; None: the known ones."""

    won: Sequence[str] | str | None = None
    lost: Sequence[str] | str | None = None
    dropped: Sequence[str] | str | None = None

    def of(self, names) -> dict[str, str]:
        return outcome_words(names, won=self.won, lost=self.lost, dropped=self.dropped)


def standing(
    deals: DealRows, words: Words, *, stages: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """Per deal: `stage` (open stage or missing), `outcome`, `closed_at`, `expected_close`, `changed_at`.

    A clear status goes before a stage that is named like an outcome, and that before yes/no columns:
    some systems file every deal that was not won under lost. The archive comes last.
    """
    source, hints, fields = deals.source, deals.hints, deals.fields
    labels = ends_of(deals, words)
    outcome = renamed(hints["stage"], labels).fillna(flags(hints))
    outcome = status(source, hints, words).fillna(outcome).fillna(archived(deals)).fillna("open")
    stage = open_stage(hints, labels)
    closing = closing_dates(fields, hints, outcome)
    refuse_closed_looking(source, hints, outcome, closing, stages)
    is_open = outcome == "open"
    expected = fields.get("expected_close", pd.Series(pd.NaT, index=hints.index))
    if "close_date" in hints:
        expected = expected.fillna(hints["close_date"].where(is_open))
    remark_on_closing(source, outcome, closing)
    return pd.DataFrame(
        {
            "stage": stage.where(stage != ""),
            "outcome": outcome,
            "closed_at": closing.mask(is_open),
            "expected_close": expected,
            "changed_at": hints.get("stage_changed_at", pd.Series(pd.NaT, index=hints.index)),
        }
    )


def open_stage(hints: pd.DataFrame, labels: Mapping[str, str]) -> pd.Series:
    """The stage a deal is in, or was in before it was closed where the export keeps that."""
    ends = list(labels)
    stage = hints["stage"].where(~hints["stage"].isin(ends))
    if "last_stage" not in hints:
        return stage
    return stage.fillna(hints["last_stage"].where(~hints["last_stage"].isin(ends)))


def ends_of(deals: DealRows, words: Words) -> dict[str, str]:
    """{stage label: outcome}, by its word, or because every deal in it is closed by another column."""
    hints = deals.hints
    labels = words.of(hints["stage"].dropna().unique())
    flagged = flags(hints)
    if deals.source.match.dialect.closed_stages and "status" in hints:
        flagged = flagged.fillna(renamed(hints["status"], status_words(deals.source, hints, words)))
    if flagged.notna().any():
        by_label = flagged.fillna("open").groupby(hints["stage"])
        single = by_label.nunique() == 1  # noqa: PD101 - of groups, not of a series
        closed = by_label.first()[single & (by_label.first() != "open")]
        labels = closed.to_dict() | labels
    return by_probability(hints) | labels if told_by_probability(hints, labels) else labels


def told_by_probability(hints: pd.DataFrame, labels: Mapping[str, str]) -> bool:
    """Whether the system lets 100 and 0 % tell won from lost, and no word has told either."""
    return "probability" in hints and not {"won", "lost"} & set(labels.values())


def by_probability(hints: pd.DataFrame) -> dict[str, str]:
    """{stage label: outcome} where every deal in the stage has 100 % (won), or 0 % (lost)."""
    shares = hints["probability"].groupby(hints["stage"]).agg(["min", "max", "count", "size"])
    known = shares[shares["count"] == shares["size"]]
    won, lost = known[known["min"] == 1].index, known[known["max"] == 0].index
    return dict.fromkeys(won, "won") | dict.fromkeys(lost, "lost")


def archived(deals: DealRows) -> pd.Series:
    """The outcome of deals in the archive: lost with a reason or at 0 %, else dropped.

    An export writes yes, and often nothing at all for no. Where it left the column out, a deal that
    is closed with a reason was lost all the same.
    """
    hints, fields = deals.hints, deals.fields
    nothing = pd.Series(None, index=hints.index, dtype="str")
    if "is_active" not in deals.source.match.dialect.columns:
        return nothing
    reason = fields.get("lost_reason", nothing).notna()
    active = hints.get("is_active", pd.Series(pd.NA, index=hints.index)).astype("boolean")
    if active.isna().all():
        closed = fields.get("closed_at", pd.Series(pd.NaT, index=hints.index)).notna()
        return nothing.mask(reason & closed, "lost")
    if "lost_reason" in fields or "probability" in fields:
        reason |= fields.get("probability", pd.Series(1.0, index=hints.index)).eq(0)
    else:
        reason = pd.Series(True, index=hints.index)
    away = ~active.fillna(False).astype(bool)
    return nothing.mask(away, "dropped").mask(away & reason, "lost")


def flags(hints: pd.DataFrame) -> pd.Series:
    """The outcome by yes/no columns; missing where they do not decide."""
    outcome = pd.Series(None, index=hints.index, dtype="str")
    if "is_lost" in hints:
        outcome = outcome.mask(hints["is_lost"].eq(True), "lost")
    if "is_won" in hints:
        outcome = outcome.mask(hints["is_won"].eq(True), "won")
    return outcome


def status(source: Source, hints: pd.DataFrame, words: Words) -> pd.Series:
    """The outcome by a status column, where its words are known; a column of other words is left alone."""
    if "status" not in hints:
        return pd.Series(None, index=hints.index, dtype="str")
    ends = status_words(source, hints, words)
    if not set(ends.values()) - {"open"} and len(ends) < hints["status"].nunique():
        source.remarks.add(
            "outcomes",
            f'"{source.match.columns["status"]}" names no outcome that is known; it was left as it is.',
            file=source.raw.file,
            fix="Name its words with won=, lost= and dropped=, if it tells outcomes.",
        )
        return pd.Series(None, index=hints.index, dtype="str")
    names = hints["status"].dropna().unique()
    return renamed(hints["status"], {name: ends.get(name, "open") for name in names})


def status_words(source: Source, hints: pd.DataFrame, words: Words) -> dict[str, str]:
    """{word of the status column: outcome, or open}, of the words that are known, the system's own too."""
    names = hints["status"].dropna().unique()
    own = {key(word): outcome for word, outcome in source.match.dialect.outcomes.items()}
    known = {name: "open" for name in names if key(name) in KNOWN}
    return known | {name: own[key(name)] for name in names if key(name) in own} | words.of(names)


def renamed(names: pd.Series, new: Mapping[str, str]) -> pd.Series:
    """Text by text; what has no new name is missing, and the column stays one of text."""
    return names.map(dict(new)).astype("str")


def closing_dates(fields: pd.DataFrame, hints: pd.DataFrame, outcome: pd.Series) -> pd.Series:
    """The first date there is of: closed, won or lost by outcome, and the two-faced close date."""
    closing = fields.get("closed_at", pd.Series(pd.NaT, index=hints.index, dtype="datetime64[us]"))
    if "won_at" in hints:
        closing = closing.fillna(hints["won_at"].where(outcome == "won"))
    if "lost_at" in hints:
        closing = closing.fillna(hints["lost_at"].where(outcome.isin(["lost", "dropped"])))
    if "close_date" in hints:
        closing = closing.fillna(hints["close_date"])
    return closing


def refuse_closed_looking(source: Source, hints, outcome, closing, stages: frozenset[str]) -> None:
    """A word nobody knows whose deals nearly all carry closing dates is an outcome that was not named.

    A close date that also means "expected" tells this only where other open deals have none.
    """
    decided = {"is_won", "is_closed"} & set(hints.columns)
    undecided = (outcome == "open") & hints["stage"].ne("")
    if decided or not undecided.any():
        return
    filled = closing[undecided].notna().groupby(hints.loc[undecided, "stage"])
    shares = filled.agg(["mean", "size"])
    closed = shares[(shares["mean"] >= NEARLY_ALL) & (shares["size"] >= FEW)]
    contrast = source.has("closed_at") or (shares["mean"] <= MOST).any()
    names = [name for name in closed.index if name not in stages]
    if names and contrast:
        raise StageError(
            f"{listed(names)} in {source.raw.file} is no outcome that is known, but nearly all deals there "
            "carry a closing date.",
            there=f"Known outcomes there are {listed(sorted(set(outcome) - {'open'}))}.",
            fix=f'Say what it means: won=["{names[0]}"], lost=["{names[0]}"] or dropped=["{names[0]}"]; '
            "or name it in stages= if it is an open stage.",
        )


def remark_on_closing(source: Source, outcome: pd.Series, closing: pd.Series) -> None:
    closed = outcome != "open"
    undated = int((closed & closing.isna()).sum())
    if undated:
        source.remarks.add(
            "outcomes",
            f"{undated} closed deals have no closing date.",
            file=source.raw.file,
            effect="They count in win rates, not in the length of the cycle.",
            fix="Export the closing date.",
        )
    if (outcome == "won").sum() >= SOME and not outcome.isin(["lost", "dropped"]).any():
        source.remarks.add(
            "outcomes",
            "There are won deals, but not one that was lost.",
            file=source.raw.file,
            effect="Win rates would be 100 %.",
            fix=source.match.dialect.export or "Export lost deals too.",
        )


def tells_outcomes(source: Source) -> bool:
    """Whether a table of deals says how they stand; else only their history does."""
    return any(
        source.has(name)
        for name in ("stage", "status", "is_won", "is_closed", "won_at", "closed_at")
    )
