"""The cells of one sheet or file: each as what its column holds, and sums of those above them."""

from __future__ import annotations

from collections.abc import Sequence

from cycle_kit.reports.masked_files.amounts import Rates, numeral, times, to, value_of
from cycle_kit.reports.masked_files.cells import Cells
from cycle_kit.reports.masked_files.kinds import Layout
from cycle_kit.values.numerals import Numeral

SHORT = 3  # digits of a number around a table that counts rows
_NEAR = 1e-6


class Sheet:
    """`masked` gives what stands for a cell; it is asked from the top to the bottom."""

    def __init__(
        self,
        rows: Sequence[Sequence[str]],
        layouts: Sequence[Layout],
        first: int,
        *,
        turned: bool = False,
    ) -> None:
        """`rows`: as they are read; `first`: the line of the first of them; `turned`: its records stand in columns,
        which are the rows here."""
        self.rows, self.layouts, self.first, self.turned = rows, layouts, first, turned
        self.of_line: dict[int, list[Layout]] = {}
        for layout in layouts:
            for line in layout.lines:
                self.of_line.setdefault(int(line), []).append(layout)
        #: {column: amounts above, as they were and as they are}, and how many of them a sum has had
        self.above: dict[int, list[tuple[float, float]]] = {}
        self.had: dict[int, int] = {}

    def text(self, line: int, column: int, text: str) -> str:
        """The cell as it is read; that of a workbook may be written otherwise."""
        row = self.rows[line - self.first] if 0 <= line - self.first < len(self.rows) else ()
        return row[column] if 0 <= column < len(row) else text

    def turn(self, line: int, column: int) -> tuple[int, int]:
        """Line and column of a cell of the file; in a table on its side they change places."""
        return (column + self.first, line - self.first) if self.turned else (line, column)

    def kind(self, line: int, column: int) -> str:
        """How a cell is masked, as in `Layout`; "" where it is in no table."""
        layout = self._layout(line, column)
        return layout.kinds.get(column, "own") if layout else ""

    def masked(self, line: int, column: int, text: str, cells: Cells, rates: Rates) -> str:
        layout = self._layout(line, column)
        if layout is None and any(
            text.strip() == each.headers.get(column) for each in self.layouts
        ):
            return cells.masked(text, "header", rates.factor)
        if layout is None:
            return self._around(column, text, numeral(text), cells, rates)
        kind = layout.kinds.get(column, "own")
        if kind == "changed":
            kind = layout.dated.get(self._of(line, layout.changed), "changed")
        key = self._of(line, layout.key) or str(line)
        told = cells.masked(text, kind, rates.of(key))
        if told != text and (seen := numeral(text)) and (new := numeral(told)):
            self.above.setdefault(column, []).append((value_of(text, seen), value_of(told, new)))
        return told

    def _layout(self, line: int, column: int) -> Layout | None:
        """That of the table which has the cell, of several side by side."""
        here = self.of_line.get(line, [])
        return next((each for each in here if column in each.kinds), here[0] if here else None)

    def _of(self, line: int, column: int | None) -> str:
        return "" if column is None else self.text(line, column, "").strip()

    def _around(
        self, column: int, text: str, seen: Numeral | None, cells: Cells, rates: Rates
    ) -> str:
        """What stands above, between and below the rows of a table."""
        if seen is None or not self.layouts:
            return cells.masked(text, "around" if self.layouts else "few", rates.factor)
        total = self._sum(column, value_of(text, seen), 0.5 * 10**-seen.fraction)
        if total is not None:
            return to(text, seen, total)
        if seen.percent or (seen.whole <= SHORT and not seen.fraction):
            return text
        return times(text, seen, rates.factor)

    def _sum(self, column: int, value: float, near: float) -> float | None:
        """What a sum of the amounts above is now: of all of them, or of those since the last sum."""
        above = self.above.get(column, [])
        for start in (0, self.had.get(column, 0)):
            before = sum(old for old, _ in above[start:])
            if before and abs(before - value) <= max(_NEAR * before, near):
                self.had[column] = len(above)
                return sum(new for _, new in above[start:])
        return None
