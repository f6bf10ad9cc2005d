"""A column that says only whether a deal was won: its "no" is a loss beside a date of closing, and where open
deals have neither yes nor no."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cycle_kit.errors import in_code, inside, listed, one_or_more
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.marked_steps import FURTHEST
from cycle_kit.loading.telling import Doubt, Evidence, tells_nothing
from cycle_kit.loading.unread_flag import flags_among
from cycle_kit.values import read_booleans

#: what says of a deal that is not won whether it was lost
OTHERS = ("status", "is_closed", "is_lost", "is_active", "won_at", "lost_at")
LOST = ("lost", "dropped")
HAPPENED = ("created_at", "last_activity_at")
MOSTLY = 0.5  # of the lost deals
LATE = pd.Timedelta(days=31)  # after everything else in the file
BLANK = 1 / 20  # of the deals; fewer without a mark are forgotten ones


def lost_by_flag(deals: DealRows, told: Evidence, left: pd.Series) -> pd.Series:
    """Of the deals that nothing else tells of (`left`) those that are not won and were closed, by a date that
    only closed deals have."""
    dated = closed_not_won(deals, told, left)
    if not dated.any():
        return dated
    if deals.source.has("closed_at"):
        return dated & said_no(deals)
    return dated & said_no(deals) if tells_end(deals, left) else dated & False


def closed_not_won(deals: DealRows, told: Evidence, left: pd.Series) -> pd.Series:
    """Deals with a date of closing and not won, where nothing else in the table tells of losses."""
    dates = closing_column(deals)
    if dates is None or not is_alone(deals, told, OTHERS):
        return pd.Series(False, index=left.index)
    return left & dates.notna()


def is_alone(deals: DealRows, told: Evidence, others: Sequence[str]) -> bool:
    """Whether the flag is there, and none of these columns nor any word that tells of losses."""
    known = {*told.labels.values(), *told.by_said.dropna()} & set(LOST)
    return "is_won" in deals.hints and not known and not set(others) & set(deals.hints.columns)


def lost_by_no(deals: DealRows, told: Evidence, left: pd.Series) -> pd.Series:
    """Of the deals that nothing else tells of (`left`) those with a no, where a list kept by hand has no dates
    of closing, or of the yes alone, and three marks: yes, no, and none for what is open."""
    nothing = pd.Series(False, index=left.index)
    others = [name for name in OTHERS if name != "won_at"]  # which says nothing of losses
    if told.logged or not deals.source.match.dialect.by_hand or not is_alone(deals, told, others):
        return nothing
    flag = deals.hints["is_won"].astype("boolean")
    dates = closing_column(deals)
    if dates is not None and dates[~flag.eq(True).fillna(False).to_numpy()].notna().any():
        return nothing  # else it is the day of the yes
    unmarked = left & flag.isna()
    if not flag.any() or not unmarked.any() or unmarked.mean() < BLANK:
        return nothing
    return left & flag.eq(False).fillna(False).astype(bool)


def closing_column(deals: DealRows) -> pd.Series | None:
    if deals.source.has("closed_at"):
        return deals.fields["closed_at"]
    return deals.hints.get("close_date")


def said_no(deals: DealRows) -> pd.Series:
    """Deals that are said not to be won; where only what is won is marked, all others."""
    flag = deals.hints["is_won"].astype("boolean")
    no = flag.eq(False).fillna(False).astype(bool)
    return no if no.any() else ~flag.fillna(False).astype(bool)


def tells_end(deals: DealRows, left: pd.Series) -> bool:
    """Whether a close date, which may be a planned one, is that of closing: some deals that are not won have
    none, and it lies nowhere long after all that happened."""
    dates = deals.hints["close_date"]
    if dates[left].notna().all():
        return False
    happened = [dates[deals.hints["is_won"].eq(True).fillna(False).astype(bool)].max()]
    happened += [deals.fields[name].max() for name in HAPPENED if name in deals.fields]
    known = [moment for moment in happened if not pd.isna(moment)]
    return bool(known) and bool(dates[left].max() <= max(known) + LATE)


def ends_where_it_was(deals: DealRows) -> bool:
    """Whether deals that are closed and not won stand in stages beside running ones: then a stage in which all
    are won is the last one of the sale, and no name of the win."""
    if deals.source.match.columns.get("stage") == FURTHEST:
        return True  # a mark there says how far a deal came, and not how it ended
    hints, dates = deals.hints, closing_column(deals)
    if "is_won" not in hints or dates is None or set(OTHERS) & set(hints.columns):
        return False
    others = hints["stage"].mask(hints["is_won"].eq(True).fillna(False).astype(bool))
    lost, running = others[dates.notna()].dropna(), others[dates.isna()].dropna()
    return bool(len(lost) and lost.isin(running.unique()).mean() >= MOSTLY)


def remark_on_lost_by_flag(deals: DealRows, lost: pd.Series) -> None:
    if not lost.any():
        return
    flag, dated = headers_of(deals)
    deals.source.remarks.add(
        "outcomes",
        one_or_more(lost.sum(), "{n} deal has", "{n} deals have")
        + f' a date in "{dated}" and '
        + one_or_more(lost.sum(), "is", "are")
        + f' not won by "{flag}".',
        file=deals.source.raw.file,
        effect="They count as lost.",
        fix=f'If the date was only planned: columns={{"expected_close": "{inside(dated)}"}}.',
    )


def remark_on_lost_by_no(deals: DealRows, lost: pd.Series) -> None:
    if not lost.any():
        return
    flag = deals.source.match.columns["is_won"]
    won, no = words_of_flag(deals)
    deals.source.remarks.add(
        "outcomes",
        one_or_more(lost.sum(), "{n} deal is", "{n} deals are")
        + f' not won by "{flag}", in which others have neither yes nor no.',
        file=deals.source.raw.file,
        effect="They count as lost, those without a mark as open.",
        fix=f'If no means not yet: columns={{"status": "{inside(flag)}"}}, won=[{in_code(won)}], open=[{in_code(no)}].',
    )


def remark_on_open_by_no(deals: DealRows, told: Evidence, outcome: pd.Series) -> None:
    """Deals that are open for the no of the flag alone, where nothing tells a loss from what is still open."""
    if told.logged or not deals.source.match.dialect.by_hand or not is_alone(deals, told, OTHERS):
        return
    no = deals.hints["is_won"].astype("boolean").eq(False).fillna(False).astype(bool)
    no &= (outcome == "open") & told.by_said.isna()
    if not no.any() or outcome.isin(LOST).any():
        return
    flag = deals.source.match.columns["is_won"]
    won, lost = words_of_flag(deals)
    deals.source.remarks.add(
        "outcomes",
        one_or_more(no.sum(), "{n} deal is", "{n} deals are")
        + f' not won by "{flag}", and nothing says whether lost or still open.',
        file=deals.source.raw.file,
        effect="They count as open: if some were lost, the win rate is too high.",
        fix=f'If no means lost: columns={{"status": "{inside(flag)}"}}, won=[{in_code(won)}], lost=[{in_code(lost)}].'
        if won
        else "Export a column that says won or lost.",
    )


def headers_of(deals: DealRows) -> tuple[str, str]:
    columns = deals.source.match.columns
    return columns["is_won"], columns.get("closed_at", columns.get("close_date", ""))


def of_won_flag(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Deals that are not won, with a date that may be that of closing or a planned one."""
    mask = closed_not_won(deals, told, left)
    if not mask.any():
        return None
    flag, dated = headers_of(deals)
    return Doubt(
        mask,
        {},
        wrong=f'{{n}} [deal|deals] of {{file}} [has|have] a date in "{dated}" and [is|are] not won by "{flag}"; '
        "nothing says whether [it was|they were] lost.",
        there="",
        guess={},
        fix=way_out(deals, left, mask, flag, dated),
    )


