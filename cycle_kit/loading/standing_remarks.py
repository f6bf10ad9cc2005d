"""What is odd about how deals stand: told, with what it does to the figures."""

from __future__ import annotations

import pandas as pd

from cycle_kit.dialects.endings import with_reason
from cycle_kit.dialects.hopes import heard, said_key
from cycle_kit.dialects.wording import ENDS, LOSSES
from cycle_kit.errors import in_code, inside, listed, one_or_more
from cycle_kit.loading.cells_told import remark_on_cells
from cycle_kit.loading.closing_dates_beside import way_to_closing_dates
from cycle_kit.loading.columns import Source
from cycle_kit.loading.counterparts import counterpart, way_by_inactive
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.file_lines import NO_LINES, told_at
from cycle_kit.loading.free_texts import brief, names_and_others, names_only
from cycle_kit.loading.marked_words import remark_on_marked_words
from cycle_kit.loading.one_outcome import dropped_words, remark_on_one_outcome
from cycle_kit.loading.reasons_alone import says_open
from cycle_kit.loading.status_column import hidden_texts
from cycle_kit.loading.telling import Evidence, counts
from cycle_kit.loading.typed_words import remark_on_typed_words
from cycle_kit.loading.undated_words import way_by_words
from cycle_kit.remarks import at_lines

MOST = 50  # names that a note spells out


def remark_on_standing(
    deals: DealRows, told: Evidence, outcome: pd.Series, *, alone: bool, by_log: bool = False
) -> None:
    """`alone`: no other day's export tells of the same deals. `by_log`: a log says it, whose ends count where the
    status says open."""
    remark_on_cells(deals.source)
    remark_on_disagreement(deals, told, by_log=by_log)
    remark_on_named_twice(deals, told)
    remark_on_reasons(deals, outcome)
    remark_on_dated_open(deals, outcome)
    remark_on_reasons_read(deals, told, outcome)
    remark_on_marked_words(deals, told)
    remark_on_typed_words(deals, told, outcome)
    if alone:
        own = hidden_texts(deals.source.match.columns, deals.hints)
        names = deals.hints["stage"].dropna().unique()
        unsaid = [n for n in names if n not in told.labels and said_key(n) not in told.said]
        stages = names_only(unsaid, own)
        remark_on_one_outcome(
            deals.source,
            stages,
            outcome,
            lambda missing: counterpart(deals, told, outcome, missing),
            dropped_words(deals.hints, told, outcome),
        )


def remark_on_disagreement(deals: DealRows, told: Evidence, *, by_log: bool = False) -> None:
    """A status and a stage that say different things of one deal. `by_log`: an end that a log tells counts where the
    status says open."""
    both = told.by_status.notna() & told.by_stage.notna() & told.by_said.isna()
    differ = both & (told.by_status != told.by_stage)
    ended = differ & told.by_status.eq("open") & told.by_stage.isin(ENDS) & (by_log or told.logged)
    effects = {True: 'What "{stage}" says counts: the log ends with it.',
               False: "They count as open, but where their history ends its end counts."}  # fmt: skip
    for rows, effect in (
        (differ & ~ended, 'What "{status}" says counts.'),
        (ended, effects[by_log]),
        (told.of_record & told.by_said.isna(), 'What "{stage}" says counts.'),
    ):
        if rows.any():
            remark_on_differing(deals, rows, effect)


def remark_on_differing(deals: DealRows, differ: pd.Series, effect: str) -> None:
    """`effect`: what counts in these rows."""
    source, hints = deals.source, deals.hints
    status, stage = (source.match.columns.get(name, name) for name in ("status", "stage"))
    own = hidden_texts(source.match.columns, hints)
    pairs = hints.loc[differ, ["stage", "status"]].replace(dict.fromkeys(own, "…")).value_counts()
    shown = ", ".join(
        f'"{brief(a, n)}" beside "{brief(b, n)}" ({n})' for (a, b), n in pairs.head(3).items()
    )
    source.remarks.add(
        "outcomes",
        f'"{status}" and "{stage}" disagree on how '
        + one_or_more(differ.sum(), "{n} deal stands", "{n} deals stand")
        + f": {shown}.",
        file=source.raw.file,
        effect=effect.format(status=status, stage=stage),
        fix=f'To go by "{stage}" instead: columns={{"status": ""}}.'
        if "{stage}" not in effect
        else "",
    )


