"""Which number of a date is the day: settled for a whole column by evidence, never guessed.

Dates that are written with another sign between their numbers, or otherwise unlike, are settled
apart where they contradict each other: 25/01/2024 beside 01-28-2024.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cycle_kit.errors import ColumnError
from cycle_kit.values.date_numbers import OF_GREGORIAN, Numbers
from cycle_kit.values.languages import DAY_FIRST
from cycle_kit.values.parsed import counted

ORDERS = ("dmy", "mdy", "ymd")
SIGNS = ("/", "-", ".", " ")  # in the order of their numbers in `Writing.sign`

SAYS = {"dmy": "day before month", "mdy": "month before day"}
_DATES_SAYS, _LAYOUT_WRITES = "by as dates= says", "by as this layout writes"
_CELLS = "told by its cells"
UNREADABLE = 0.2  # of dates may be unreadable in a column that is read
_FIX = 'Pass dates="dmy" (31/12/2024) or dates="mdy" (12/31/2024).'
_ONE_WAY = {"dmy": 'Pass dates="dmy" (31/12/2024).', "mdy": 'Pass dates="mdy" (12/31/2024).'}


#: the number of a calendar, and whether dates of it are written in digits of Persian
Written = tuple[int, bool]


class UntoldOrder(ColumnError):
    """Nothing in the column tells day from month; another column of the file may: pass `like=`."""


@dataclass(frozen=True)
class Said:
    """Everything that can tell day from month besides the cells."""

    column: str
    order: str | None
    style: str | None
    language: str
    like: str | None = None  # how other columns of the file are written, as their cells told
    #: the calendars of the file's other dates, each with whether it is in digits of Persian
    calendars: frozenset[Written] = frozenset()

    def __post_init__(self):
        for name, order in (("dates", self.order), ("like", self.like)):
            if order not in (None, "", *ORDERS):
                raise ColumnError(
                    f'{name}="{order}" is no order of day, month and year.',
                    fix=f'Pass {name}="dmy", {name}="mdy" or {name}="ymd".',
                )


@dataclass(frozen=True)
class Writing:
    """How dates look; one entry per distinct text."""

    sign: np.ndarray  # what stands between the numbers, as a place in SIGNS
    clock: np.ndarray  # 0 without a time of day, 1 with one, 2 with am or pm
    short: np.ndarray  # a year of two digits

    def only(self, chosen: np.ndarray) -> "Writing":
        return Writing(self.sign[chosen], self.clock[chosen], self.short[chosen])


class Votes(NamedTuple):
    """Cells that can only be day first, only month first, and those that could be both."""

    day: int
    month: int
    open: int

    @property
    def told(self) -> str:
        """The order that all telling cells agree on, "" for none."""
        if bool(self.day) == bool(self.month):
            return ""
        return "dmy" if self.day else "mdy"

    @property
    def many(self) -> int:
        return self.day + self.month

    def against(self, order: str) -> int:
        return self.month if order == "dmy" else self.day


class Group(NamedTuple):
    """Dates that are written alike."""

    rows: np.ndarray  # their places among those asked about
    votes: Votes
    name: str  # for remarks


class Settled(NamedTuple):
    """The order of a group, and what told it ("" where there was nothing to tell)."""

    group: Group
    order: str
    why: str


def settle(numbers: Numbers, writing: Writing, counts: np.ndarray, said: Said) -> list[Settled]:
    """The order of dates that end in their year, group by group.

    Evidence in this order: cells with a number above 12 where all of a group agree, the caller,
    other columns of the file, the layout, other groups of the column, a language that writes one
    way. A single slip among many does not count, and is then no date. ColumnError where the cells
    of a group contradict each other or nothing tells.
    """
    groups = _groups(numbers, writing, counts)
    told = {group.votes.told for group in groups if group.votes.many}
    return [Settled(group, *_order_of(group, told, said)) for group in groups]


def _groups(numbers: Numbers, writing: Writing, counts: np.ndarray) -> list[Group]:
    """One group per sign; of one whose cells contradict each other smaller ones, if these do not."""
    groups = []
    for sign in np.unique(writing.sign):
        rows = np.flatnonzero(writing.sign == sign)
        votes = _votes(numbers.only(rows), counts[rows])
        name = f'"{SIGNS[sign]}"'
        whole = Group(rows, votes, name)
        contradicted = votes.day and votes.month
        parts = _parts(numbers, writing, counts, whole) if contradicted else []
        groups += parts if parts and all(part.votes.told for part in parts) else [whole]
    return groups


_CLOCKS = ("", " and a time of day", " and am or pm")


def _parts(numbers: Numbers, writing: Writing, counts: np.ndarray, group: Group) -> list[Group]:
    mine = writing.only(group.rows)
    parts = []
    for kind in np.unique(mine.clock * 2 + mine.short):
        rows = group.rows[mine.clock * 2 + mine.short == kind]
        name = group.name + (" and years of two digits" if kind % 2 else "") + _CLOCKS[kind // 2]
        parts.append(Group(rows, _votes(numbers.only(rows), counts[rows]), name))
    return parts if len(parts) > 1 else []


def _votes(numbers: Numbers, counts: np.ndarray) -> Votes:
    by_day, day_fits = numbers.days("dmy")
    by_month, month_fits = numbers.days("mdy")
    # nobody writes the month first in the other calendars
    month_fits &= numbers.calendars("mdy") == OF_GREGORIAN
    both = day_fits & month_fits & (by_day != by_month)
    masks = (day_fits & ~month_fits, month_fits & ~day_fits, both)
    return Votes(*(int(counts[mask].sum()) for mask in masks))


def _order_of(group: Group, told: set[str], said: Said) -> tuple[str, str]:
    votes = group.votes
    if votes.told:
        return votes.told, _why_told(votes, said)
    if votes.many:
        return _of_contradicting(votes, said)
    if not votes.open:
        return "dmy", ""
    others = min(told) if len(told) == 1 else ""
    dotted = group.name.startswith('"."')  # nobody writes 12.31.2024
    for order, why in (
        (said.order, _DATES_SAYS),
        ("" if dotted and said.like == "mdy" else said.like, "as other dates of this file"),
        (said.style, _LAYOUT_WRITES),
        ("" if dotted and others == "mdy" else others, "as other dates of this column"),
        ("dmy" if said.language in DAY_FIRST else "", f'as the language "{said.language}" writes'),
        ("dmy" if dotted else "", "as dates with dots are written"),
    ):
        if order in SAYS:
            return str(order), why
    raise UntoldOrder(
        f'Column "{said.column}" does not tell day from month (all parts are 12 or less).',
        there=f"Dates that can be read both ways: {votes.open}.",
        fix=_FIX,
    )


def _why_told(votes: Votes, said: Said) -> str:
    for order, why in ((said.order, _DATES_SAYS), (said.style, _LAYOUT_WRITES)):
        if order == votes.told:
            return why
    return _CELLS + (", although dates= says otherwise" if said.order in SAYS else "")


def _of_contradicting(votes: Votes, said: Said) -> tuple[str, str]:
    """The order of cells of which some fit only day first, and some only month first."""
    likely = "dmy" if votes.day > votes.month else "mdy"
    few, many = sorted((votes.day, votes.month))
    slips = few * 100 <= many or (few == 1 and many >= 10)
    for order, why in (
        (said.order, _DATES_SAYS),
        (likely if slips else "", f"told by {counted(many, 'cell')}"),
        (said.style, _LAYOUT_WRITES),
    ):
        if order in SAYS:
            against = counted(votes.against(str(order)), "cell")
            if not votes.open or why not in (_DATES_SAYS, _LAYOUT_WRITES):
                return str(order), f"{why}, although {against} can only be the other way"
            both = counted(votes.open, "cell")
            return (
                str(order),
                f"{why}, although {against} can only be the other way and {both} can be both",
            )
    whole = votes.many + votes.open
    fitting = [one for name, one in _ONE_WAY.items() if votes.against(name) <= UNREADABLE * whole]
    raise ColumnError(
        f'Column "{said.column}" has dates with the day first and dates with the month first.',
        there=f"Only day/month/year fits {votes.day} of them, only month/day/year {votes.month}.",
        fix=f"{_FIX if len(fitting) > 1 else fitting[0]} Dates that do not fit are then listed as unreadable."
        if fitting
        else "Write them in one way, best as year-month-day (2024-12-31), and load again: neither way fits enough of "
        "them.",
    )


def remarks_on(settled: list[Settled]) -> list[str]:
    """One remark on the order of all dates, or one per group where they differ."""
    known = [each for each in settled if each.why]
    orders = dict.fromkeys(each.order for each in known)
    if len(orders) > 1:
        return [
            f"dates with {each.group.name}: {SAYS[each.order]} ({_why(each, [each])})"
            for each in known
        ]
    strongest = min(known, key=lambda each: _STRENGTH.index(each.why.split()[0]), default=None)
    return [f"{SAYS[order]} ({_why(strongest, known)})" for order in orders if strongest]


_STRENGTH = ("by", "told", "as")  # who says so, the cells, whatever is like them


def _why(strongest: Settled, groups: list[Settled]) -> str:
    many = sum(each.group.votes.many for each in groups)
    return strongest.why.removeprefix("by ").replace(_CELLS, f"told by {counted(many, 'cell')}")


def never_small(settled: list[Settled]) -> bool:
    """Whether no date has both its numbers below 13: a spreadsheet takes those for its own."""
    votes = [each.group.votes for each in settled]
    return any(each.many for each in votes) and not any(each.open for each in votes)


def told_by_cells(settled: list[Settled]) -> str:
    """The one order that the cells themselves told, "" where they told none or two."""
    told = {
        each.order
        for each in settled
        if each.group.votes.told == each.order or each.why.startswith("told")
    }
    return told.pop() if len(told) == 1 else ""
