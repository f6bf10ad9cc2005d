"""How soon leads are answered, unanswered ones counted as unfinished."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays, working
from cycle_kit.days import FEW_MIDNIGHTS, whole_days
from cycle_kit.errors import ColumnError, QuestionError, code, listed, nearest
from cycle_kit.metrics import survival
from cycle_kit.metrics.counting import ratio, share_interval
from cycle_kit.metrics.frames import By, deals, groups, metric, table
from cycle_kit.metrics.own_columns import plain
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "leads", "answered", "median_hours", "share_5_min", "share_1_hour", "share_24_hours", "low",
    "high", "share_never_answered", "negative", "undated", "who", "note",
)  # fmt: skip
HOURS = {"share_5_min": 5 / 60, "share_1_hour": 1.0, "share_24_hours": 24.0}
ALL, CONVERTED = "all leads", "converted leads only"
DAYS_ONLY = "The dates have no time of day: shares within hours are not known."
FROM_DEALS = "Only leads that became deals are known; those never answered are not among them."
ASSOCIATION = "An association: leads answered soon may differ from others in more than that."
NONE_DISQUALIFIED = (
    "No lead is disqualified here: what share of the answered ones will be converted is not known."
)
#: answered within: hours up to and with
BUCKETS = {
    "5 minutes": 5 / 60, "1 hour": 1.0, "24 hours": 24.0, "7 days": 168.0, "later": np.inf,
}  # fmt: skip
NEVER = "not answered"
FEW_DAYS = 0.05  # of the leads, which the shares by the hour leave out


@metric
def speed_to_lead(
    pipe: Pipeline,
    *,
    by: By = None,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """How soon leads had their first contact.

    One row, or one per group of a column of leads (`source`, `owner`, ...). `leads`: those with a
    date of creation and no `negative` gap (a contact before it); `answered`: those contacted.
    `median_hours`, `share_5_min, share_1_hour, share_24_hours` by Kaplan-Meier, unanswered leads
    being unfinished up to `pipe.until`, or the leads' last date if later; `low, high`: 95 % of the
    median (Greenwood, log-log).
    `share_never_answered`: what that curve leaves after the last answer, empty of deals alone.
    `undated`: converted leads without a date of contact, left out. `who`: "all leads", or
    "converted leads only" where no leads were loaded and the deals' own dates are used. Where
    dates have no time of day the shares are empty, and a `note` says so. `calendar`: hours are then
    those in which the office is open.
    Raises QuestionError where no first contact is dated, ColumnError for unknown columns.
    """
    rows, who = contacts(pipe, calendar)
    keys = of_leads(rows, [plain(name) for name in groups(by)])
    timed = has_hours(rows)
    note = " ".join(([FROM_DEALS] if who == CONVERTED else []) + ([] if timed else [DAYS_ONLY]))
    parts = rows.groupby(keys, dropna=False, sort=True) if keys else [((), rows)]
    found = []
    for label, part in parts:
        names = label if isinstance(label, tuple) else (label,)
        known = dict(zip(keys, names, strict=True)) if keys else {}
        speed = one_speed(part, timed)
        if who == CONVERTED:
            speed["share_never_answered"] = np.nan
        found.append({**known, **speed, "who": who, "note": note})
    return pd.DataFrame(found, columns=[*keys, *COLUMNS])


@metric
def speed_to_lead_conversion(
    pipe: Pipeline, *, calendar: WorkingDays | None = None
) -> pd.DataFrame:
    """How many leads were converted, by how soon they were answered: an association, no cause.

    One row per bucket: `answered_within` ("5 minutes" to "later", "not answered"), `leads` that
    were converted or disqualified, `converted, conversion, low, high` (95 %, Wilson), `open`: those
    whose end nobody knows yet, which are left out; `note`. Where no lead at all is disqualified the
    share is not known: it would be 100 % whatever happens. `calendar`: hours are those in which the
    office is open, "7 days" as many working days.
    Raises QuestionError without leads, or where dates have no time of day.
    """
    rows, who = contacts(pipe, calendar)
    if who == CONVERTED or not has_hours(rows):
        raise QuestionError(
            "Conversion by speed of answer needs leads, with the time of day of the first contact.",
            there=FROM_DEALS if who == CONVERTED else DAYS_ONLY,
            fix="Export the leads with both times, and pass them: ck.load(deals, leads=...).",
        )
    rows = rows[~rows["undated"] & ~(rows["hours"] < 0)]
    edges = [-np.inf, *bucket_ends(calendar)]
    bucket = pd.cut(rows["hours"].where(rows["answered"]), edges, labels=list(BUCKETS))
    bucket = bucket.cat.add_categories([NEVER]).fillna(NEVER)
    outcome = rows["outcome"].astype("str")
    counts = {
        "leads": outcome != "open",
        "converted": outcome == "converted",
        "open": outcome == "open",
    }
    found = pd.DataFrame(counts).groupby(bucket, observed=False).sum().astype("int64")
    converted, ended = found["converted"].to_numpy(), found["leads"].to_numpy()
    low, high = share_interval(converted, ended)
    share = {"conversion": ratio(converted, ended), "low": low, "high": high}
    one_sided = bool(converted.sum()) and not (outcome == "disqualified").any()
    if one_sided:
        share = dict.fromkeys(share, np.nan)
    return pd.DataFrame(
        {
            "answered_within": list(found.index),
            "leads": ended,
            "converted": converted,
            **share,
            "open": found["open"].to_numpy(),
            "note": NONE_DISQUALIFIED if one_sided else ASSOCIATION,
        }
    )


def bucket_ends(calendar: WorkingDays | None) -> list[float]:
    """The hours up to which an answer counts in each bucket; a working day has fewer than 24."""
    if calendar is None:
        return list(BUCKETS.values())
    week = max(
        7 * working(calendar).hours_a_day(), BUCKETS["24 hours"] + 1e-6
    )  # of an office open for minutes
    return list((BUCKETS | {"7 days": week}).values())


def hours_between(start: pd.Series, end: pd.Series, calendar: WorkingDays | None) -> np.ndarray:
    """Hours from `start` to `end`; with a calendar those of the office, -1 where it runs backwards.

    Where one of the two is a day, the hours of whole days.
    """
    first, last = whole_days(start, end, clocked=(clocked(start), clocked(end)))
    if calendar is None:
        return (last - first) / np.timedelta64(1, "h")
    calendar = working(calendar)
    days = calendar.working_days(pd.Series(first), pd.Series(last))
    return np.where(last < first, -1.0, (days * calendar.hours_a_day()).round(6))


def by_the_hour(rows: pd.DataFrame) -> pd.Series:
    """Which leads carry the time of day of their creation and, if they had one, of their contact."""
    there = [rows[name].isna() | (rows[name] != rows[name].dt.normalize()) | clocked(rows[name])
             for name in ("created_at", "first_contact_at")]  # fmt: skip
    return there[0] & there[1]


def clocked(stamps: pd.Series) -> bool:
    """Whether these are moments throughout, so that a midnight among them is one too."""
    known = stamps.dropna()
    return bool((known == known.dt.normalize()).mean() <= FEW_MIDNIGHTS)


def contacts(pipe: Pipeline, calendar: WorkingDays | None = None) -> tuple[pd.DataFrame, str]:
    """Leads with `hours` to the first contact, or so far; of deals where there are no leads."""
    who = ALL if len(pipe.leads) else CONVERTED
    rows = pipe.leads if len(pipe.leads) else of_deals(pipe)
    if not rows["first_contact_at"].notna().any():
        raise QuestionError(
            "Nothing says when leads had their first contact.",
            there="Neither leads nor deals have a date of first contact.",
            fix="Export the leads with the times of creation and first contact, and pass them: "
            "ck.load(deals, leads=...).",
        )
    rows = rows[rows["created_at"].notna()]
    answered = rows["first_contact_at"].notna()
    end = rows["first_contact_at"].fillna(last_seen(pipe, rows))
    hours = hours_between(rows["created_at"], end, calendar)
    undated = ~answered & (rows["outcome"].astype("str") == "converted")
    return rows.assign(answered=answered, hours=hours, undated=undated), who


def last_seen(pipe: Pipeline, rows: pd.DataFrame) -> pd.Timestamp:
    """The moment that unanswered leads were watched to: of `pipe.until` and the leads' own last date the later.

    A file of leads may be younger than that of the deals, and has hours where the deals have days.
    """
    dates = [name for name in ("created_at", "first_contact_at", "converted_at") if name in rows]
    return max([pipe.until, *rows[dates].max().dropna()])


def of_deals(pipe: Pipeline) -> pd.DataFrame:
    """Deals as the leads that they once were."""
    frame = deals(pipe).with_columns(
        lead_at=nw.when(nw.col("lead_created_at").is_null())
        .then(nw.col("created_at"))
        .otherwise(nw.col("lead_created_at"))
    )
    frame = frame.select("source", "owner", "first_contact_at", created_at=nw.col("lead_at"))
    return table(frame).assign(outcome="converted")


def of_leads(rows: pd.DataFrame, keys: list[str]) -> list[str]:
    known = [name for name in ("source", "owner", "outcome", "reason") if name in rows]
    for name in keys:
        if name not in known:
            raise ColumnError(
                f'Leads cannot be split by "{name}".',
                there=f"Their columns are {listed(known)}.",
                fix=f"Use one of these: ck.speed_to_lead(pipe, by={code(nearest(name, known) or known[0])}).",
            )
    return keys


def has_hours(rows: pd.DataFrame) -> bool:
    """Whether nearly all leads carry times of day, of creation and of contact."""
    return bool(by_the_hour(rows).mean() >= 1 - FEW_DAYS)


def one_speed(rows: pd.DataFrame, timed: bool) -> dict[str, float]:
    negative, undated = (rows["hours"] < 0) & rows["answered"], rows["undated"]
    kept = rows[~negative & ~undated & (rows["hours"] >= 0)]
    answered = kept["answered"].to_numpy(bool)
    steps = survival.steps(kept["hours"].to_numpy(float), answered[:, None], ~answered)
    curve = survival.kaplan_meier(steps)
    middle, left = survival.quantile(curve, 0.5), curve.share[-1] if len(curve.share) else np.nan
    fine = kept[by_the_hour(kept)]  # of a day nobody knows whether it was five minutes
    answered_fine = fine["answered"].to_numpy(bool)
    steps = survival.steps(fine["hours"].to_numpy(float), answered_fine[:, None], ~answered_fine)
    curve = survival.kaplan_meier(steps)
    return {
        "leads": len(kept),
        "answered": int(answered.sum()),
        "median_hours": middle.days,
        **{
            name: within(curve, hours, len(fine)) if timed else np.nan
            for name, hours in HOURS.items()
        },
        "low": middle.low,
        "high": middle.high,
        "share_never_answered": float(left),
        "negative": int(negative.sum()),
        "undated": int(undated.sum()),
    }


def within(curve: survival.Curve, hours: float, leads: int) -> float:
    """Share answered by then; a second's rounding is forgiven."""
    if not leads:
        return np.nan
    place = int(np.searchsorted(curve.days, hours + 1e-9, side="right"))
    return float(1 - curve.share[place - 1]) if place else 0.0
