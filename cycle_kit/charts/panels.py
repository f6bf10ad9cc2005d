"""Small multiples: one panel per group of a `by=` table, and where each stands in the figure."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from cycle_kit.charts.captions import heading
from cycle_kit.charts.told import Row, more_than, rows_of
from cycle_kit.charts.words import _, commas, name

MOST = 12  # panels in one figure; a thirteenth would only be scrolled past
SENTENCE = re.compile(r"\S.*?\.(?=\s|$)")
TITLE, FOOT, GUTTER = 26, 30, 0.08  # pixels above and below a panel; share of the width between


@dataclass(frozen=True)
class Panel:
    """One group's part of a table and the axes it is drawn on."""

    groups: tuple[str, ...]  # the group's value per `by=` column; () when the table has none
    table: pd.DataFrame
    number: int  # from 1

    @property
    def axes(self) -> dict[str, str]:
        end = "" if self.number == 1 else str(self.number)
        return {"xaxis": f"x{end}", "yaxis": f"y{end}"}

    @property
    def across(self) -> str:
        """The name of its x axis in a layout."""
        return self.axes["xaxis"].replace("x", "xaxis")

    @property
    def upward(self) -> str:
        return self.axes["yaxis"].replace("y", "yaxis")

    @property
    def title(self) -> str:
        return " · ".join(name(value, most=26) for value in self.groups)

    def rows(self, **known: Any) -> list[Row]:
        """Its rows, with their place and what else their sentences ask for."""
        rows = rows_of(self.table, small=bool(self.groups), **known)
        return [row | {"at": at} for at, row in enumerate(rows)]


#: where a chart has no panels
ALONE = Panel((), None, 1)  # pyright: ignore[reportArgumentType]


def by_columns(table: pd.DataFrame, first: str) -> list[str]:
    """The columns a metric was split by: those left of its own first column."""
    return list(table.columns[: table.columns.get_loc(first)])


def panels(table: pd.DataFrame, first: str) -> list[Panel]:
    """The first twelve groups of a table, in its order; one panel when it is not split."""
    return panels_of(table, by_columns(table, first))


def panels_of(table: pd.DataFrame, keys: list[str]) -> list[Panel]:
    """The same for columns named one by one."""
    if not keys:
        return [Panel((), table.reset_index(drop=True), 1)]
    named = table[keys].astype(object).where(table[keys].notna(), "").astype(str)
    parts = table.groupby([named[key] for key in keys], sort=False)
    return [
        Panel(groups if isinstance(groups, tuple) else (groups,), part.reset_index(drop=True), at)
        for at, (groups, part) in enumerate(parts, start=1)
    ][:MOST]


def left_out(table: pd.DataFrame, first: str) -> str:
    """A sentence about the groups that found no place, empty if all did."""
    return left_out_of(table, by_columns(table, first))


def left_out_of(table: pd.DataFrame, keys: list[str]) -> str:
    """The same for columns named one by one."""
    count = len(table[keys].drop_duplicates()) if keys else 0
    return more_than(
        MOST, count, "{n:#} more panel is not shown || {n:#} more panels are not shown"
    )


def mark(what: str, part: str = "", groups: tuple[str, ...] = ()) -> list[str]:
    """What a click on a mark tells: [what], [what, part], or [what, part, *groups]."""
    return [what, part, *groups] if part or groups else [what]


@dataclass(frozen=True)
class Grid:
    """Where panels of `inside` pixels each stand; `foot` leaves room for ticks under each."""

    count: int
    inside: float
    foot: bool = True
    columns: int = 2
    titled: bool = False  # also a panel that stands alone has a title

    @property
    def across(self) -> int:
        return min(self.columns, self.count)

    @property
    def title(self) -> int:
        return TITLE if self.count > 1 or self.titled else 0

    @property
    def cell(self) -> float:
        return self.title + self.inside + (FOOT if self.foot else 8)

    @property
    def pixels(self) -> float:
        return self.cell * -(-self.count // self.across)

    def place(self, at: int) -> tuple[list[float], list[float]]:
        """The x and y domain of the panel at this place, counted from 0."""
        down, along = divmod(at, self.across)
        width = (1 - GUTTER * (self.across - 1)) / self.across
        left = along * (width + GUTTER)
        top = self.pixels - down * self.cell - self.title
        bottom = (top - self.inside) / self.pixels
        return [left, min(1, left + width)], [max(0, bottom), top / self.pixels]


def multiples(
    shown: list[Panel],
    *,
    inside: float,
    xaxis: dict,
    yaxis: dict,
    foot: bool = True,
    columns: int = 2,
) -> tuple[dict, float]:
    """The layout of all panels, their axes with their places and their titles, and the pixels it takes."""
    grid = Grid(len(shown), inside, foot, columns, titled=bool(shown[0].title))
    return spread(shown, grid, xaxis=xaxis, yaxis=yaxis), grid.pixels


def spread(shown: list[Panel], grid: Grid, *, xaxis: dict, yaxis: dict) -> dict:
    """The layout of panels that stand in this grid."""
    layout: dict = {"annotations": []}
    for at, panel in enumerate(shown):
        across, up = grid.place(at)
        layout[panel.across] = {**xaxis, "domain": across, "anchor": panel.axes["yaxis"]}
        layout[panel.upward] = {**yaxis, "domain": up, "anchor": panel.axes["xaxis"]}
        if panel.title:
            layout["annotations"].append(heading(panel.title, across[0], up[1]))
    return layout


def own_scales(layout: dict, shown: list[Panel], column: str) -> None:
    """Each panel to its own longest bar: the question is where its deals stop, not how many."""
    for panel in shown:
        layout[panel.across]["range"] = [0, max(1.0, float(panel.table[column].max()))]


def share_labels(layout: dict, shown: list[Panel]) -> None:
    """Panels at the right read their scale from their neighbour."""
    for panel in shown[1::2]:
        layout[panel.upward]["showticklabels"] = False


def with_stays(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Without the stages after the win that no deal of this file has seen (`column` is 0 there)."""
    if "phase" not in table or column not in table:
        return table
    seen = table["phase"].ne("after") | table[column].gt(0)
    return table[seen].reset_index(drop=True)


def reasons(table: pd.DataFrame) -> list[str]:
    """Why figures of this table are not known, in its own notes, each once; names in them are no tags."""
    return [
        escape(_(str(note)), quote=False) for note in dict.fromkeys(table.get("note", ())) if note
    ]


def reasons_of(rows: list[Row]) -> list[str]:
    """The sentences of these rows' notes, each once, behind the titles of those that have it where not all do."""
    having: dict[str, list[str]] = {}
    for row in rows:
        for sentence in SENTENCE.findall(escape(row["note"] or "", quote=False)):
            having.setdefault(sentence, []).append(row["title"])
    return [
        _(sentence) if len(titles) == len(rows) else f"{commas(titles)}: {_(sentence)}"
        for sentence, titles in having.items()
    ]


def known(table: pd.DataFrame, *columns: str) -> bool:
    """Is there anything to draw in one of these columns?"""
    present = [column for column in columns if column in table]
    return bool(present) and bool(table[present].notna().to_numpy().any())
