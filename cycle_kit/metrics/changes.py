"""What became of each deal between two days: where it stood, its value and its expected close, then and now."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import Later, When
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.counting import whys_no_money
from cycle_kit.metrics.edges import roughly
from cycle_kit.metrics.exports import why_before_exports
from cycle_kit.metrics.frames import By, deals, metric, money, require_order, table
from cycle_kit.metrics.past import Known, Story, at, told
from cycle_kit.metrics.spans import require_history
from cycle_kit.metrics.splits import check_by
from cycle_kit.metrics.two_days import both_days, known_days, why_no_stock
from cycle_kit.metrics.waterfall import CLOSED, TODAY, both_ends, fixed_keys, keys_at
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "deal_id", "name", "owner", "stage_before", "stage_after", "moved", "value_before", "value_after",
    "close_before", "close_after", "what", "note",
)  # fmt: skip
CELLS = ("stage_before", "stage_after", "deals", "value_before", "value_after", "note")
#: by these columns of its own a list can be put in groups
OWN = ("name", "owner")
#: where a deal comes from that was not there: the first that is no stage of this company
EDGES = ("new", "created", "not there before")
UNDATED = "Expected closes of the first day are not known: this export does not carry their past."
CLOSE = "expected_close"
#: of a deal whose value is known at one end only: that is no change of it
VALUELESS = {
    "value_before": "Its value of the first day is not known.",
    "value_after": "Its value of the last day is not known.",
}
NO_AMOUNT = "It has no amount."
#: how a reason begins why no sum of money is known
NOT_KNOWN = "Not known"


@metric
def changes(pipe: Pipeline, start: When, end: Later, *, by: By = None) -> pd.DataFrame:
    """What became of each deal from the end of `start` to the end of `end`: one row per deal.

    Of all that were open at either end, or at some time between: `deal_id, name, owner` (of the end),
    `stage_before, stage_after` ("new" where it was not there, "won", "lost" or "dropped" where it was not
    open), `moved` [stages] (forward above 0; of what is open at both ends in one pipeline),
    `value_before` (of what was open), `value_after`, `close_before, close_after` (expected closes),
    `what`: one or several of new, reopened, forward, back, won, lost, dropped, raised, lowered, pushed,
    pulled, with commas between, or unchanged; `note`: what is not known. Values of `by` come first, and
    rows in their order and that of the ids; owner, pipeline and stage are those of the end. Raised and lowered is what
    was open at the start, closed since or not, of a value that is known at both ends, pushed and pulled what is
    open at both ends. Past amounts and
    expected closes are those of the export's history, or of dated exports: without dated amounts both
    values are today's, without dated closes `close_before` is empty, and before the first of dated exports both are
    empty (`note`). Raises QuestionError for dates beyond
    the data, without a history of stages, and where too much is not dated to know what was open.
    """
    rows, keys = changed(pipe, start, end, by, "changes")
    return rows.sort_values([*keys, "deal_id"], ignore_index=True)


@metric
def changes_matrix(pipe: Pipeline, start: When, end: Later, *, by: By = None) -> pd.DataFrame:
    """From which stage to which deals went between two days: one row per pair of stages that occurs.

    `stage_before, stage_after, deals, value_before, value_after` (`by` columns first), in the order of
    the stages: "new" before them, "won", "lost" and "dropped" behind. The deals are those of `changes`,
    each once, where it stood at both ends, whatever lies between; a stage that nobody knows is empty.
    Values are empty where amounts cannot be added up, with the reason in `note`.
    """
    check_by(pipe, by, CELLS)
    rows, keys = changed(pipe, start, end, by, "changes_matrix")
    ends = ["stage_before", "stage_after"]
    order = pd.CategoricalDtype([edge(pipe), *pipe.names("stage"), *CLOSED], ordered=True)
    rows = rows.astype(dict.fromkeys(ends, order))
    rows = rows.assign(deals=1, unknown=rows["note"].str.startswith(NOT_KNOWN))
    whole = rows.groupby([*keys, *ends], dropna=False, observed=True)
    found = whole[["deals", "value_before", "value_after", "unknown"]].sum().reset_index()
    unknown, values = found["unknown"] > 0, found[["value_before", "value_after"]]
    found[["value_before", "value_after"]] = values.mask(unknown, np.nan)
    why = pd.Series(whys_no_money(found, pipe, keys, money(by)), found.index, dtype="str")
    found["note"] = why.where(unknown, "")
    found = since_exports(pipe, found, both_days(pipe, start, end, "changes_matrix"), money(by))
    return found[[*keys, *CELLS]].astype({"deals": "int64"})


def changed(
    pipe: Pipeline, start: When, end: Later, by: By, asked: str
) -> tuple[pd.DataFrame, list[str]]:
    """The rows of `changes`, in the order of the deals, and the columns they are split by."""
    began, ended = both_days(pipe, start, end, asked)
    keys = check_by(pipe, by, [name for name in COLUMNS if name not in OWN])
    require_known(pipe, began, ended, keys, asked)
    worth, story = money(by), told(pipe)
    rows = deal_rows(pipe, story, at(story, began), at(story, ended), keys, worth)
    whys = pd.Series(whys_no_money(rows, pipe, keys, worth), rows.index, dtype="str")
    early = max(why_before_exports(pipe, [worth, CLOSE], day) for day in (began, ended))
    told_of = {worth: ("value_after", TODAY), CLOSE: ("close_after", UNDATED)}
    silent = [
        why
        for name, (column, why) in told_of.items()
        if name not in story.changes and rows[column].notna().any()
    ]
    common = " ".join(filter(None, [early, roughly(pipe), *silent]))
    none = without_amount(pipe, rows).where(whys.eq(""), "")
    rows["note"] = (whys + " " + valueless(rows) + none + common).str.strip()
    return rows[[*keys, *(name for name in COLUMNS if name not in keys)]], keys


def since_exports(
    pipe: Pipeline, rows: pd.DataFrame, days: Sequence[pd.Timestamp], worth: str
) -> pd.DataFrame:
    """The rows, or their sums, without the values and expected closes of days before the first export with them."""
    names = {f"{of}_{end}": (field, day) for of, field in (("value", worth), ("close", CLOSE))
             for end, day in zip(("before", "after"), days, strict=True)}  # fmt: skip
    unknown = [
        name
        for name, (field, day) in names.items()
        if name in rows and why_before_exports(pipe, [field], day)
    ]
    return rows.assign(**{name: rows[name].where(rows[name].isna()) for name in unknown})


def valueless(rows: pd.DataFrame) -> pd.Series:
    """Of deals that were open at the start: at which end the value is not known, while it is at the other."""
    known = pd.DataFrame({name: rows[name].notna() for name in VALUELESS}, rows.index)
    told = pd.Series("", rows.index, dtype="str")
    one = known.any(axis=1) & ~known.all(axis=1) & rows["there"]
    for name, why in VALUELESS.items():
        told = told.mask(one & ~known[name], why + " ")
    return told


def without_amount(pipe: Pipeline, rows: pd.DataFrame) -> pd.Series:
    """Of deals that have none: that they have no amount, which is why no value of them is known."""
    amounts = table(deals(pipe).filter(~nw.col("amount").is_null()).select("deal_id"))["deal_id"]
    none = rows[["value_before", "value_after"]].isna().all(axis=1) & ~rows["deal_id"].isin(amounts)
    return pd.Series("", rows.index, dtype="str").mask(none, NO_AMOUNT + " ")


def require_known(
    pipe: Pipeline, began: pd.Timestamp, ended: pd.Timestamp, keys: list[str], asked: str
) -> None:
    """QuestionError: where deals stood on these days is not known."""
    require_history(pipe, "What became of each deal")
    if any(pipe.orders.values()):
        require_order(pipe)
    why = next(filter(None, (why_no_stock(pipe, day, keys) for day in (began, ended))), "")
    if why:
        raise QuestionError(
            "What changed cannot be seen: what was open on these days is not known.",
            there=why,
            fix=f"Export every date of creation and closing{instead(pipe, keys, asked)}.",
        )


def instead(pipe: Pipeline, keys: list[str], asked: str) -> str:
    """The same question about days of which it is known, where there are any."""
    days = known_days(pipe, keys)
    return f", or ask of later days: ck.{asked}(pipe, {days})" if days else ""


def edge(pipe: Pipeline) -> str:
    """What stands for the stage of a deal that was not there."""
    return next(name for name in EDGES if name not in pipe.names("stage"))


def deal_rows(
    pipe: Pipeline, story: Story, then: Known, now: Known, keys: list[str], worth: str
) -> pd.DataFrame:
    """The deals that were open at some time, each as it stood at both ends."""
    both = both_ends(pipe, story, then, now, None, worth=worth)
    came = ~both["open_then"] & (~both["existed"] | both["was_open"] | both["open"])
    both = both[both["open_then"] | (came & both["dated"])]
    before, after = (facts.lives.reindex(both.index) for facts in (then, now))
    rows = pd.DataFrame({
        "deal_id": after["deal_id"],
        "name": named(pipe).reindex(both.index),
        "owner": after["owner"],
        "stage_before": stood(before).where(both["existed"], edge(pipe)),
        "stage_after": stood(after),
        "moved": stages_moved(pipe, before, after),
        "value_before": before[worth].astype(float).where(both["open_then"]),
        "value_after": after[worth].astype(float),
        "close_before": before[CLOSE].where(both["open_then"] & (CLOSE in story.changes)),
        "close_after": after[CLOSE],
    })  # fmt: skip
    rows = since_exports(pipe, rows, (then.until, now.until), worth)
    rows["what"] = in_words(happened(rows, both))
    rows["there"] = both["open_then"]
    if keys:
        own = keys_at(now, keys, fixed_keys(pipe, keys)).reindex(both.index)
        rows = rows.assign(**{key: [group[at] for group in own] for at, key in enumerate(keys)})
    return rows.reset_index(drop=True)


def named(pipe: Pipeline) -> pd.Series:
    """The names of the deals, per number of the deal."""
    return fixed_keys(pipe, ["name"])["name"]


def stood(lives: pd.DataFrame) -> pd.Series:
    """The stage of an open deal, the outcome of another."""
    return lives["stage"].where(lives["outcome"].eq("open"), lives["outcome"])


def stages_moved(pipe: Pipeline, before: pd.DataFrame, after: pd.DataFrame) -> pd.Series:
    """How many stages on; empty where a deal is not open at both ends, or changed its pipeline."""
    steps = {
        (place, stage): step
        for place, order in pipe.orders.items()
        for step, stage in enumerate(order)
    }
    first, last = (
        pd.Series(
            [steps.get(pair, np.nan) for pair in zip(lives["place"], lives["stage"], strict=True)],
            lives.index,
            dtype="float64",
        )
        for lives in (before, after)
    )
    both = before["outcome"].eq("open") & after["outcome"].eq("open")
    return (last - first).where(both & before["place"].eq(after["place"]))


def happened(rows: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    """Per deal which of the words of `what` are true of it, in their order."""
    change = rows["value_after"] - rows["value_before"]  # unknown at one end: neither more nor less
    days = [rows[name].dt.normalize() for name in ("close_before", "close_after")]
    later, open_both = days[1] - days[0], both["open_then"] & both["open"]
    nothing = pd.Timedelta(0)
    return pd.DataFrame({
        "new": ~both["existed"],
        "reopened": both["existed"] & ~both["open_then"],
        "forward": rows["moved"] > 0,
        "back": rows["moved"] < 0,
        **{name: both["outcome"].eq(name) for name in CLOSED},
        "raised": change > 0,
        "lowered": change < 0,
        "pushed": open_both & (later > nothing),
        "pulled": open_both & (later < nothing),
    })  # fmt: skip


def in_words(marks: pd.DataFrame) -> pd.Series:
    """The words that are true of each row."""
    told = [
        ", ".join(name for name, true in zip(marks, row, strict=True) if true)
        for row in marks.to_numpy(bool)
    ]
    return pd.Series(told, marks.index, dtype="str").replace("", "unchanged")
