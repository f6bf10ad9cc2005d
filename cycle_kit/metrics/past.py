"""A pipeline's tables as plain arrays that can be cut at any day, many days in a row.

`at(told(pipe), day)` knows what `pipe.rewind(day)` knows, and is some hundred times quicker: the
moves are collected once, whatever the engine, and cut by number. What a forecast, a back-test, a
waterfall and slips need of a day is all in one `Known`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT, days_between, end_of_day
from cycle_kit.metrics.frames import everyone, table
from cycle_kit.pipeline import Pipeline

SALE, AFTER, END = range(3)
MICROSECONDS = 86_400_000_000  # of a day
KINDS = {"sale": SALE, "after": AFTER, "end": END}
FIELDS = (
    "deal_id", "pipeline", "owner", "segment", "deal_type", "region", "source", "created_at", "value",
    "amount", "probability", "expected_close",
)  # fmt: skip


class Moves(NamedTuple):
    """Moves in order of deal and time; `deal` is the deal's number, `label` and `pipeline` places in names."""

    deal: np.ndarray
    kind: np.ndarray
    label: np.ndarray
    pipeline: np.ndarray
    step: np.ndarray
    at: np.ndarray
    stamp: np.ndarray

    def only(self, which: np.ndarray) -> Moves:
        return Moves(*(part[which] for part in self))


class Past(NamedTuple):
    """The values of one field in order of deal and time."""

    deal: np.ndarray
    at: np.ndarray
    value: pd.Series


@dataclass(frozen=True)
class Story:
    """All of a pipeline, each deal under its number (its place in `deals`)."""

    deals: pd.DataFrame  # FIELDS, as they are now
    moves: Moves
    labels: np.ndarray
    pipelines: np.ndarray
    changes: Mapping[str, Past]
    as_of: pd.Timestamp
    timed: bool
    clocked: frozenset[str]


@dataclass(frozen=True)
class Known:
    """What was known at the end of a day. Deals are told apart by their number, the index of `lives`.

    `lives`: FIELDS, `stage, outcome, closed_at, furthest` (step), and `place`, the pipeline it was
    in. `stays`: one row per dated visit of the sale: `deal, pipeline, step, entered, stay` (days),
    `running`, `decided` (days from entry to the closing, or to the end of the data), `outcome`.
    `open_deals`: the open ones of `lives` with `step` and `age` (days) of their present visit.
    """

    lives: pd.DataFrame
    stays: pd.DataFrame
    open_deals: pd.DataFrame
    moves: Moves
    until: pd.Timestamp

    @property
    def end(self) -> pd.Timestamp:
        """The first moment after what is known; a span of so many days before it holds whole days."""
        return end_of_day(self.until) + INSTANT


#: what gives deals their numbers: not their ids first, as draws follow the numbers, and pseudonyms are to change no
#: figure
ORDER = ("created_at", "value", "deal_id")


def numbered(pipe: Pipeline, columns: Iterable[str]) -> pd.DataFrame:
    """These columns of all deals, with their ids, as they are now, by the number of the deal in `Story`."""
    wanted = list(dict.fromkeys(["deal_id", *columns]))
    frame = table(everyone(pipe).select(*dict.fromkeys([*ORDER, *wanted])))
    return frame.sort_values(list(ORDER), ignore_index=True)[wanted]


def told(pipe: Pipeline) -> Story:
    """Everything once, in pandas and arrays."""
    frame = numbered(pipe, FIELDS)
    numbers = pd.Index(frame["deal_id"])
    rows = table(
        nw.from_native(pipe.moves).select(
            "deal_id", "pipeline", "label", "kind", "step", "at", "stamp", "turn"
        )
    )
    rows = rows.assign(deal=numbers.get_indexer(pd.Index(rows["deal_id"])))
    rows = rows[rows["deal"] >= 0].sort_values(["deal", "turn"], kind="stable")
    label, labels = pd.factorize(rows["label"].astype("str"))
    pipeline, pipelines = pd.factorize(rows["pipeline"].astype("str"))
    kind = rows["kind"].astype("str").map(KINDS).to_numpy(dtype=np.int8)
    moves = Moves(
        rows["deal"].to_numpy(), kind, label, pipeline, rows["step"].to_numpy(dtype=np.int64),
        moments(rows["at"]), moments(rows["stamp"]),
    )  # fmt: skip
    changes = {name: past_of(rows, numbers) for name, rows in pipe.changes.items()}
    for name in ("created_at", "expected_close"):
        frame[name] = frame[name].astype("datetime64[us]")
    return Story(
        frame, moves, np.asarray(labels, dtype=object), np.asarray(pipelines, dtype=object),
        changes, pipe.as_of, pipe.timed, pipe.clocked,
    )  # fmt: skip


