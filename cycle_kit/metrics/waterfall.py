"""How the open pipeline changed between two days, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.conditions import values_of
from cycle_kit.days import INSTANT, Later, When, end_of_day, moment
from cycle_kit.errors import QuestionError
from cycle_kit.fiscal import Length
from cycle_kit.metrics.counting import whys_no_money
from cycle_kit.metrics.edges import ended_words, roughly
from cycle_kit.metrics.exports import why_before_exports
from cycle_kit.metrics.frames import By, metric, money
from cycle_kit.metrics.past import SALE, Known, Story, at, numbered, told
from cycle_kit.metrics.splits import check_by
from cycle_kit.metrics.two_days import (
    Piece,
    both_days,
    is_past,
    last_months,
    pieces,
    why_no_stock,
)
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

TODAY = "At today's amounts: this export does not carry their past."
Due = Annotated[tuple[When, Later], Kind("a first and a last day", '("2024-07-01", "2024-07-31")')]
COLUMNS = ("item", "deals", "value", "note")
PERIOD = ("period", "label")
CLOSED = ("won", "lost", "dropped")
CHANGES = ("raised", "lowered")


@metric
def waterfall(
    pipe: Pipeline,
    start: When | None = None,
    end: Later | None = None,
    *,
    every: Length | None = None,
    due: Due | None = None,
    by: By = None,
) -> pd.DataFrame:
    """All open value: from the end of `start` to the end of `end`, one row per `item`.

    `item, deals, value, note` (`by` columns first): opening + new + reopened + moved_in + raised +
    lowered + won + lost + dropped + moved_out = closing, exactly, in value (what leaves is
    negative) and, raised and lowered aside, in deals. What counts is how a deal stands at both
    ends: one created, or reopened, and closed in between is in both rows; one closed and reopened
    in between is in none. Values are those of the end, or of the start for what was open then;
    missing ones count 0, and by="currency" they are as written; over several currencies without
    rates they are empty. Deals without a date of creation count as open from the start, and closed ones
    without a date of closing in no row, which the note says; where too many have none, where the file
    was cut at the left (`pipe.since`) after the start, and by "stage" without a history of stages, what
    was open then is not known: all rows but a `closing` that is known are empty, with the reason, as are values
    before the first of dated exports.
    Moved: by `by="owner"`, "pipeline" or "stage", or in a pipeline filtered by the first two, deals that
    came from or went to another one; owners only where their past is known (of a filtered pipeline those
    that went are filtered out: ask the whole one with `by=`).
    With `due=(first, last)` only value expected to close in these days, and the items pulled_in
    and pushed_out. Without dated amounts values are today's, and raised and lowered are empty;
    `due` needs dated expected closes. With `every="week"` the same period by period, `period` (its first
    day) before and `label` (its name) behind: each opens with what the one before closed with, and the first
    and last are cut at `start` and `end`, without which all whole periods of the data are told. Raises
    QuestionError for dates beyond the data.
    """
    keys = check_by(pipe, by, COLUMNS if every is None else [*COLUMNS, *PERIOD])
    require_days(pipe, start, end, every)
    if due is not None and moment(due[0], "due") > moment(due[1], "due"):
        raise QuestionError(
            "due= starts after it ends.", fix='Write it as due=("2024-07-01", "2024-07-31").'
        )
    if due is not None and "expected_close" not in pipe.changes:
        raise QuestionError(
            "What was due cannot be rebuilt: the past of expected closes is not in this export.",
            fix="Export the history of the close date, or a dated export every month.",
        )
    if every is None:
        began, ended = both_days(pipe, start, end, "waterfall")
        ask = Asked(pipe, told(pipe), keys, money(by), due)
        return between(ask, at(ask.story, began), at(ask.story, ended), began, ended)
    ask = Asked(pipe, told(pipe), keys, money(by), due)
    return series(ask, pieces(pipe, ask.story, start, end, every, "waterfall"))


def deals_of(pipe: Pipeline, names: Sequence[str], start: When, end: Later) -> list[str]:
    """The deals of some items of `waterfall` between two days."""
    story, ends = told(pipe), both_days(pipe, start, end, "waterfall")
    then, now = (at(story, day) for day in ends)
    both = both_ends(pipe, story, then, now, None, worth=money(None))
    found = items(both, with_due=False)
    there = pd.concat([found[name][0] for name in names if name in found], axis=1).any(axis=1)
    return list(now.lives["deal_id"].reindex(both.index)[there])


def require_days(pipe: Pipeline, start: Any, end: Any, every: Length | None) -> None:
    if every is None and (start is None or end is None):
        raise QuestionError(
            "waterfall needs a start and an end, or a length of periods.",
            fix=f"Write it as ck.waterfall(pipe, {last_months(pipe)}), or period by period as "
            'ck.waterfall(pipe, every="month").',
        )


class Asked(NamedTuple):
    """What is asked of every two days: of which pipeline, split by what, in which money, due when."""

    pipe: Pipeline
    story: Story
    keys: list[str]
    worth: str
    due: tuple | None


def series(ask: Asked, parts: Sequence[Piece]) -> pd.DataFrame:
    """The tables of periods one after the other, each day looked at once."""
    found, then = [], None
    for one in parts:
        then = at(ask.story, one.began) if then is None else then
        now = at(ask.story, one.ended)
        rows = between(ask, then, now, one.began, one.ended)
        note = (one.cut + " " + rows["note"]).str.strip() if one.cut else rows["note"]
        rows = rows.assign(note=note, label=one.label)
        rows.insert(len(ask.keys), "period", one.period)
        found.append(rows)
        then = now
    whole = pd.concat(found, ignore_index=True)
    return whole.astype({"period": "datetime64[us]"}) if len(whole) else whole


def between(
    ask: Asked, then: Known, now: Known, began: pd.Timestamp, ended: pd.Timestamp
) -> pd.DataFrame:
    """The rows of every group from one day to another."""
    pipe, keys, worth = ask.pipe, ask.keys, ask.worth
    fixed = fixed_keys(pipe, keys)
    groups_then, groups_now = keys_at(then, keys, fixed), keys_at(now, keys, fixed)
    both = both_ends(pipe, ask.story, then, now, ask.due, worth=worth)
    parts = []
    groups = {*groups_then, *groups_now} or ({()} if not keys else set())
    places = {group: place for place, group in enumerate(groups)}
    before, after = groups_then.map(places.get).reindex(both.index), groups_now.map(places.get)
    for group in sorted(groups, key=str):
        mine = both.assign(
            member_then=both["member_then"] & before.eq(places[group]),
            member=both["member"] & after.eq(places[group]),
        )
        rows = summed(items(mine, with_due=ask.due is not None), dated=worth in ask.story.changes)
        for place, (key, value) in enumerate(zip(keys, group, strict=True)):
            rows.insert(place, key, value)
        rows = with_known(pipe, rows, began, ended, worth=worth, by=keys)
        parts.append(since_exports(ask, rows, began, ended))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*keys, *COLUMNS])


def fixed_keys(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """The `by` columns as they are now, per number of the deal among all there are."""
    return pipe.once(f"numbered {keys}", lambda: numbered(pipe, keys))


def keys_at(facts: Known, keys: list[str], fixed: pd.DataFrame) -> pd.Series:
    """The group of each deal on a day, as a tuple; owner, pipeline and stage are those of the day."""
    names = {"owner": "owner", "pipeline": "place", "stage": "stage"}
    then = {key: facts.lives[name] for key, name in names.items()}
    columns = [then.get(key, fixed[key].reindex(facts.lives.index)) for key in keys]
    columns = [column.astype(object).where(column.notna(), None) for column in columns]
    rows = zip(*columns, strict=True) if keys else [()] * len(facts.lives)
    return pd.Series(list(rows), index=facts.lives.index, dtype=object)


def members(pipe: Pipeline, facts: Known) -> pd.Series:
    """Whether each deal met on that day what the pipeline is filtered by, of owner and pipeline."""
    inside = pd.Series(True, index=facts.lives.index)
    for column, name in {"owner": "owner", "pipeline": "place"}.items():
        wanted = pipe.conditions.get(column)
        if wanted is None or isinstance(wanted, slice):
            continue
        inside &= facts.lives[name].isin(values_of(wanted))
    return inside


def both_ends(
    pipe: Pipeline, story: Story, then: Known, now: Known, due: tuple | None, *, worth: str
) -> pd.DataFrame:
    """Each deal as it stood at both ends (`..._then`: at the start)."""
    ends = []
    for facts in (then, now):
        lives = facts.lives
        ends.append(
            pd.DataFrame(
                {
                    "open": lives["outcome"].eq("open"),
                    "value": lives[worth].fillna(0.0),
                    "due": in_window(lives["expected_close"], due),
                    "member": members(pipe, facts),
                    "outcome": lives["outcome"],
                    "dated": lives["outcome"].eq("open") | lives["closed_at"].notna(),
                }
            )
        )
    before = ends[0].drop(columns=["outcome", "dated"]).add_suffix("_then").assign(existed=True)
    both = ends[1].join(before)
    for name in ("open_then", "due_then", "member_then", "existed"):
        both[name] = both[name].eq(True)
    both["value_then"] = both["value_then"].fillna(0.0)
    start, end = (np.datetime64(end_of_day(facts.until), "us") for facts in (then, now))
    moved = (story.moves.at > start) & (story.moves.at <= end) & (story.moves.kind == SALE)
    both["was_open"] = both.index.isin(story.moves.deal[moved]) | both["open_then"]
    return both


def in_window(dates: pd.Series, due: tuple | None) -> pd.Series:
    if due is None:
        return pd.Series(True, index=dates.index)
    first, last = moment(due[0], "due"), end_of_day(moment(due[1], "due"))
    return (dates >= first) & (dates <= last)


def items(both: pd.DataFrame, *, with_due: bool) -> dict[str, tuple[pd.Series, pd.Series]]:
    """Per item which deals are in it, and with what value."""
    opening = both["open_then"] & both["member_then"] & both["due_then"]
    inside, closed = both["member"] & both["due"], ~both["open"]
    # in between, it was open at some time
    played = (~both["existed"] | both["was_open"]) & both["dated"]
    closing = both["open"] & inside
    enters = ~opening & inside & (both["open"] | (closed & played))
    leaves = (opening | enters) & ~closing
    by_outcome = leaves & closed & both["member"]
    came = both["existed"] & both["open_then"]
    now, change = both["value"], both["value"] - both["value_then"]
    found = {
        "opening": (opening, both["value_then"]),
        "new": (enters & ~both["existed"], now),
        "reopened": (enters & both["existed"] & ~both["open_then"], now),
        "moved_in": (enters & came & ~both["member_then"], now),
        "pulled_in": (enters & came & both["member_then"], now),
        "raised": (opening & (change > 0), change),
        "lowered": (opening & (change < 0), change),
        **{name: (by_outcome & both["outcome"].eq(name), -now) for name in CLOSED},
        "pushed_out": (leaves & both["member"] & ~closed, -now),
        "moved_out": (leaves & ~both["member"], -now),
        "closing": (closing, now),
    }
    return {k: v for k, v in found.items() if with_due or k not in ("pulled_in", "pushed_out")}


def summed(found: dict[str, tuple[pd.Series, pd.Series]], *, dated: bool) -> pd.DataFrame:
    rows = pd.DataFrame(
        [(name, int(who.sum()), float(value[who].sum())) for name, (who, value) in found.items()],
        columns=["item", "deals", "value"],
    ).assign(note="" if dated else TODAY)
    undated = rows["item"].isin(CHANGES) & (not dated)
    return rows.assign(value=rows["value"].mask(undated) + 0.0)


def with_known(
    pipe: Pipeline,
    rows: pd.DataFrame,
    began: pd.Timestamp,
    ended: pd.Timestamp,
    *,
    worth: str,
    by: list[str],
) -> pd.DataFrame:
    """Sums empty where amounts cannot be added up, and what is not known of either end, with the reason."""
    reason = pd.Series(whys_no_money(rows, pipe, by, worth), rows.index)
    rows = rows.assign(
        value=rows["value"].mask(reason.ne("")), note=rows["note"].mask(reason.ne(""), reason)
    )
    if why := why_no_stock(pipe, began, by):
        rows = rows.astype({"deals": "float64"})
        later = why_no_stock(pipe, ended, by)
        mine = pd.Series(bool(later), index=rows.index) | rows["item"].ne("closing")
        rows.loc[mine, ["deals", "value"]] = np.nan
        rows.loc[mine, "note"] = why
    elif told := roughly(pipe):
        ends = rows["item"].isin(("opening", "closing") if is_past(pipe, ended) else ("opening",))
        rows.loc[ends, "note"] = (told + " " + rows.loc[ends, "note"]).str.strip()
    return with_end(pipe, rows, ended)


def since_exports(
    ask: Asked, rows: pd.DataFrame, began: pd.Timestamp, ended: pd.Timestamp
) -> pd.DataFrame:
    """What no export tells yet empty, with the reason: values, and of owners and what was due the deals as well."""
    theirs = [*ask.keys, *(["expected_close"] if ask.due is not None else [])]
    for column, fields in {"deals": theirs, "value": [ask.worth, *theirs]}.items():
        why = why_before_exports(ask.pipe, fields, began)
        if not why:
            continue
        later = why_before_exports(ask.pipe, fields, ended)
        mine = pd.Series(bool(later), index=rows.index) | rows["item"].ne("closing")
        rows = rows.astype({"deals": "float64"}) if column == "deals" else rows
        rows[column] = rows[column].mask(mine)
        if column == "value":  # who was raised is not known without a value of before
            rows["deals"] = rows["deals"].astype("float64").mask(rows["item"].isin(CHANGES))
        rows["note"] = rows["note"].mask(mine, why)
    return rows


def with_end(pipe: Pipeline, rows: pd.DataFrame, ended: pd.Timestamp) -> pd.DataFrame:
    """Of a file without the latest creations: what came is too little, and so is what was open at the end."""
    told = ended_words(pipe, "open_deals", end_of_day(ended) + INSTANT)
    if not told:
        return rows
    short = rows["item"].isin(("new", "closing"))
    rows.loc[short, "note"] = (told + " " + rows.loc[short, "note"]).str.strip()
    return rows