def remark_on_named_twice(deals: DealRows, told: Evidence) -> None:
    """Deals whose stage the caller names one outcome and whose status another."""
    hints = deals.hints
    if "status" not in hints or not told.said:
        return
    from_stage, from_status = (
        hints[name].map(heard(hints[name].dropna().unique(), told.said))
        for name in ("stage", "status")
    )
    twice = from_stage.notna() & from_status.notna() & (from_stage != from_status)
    if twice.any():
        names = listed(map(brief, hints.loc[twice, "stage"].unique()))
        deals.source.remarks.add(
            "outcomes",
            one_or_more(twice.sum(), "{n} deal is", "{n} deals are")
            + f" named twice, by stage ({names}) and by status, with different outcomes.",
            file=deals.source.raw.file,
            effect="What was said of the stage counts.",
            fix='Leave one of the words out, or the column: columns={"status": ""}.',
        )


#: shares of rows: up to the first a blank status was forgotten, up to the second it may have been
FEW, SEVERAL = 0.05, 0.2


def with_blank_status(deals: DealRows, told: Evidence, outcome: pd.Series) -> pd.Series:
    """The outcomes (missing where nothing tells them), unknown for the few deals without a status in a column
    that says of open deals that they are open."""
    if "status" not in deals.hints or "open" not in told.status.values():
        return outcome
    blank = (deals.hints["status"].isna() & outcome.isna()).to_numpy()
    few = blank.sum() <= FEW * len(blank)
    if 0 < blank.sum() <= SEVERAL * len(blank):
        source = deals.source
        lines = source.raw.lines[deals.rows[blank]] if len(deals.rows) else ()
        where = f" ({at_lines(lines)})" if len(lines) else ""
        source.remarks.add(
            "outcomes",
            one_or_more(blank.sum(), "{n} deal has", "{n} deals have")
            + f' nothing in "{source.match.columns["status"]}"{where}.',
            file=source.raw.file,
            effect="Their outcome is not known: they count in no rate."
            if few
            else "They count as open.",
            fix="Fill it in the CRM and export again.",
        )
    return outcome.mask(pd.Series(blank, outcome.index), "unknown") if few else outcome


def remark_on_reasons(deals: DealRows, outcome: pd.Series) -> None:
    """Open deals that carry a reason for having been lost; none where the column has a word for won deals as well,
    and so says of every deal how it stands."""
    if "lost_reason" not in deals.fields:
        return
    reasons = deals.fields["lost_reason"]
    if reasons[outcome == "won"].notna().mean() > NEARLY_ALL:
        return
    odd = (outcome == "open") & reasons.notna() & ~says_open(reasons)
    if odd.any():
        header = deals.source.match.columns["lost_reason"]
        own = hidden_texts(deals.source.match.columns, deals.hints)
        shares = (odd | outcome.isin(["lost", "dropped"])).groupby(deals.hints["stage"]).mean()
        stages = names_only(filter(None, shares[shares >= NEARLY_ALL].index), own)
        lines = deals.source.raw.lines[deals.rows[odd.to_numpy()]] if len(deals.rows) else ()
        where = f" ({at_lines(lines)})" if len(lines) else ""
        deals.source.remarks.add(
            "outcomes",
            one_or_more(odd.sum(), "{n} open deal has", "{n} open deals have")
            + f' a lost reason in "{header}"{where}.',
            file=deals.source.raw.file,
            effect="They count as open: if they were lost, the win rate is too high.",
            # a stage in which others go on does not mean lost
            fix=f"If these stages mean lost: lost=[{in_code(stages)}]."
            if 0 < len(stages) <= 50 and odd.sum() == odd[deals.hints["stage"].isin(stages)].sum()
            else way_by_inactive(deals, outcome, odd)
            or "If they were lost, say so in the column that tells how deals stand; else clear the reason.",
        )


