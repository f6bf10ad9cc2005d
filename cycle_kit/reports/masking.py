"""The same pipeline with pseudonyms in the place of names, for what leaves the house.

A pseudonym is a number, given in the order in which things came up in the data: an export of a later day gives the
same ones as long as the past in it is the same, and none tells anything of the name that it stands for, as a hash of
it would to whoever can guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

import pandas as pd

from cycle_kit import tables
from cycle_kit.errors import QuestionError
from cycle_kit.loading.free_texts import is_remark
from cycle_kit.loading.probable import is_reason
from cycle_kit.locale import now, translated
from cycle_kit.pipeline import Pipeline
from cycle_kit.reports.seeking import Seeker
from cycle_kit.reports.telling import Telling

#: column: the word in a pseudonym
NAMED = {
    "deal_id": "ID",
    "lead_id": "Lead",
    "name": "Deal",
    "account": "Account",
    "owner": "Owner",
}
#: names that other texts may hold: "Lost to Miller" in a reason, "twin of A-17"
SOUGHT = ("name", "account", "owner", "lead_id", "deal_id")
#: columns of ours that hold kinds of deals, and in which somebody may have written what comes once
OF_KINDS = frozenset(
    {"lost_reason", "reason", "source", "industry", "region", "segment", "deal_type", "product"}
)
MOST_KINDS = 50  # texts that come again in one of them, of which more are no kinds
BESIDE = frozenset(
    {"deal_id", "product", "amount", "value", "currency", "owner", "share", "at", "kind"}
)
#: a column of one's own with no more words, each on so many deals, names kinds of deals and no things
KINDS, OFTEN = 10, 5
WRITTEN = "Text"  # in a column of kinds, what comes once
UNSAID = "…"  # what was asked of a column that is left out
OURS = frozenset([*tables.DEALS, *tables.LEADS])


def masked(pipe: Pipeline, *, owners: bool = True) -> Pipeline:
    """`pipe` with numbered pseudonyms for deals, accounts, owners and leads, and for their names within other texts.

    `owners=False`: owners keep their names.

    Columns of the export's own that hold texts are left out, but for those of at most ten words, each on at least five
    deals (yes and no, small, medium and large), and only where neither header nor words hold an address, a telephone
    or a word of a name that is replaced. Figures stay; the last digit of ranges
    that are drawn may differ. Reasons for losses, sources, industries, regions, segments, kinds of deals and products
    stay where they come again and are at most fifty; what somebody wrote there once is a number, too. Raises
    QuestionError for deals in another frame than pandas.
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
        self.numbers = {column: numbered(NAMED[column], self._names(column)) for column in columns}
        known = chain.from_iterable(
            self.numbers[one].items() for one in SOUGHT if one in self.numbers
        )
        stages = [*pipe.names("stage"), *tables.OUTCOMES]
        self.seeker = Seeker(known, stages)
        self.telling = Telling(
            self.numbers.get("owner", ()),
            [name for one in ("name", "account") for name in self.numbers.get(one, ())],
            self.seeker,
            [*stages, *pipe.pipelines],
        )
        self.written = {
            column: numbered(WRITTEN, once_written(self._cells(column), self._asked_for(column)))
            for column in OF_KINDS
        }
        self.kept = own_kinds(pipe.deals if pipe.whole is None else pipe.whole, self.telling.tells)
        self.kinds = {
            **apart(pipe.pipelines, self.seeker.text),
            **apart(pipe.names("stage"), self.seeker.text),
        }

    def _names(self, column: str) -> Iterable[Any]:
        """Wherever names of this kind stand, by the day on which each comes up; those of targets last."""
        return chain(self._cells(column), self._asked_for(column))

    def _cells(self, column: str) -> Iterable[Any]:
        pipe = self.pipe
        frames = [
            pipe.deals if pipe.whole is None else pipe.whole,
            pipe.leads,
            *pipe.beside.values(),
        ]
        found = [dated(frame, column) for frame in frames if column in frame]
        if column in pipe.changes:
            found.append(dated(pipe.changes[column], "value"))
        return pd.concat(found).sort_values("at", kind="stable")["name"] if found else []

    def _asked_for(self, column: str) -> Iterable[Any]:
        for asked in (*self.pipe.targets, self.pipe.conditions):
            wanted = asked.get(column)
            if not isinstance(wanted, slice):
                yield from wanted if isinstance(wanted, list | tuple | set) else [wanted]

    def applied(self) -> Pipeline:
        pipe = self.pipe
        kept = self.kept
        made = replace(
            pipe,
            deals=self.frame(pipe.deals, kept),
            whole=None if pipe.whole is None else self.frame(pipe.whole, kept),
            visits=self.frame(pipe.visits),
            moves=self.frame(pipe.moves),
            leads=self.frame(pipe.leads, own_kinds(pipe.leads, self.telling.tells)),
            changes={
                name: self._past(name, rows)
                for name, rows in pipe.changes.items()
                if not self._is_gone(name)
            },
            beside={
                name: self.frame(rows, BESIDE | own_kinds(rows, self.telling.tells))
                for name, rows in pipe.beside.items()
            },
            orders={
                self.text(name): tuple(map(self.text, stages))
                for name, stages in pipe.orders.items()
            },
            after=tuple(map(self.text, pipe.after)),
            steps={self.text(stage): step for stage, step in pipe.steps.items()},
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
                columns[name] = self._hidden(self._unwritten(name, table[name]))
        return pd.DataFrame(columns, index=table.index)

    def _past(self, name: str, rows: pd.DataFrame) -> pd.DataFrame:
        rows = self.frame(rows)
        if name in self.numbers:
            return rows.assign(value=self._replaced(name, rows["value"]))
        return rows.assign(value=self._unwritten(name, rows["value"]))

    def _replaced(self, column: str, values: pd.Series) -> pd.Series:
        return values.map(self.numbers[column], na_action="ignore").astype(values.dtype)

    def _unwritten(self, column: str, values: pd.Series) -> pd.Series:
        """A column of kinds with numbers in the place of what somebody wrote down once."""
        numbers = self.written.get(column, {})
        if not numbers:
            return values
        if isinstance(values.dtype, pd.CategoricalDtype):
            return values.cat.rename_categories(lambda text: numbers.get(text, text))
        return values.map(lambda text: numbers.get(text, text), na_action="ignore").astype(
            values.dtype
        )

    def _hidden(self, values: pd.Series) -> pd.Series:
        """Texts with pseudonyms in the place of the names in them; all else as it is."""
        if isinstance(values.dtype, pd.CategoricalDtype):
            kinds = values.cat.categories
            return values.cat.rename_categories({one: self._said(one) for one in kinds})
        if not pd.api.types.is_string_dtype(values.dtype) and values.dtype != object:
            return values
        changed = {text: self._said(text) for text in values.dropna().unique()}
        return values.map(changed, na_action="ignore").astype(values.dtype)

    def _said(self, value: Any) -> Any:
        return self.text(value) if isinstance(value, str) else value

    def text(self, text: str) -> str:
        """A text without names; pipelines and stages stay apart, two whose names are one without them too."""
        return self.kinds.get(text) or self.seeker.text(text)

    def _asked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A target or a condition: what it asks for by name."""
        return {
            UNSAID
            if self._is_gone(column) and self.telling.tells(column)
            else column: self._wanted(column, value)
            for column, value in row.items()
        }

    def _is_gone(self, column: str) -> bool:
        """Whether it is a column of one's own that is left out."""
        return column in self.pipe.deals and column not in OURS and column not in self.kept

    def _wanted(self, column: str, value: Any) -> Any:
        if isinstance(value, list | tuple | set):
            return [self._wanted(column, each) for each in value]
        if isinstance(value, slice):
            return slice(*(self._wanted(column, end) for end in (value.start, value.stop)))
        if column in self.numbers:
            return None if value is None else self.numbers[column].get(value, UNSAID)
        if isinstance(value, str):
            value = self.written.get(column, {}).get(value, value)
        return UNSAID if self._is_gone(column) else self._said(value)

    def _notes(self, notes: pd.DataFrame) -> pd.DataFrame:
        """Notes name files, which may be called after a company."""
        files = [name for name in notes["file"].dropna().unique() if name]
        numbers = numbered("file", files)
        told = notes.assign(file=notes["file"].replace(numbers))
        for column in ("note", "effect", "fix"):
            for name, number in sorted(numbers.items(), key=lambda one: -len(one[0])):
                told[column] = told[column].str.replace(name, number, regex=False)
            told[column] = self._hidden(told[column].map(self._untold, na_action="ignore"))
        return told

    def _untold(self, note: Any) -> Any:
        """Headers that tell a name are quoted by notes, too."""
        return self.telling.untold(note, UNSAID) if isinstance(note, str) else note


def numbered(word: str, names: Iterable[Any]) -> dict[Any, str]:
    """{name: pseudonym}, in the order in which the names come: "Deal 7", in the language that is spoken."""
    known = dict.fromkeys(name for name in names if not pd.isna(name))
    word = translated(word)
    return {name: f"{word} {now().figure(str(at))}" for at, name in enumerate(known, start=1)}


def once_written(texts: Iterable[Any], asked: Iterable[Any] = ()) -> list[str]:
    """The texts of a column of kinds that are none, in the order in which they come: remarks, and what comes once and
    is no common reason such as "No budget"; all of them where more than fifty come again. `asked`: what was asked for,
    also where no cell holds it."""
    cells = [text for text in texts if isinstance(text, str)]
    more = {text for text in asked if isinstance(text, str)} - {*cells}
    times = pd.Series([*cells, *more]).value_counts(sort=False)
    many = int((times > 1).sum()) > MOST_KINDS
    return [
        text
        for text, n in times.items()
        if many or is_remark(text, n) or (n < 2 and not is_common(text))
    ]


def is_common(text: str) -> bool:
    return len(text.split()) < 3 and is_reason(text)


def dated(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """`name, at`: each name of a column at its creation, so that those of later exports come behind."""
    at = next((rows[day] for day in ("created_at", "at") if day in rows), pd.NaT)
    return pd.DataFrame({"name": rows[column].astype(object), "at": at})


def apart(names: Iterable[str], said: Callable[[str], str]) -> dict[str, str]:
    """{name: what is said in its place}, no two the same."""
    found: dict[str, str] = {}
    for name in names:
        tries = chain([said(name)], (f"{said(name)} ({at})" for at in count(2)))
        found[name] = next(one for one in tries if one not in found.values())
    return found


def own_kinds(
    deals: pd.DataFrame, tells: Callable[[str], bool] = lambda text: False
) -> frozenset[str]:
    """The export's own columns that hold no texts, or few words that many deals have; none that `tells` a name."""
    return frozenset(
        name
        for name in deals
        if name not in OURS
        and is_kind(deals[name])
        and not any(tells(text) for text in texts_of(deals[name]))
    )


def texts_of(values: pd.Series) -> Iterable[str]:
    """The header of a column of kinds, and the different texts in it."""
    return [str(values.name), *(one for one in values.dropna().unique() if isinstance(one, str))]


def is_kind(values: pd.Series) -> bool:
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return True
    counts = values.value_counts()
    return len(counts) <= KINDS and bool((counts >= OFTEN).all())