def moments(column: pd.Series) -> np.ndarray:
    return column.astype("datetime64[us]").to_numpy()


def past_of(rows: pd.DataFrame, numbers: pd.Index) -> Past:
    rows = rows.assign(deal=numbers.get_indexer(pd.Index(rows["deal_id"])))
    rows = rows[rows["deal"] >= 0]
    rows = rows.sort_values(["deal", "at"], kind="stable", na_position="first")
    return Past(rows["deal"].to_numpy(), moments(rows["at"]), rows["value"].reset_index(drop=True))


def known(pipe: Pipeline) -> Known:
    """What a pipeline knows at its own end."""
    return pipe.once("known", lambda: cut(told(pipe), None))


def at(story: Story, day: pd.Timestamp) -> Known:
    """What was known at the end of `day`: deals, moves and fields as in `pipe.rewind(day)`."""
    return cut(story, day)


def cut(story: Story, day: pd.Timestamp | None) -> Known:
    frame, moves = story.deals, story.moves
    when = story.as_of if day is None else day
    until = end_of_day(when) if story.timed else when
    if day is not None:
        late = np.datetime64(end_of_day(day), "us")
        there = ~(moments(frame["created_at"]) > late)
        moves = moves.only(~(moves.at > late) & there[moves.deal])
        frame = frame.assign(**{
            name: value_then(past, late, frame[name])
            for name, past in story.changes.items() if name in frame
        })[there]  # fmt: skip
    rows = without_repeats(moves)
    lives = frame.join(states(rows, len(story.deals), story))
    lives["created_at"] = lives["created_at"].fillna(lives.pop("first_at"))
    lives, moves, rows = of_known_outcome(lives, moves, rows)
    stays = stays_of(rows, lives, until, story)
    return Known(lives, stays[stays["usable"]].drop(columns="usable"), open_now(lives, stays),
                 moves, until)  # fmt: skip


def of_known_outcome(lives: pd.DataFrame, moves: Moves, rows: Moves):
    """All three without the deals of which nobody knew then how they had ended."""
    unknown = lives.index[lives["outcome"].eq("unknown")]
    if unknown.empty:
        return lives, moves, rows
    moves, rows = (each.only(~np.isin(each.deal, unknown)) for each in (moves, rows))
    return lives.drop(index=unknown), moves, rows


def value_then(past: Past, late: np.datetime64, now: pd.Series) -> pd.Series:
    """Per deal the last value by then, before the first dated one the first; never dated: as it is now."""
    place = np.full(len(now), -1)
    place[past.deal[::-1]] = np.arange(len(past.deal))[::-1]  # the first of each deal
    by_then = np.flatnonzero(~(past.at > late))
    place[past.deal[by_then]] = by_then  # the last by then
    dated = place >= 0
    values = past.value.reindex(place[dated]).set_axis(now.index[dated])
    return values.reindex(now.index).where(dated, now)


def beside(moves: Moves, offset: int) -> np.ndarray:
    """Whether the row so many places on is of the same deal."""
    same = moves.deal[1:] == moves.deal[:-1]
    return np.append(same, False) if offset > 0 else np.insert(same, 0, False)


def without_repeats(moves: Moves) -> Moves:
    """As `history.without_repeats`: runs of one stage once, of consecutive outcomes the last one,
    from the moment of the first."""
    again = (moves.kind == END) & (np.roll(moves.kind, 1) == END) & beside(moves, -1)
    first = np.maximum.accumulate(np.where(again, 0, np.arange(len(again))))
    moves = moves._replace(at=moves.at.take(first))
    same = (moves.label == np.roll(moves.label, 1)) & (moves.kind == np.roll(moves.kind, 1))
    same &= (moves.pipeline == np.roll(moves.pipeline, 1)) | (moves.kind == END)
    moves = moves.only(~(same & beside(moves, -1)))
    again = (moves.kind == END) & (np.roll(moves.kind, -1) == END)
    return moves.only(~(again & beside(moves, 1)))


