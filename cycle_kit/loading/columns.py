"""A raw table's columns, typed one by one with explicit formats; what cannot be read is counted by line."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np
import pandas as pd

from cycle_kit.config import Rename
from cycle_kit.errors import ColumnError, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.evidence import HALF, KINDS, NEARLY_ALL, look_at
from cycle_kit.loading.far_dates import (
    FAR,
    PLANS,
    VERY_FAR,
    fits_its_row,
    has_neighbour,
    is_newest,
    said_by,
    told_slips,
    way_back,
)
from cycle_kit.loading.match import Match
from cycle_kit.loading.money_in import money_in
from cycle_kit.loading.probable import is_undecided
from cycle_kit.loading.sides import SIDES
from cycle_kit.remarks import Remarks, at_lines
from cycle_kit.values import (
    Parsed,
    UntoldOrder,
    cleaned,
    header_unit,
    is_spreadsheet_error,
    own_kind,
    read_booleans,
    read_dates,
    read_numbers,
    read_shares,
    told_order,
    without_blank_words,
)
from cycle_kit.values.days_alone import is_day_alone
from cycle_kit.values.order import Written
from cycle_kit.values.six_digits import with_six_digit_days
from cycle_kit.values.whole_months import is_week_alone

MOST_UNREADABLE = 0.20
#: columns of yes and no that say how deals ended, and how many different words in them are looked at
DECIDED, MOST_WORDS = ("is_won", "is_lost", "is_closed"), 50
#: what a deal may be called, whatever the word
CALLED = ("deal_id", "lead_id", "name")
TELLING = ("stage", "last_stage", "pipeline", "currency")  # where an empty cell changes figures
#: of tables beside the deals what they cannot be without
NEEDED = {"leads": ("created_at",), **{kind: tuple(side.needs) for kind, side in SIDES.items()}}
TYPO_DATES = 100  # of a column, from which on nearly all of them tell what is far
TOLD_BY = 1_000  # cells of a column, from all over it
#: days without anything between their parts
IN_SIX_DIGITS = {
    "ymd": "six digits are year, month and day",
    "dmy": "six digits are day, month and year",
    "mdy": "six digits are month, day and year",
}

YEAR_BESIDE = "These are days without a year: write it beside each, as in 2024-01-03."


@dataclass(frozen=True)
class Reading:
    """How the user and the layout say that cells are written."""

    dates: str | None = None
    zone: str | None = None
    language: str | None = None
    renames: tuple[Rename, ...] = ()  # of stages
    pipelines: Mapping[str, str] = field(default_factory=dict)  # {name in the file: name to show}
    named: frozenset[str] = (
        frozenset()
    )  # what the caller calls a stage or an outcome, whatever it means
    as_of: pd.Timestamp | None = None  # the day that the caller says the file speaks for
    calendars: frozenset[Written] = frozenset()  # of the dates in all that is loaded together


@dataclass(frozen=True)
class Source:
    """A raw table, what it was recognised as, and how to read and remark on it."""

    raw: RawTable
    match: Match
    reading: Reading
    remarks: Remarks
    #: {header: every date in it that was read has a time of day, so that a midnight is one}
    clocks: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    beside: tuple[str, ...] = ()  # the other files whose deals were put to these

    @property
    def files(self) -> str:
        """What the deals stand in, as a message says it."""
        *others, last = [self.raw.file, *self.beside]
        return f"{', '.join(others)} and {last}" if others else last

    @property
    def language(self) -> str | None:
        return self.reading.language or self.match.dialect.language

    def has(self, name: str) -> bool:
        return name in self.match.columns

    def texts(self, name: str) -> pd.Series:
        return self.raw.frame[self.match.columns[name]]

    def words(self, name: str) -> pd.Series:
        """A column of names, cleaned for showing; empty cells, and words for nothing, are missing."""
        words = cleaned(self.texts(name)).astype("str")
        words = words.where(words != "")
        errors = is_spreadsheet_error(words)
        if errors.any():
            self.remarks.add(
                "values",
                one_or_more(errors.sum(), "{n} cell of", "{n} cells of")
                + f' "{self.match.columns[name]}" '
                + one_or_more(errors.sum(), "holds an error", "hold errors")
                + f" of a spreadsheet ({at_lines(self.raw.lines[errors])}).",
                file=self.raw.file,
                effect="They count as empty.",
                fix="Mend them in the spreadsheet.",
            )
        if name in CALLED:
            return words.mask(errors)
        kept = without_blank_words(words).fillna(words.where(words.isin(self.reading.named)))
        signs = words.notna().to_numpy() & kept.isna().to_numpy() & ~errors
        if name == "status":  # a sign there may mean anything: it is a word that is not known
            return kept.fillna(words.mask(errors))
        if name in TELLING and signs.any():
            self.remarks.add(
                "values",
                one_or_more(signs.sum(), "{n} cell of", "{n} cells of")
                + f' "{self.match.columns[name]}" '
                + one_or_more(signs.sum(), "holds a sign or word", "hold signs or words")
                + f' for nothing, such as "?" or "n/a" ({at_lines(self.raw.lines[signs])}).',
                file=self.raw.file,
                effect="They count as empty.",
                fix="Fill them in the CRM and export again.",
            )
        return kept

    def dates(self, name: str, *, header: str | None = None) -> pd.Series:
        header = header or self.match.columns[name]
        try:
            parsed = self._read_dates(header, like=self._order_for(header))
        except UntoldOrder:
            if not self.order_elsewhere:
                raise
            parsed = self._read_dates(header, like=self.order_elsewhere)
        self.clocks[header] = not parsed.day_only and not parsed.bare
        blank = parsed.unreadable & undecided(self.raw.frame[header].where(parsed.unreadable, ""))
        parsed = replace(parsed, unreadable=parsed.unreadable & ~blank)  # "not closed" is no date
        return self._accounted(parsed, header, "dates").pipe(self._without_typos, header)

    def _read_dates(self, header: str, *, like: str | None = None) -> Parsed:
        written = self.raw.frame[header]
        texts, order = with_six_digit_days(
            written, self.order_of_six_digits, said=self.reading.dates
        )
        parsed = read_dates(
            texts,
            column=header,
            order=self.reading.dates,
            style=self.match.dialect.dates,
            like=like,
            zone=self.reading.zone,
            language=self.language,
            calendars=self.reading.calendars,
        )
        return replace(parsed, remarks=(IN_SIX_DIGITS[order],)) if order else parsed

    @cached_property
    def order_of_six_digits(self) -> str:
        """The order that the columns of dates tell which are of six digits each, where they agree."""
        told = {
            with_six_digit_days(self.raw.frame[header], "")[1]
            for name, header in self.match.columns.items()
            if KINDS.get(name) == "date"
        } - {""}
        return told.pop() if len(told) == 1 else ""

    def _order_for(self, header: str) -> str:
        """The order that the header shows, "Closed (dd.mm.yyyy)", else that of the file's other dates."""
        return header_unit(header).order or self.order_of_dates

    @cached_property
    def order_of_dates(self) -> str:
        """The order that the file's dates tell, as far as they are recognised; some cells of each are enough.

        It goes before the layout and the language: a file may be saved anew where others write otherwise.
        """
        columns = []
        for name, header in self.match.columns.items():
            texts = self.raw.frame[header]
            if KINDS.get(name) == "date" and texts.dtype == "str":
                columns.append(texts.iloc[:: max(len(texts) // TOLD_BY, 1)])
        order = partial(told_order, language=self.language, calendars=self.reading.calendars)
        told = {order(some) for some in columns}
        if "ymd" in told:
            # years of two digits that stand first in one column do so in all that can
            again = {order(some, like="ymd") for some in columns}
            told = {"ymd"} if again <= {"", "ymd"} else told
        told -= {""} if told == {"ymd"} else {"", "ymd"}
        return told.pop() if len(told) == 1 else ""

    @cached_property
    def order_elsewhere(self) -> str:
        """The order of day and month that other columns of dates in the file tell, where they agree."""
        told = set()
        for header in self.raw.frame:
            if look_at(self.raw.frame[header]).dates >= NEARLY_ALL:
                try:
                    told.add(self._read_dates(header).order)
                except ColumnError:
                    continue
        told -= {"", "ymd"}
        return told.pop() if len(told) == 1 else ""

    def own(self, header: str) -> pd.Series:
        """A column under its own name: numbers, days or text, as all its cells are."""
        return own_kind(
            self.raw.frame[header],
            self.language,
            order=self.reading.dates,
            style=self.match.dialect.dates,
            like=self._order_for(header),
            zone=self.reading.zone,
        )

    def numbers(self, name: str) -> pd.Series:
        parsed = read_numbers(self.texts(name), language=self.language)
        return self._accounted(parsed, self.match.columns[name], "numbers")

    def shares(self, name: str) -> pd.Series:
        parsed = read_shares(self.texts(name), language=self.language)
        return self._accounted(parsed, self.match.columns[name], "shares")

    def booleans(self, name: str) -> pd.Series:
        texts = self.texts(name)
        if name in DECIDED:  # "maybe" and "pending" say neither
            texts = texts.mask(undecided(texts), "")
        parsed = read_booleans(texts, language=self.language)
        return self._accounted(parsed, self.match.columns[name], "yes or no")

    def money(
        self, name: str, *, factor: int = 1, currency: pd.Series | str = ""
    ) -> tuple[pd.Series, pd.Series]:
        """Amounts and the currencies that their cells show; `factor`: of plain numbers, as the header says;
        `currency`: what the header or another column says they are in."""
        parsed, currencies = money_in(
            self.texts(name), currency, language=self.language, factor=factor
        )
        return self._accounted(parsed, self.match.columns[name], "amounts"), currencies

    def _accounted(self, parsed: Parsed, header: str, kind: str) -> pd.Series:
        """The values; a note on those unreadable, an error when they are more than a fifth."""
        file, bad = self.raw.file, int(parsed.unreadable.sum())
        if bad:
            filled = bad + int(parsed.values.notna().sum())
            lines = at_lines(self.raw.lines[parsed.unreadable])
            strange = int((parsed.unreadable & ~parsed.unknown).sum())
            guesses = {said: int(cells.sum()) for said, cells in parsed.said.items()}
            if sum(guesses.values()) <= parsed.values.notna().sum():  # plain amounts beside them
                strange -= sum(guesses.values())
            if strange > MOST_UNREADABLE * filled:
                raise ColumnError(
                    f'Column "{header}" of {file} cannot be read as {kind}.',
                    there=f"{bad} of its "
                    + one_or_more(filled, "{n} filled cell", "{n} filled cells")
                    + one_or_more(bad, " is", " are")
                    + f" something else ({lines}).",
                    fix=self._way_past(header, parsed.unreadable),
                )
            self.remarks.add(
                "values",
                f'{bad} of {filled} cells of "{header}" could not be read as {kind} ({lines}).',
                file=file,
                effect="These cells count as empty." + told_guesses(guesses),
                fix="Mend them in the CRM and export again.",
            )
        for remark in parsed.remarks:
            self.remarks.add("values", f'"{header}": {remark}.', file=file)
        return parsed.values

    def _way_past(self, header: str, unreadable: np.ndarray) -> str:
        """What to type where a column cannot be read as what its header says."""
        if self.raw.frame[header][unreadable].map(is_week_alone).mean() > HALF:
            return "These are calendar weeks without a year: write it beside each, as in KW 7/2025."
        days = self.raw.frame[header][unreadable].map(is_day_alone).mean() > HALF
        year = f"{YEAR_BESIDE} " if days else ""
        name = next((ours for ours, own in self.match.columns.items() if own == header), "")
        if not name:
            return year + "Choose another column with columns={...: ...}, or mend these cells."
        kind = self.match.dialect.table
        if name in NEEDED.get(kind, ()):
            other = f'columns={{"{kind}": {{"{name}": "..."}}}}'
            return year + f"Name another column with {other}, or mend these cells."
        without = f'{{"{name}": ""}}'
        inside = without if kind == "deals" else f'{{"{kind}": {without}}}'
        return (
            year
            + f"Leave it out with columns={inside}, name another column there, or mend these cells."
        )

    def _without_typos(self, dates: pd.Series, header: str) -> pd.Series:
        """Dates far beyond nearly all others of their column are slips of the keyboard, if they have no company."""
        if dates.count() < TYPO_DATES:
            return dates
        usual = dates.quantile(0.99)
        late = (dates > usual + FAR) & ~said_by(dates, self.reading.as_of)
        if late.any():
            late &= (dates > usual + VERY_FAR) | ~self._in_company(dates, header)
        if late.any():
            after = "more than a year after nearly all others of that column"
            self.remarks.add(
                "values",
                told_slips(header, late.sum(), self.raw.lines[late.to_numpy()], after=after),
                file=self.raw.file,
                effect="Taken for typing errors, that is as empty.",
                fix=way_back(dates[late]),
            )
        return dates.mask(late)

    def _in_company(self, dates: pd.Series, header: str) -> pd.Series:
        """Which dates are shown to be right by others near them: in any row by what happened, in their own by
        plans, too; or by their place at the end of a list in order. A plan needs no company."""
        plans = [self.match.columns[name] for name in PLANS if name in self.match.columns]
        if header in plans:
            return dates.notna()
        others = {other: each for other, each in self._other_dates if other != header}
        happened = [each for other, each in others.items() if other not in plans]
        near = has_neighbour(dates, happened) | fits_its_row(dates, others.values())
        return near | is_newest(dates)

    @cached_property
    def _other_dates(self) -> list[tuple[str, pd.Series]]:
        """(header, dates) of all columns that hold dates."""
        found = []
        for header in self.raw.frame:
            if look_at(self.raw.frame[header]).dates >= NEARLY_ALL:
                with suppress(ColumnError):
                    like = self._order_for(header)
                    found.append((header, self._read_dates(header, like=like).values))
        return found


def told_guesses(guesses: Mapping[str, int]) -> str:
    """How many cells hold a number that is no amount, by what they say of it."""
    told = [f"{many:,} that it is {said}" for said, many in guesses.items()]
    return f" Of the amount they say: {', '.join(told)}." if told else ""


def undecided(texts: pd.Series) -> pd.Series:
    """Which cells say that a deal is neither won nor lost."""
    return texts.isin(list(filter(is_undecided, texts.unique()[:MOST_WORDS])))
