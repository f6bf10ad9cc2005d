"""Tables as exports hold them, drawn at random: headers of one dialect, cells that fit, miss, or mean harm."""

import csv
import io
from dataclasses import dataclass

from hypothesis import strategies as st

from cycle_kit.dialects import Dialect, known
from cycle_kit.dialects.dialect import DurationHistory, FieldLog

SECRET = "zq"  # in every cell that no message may show
NAMES = {
    "stage",
    "from_stage",
    "last_stage",
    "status",
    "pipeline",
    "currency",
    "converted_currency",
}
NAMES |= {"old_value", "new_value", "amount_period", "field", "stage_id"}

HOSTILE = (
    "", " ", "\u200f", "'", '"', '""', ";", "a\nb", "=1+1", "@x", "-", "NULL", "n/a", "TBD", "0", "1e400", "1E+11",
    "99999999999999999999", "2031-12-31", "0000-00-00", "1402/05/17", "31/12/2024", "45293", "12:61", '{"1": 1e300}',
    '{"1": "x"}', "[]", "{}", "Total", "Grand Total", "Copyright (c)", "\ud7ff", "\x1b[31m", "½", "Ⅷ", "一",
    "−5", "1.234,56", "(3)", "5 %", "inf", "nan", "2024-02-30", "2024-13-01T25:00:00Z", "9999-12-31", "1677-09-21",
)  # fmt: skip
#: one way of writing per table
DATES = (
    ("2024-01-05", "2024-02-29", "2024-03-01", "2019-01-01", ""),
    ("2024-01-05 10:30:00", "2024-02-29 00:00:00", "2024-03-01T09:00:00Z", ""),
    ("05.04.2024", "13.05.2024", "01.01.2024", ""),
    ("1402/05/17", "1403/12/30", "۱۴۰۳/۰۱/۰۱", ""),
)
AMOUNTS = ("100", "1000.50", "12", "", "0")
STAGES = (
    "New",
    "Offer",
    "Won",
    "Lost",
    "Closed Won",
    "won",
    "",
    "#09 WON",
    "1-New",
    "Abandoned",
    "88123",
    "new ",
)
PERIODS = ("one_time", "monthly", "annual", "")
CURRENCIES = ("EUR", "USD", "", "zł")
FIELDS = ("Stage", "StageName", "Amount", "Created.", "Owner", "Close Date", "")
STATUSES = ("open", "won", "lost", "deleted", "active", "")
BOOLEANS = ("true", "0", "1", "Yes", "", "FALSE")

hostile = st.sampled_from(HOSTILE) | st.text(max_size=6)
secrets = st.integers(0, 30).map(lambda n: f"{SECRET}{n:03d}secret")
FIXED = {
    "status": STATUSES,
    "amount_period": PERIODS,
    "pipeline": ("Sales", "Shops", ""),
    "field": FIELDS,
    "currency": CURRENCIES,
    "converted_currency": CURRENCIES,
}


@dataclass(frozen=True)
class Export:
    """A delimited file, and what kind of table it is: deals, history or leads."""

    data: bytes
    table: str


def cells(name: str, dates: tuple[str, ...]) -> st.SearchStrategy[str]:
    """What stands in the column of one of our names when all is well."""
    if name in ("stage", "from_stage", "last_stage", "stage_id"):
        return st.sampled_from(STAGES)
    if name in ("old_value", "new_value"):
        return st.sampled_from(STAGES + AMOUNTS + dates)
    if name.endswith("_at") or name in ("close_date", "expected_close"):
        return st.sampled_from(dates)
    if name in ("amount", "won_amount", "converted", "stage_number"):
        return st.sampled_from(AMOUNTS)
    if name == "probability":
        return st.sampled_from(("0", "20", "100", ""))
    if name.startswith("is_"):
        return st.sampled_from(BOOLEANS)
    if name in ("deal_id", "lead_id"):
        return st.integers(1, 9).map(lambda n: f"{SECRET}id{n}")
    return st.sampled_from(FIXED[name]) if name in FIXED else secrets


def extra_columns(dialect: Dialect) -> dict[str, str]:
    """{header: kind of its cells} of columns that are no field of ours: histories, and the user's own."""
    extra = {"My notes": "note"}
    if isinstance(dialect.history, DurationHistory):
        extra |= {dialect.history.seconds[0]: "note", dialect.history.stage_id[0]: "stage_id"}
    elif dialect.history is not None and not isinstance(dialect.history, FieldLog):
        extra |= {f'Date entered "{stage} (Sales)"': "at_at" for stage in ("New", "Offer", "Won")}
    return extra


@st.composite
def columns_of(draw: st.DrawFn, dialect: Dialect) -> dict[str, str]:
    """{header: our name, or "note"}: all that the dialect needs, and most of what it knows."""
    needed = {header for group in dialect.tells for header in group[:1]}
    columns: dict[str, str] = {}
    for name, headers in dialect.columns.items():
        usual = next((header for header in headers if header in needed), headers[0])
        if usual in needed or draw(st.integers(0, 7)):
            columns.setdefault(usual, name)
    columns |= {header: "note" for header in needed if header not in columns}
    for header, kind in extra_columns(dialect).items():
        if draw(st.booleans()):
            columns.setdefault(header, kind)
    return columns


@st.composite
def messed_up(draw: st.DrawFn, rows: list[tuple[str, ...]], names: list[str]) -> list[list[str]]:
    """The rows with hostile cells in some places that are no names of stages or currencies."""
    found = [list(row) for row in rows]
    places = [place for place, name in enumerate(names) if name not in NAMES]
    for _ in range(draw(st.sampled_from((0, 0, 1, 2, 8))) if places else 0):
        row, place = draw(st.integers(0, len(found) - 1)), draw(st.sampled_from(places))
        found[row][place] = draw(hostile)
    return found


@st.composite
def exports(draw: st.DrawFn, dialect: Dialect | None = None) -> Export:
    """A file with the headers of one dialect and up to 16 rows."""
    dialect = dialect or draw(st.sampled_from(known()))
    columns = draw(columns_of(dialect))
    dates = draw(st.sampled_from(DATES[:2] if dialect.dates == "ymd" else DATES))
    row = st.tuples(*(cells(name, dates) for name in columns.values()))
    rows = draw(messed_up(draw(st.lists(row, min_size=1, max_size=16)), list(columns.values())))
    if draw(st.integers(0, 5)) == 0:
        rows = [*rows, rows[0], list(columns), [""] * len(columns)]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=draw(st.sampled_from(",;\t")), lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return Export(file.getvalue().encode("utf-8", "replace"), dialect.table)