def remark_on_dated_open(deals: DealRows, outcome: pd.Series) -> None:
    """Open deals with a date of closing, which is left out; or with a close date that is past, of a planned one
    that open deals need not have."""
    source, still = deals.source, outcome == "open"
    if source.has("closed_at"):
        dated = still & deals.fields["closed_at"].notna()
        told, effect = "a date", "and the date is left out"
        header = source.match.columns["closed_at"]
    elif "close_date" in deals.hints:
        dates = deals.hints["close_date"]
        happened = dates[outcome.isin(ENDS)].max()
        dated = still & (dates <= happened)
        told, effect = "a date that is past", "and the date as that of their expected close"
        header = source.match.columns["close_date"]
        if dates[still].notna().all():  # planned ones, some of them missed
            return
        if not dated.any():
            dated = still & dates.notna() & is_apart(deals.hints["stage"], dates, still)
            told = "a date that lies ahead"
    else:
        return
    if dated.any():
        lines = source.raw.lines[deals.rows[dated.to_numpy()]] if len(deals.rows) else ()
        where = f" ({at_lines(lines)})" if len(lines) else ""
        source.remarks.add(
            "outcomes",
            one_or_more(dated.sum(), "{n} open deal has", "{n} open deals have")
            + f' {told} in "{header}"{where}.',
            file=source.raw.file,
            effect=f"They count as open, {effect}: if they ended, they lack in the rates.",
            fix="Mend their status in the CRM, or clear the date, and export again.",
        )


def remark_on_reasons_read(deals: DealRows, told: Evidence, outcome: pd.Series) -> None:
    """Words that are read as a loss with its reason: they may say something else."""
    source, words = deals.source, {}
    own = hidden_texts(source.match.columns, deals.hints)
    rows = pd.Series(False, index=deals.hints.index)
    for name in ("status", "stage"):
        if name in deals.hints:
            texts = deals.hints[name]
            read = [
                t
                for t in texts.dropna().unique()
                if with_reason(t) and said_key(t) not in told.said
            ]
            mask = outcome.isin(LOSSES) & texts.isin(read)
            words, rows = words | counts(texts, mask), rows | mask
    if not 0 < len(words) <= MOST:
        return
    lines = source.raw.lines[deals.rows[rows.to_numpy()]] if len(deals.rows) else ()
    shown = names_only(words, own)
    read_as = " or ".join(end for end in LOSSES if outcome[rows].eq(end).any())
    source.remarks.add(
        "outcomes",
        one_or_more(rows.sum(), "{n} deal is", "{n} deals are")
        + f" read as {read_as} with the reason behind it: {', '.join(names_and_others(words, own))}"
        + (f" ({at_lines(lines)})." if len(lines) else "."),
        file=source.raw.file,
        fix=f'If that is no loss, name it, as open for example: open=["{inside(shown[0])}"].'
        if shown
        else "",
    )


def is_apart(stage: pd.Series, dates: pd.Series, still: pd.Series) -> bool:
    """Whether of the open deals those of some stages have a date, and none of the others."""
    dated = dates[still].notna().groupby(stage[still]).mean()
    return bool(dated.isin([0.0, 1.0]).all() and dated.eq(0.0).any() and dated.eq(1.0).any())


def remark_on_undated(
    source: Source,
    moves: pd.DataFrame,
    lines: pd.Series = NO_LINES,
    deals: DealRows | None = None,
) -> None:
    """Deals that ended, neither they nor their history tell when, by their lines where others do. `moves`: all, in
    order; `lines`: of the deals in their file; `deals`: where a table has them."""
    last = moves.drop_duplicates("deal", keep="last").set_index("deal")
    ended = last["label"].astype("str").isin(ENDS)
    undated = (ended & last["stamp"].isna()).reindex(lines.index, fill_value=False)
    many = int((ended & last["stamp"].isna()).sum())
    if many:
        way = ""
        if deals is not None and len(lines):
            label = last["label"].astype("str").reindex(lines.index)
            way = way_to_closing_dates(deals, label.where(ended.reindex(lines.index)), undated)
            way = way or way_by_words(deals, ended.reindex(lines.index, fill_value=False), undated)
        source.remarks.add(
            "outcomes",
            one_or_more(
                many,
                "{n} closed deal has no closing date",
                "{n} closed deals have no closing date",
            )
            + (told_at(lines, undated) if many < ended.sum() else "")
            + ".",
            file=source.raw.file,
            effect="They count in win rates, not in the length of the cycle.",
            fix=way or "Export the closing date.",
        )
