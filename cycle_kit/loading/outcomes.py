"""How each deal stands: won, lost, dropped or open, from whatever the export says of it.

What the caller names goes first, then a clear status, a stage that is named like an outcome, yes/no columns,
dates of winning and losing, and the archive. A deal of which something says that it ended, or may have, and
nothing how, is not taken for open: see `doubts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cycle_kit.dialects.endings import hopes_among, meaning, outcome_words, said_words
from cycle_kit.dialects.hopes import heard
from cycle_kit.dialects.wording import ENDS
from cycle_kit.loading.amounts_that_tell import with_ends_by_amounts
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.doubts import doubts_of, settle
from cycle_kit.loading.marks import marks_of
from cycle_kit.loading.reasons_alone import lost_by_reasons, remark_on_lost_by_reasons
from cycle_kit.loading.signing import remark_on_signing, won_by_signing
from cycle_kit.loading.standing_remarks import remark_on_standing, with_blank_status
from cycle_kit.loading.tellers import (
    archived,
    blank,
    by_certainty,
    by_dates,
    by_probability,
    by_reason,
    flags,
    open_throughout,
    renamed,
    told_by_probability,
)
from cycle_kit.loading.telling import Evidence
from cycle_kit.loading.won_flag import (
    ends_where_it_was,
    lost_by_flag,
    lost_by_no,
    remark_on_lost_by_flag,
    remark_on_lost_by_no,
    remark_on_open_by_no,
)
from cycle_kit.values import key


@dataclass(frozen=True)
class Words:
    """The user's words for outcomes, beside those that are known; `open`: names of open stages. `stages`: names that
    sound like outcomes, and are stages as the moves show."""

    won: Sequence[str] | str | None = None
    lost: Sequence[str] | str | None = None
    dropped: Sequence[str] | str | None = None
    open: Sequence[str] | str | None = None
    stages: frozenset[str] = frozenset()

    def of(self, names) -> dict[str, str]:
        """{name: outcome} of those names that are outcomes."""
        names = [name for name in names if name not in self.stages]
        return outcome_words(
            names, won=self.won, lost=self.lost, dropped=self.dropped, open=self.open
        )

    def said(self) -> dict[str, str]:
        given = {"won": self.won, "lost": self.lost, "dropped": self.dropped}
        return said_words(**given, **({"open": self.open} if self.open else {}))

    def named(self) -> frozenset[str]:
        """Every word that the user names, as it is spelled."""
        lists = (self.won, self.lost, self.dropped, self.open)
        return frozenset(
            word for said in lists for word in ([said] if isinstance(said, str) else said or ())
        )


def standing(
    deals: DealRows,
    words: Words,
    *,
    stages: frozenset[str] = frozenset(),
    logged: bool = False,
    by_log: bool = False,
    day: str = "",
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Per deal `stage` (open stage or missing), `outcome`, `closed_at`, `expected_close`, `changed_at`;
    and {stage label: outcome} of the labels that are no open stages.

    `stages`: names that the caller says are stages. `logged`: a history tells outcomes too; `by_log`: the
    rows are the last ones of a log, whose ends count where the status says open.
    `day`: earlier or last, where the table is one of several exports of the same deals.
    StageError: words whose meaning has to be said.
    """
    hints, fields = deals.hints, deals.fields
    told = replace(evidence(deals, words, stages), logged=logged)
    outcome = decided(deals, told)
    lost = lost_by_flag(deals, told, outcome.isna())
    remark_on_lost_by_flag(deals, lost)
    outcome = outcome.mask(lost, "lost")
    lost = lost_by_no(deals, told, outcome.isna())
    remark_on_lost_by_no(deals, lost)
    outcome = outcome.mask(lost, "lost")
    lost = lost_by_reasons(deals, told, outcome)
    remark_on_lost_by_reasons(deals, lost)
    outcome = outcome.mask(lost, "lost")
    outcome = with_ends_by_amounts(deals, told, outcome, closing_dates(fields, hints, outcome))
    signed = won_by_signing(deals, told, outcome.isna())
    remark_on_signing(deals, signed)
    outcome = outcome.mask(signed, "won")
    asked = found = doubts_of(deals, told, outcome, closing_dates(fields, hints, outcome), stages)
    if len(found) == 1 or not found:
        ended = found[0].mask if found else dated_alone(hints, outcome)
        sure = by_certainty(deals, ended)
        outcome = outcome.fillna(sure)
        found = [] if sure.notna().any() else asked
    outcome = settle(deals.source, found, outcome)
    outcome = with_blank_status(deals, told, outcome).fillna("open")
    unknown = {label: "unknown" for doubt in asked for label in doubt.labels}
    ends = {**unknown, **told.labels}
    stage = open_stage(hints, ends)
    closing = closing_dates(fields, hints, outcome)
    is_open = outcome == "open"
    expected = fields.get("expected_close", pd.Series(pd.NaT, index=hints.index))
    if "close_date" in hints:
        expected = expected.fillna(hints["close_date"].where(is_open))
    if day != "earlier":
        remark_on_open_by_no(deals, told, outcome)
        ended = told.by_stage if by_log else blank(hints)
        remark_on_standing(
            deals, told, outcome.mask(is_open & ended.notna(), ended), alone=not day, by_log=by_log
        )
    state = pd.DataFrame(
        {
            "stage": stage.where(stage != ""),
            "outcome": outcome,
            "closed_at": closing.mask(is_open),
            "expected_close": expected,
            "changed_at": hints.get("stage_changed_at", pd.Series(pd.NaT, index=hints.index)),
        }
    )
    return state, ends


