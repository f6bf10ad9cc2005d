"""What is due when: open value by the period of its expected close, past dates apart."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import QuestionError, one_or_more
from cycle_kit.fiscal import Length
from cycle_kit.metrics.counting import NO_AMOUNTS, any_amount, is_in, known_sum, whys_no_money
from cycle_kit.metrics.frames import By, deals, in_stage_order, metric, money, table
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline

COLUMNS = ("when", "period", "label", "deals", "value", "amounts", "note")
PAST, AHEAD, UNDATED = "past", "ahead", "no date"
ORDER = {PAST: 0, AHEAD: 1, UNDATED: 2}


@metric
def due(pipe: Pipeline, *, every: Length = "month", by: By = "stage") -> pd.DataFrame:
    """Open deals by the period in which they are expected to close: one row per period and group.

    `when, period, label, deals, value, amounts, note` (`by` columns first). `when`: "past" (expected before
    the day the data speak for, all in one row), "ahead" (by period, that of the day itself from that day on), "no
    date". `period` is the first day, empty of those that are not ahead; `label` its name. Only periods in
    which something is due have a row. `value`: in the base currency, as written with by="currency"; empty
    where no deal of the row has an amount, with the reason in `note`; `amounts`: deals that have one.
    `by=None`: all together; by=["stage", "owner"]: for each owner too.

    Raises QuestionError where no open deal has an expected close; ColumnError for an unknown `by`.
    """
    keys = check_by(pipe, by, COLUMNS)
    frame = deals(pipe).filter(is_in("outcome", ("open",)))
    fields = ["expected_close", money(by), *keys]
    rows = table(frame.select(*dict.fromkeys(fields)))
    require_dates(rows)
    rows = with_when(pipe, rows, every)
    on = [*keys, "when", "period", "label"]
    found = rows.groupby(on, dropna=False, observed=True, sort=False)
    counts = found.agg(
        deals=("when", "size"), value=(money(by), "sum"), amounts=(money(by), "count")
    )
    counts = counts.reset_index()
    worth = known_sum(
        counts["value"].to_numpy(), counts["amounts"].to_numpy(), counts["deals"].to_numpy(),
        amounts=any_amount(pipe, money(by)),
    )  # fmt: skip
    counts = counts.assign(value=worth)
    why = pd.Series(whys_no_money(counts, pipe, keys, money(by)), counts.index, dtype="str")
    why = why.where(why.ne(""), NO_AMOUNTS).where(counts["value"].isna(), "")
    counts = counts.assign(note=why, place=counts["when"].map(ORDER))
    counts = counts.sort_values([*keys, "place", "period"], ignore_index=True)
    return in_stage_order(counts[[*keys, *COLUMNS]], pipe=pipe, by=keys)


def require_dates(rows: pd.DataFrame) -> None:
    if len(rows) and rows["expected_close"].isna().all():
        raise QuestionError(
            "What is due when is not known: no open deal has an expected closing date.",
            there=one_or_more(len(rows), "There is {n} open deal.", "There are {n} open deals."),
            fix="Export the expected closing date of open deals, or name its column: "
            'ck.load(..., columns={"expected_close": "Close date"}).',
        )


def with_when(pipe: Pipeline, rows: pd.DataFrame, every: Length) -> pd.DataFrame:
    """Each deal with `when`, `period` and `label`."""
    expected, today = pd.to_datetime(rows["expected_close"]).dt.normalize(), pipe.as_of.normalize()
    ahead = expected >= today
    starts = {day: start_of(pipe, day, every) for day in expected[ahead].unique()}
    period = expected.where(ahead).map(starts).astype("datetime64[us]")
    when = pd.Series(AHEAD, rows.index, dtype="str").mask(expected < today, PAST)
    when = when.mask(expected.isna(), UNDATED)
    names = {start: pipe.periods.label(start, every) for start in set(starts.values())}
    return rows.assign(
        when=when, period=period, label=period.map(names).astype("str").where(ahead, when)
    )


def start_of(pipe: Pipeline, day: pd.Timestamp, every: Length) -> pd.Timestamp:
    """The first day of the period that holds a day."""
    return pipe.periods.start(pipe.periods.number(day, every), every)