def last_place(rows: Moves, which: np.ndarray, count: int) -> np.ndarray:
    """Per deal the place of its last row of these, or -1."""
    found = np.full(count, -1)
    places = np.flatnonzero(which)
    found[rows.deal[places]] = places
    return found


def states(rows: Moves, count: int, story: Story) -> pd.DataFrame:
    """Per deal its stage, outcome and closing, as `history.states_from` has them."""
    sale = last_place(rows, rows.kind == SALE, count)
    end = last_place(rows, rows.kind == END, count)
    onward = (rows.kind == AFTER) & (~beside(rows, -1) | (np.roll(rows.kind, 1) == SALE))
    won = last_place(rows, onward, count)
    ended, went_on = end > sale, (won > sale) & (won > end)
    names, stamp, when = story.labels[rows.label], rows.stamp, rows.at
    outcome = np.full(count, "open", dtype=object)
    outcome[went_on], outcome[ended] = "won", names[end[ended]]
    closed = np.full(count, np.datetime64("NaT", "us"), dtype="datetime64[us]")
    closed[went_on], closed[ended] = when[won[went_on]], stamp[end[ended]]
    stage, place = np.full(count, None, dtype=object), story.deals["pipeline"].to_numpy(object)
    stage[sale >= 0], place = names[sale[sale >= 0]], place.copy()
    place[sale >= 0] = story.pipelines[rows.pipeline[sale[sale >= 0]]]
    return pd.DataFrame({
        "stage": stage, "outcome": outcome, "closed_at": closed, "place": place,
        "furthest": furthest(rows, count), "first_at": firsts(rows, count),
    })  # fmt: skip


def furthest(rows: Moves, count: int) -> np.ndarray:
    """Per deal the highest step of the sale; 0 where none is known."""
    found, sale = np.zeros(count, dtype=np.int64), rows.kind == SALE
    np.maximum.at(found, rows.deal[sale], rows.step[sale])
    return found


def firsts(rows: Moves, count: int) -> np.ndarray:
    found = np.full(count, np.datetime64("NaT", "us"), dtype="datetime64[us]")
    when = rows.at
    dated = ~np.isnat(when)
    np.fmin.at(found, rows.deal[dated], when[dated])
    return found


def stays_of(rows: Moves, lives: pd.DataFrame, until: pd.Timestamp, story: Story) -> pd.DataFrame:
    """Visits of the sale, each with how long until its deal was decided."""
    has_next = beside(rows, 1)
    left = np.where(has_next, np.roll(rows.at, -1), np.datetime64(until, "us"))
    sale = rows.kind == SALE
    when = rows.at
    deal, entered = rows.deal[sale], when[sale]
    outcome = lives["outcome"].reindex(deal).to_numpy()
    closed = moments(lives["closed_at"]).take(lives.index.get_indexer(deal))
    finish = np.where(outcome == "open", np.datetime64(until, "us"), closed)
    moved, closing = ("at" in story.clocked, "closed_at" in story.clocked)
    stay = days_between(entered, left[sale], clocked=(moved, moved))
    decided = days_between(entered, finish, clocked=(moved, closing))
    # a closing day has no hour: by the day it may be less than the stay to the hour
    usable = ~np.isnan(stay) & (stay >= 0) & (decided >= stay - 1.0)
    return pd.DataFrame({
        "deal": deal, "pipeline": story.pipelines[rows.pipeline[sale]], "step": rows.step[sale],
        "entered": entered, "stay": stay, "running": ~has_next[sale],
        "decided": np.maximum(decided, stay), "outcome": outcome, "usable": usable,
    })  # fmt: skip


def open_now(lives: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    running = stays[stays["running"]].set_index("deal")[["step", "stay"]]
    now = lives[lives["outcome"] == "open"]
    return now.join(running.rename(columns={"stay": "age"})).rename_axis("deal").reset_index()
