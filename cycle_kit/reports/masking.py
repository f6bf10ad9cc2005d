"""The same pipeline with pseudonyms in the place of names, for what leaves the house.

A pseudonym is a number, given in the order in which things came up in the data: an export of a later day gives the
same ones as long as the past in it is the same, and none tells anything of the name that it stands for, as a hash of
it would to whoever can guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from cycle_kit import tables
from cycle_kit.errors import QuestionError
from cycle_kit.pipeline import Pipeline

#: column: the word in a pseudonym
NAMED = {
    "deal_id": "ID",
    "lead_id": "Lead",
    "name": "Deal",
    "account": "Account",
    "owner": "Owner",
}
#: names that other texts may hold: "Lost to Miller" in a reason
SOUGHT = ("name", "account", "owner")
SHORTEST = 3  # letters of a name that is looked for within other texts
#: a column of one's own with no more words, each on so many deals, names kinds of deals and no things
KINDS, OFTEN = 10, 5
OURS = frozenset([*tables.DEALS, *tables.LEADS])


def masked(pipe: Pipeline, *, owners: bool = True) -> Pipeline:
    """`pipe` with numbered pseudonyms for deals, accounts, owners and leads, and for their names within other texts.

    `owners=False`: owners keep their names.

    Columns of the export's own that hold texts are left out, but for those of at most ten words, each on at least five
    deals (yes and no, small, medium and large). Raises QuestionError for deals in another frame than pandas.
    """
    if not isinstance(pipe.deals, pd.DataFrame):
        raise QuestionError(
            "Names are replaced in pandas tables only.",
            there=f"The deals are in {type(pipe.deals).__module__.split('.')[0]}.",
            fix="Load them into pandas: ck.load(path).",
        )
    return Mask(pipe, [name for name in NAMED if owners or name != "owner"]).applied()


class Mask:
    """Which pseudonym each name has; `frame` replaces the names in a table."""

    def __init__(self, pipe: Pipeline, columns: Sequence[str]) -> None:
        self.pipe = pipe
        deals = in_time(pipe.deals if pipe.whole is None else pipe.whole)
        self.numbers = {
            column: numbered(NAMED[column], *self._names(column, deals)) for column in columns
        }
        known = [self.numbers[column] for column in SOUGHT if column in self.numbers]
        self.within = {
            str(name): said
            for one in known
            for name, said in one.items()
            if len(str(name)) >= SHORTEST
        }
        longest_first = sorted(map(re.escape, self.within), key=len, reverse=True)
        self.finds = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first) or '(?!)'})(?!\w)")

    def _names(self, column: str, deals: pd.DataFrame) -> Iterable[pd.Series]:
        """Wherever names of this kind stand, deals first."""
        frames = [deals, in_time(self.pipe.leads), *self.pipe.beside.values()]
        yield from (frame[column] for frame in frames if column in frame)
        if column in self.pipe.changes:
            yield self.pipe.changes[column]["value"]
        yield pd.Series([row.get(column) for row in self.pipe.targets], dtype=object)

    def applied(self) -> Pipeline:
        pipe = self.pipe
        kept = own_kinds(pipe.deals if pipe.whole is None else pipe.whole)
        made = replace(
            pipe,
            deals=self.frame(pipe.deals, kept),
            whole=None if pipe.whole is None else self.frame(pipe.whole, kept),
            visits=self.frame(pipe.visits),
            moves=self.frame(pipe.moves),
            leads=self.frame(pipe.leads),
            changes={name: self._past(name, rows) for name, rows in pipe.changes.items()},
            beside={name: self.frame(rows) for name, rows in pipe.beside.items()},
            targets=tuple(self._asked(row) for row in pipe.targets),
            conditions=self._asked(pipe.conditions),
            notes=self._notes(pipe.notes),
        )
        if "since" in pipe.found:
            made.found["since"] = pipe.found["since"]
        return made

    def frame(self, table: pd.DataFrame, kept: frozenset[str] | None = None) -> pd.DataFrame:
        """The table with pseudonyms; of columns that are not ours only `kept` stay, if given."""
        columns = {}
        for name in table:
            if name in self.numbers:
                columns[name] = self._replaced(name, table[name])
            elif kept is None or name in OURS or name in kept:
                columns[name] = self._hidden(table[name])
        return pd.DataFrame(columns, index=table.index)

    def _past(self, name: str, rows: pd.DataFrame) -> pd.DataFrame:
        rows = self.frame(rows)
        return (
            rows.assign(value=self._replaced(name, rows["value"])) if name in self.numbers else rows
        )

    def _replaced(self, column: str, values: pd.Series) -> pd.Series:
        return values.map(self.numbers[column], na_action="ignore").astype(values.dtype)

    def _hidden(self, values: pd.Series) -> pd.Series:
        """Texts with pseudonyms in the place of the names in them; all else as it is."""
        if not pd.api.types.is_string_dtype(values.dtype) and values.dtype != object:
            return values
        texts = [text for text in values.dropna().unique() if isinstance(text, str)]
        found = {text: self.text(text) for text in texts}
        changed = {text: said for text, said in found.items() if said != text}
        return values.replace(changed) if changed else values

    def text(self, text: str) -> str:
        return self.finds.sub(lambda found: self.within[found[0]], text)

    def _asked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A target or a condition: what it asks for by name."""

        def one(column: str, value: Any) -> Any:
            if isinstance(value, list | tuple | set):
                return [one(column, each) for each in value]
            return self.numbers[column].get(value, value)

        return {
            column: one(column, value) if column in self.numbers else value
            for column, value in row.items()
        }

    def _notes(self, notes: pd.DataFrame) -> pd.DataFrame:
        """Notes name files, which may be called after a company."""
        files = [name for name in notes["file"].dropna().unique() if name]
        numbers = {name: f"file {number}" for number, name in enumerate(files, start=1)}
        told = notes.assign(file=notes["file"].replace(numbers))
        for column in ("note", "effect", "fix"):
            for name, number in numbers.items():
                told[column] = told[column].str.replace(name, number, regex=False)
            told[column] = self._hidden(told[column])
        return told


def numbered(word: str, *names: pd.Series) -> dict[Any, str]:
    """{name: pseudonym}, in the order in which the names come."""
    known = dict.fromkeys(name for column in names for name in column.dropna())
    return {name: f"{word} {number}" for number, name in enumerate(known, start=1)}


def in_time(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by their creation, so that those of later exports come behind."""
    return rows.sort_values("created_at", kind="stable") if "created_at" in rows else rows


def own_kinds(deals: pd.DataFrame) -> frozenset[str]:
    """The export's own columns that hold no texts, or few words that many deals have."""
    return frozenset(name for name in deals if name not in OURS and is_kind(deals[name]))


def is_kind(values: pd.Series) -> bool:
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return True
    counts = values.value_counts()
    return len(counts) <= KINDS and bool((counts >= OFTEN).all())