def evidence(deals: DealRows, words: Words, stages: frozenset[str]) -> Evidence:
    """All that tells how deals stand, one column of outcomes for each teller."""
    hints, source = deals.hints, deals.source
    said = words.said()
    marks = {name: marks_of(deals, name, words.named()) for name in ("status", "stage")}
    status = status_meanings(source, hints) | marks["status"]
    by_status = renamed(hints["status"], known_only(status)) if "status" in hints else blank(hints)
    still_open = open_beside_closed(hints, by_status, ended(hints, status))
    running = open_throughout(deals, said, by_status)
    labels = without_stages(ends_of(deals, words, stages), frozenset(hints["stage"][still_open]))
    labels = {name: end for name, end in labels.items() if name not in running}
    labels |= {name: end for name, end in marks["stage"].items() if name not in stages}
    by_stage = renamed(hints["stage"], labels)
    of_record = status_of_record(hints, by_status, by_stage)
    return Evidence(
        said=said,
        by_said=by_said(hints, said, still_open),
        status=status,
        by_status=by_status.mask(of_record),
        labels=labels,
        by_stage=by_stage,
        by_flags=flags(hints),
        ended=ended(hints, status),
        of_record=of_record,
    )


def status_of_record(hints: pd.DataFrame, by_status: pd.Series, by_stage: pd.Series) -> pd.Series:
    """Deals that ended by their stage, where the status says one open word of every row and the stages tell wins
    and losses: "Active" means the record then."""
    words = hints["status"].unique() if "status" in hints else []
    one_open_word = len(words) == 1 and by_status.eq("open").fillna(False).all()
    tells = {"won", "lost"} <= {*by_stage.dropna()}
    return by_stage.isin(ENDS) & bool(one_open_word and tells)


def decided(deals: DealRows, told: Evidence) -> pd.Series:
    """The outcome of each deal that something tells; missing where nothing does."""
    hints = deals.hints
    outcome = told.by_said.fillna(told.by_status).fillna(told.by_stage).fillna(told.by_flags)
    outcome = outcome.fillna(by_dates(hints)).fillna(archived(deals))
    if "is_closed" in hints and "is_won" in hints:
        lost = hints["is_closed"].eq(True).fillna(False) & ~hints["is_won"].eq(True).fillna(False)
        outcome = outcome.mask(outcome.isna() & lost, "lost")
    outcome = outcome.fillna(by_reason(deals, outcome, told.ended))
    if "is_closed" in hints:
        outcome = outcome.mask(outcome.isna() & hints["is_closed"].eq(False).fillna(False), "open")
    return outcome


def open_beside_closed(hints: pd.DataFrame, by_status: pd.Series, closed: pd.Series) -> pd.Series:
    """Deals that are said to be open, in stages where others are called closed and nothing says how: what the
    caller says of such a stage tells how those ended."""
    is_open = by_status.eq("open")
    if "is_closed" in hints:
        is_open |= hints["is_closed"].eq(False).fillna(False).astype(bool)
    stages = hints.loc[closed & by_status.isna(), "stage"].dropna().unique()
    return is_open & hints["stage"].isin(stages)


def by_said(hints: pd.DataFrame, said: Mapping[str, str], still_open: pd.Series) -> pd.Series:
    """The outcome by the caller's words: a stage that is named goes before a status that is named.

    `still_open`: deals of which the name of their stage says nothing.
    """
    found = blank(hints)
    for column in ("stage", "status", "last_stage"):
        if column in hints and said:
            names = hints[column].dropna().unique()
            mine = heard(names, said)
            mine = {
                name: end for name, end in mine.items() if column != "last_stage" or end != "open"
            }
            if mine:
                names = hints[column].mask(still_open) if column != "status" else hints[column]
                found = found.fillna(renamed(names, mine))
    return found


def known_only(meanings: Mapping[str, str]) -> dict[str, str]:
    return {word: outcome for word, outcome in meanings.items() if outcome in (*ENDS, "open")}


def status_meanings(source: Source, hints: pd.DataFrame) -> dict[str, str]:
    """{word of the status column: outcome, open, closed, or "" where it is not known}."""
    if "status" not in hints:
        return {}
    own = {key(word): outcome for word, outcome in source.match.dialect.outcomes.items()}
    names = hints["status"].dropna().unique()
    hopes = hopes_among(names)
    return {n: "" if n in hopes else own.get(key(n)) or meaning(str(n)) for n in names}


