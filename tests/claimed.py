"""What the declarations claim to know, as files: six deals under the headers of each layout, and nothing else."""

from functools import cache

import pandas as pd

import cycle_kit as ck
from cycle_kit.dialects import Dialect, known
from cycle_kit.dialects.dialect import HINTS

OUTCOMES = ("open", "open", "won", "won", "lost", "lost")
#: columns that say without a stage how a deal ended
TELLING = ("status", "is_won", "is_lost", "won_at", "lost_at")
DATES = (
    "created_at", "stage_changed_at", "closed_at", "close_date", "won_at", "lost_at", "expected_close"
)  # fmt: skip
MARKS = {
    "is_won": ("won",),
    "is_lost": ("lost",),
    "is_closed": ("won", "lost"),
    "is_active": OUTCOMES,
}
#: whose cells no layout can do without
NEEDED = ("deal_id", "name", "owner", "stage", "amount", "status", "lost_reason", *DATES, *MARKS)


def layouts() -> list[Dialect]:
    """The declared layouts of deals."""
    return [each for each in known() if each.table == "deals"]


def file_of(dialect: Dialect) -> bytes:
    """Two open, two won and two lost deals, as a file with the headers that the declaration knows."""
    table: dict[str, list[str]] = {}
    for ours, headers in dialect.columns.items():
        header = next((each for each in headers if each not in table), None)
        if header is not None and ours in NEEDED:
            table[header] = cells(dialect, ours)
    for group in dialect.tells:
        if not set(group) & set(table):
            table[group[0]] = ["0"] * len(OUTCOMES)
    return pd.DataFrame(table).to_csv(index=False).encode("utf-8")


def cells(dialect: Dialect, ours: str) -> list[str]:
    """A column of six cells."""
    deals = range(1, 7)
    if ours in DATES:
        return [
            date(ours, number, outcome) for number, outcome in zip(deals, OUTCOMES, strict=True)
        ]
    if ours in MARKS:
        return ["true" if outcome in MARKS[ours] else "false" for outcome in OUTCOMES]
    if ours == "status":
        return [word(dialect, outcome) for outcome in OUTCOMES]
    if ours == "stage":
        return [stage(dialect, number, outcome) for number, outcome in enumerate(OUTCOMES)]
    if ours == "lost_reason":
        return ["Price" if outcome == "lost" else "" for outcome in OUTCOMES]
    return [{"amount": f"{number}00"}.get(ours, f"{ours} {number}") for number in deals]


def word(dialect: Dialect, outcome: str) -> str:
    """The system's own word for an outcome, where it has one."""
    own = [word for word, means in dialect.outcomes.items() if means == outcome]
    return own[0] if own else outcome.capitalize()


def stage(dialect: Dialect, number: int, outcome: str) -> str:
    """Where the deal stands; where nothing else tells how it ended, the stage does."""
    told = not dialect.closed_stages and set(TELLING) & set(dialect.columns)
    return ("New", "Offer")[number % 2] if told or outcome == "open" else word(dialect, outcome)


def date(ours: str, number: int, outcome: str) -> str:
    there = {
        "closed_at": outcome != "open",
        "won_at": outcome == "won",
        "lost_at": outcome == "lost",
        "expected_close": outcome == "open",
    }
    month = {"created_at": "01", "stage_changed_at": "02"}.get(ours, "03")
    return f"2024-{month}-{12 + number}" if there.get(ours, True) else ""


@cache
def loaded(dialect_at: int) -> ck.Pipeline | ck.CycleKitError:
    """What `load` makes of the file of this layout (its place among `layouts()`), given nothing else."""
    try:
        return ck.load(file_of(layouts()[dialect_at]))
    except ck.CycleKitError as error:
        return error


def loads(dialect: Dialect) -> bool:
    return isinstance(loaded(layouts().index(dialect)), ck.Pipeline)


assert set(MARKS) <= set(HINTS)