def way_out(deals: DealRows, left: pd.Series, asked: pd.Series, flag: str, dated: str) -> str:
    """By the words of the flag, where its no stands beside a date throughout, else by the date."""
    won, lost = words_of_flag(deals)
    no = left & deals.hints["is_won"].eq(False).fillna(False).astype(bool)
    planned = f'If the date was only planned: columns={{"expected_close": "{inside(dated)}"}}.'
    if won and lost and no.equals(asked):
        return (
            f'If they were lost: columns={{"status": "{inside(flag)}"}}, won=[{in_code(won)}], lost=[{in_code(lost)}]. '
            + planned
        )
    return f'If they were lost: columns={{"lost_at": "{inside(dated)}"}}. {planned}'


def words_of_flag(deals: DealRows) -> tuple[list[str], list[str]]:
    """The words of the flag for yes, and those for no."""
    texts = deals.source.texts("is_won")
    texts = texts.loc[deals.rows] if len(deals.rows) else texts
    said = read_booleans(texts, language=deals.source.language).values
    won, lost = (sorted(texts[said.eq(yes).fillna(False)].unique()) for yes in (True, False))
    return won, lost


def of_unread_flag(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Deals in a table that tells no outcome, but has a column of yes and no beside dates of closing that nobody
    reads: it may say whether they were won."""
    if "status" in deals.hints or not tells_nothing(deals.hints, told) or closing.isna().all():
        return None
    if not len(deals.rows):  # of several tables
        return None
    used = set(deals.source.match.columns.values())
    frame = deals.source.raw.frame.loc[deals.rows].set_axis(left.index)
    said = flags_among(frame[[name for name in frame if name not in used]], closing.notna())
    if not said:
        return None
    ways = [f'columns={{"is_won": "{inside(header)}"}}' for header in said]
    answered = next(iter(said.values())).notna()
    return Doubt(
        left & answered & closing.notna(),
        {},
        wrong="{n} [deal|deals] of {file} [has|have] a date of closing, and nothing that is understood says how "
        f"[it|they] ended; yes and no {'stands' if len(said) == 1 else 'stand'} in {listed(said)}.",
        there="",
        guess={},
        fix=f"If yes is won: {' or '.join(ways)}. Else export a column that says won or lost.",
    )
