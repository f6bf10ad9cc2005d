"""What became of the deals between two days, drawn: how many of each kind of change, and from which stage to which."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import largest
from cycle_kit.charts.of_currencies import of_currencies, only
from cycle_kit.charts.panels import by_columns, reasons
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, joined, not_shown, rows_of, say
from cycle_kit.charts.words import _, absent, name
from cycle_kit.metrics.changes import EDGES, NO_AMOUNT, VALUELESS
from cycle_kit.metrics.counting import NONE_HAS, SEVERAL

MOST = 20  # pairs of stages
#: what: (its words, colour role)
KINDS = {
    "new": ("New", "skip"),
    "reopened": ("Reopened", "skip"),
    "forward": ("Moved forward", "stage"),
    "back": ("Moved back", "back"),
    "won": ("Won", "won"),
    "lost": ("Lost", "lost"),
    "dropped": ("Dropped", "dropped"),
    "raised": ("Raised", "skip"),
    "lowered": ("Lowered", "back"),
    "pushed": ("Pushed later", "back"),
    "pulled": ("Pulled forward", "skip"),
    "unchanged": ("Unchanged", "open"),
}
SIGNS = {
    "skip": "came in, or more, or sooner",
    "stage": "went on",
    "back": "went back, or less, or later",
    "won": "won",
    "lost": "lost",
    "dropped": "dropped",
    "open": "as before",
}
ENDED = ("won", "lost", "dropped")
BESIDE = """
    {deals:deals–} · by {by:money}
    // {deals:deals–} · by {days:days}
    // {deals:deals–} · {value:money}
    // {deals:deals–}
"""
KIND = """
    <b>{words:_}</b>
    {deals:deals–}
    worth {value:full_money}
    by {by:full_money} in all
    half of them by {days:full_days} or more
