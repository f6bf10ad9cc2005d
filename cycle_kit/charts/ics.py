"""What to do, as a calendar file (iCalendar, RFC 5545), written plainly."""

from hashlib import blake2s
from typing import Annotated, TypeAlias

import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.charts.bars import REASONS
from cycle_kit.charts.tables import table_of
from cycle_kit.charts.told import Row, rows_of, said, say
from cycle_kit.charts.words import absent
from cycle_kit.days import When, moment

LINE = 75  # octets of a line, after which it is folded
ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})
TITLE = """
    {words:_}: {name}, {account} // {words:_}: {name} // {words:_}: {account} // {words:_}: {deal_id}
"""
ABOUT = """
    {meaning:_}
    {owner}
    {stage}
    {days_in_stage:full_days} in its stage
    {value:full_money}
    {deal_id}
"""


ToDo: TypeAlias = Annotated[pd.DataFrame, table_of("to_do")]


@checked
def as_ics(table: ToDo, day: When, *, currency: str = "") -> str:
    """The table of `to_do` as a calendar file: an entry of a whole day for each row.

    What is due later stands on its day, all else on `day`, for example `pipe.as_of`. Entries have names that stay
    the same, so that a calendar that is given a newer file has none twice. Write it with `newline=""`:
    `open("to_do.ics", "w", encoding="utf-8", newline="").write(ck.as_ics(table, pipe.as_of))`.
    """
    today = moment(day, "day").normalize()
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cycle_kit//to do//EN",
        "CALSCALE:GREGORIAN",
    ]
    for row in rows_of(table, currency=currency):
        lines += entry(row, today)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def entry(row: Row, today: pd.Timestamp) -> list[str]:
    """The lines of one event."""
    words, meaning, _role = REASONS.get(row["why"], (str(row["why"]), "", ""))
    row = row | {"words": words, "meaning": meaning}
    due = today if absent(row["due"]) else max(today, pd.Timestamp(row["due"]).normalize())
    text = "\n".join(said(ABOUT, row))
    return [
        "BEGIN:VEVENT",
        f"UID:{name_of(row)}@cycle-kit",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + pd.Timedelta(days=1):%Y%m%d}",
        "TRANSP:TRANSPARENT",
        f"SUMMARY:{escaped(say(TITLE, row))}",
        f"DESCRIPTION:{escaped(text)}",
        "END:VEVENT",
    ]


def name_of(row: Row) -> str:
    """The same for the same task, whenever the file is written."""
    due = "" if absent(row["due"]) else f"{pd.Timestamp(row['due']):%Y%m%d}"
    return blake2s(f"{row['deal_id']}\0{row['why']}\0{due}".encode(), digest_size=12).hexdigest()


def escaped(text: str) -> str:
    return plainly(text).translate(ESCAPED)


def plainly(text: str) -> str:
    """Without characters that no calendar takes."""
    return "".join(
        sign for sign in text if sign == "\n" or sign.isprintable() or sign in "\u200c\u200d"
    )


def folded(line: str) -> str:
    """A line of more than 75 octets continued on the next ones, never within a letter."""
    lines, used = [""], 0
    for sign in line:
        size = len(sign.encode())
        if used + size > LINE:
            lines.append(" ")
            used = 1
        lines[-1] += sign
        used += size
    return "\r\n".join(lines)
