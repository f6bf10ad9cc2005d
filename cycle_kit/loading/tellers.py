"""What columns beside the words for outcomes tell of how deals stand: flags, dates, the archive, probabilities."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import in_code, listed, one_or_more
from cycle_kit.languages import several_words
from cycle_kit.loading.after_sale import sounds_like_a_win
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.free_texts import brief
from cycle_kit.values import key

#: what reasons are called that may be those of a win as well as of a loss
REASONS_OF_BOTH = frozenset(map(key, several_words("reasons_of_both")))


def blank(hints: pd.DataFrame) -> pd.Series:
    return pd.Series(None, index=hints.index, dtype="str")


def renamed(names: pd.Series, new: Mapping[str, str]) -> pd.Series:
    """Text by text; what has no new name is missing, and the column stays one of text."""
    return names.map(dict(new)).astype("str")


def flags(hints: pd.DataFrame) -> pd.Series:
    """The outcome by yes/no columns; missing where they do not decide."""
    outcome = blank(hints)
    if "is_lost" in hints:
        outcome = outcome.mask(hints["is_lost"].eq(True).fillna(False).astype(bool), "lost")
    if "is_won" in hints:
        outcome = outcome.mask(hints["is_won"].eq(True).fillna(False).astype(bool), "won")
    return outcome


def open_throughout(
    deals: DealRows, said: Mapping[str, str], by_status: pd.Series
) -> frozenset[str]:
    """Stages called like an outcome all of whose deals a flag says to be open, while the deals that it says to be
    closed stand in another stage of that outcome; told. A status says so of those alone that are not plainly called
    won or lost: "Signed" is a stage, and "Closed Won" beside "Open" a contradiction."""
    hints = deals.hints
    flag = next((name for name in ("is_closed", "status") if name in hints), "")
    if not flag:
        return frozenset()
    by_flag = flag == "is_closed"
    closed = hints[flag].astype("boolean") if by_flag else ended_by(by_status)
    still = closed.eq(False).fillna(False).groupby(hints["stage"]).all()
    ends = {name: end for name in still.index if (end := meaning(name)) in ENDS}
    if not by_flag:
        ends = {n: end for n, end in ends.items() if end == "won" and sounds_like_a_win(n)}
    elsewhere = {meaning(name) for name in hints["stage"][closed.fillna(False)].dropna().unique()}
    found = [
        name
        for name, end in ends.items()
        if still[name] and end in elsewhere and key(name) not in said
    ]
    if found:
        flag = deals.source.match.columns[flag]
        deals.source.remarks.add(
            "outcomes",
            f'Open by "{flag}", which says of all their deals that they are not closed: {listed(map(brief, found))}.',
            file=deals.source.raw.file,
            effect="They are open stages, whatever their names say.",
            fix=f"If that is wrong: {meaning(found[0])}=[{in_code([found[0]])}].",
        )
    return frozenset(found)


def ended_by(outcome: pd.Series) -> pd.Series:
    return outcome.isin(ENDS).astype("boolean").mask(outcome.isna())


def by_dates(hints: pd.DataFrame) -> pd.Series:
    """A deal with a date of winning is won, one with a date of losing lost; with both, the later one."""
    found = blank(hints)
    missing = pd.Series(pd.NaT, index=hints.index, dtype="datetime64[us]")
    won, lost = (hints.get(name, missing) for name in ("won_at", "lost_at"))
    found = found.mask(lost.notna(), "lost")
    return found.mask(won.notna() & ~(lost > won), "won")


def archived(deals: DealRows) -> pd.Series:
    """The outcome of deals in the archive: lost with a reason or at 0 %, else dropped.

    An export writes yes, and often nothing at all for no. Where it left the column out, a deal that
    is closed with a reason was lost all the same.
    """
    hints, fields = deals.hints, deals.fields
    nothing = blank(hints)
    source = deals.source
    if "is_active" not in source.match.dialect.columns and not source.has("is_active"):
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


def by_reason(deals: DealRows, outcome: pd.Series, ended: pd.Series) -> pd.Series:
    """The outcome of deals that ended (`ended`) and of which nothing else tells how: lost with a reason, or as the
    reasons say themselves where some of them say won. A column that may hold reasons of both tells nothing."""
    if "lost_reason" not in deals.fields:
        return blank(deals.hints)
    reasons = deals.fields["lost_reason"]
    left = ended & outcome.isna()
    meanings = {word: meaning(str(word)) for word in reasons[left].dropna().unique()}
    if "won" in meanings.values():
        ends = {word: end for word, end in meanings.items() if end in ENDS}
        return renamed(reasons.where(left), ends)
    if is_of_both(deals) and reasons[left].notna().all() and not outcome.eq("won").any():
        return blank(deals.hints)
    return blank(deals.hints).mask(left & reasons.notna(), "lost")


def is_of_both(deals: DealRows) -> bool:
    """Whether the reasons are called those of an end, and not of a loss: "Win/Loss reason", "Close reason"."""
    header = deals.source.match.columns.get("lost_reason", "")
    return key(header) in REASONS_OF_BOTH


def told_by_probability(hints: pd.DataFrame, labels: Mapping[str, str]) -> bool:
    """Whether the system lets 100 and 0 % tell won from lost, and no word has told either."""
    return "probability" in hints and not {"won", "lost"} & set(labels.values())


def by_probability(hints: pd.DataFrame) -> dict[str, str]:
    """{stage label: outcome} where every deal in the stage has 100 % (won), or 0 % (lost)."""
    shares = hints["probability"].groupby(hints["stage"]).agg(["min", "max", "count", "size"])
    known = shares[shares["count"] == shares["size"]]
    won, lost = known[known["min"] == 1].index, known[known["max"] == 0].index
    return dict.fromkeys(won, "won") | dict.fromkeys(lost, "lost")


def by_certainty(deals: DealRows, doubtful: pd.Series) -> pd.Series:
    """The outcome of deals that ended, nobody says how (`doubtful`), where all of them have 100 or 0 %, both of them
    come, and no other deal has either: won and lost."""
    nothing = blank(deals.hints)
    if "probability" not in deals.fields or not doubtful.any():
        return nothing
    shares = deals.fields["probability"]
    sure = shares.isin([0.0, 1.0])
    if not sure[doubtful].all() or shares[doubtful].nunique() < 2 or sure[~doubtful].any():
        return nothing
    deals.source.remarks.add(
        "outcomes",
        one_or_more(doubtful.sum(), "{n} deal", "{n} deals")
        + f' ended, and "{deals.source.match.columns["probability"]}" says how: 100 % is won, 0 % lost.',
        file=deals.source.raw.file,
        fix="If that is wrong, export a column that says won or lost.",
    )
    return nothing.mask(doubtful & shares.eq(1), "won").mask(doubtful & shares.eq(0), "lost")