"""
ANSWER = """
    Of {deals:#} deal: {came:n} came, {won:n} won, {lost:n} lost or dropped, {moved:n} in another stage.
        || Of {deals:#} deals: {came:n} came, {won:n} won, {lost:n} lost or dropped, {moved:n} in another stage.
"""
OPEN = """
    Open value went from {opening:money} to {closing:money}.
        // At the end open value was {closing:money}. // At the start open value was {opening:money}.
"""
ONE_END = """
    {?valueless}Of {valueless:n} of them the value is known on one of both days only: it is in one of these sums, and
        neither raised nor lowered.
"""
WENT = """
    <b>{from} → {to}</b>
    {deals:deals–}
    worth {value_before:full_money} before
    worth {value_after:full_money} after
"""
NO_CHANGES = "Nothing was open in this time, and nothing came."


@draws
def changes_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `changes`: a bar per kind of change, as long as its deals. customdata: [what].

    A deal may stand in several bars: moved forward, and raised. Below stands what became of open value.
    """
    if table.empty:
        return missing(NO_CHANGES)
    said, order = common(table), stage_order(table)
    table = with_differences(table).drop_duplicates("deal_id")  # one may be in several groups
    parts = {} if several(said) else of_currencies(table, currency)
    shown = [kind(table, what, only(parts)) for what in KINDS]
    drawn = [(row, what) for row, what in zip(shown, KINDS, strict=True) if row["deals"]]
    rows = [kind_row(row, what) for row, what in drawn]
    roles = dict.fromkeys(row.parts[0].role for row in rows)
    opened = [say(OPEN, ends(part, order, name)) for name, part in parts.items()]
    one_end = {"valueless": valueless(table)}
    told = [
        say(ANSWER, counts(table)),
        *opened,
        say(ONE_END, one_end),
        *dict.fromkeys(said),
    ]
    return bar_rows_chart(
        rows, [("■", role, SIGNS[role]) for role in SIGNS if role in roles],
        reach=largest(row["deals"] for row, _what in drawn), foot=joined(map(_, told), " "),
    )  # fmt: skip


def common(table: pd.DataFrame) -> list[str]:
    """What the notes say of all deals; of the values of single ones the sentence tells."""
    notes = table["note"].astype("str")
    some = [] if notes.str.contains(NONE_HAS, regex=False).all() else [NONE_HAS]
    for why in (*VALUELESS.values(), NO_AMOUNT, *some):
        notes = notes.str.replace(why, "", regex=False)
    return list(notes.str.strip())


def several(notes: list[str]) -> bool:
    """Is a sum not known of all, or of a group, as its amounts are in several currencies?"""
    return any(note.startswith(SEVERAL) for note in notes)


def with_differences(table: pd.DataFrame) -> pd.DataFrame:
    """With what a value was raised or lowered by, and the days that a close was moved by."""
    dates = [pd.to_datetime(table[end]) for end in ("close_after", "close_before")]
    by = table["value_after"].fillna(0.0) - table["value_before"].fillna(0.0)
    return table.assign(by=by.abs(), days=(dates[0] - dates[1]).dt.days.abs())


def holds(table: pd.DataFrame, what: str) -> pd.Series:
    return pd.Series([what in each.split(", ") for each in table["what"]], table.index, dtype=bool)


def kind(table: pd.DataFrame, what: str, currency: str | None) -> Row:
    """One kind of change: its deals, and by how much, of amounts in one currency."""
    own = table[holds(table, what)]
    row: Row = {"what": what, "words": KINDS[what][0], "deals": len(own), "currency": currency}
    if what in ("pushed", "pulled"):
        return row | {"days": own["days"].median()}
    if currency is None:
        return row
    if what in ("raised", "lowered"):
        return row | {"by": own["by"].sum()}
    return row | {"value": own["value_after"].sum(min_count=1)}


def kind_row(row: Row, what: str) -> BarRow:
    part = Part(row["deals"], hover(KIND, row), [what], KINDS[what][1])
    return BarRow(say("<b>{words:_}</b>", row), say(BESIDE, row), [part])


def counts(table: pd.DataFrame) -> Row:
    """How many deals came, went and moved."""
    found = {what: int(holds(table, what).sum()) for what in KINDS}
    return {
        "deals": len(table),
        "came": found["new"] + found["reopened"],
        "won": found["won"],
        "lost": found["lost"] + found["dropped"],
        "moved": found["forward"] + found["back"],
    }


def valueless(table: pd.DataFrame) -> int:
    """Of how many deals the value is known at one end only."""
    notes = table["note"].astype("str")
    return sum(any(why in note for why in VALUELESS.values()) for note in notes)


def ends(table: pd.DataFrame, order: list[str], currency: str) -> Row:
    """Open value at both ends; None where something was open, and of nothing is the value known."""
    edge = [edge_of(order)] if edge_of(order) else []
    before = table[~table["stage_before"].isin([*edge, *ENDED])]["value_before"]
    after = table[~table["stage_after"].isin(ENDED)]["value_after"]
    return {"opening": known_sum(before), "closing": known_sum(after), "currency": currency}


def known_sum(values: pd.Series) -> float | None:
    return None if len(values) and values.isna().all() else float(values.sum())


@draws
def changes_matrix_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `changes_matrix`: a bar per way from a stage to a stage, in its order.

    customdata: [stage_before, stage_after, *groups].
    """
    if table.empty:
        return missing(NO_CHANGES)
    keys = by_columns(table, "stage_before")
    order = stage_order(table)
    most = table.nlargest(MOST, "deals").sort_index()
    rows = [way(row, keys, order) for row in rows_of(most, currency=currency)]
    used = dict.fromkeys(row.parts[0].role for row in rows)
    why = [note for note in reasons(table) if note.startswith(SEVERAL)]
    foot = joined([say(MATRIX, stayed(table)), *why, not_shown(MOST, len(table))], " ")
    return bar_rows_chart(
        rows, [("■", role, WAYS[role]) for role in WAYS if role in used],
        reach=largest(most["deals"]), foot=foot,
    )  # fmt: skip


WAYS = {
    "skip": "came",
    "stage": "went on",
    "back": "went back",
    "won": "won",
    "lost": "lost",
    "dropped": "dropped",
    "open": "stayed",
}
MATRIX = """
    {stayed:n} of {deals:#} deal stands where it stood. || {stayed:n} of {deals:#} deals stand where they stood.
"""


def stage_order(table: pd.DataFrame) -> list[str]:
    """The edge of what was not there, stages and outcomes, in their order."""
    column = table["stage_before"]
    if isinstance(column.dtype, pd.CategoricalDtype):
        return list(map(str, column.cat.categories))
    return list(dict.fromkeys(map(str, [*column, *table["stage_after"]])))


def edge_of(order: list[str]) -> str:
    """What stands first for what was not there, which is never the name of a stage; "" where everything was."""
    return next((each for each in order[:1] if each in EDGES), "")


def stayed(table: pd.DataFrame) -> Row:
    same = table["stage_before"].astype("str") == table["stage_after"].astype("str")
    return {"stayed": int(table.loc[same, "deals"].sum()), "deals": int(table["deals"].sum())}


def way(row: Row, keys: list[str], order: list[str]) -> BarRow:
    ends = ["" if absent(row[end]) else str(row[end]) for end in ("stage_before", "stage_after")]
    groups = ["" if absent(row[key]) else str(row[key]) for key in keys]
    names = [_(end) if end == edge_of(order) else name(end, most=14) for end in ends]
    row = row | {"from": names[0], "to": names[1]}
    title = joined([say("<b>{from} → {to}</b>", row), *(name(group, most=12) for group in groups)])
    value = say("{deals:deals–} · {value_after:money} // {deals:deals–}", row)
    part = Part(row["deals"], hover(WENT, row), [*ends, *groups], role_of(ends, order))
    return BarRow(title, value, [part])


def role_of(ends: list[str], order: list[str]) -> str:
    """The colour of a way: by its end, else by its direction."""
    before, after = ends
    if after in ENDED:
        return after
    if before == after:
        return "open"
    if before in (order[0], *ENDED) or before not in order or after not in order:
        return "skip"
    return "stage" if order.index(after) > order.index(before) else "back"