def ended(hints: pd.DataFrame, status: Mapping[str, str]) -> pd.Series:
    """Deals of which something says that they are closed, whatever says how."""
    found = pd.Series(False, index=hints.index)
    if "status" in hints:
        found |= hints["status"].isin([word for word, said in status.items() if said == "closed"])
    closed = [name for name in hints["stage"].dropna().unique() if meaning(name) == "closed"]
    found |= hints["stage"].isin(closed)
    if "is_closed" in hints:
        found |= hints["is_closed"].eq(True).fillna(False).astype(bool)
    return found


def open_stage(hints: pd.DataFrame, ends: Mapping[str, str]) -> pd.Series:
    """The stage a deal is in, or was in before it was closed where the export keeps that."""
    closed = [
        *ends,
        *(name for name in hints["stage"].dropna().unique() if meaning(name) == "closed"),
    ]
    stage = hints["stage"].where(~hints["stage"].isin(closed))
    if "last_stage" not in hints:
        return stage
    here = set(hints["stage"].dropna().unique())
    closed += [
        name
        for name in hints["last_stage"].dropna().unique()
        if name not in here and meaning(name) in (*ENDS, "closed")
    ]
    return stage.fillna(hints["last_stage"].where(~hints["last_stage"].isin(closed)))


def ends_of(deals: DealRows, words: Words, stages: frozenset[str] = frozenset()) -> dict[str, str]:
    """{stage label: outcome}, by its word, or because every deal in it is closed by another column."""
    hints = deals.hints
    names = hints["stage"].dropna().unique()
    labels = without_stages(own_ends(deals.source, names) | words.of(names), stages)
    flagged = flags(hints)
    if deals.source.match.dialect.closed_stages and "status" in hints:
        meanings = known_only(status_meanings(deals.source, hints))
        flagged = flagged.fillna(renamed(hints["status"], meanings))
        if "open" in meanings.values():  # then another word, or none, says nothing of the stage
            flagged = flagged[hints["status"].isin(list(meanings)).to_numpy()]
    if flagged.notna().any() and not ends_where_it_was(deals):
        by_label = flagged.fillna("open").groupby(hints.loc[flagged.index, "stage"])
        single = by_label.nunique() == 1  # noqa: PD101 - of groups, not of a series
        closed = by_label.first()[single & (by_label.first() != "open")]
        labels = without_stages(closed.to_dict(), stages) | labels
    return by_probability(hints) | labels if told_by_probability(hints, labels) else labels


def own_ends(source: Source, names: Sequence[str]) -> dict[str, str]:
    """{stage: outcome} of the names by which the system itself calls its stages of won and lost deals."""
    own = {key(word): outcome for word, outcome in source.match.dialect.outcomes.items()}
    hopes = hopes_among(names)
    return {n: own[key(n)] for n in names if own.get(key(n)) in ENDS and n not in hopes}


def without_stages(labels: Mapping[str, str], stages: frozenset[str]) -> dict[str, str]:
    """A name that the caller calls a stage is one, unless it is an outcome and nothing else."""
    return {
        name: outcome
        for name, outcome in labels.items()
        if name not in stages or outcome_words([name]).get(name) == outcome
    }


def dated_alone(hints: pd.DataFrame, outcome: pd.Series) -> pd.Series:
    """Which deals have a date of closing, that may as well be planned, where nothing says how any deal stands."""
    if "close_date" not in hints or outcome.notna().any():
        return pd.Series(False, index=hints.index)
    return hints["close_date"].notna()


def closing_dates(fields: pd.DataFrame, hints: pd.DataFrame, outcome: pd.Series) -> pd.Series:
    """The first date there is of: closed, won or lost by outcome, and the two-faced close date."""
    closing = fields.get("closed_at", pd.Series(pd.NaT, index=hints.index, dtype="datetime64[us]"))
    if "won_at" in hints:
        closing = closing.fillna(hints["won_at"].where(outcome == "won"))
    if "lost_at" in hints:
        closing = closing.fillna(hints["lost_at"].where(outcome.isin(["lost", "dropped"])))
    if "close_date" in hints:
        closing = closing.fillna(hints["close_date"])
    for name in ("won_at", "lost_at"):  # a list may have one date for both, called by one of them
        if name in hints:
            closing = closing.fillna(hints[name].where(outcome.isin([*ENDS, "unknown"])))
    return closing


#: what can say of a deal that it has ended, and how
TELLERS = ("stage", "status", "is_won", "is_lost", "is_closed", "won_at", "lost_at", "closed_at")


def tells_outcomes(source: Source) -> bool:
    """Whether a table of deals says how they stand; else only their history does."""
    return any(source.has(name) for name in TELLERS)


__all__ = ["Words", "ends_of", "standing", "tells_outcomes"]
