"""The time of day in a date's shape, and the zone it is in."""

import re
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from cycle_kit.errors import ColumnError
from cycle_kit.values.months import AFTER_NOON, BEFORE_NOON, ZONES, any_of, letters
from cycle_kit.values.shapes import Cells, Span, digit_span

DAY = 86_400_000_000  # microseconds
_SECOND = 1_000_000

_HALF = any_of((*BEFORE_NOON, *AFTER_NOON))
#: before a time a single letter (م) belongs to the year
_EARLY_HALF = any_of(word for word in (*BEFORE_NOON, *AFTER_NOON) if len(word) > 1)
_ZONE = (
    r"(?:(?P<named>" + "|".join(sorted(ZONES, key=len, reverse=True)) + r")(?![^\W_]|[+-]))"
    r"|(?:(?:utc|gmt) ?)?(?P<side>[+-])(?P<over>00?)(?::?(?P<past>00))?(?![0./:-])"
)
#: "(Central European Time)", "[Europe/Warsaw]", a name behind the figures
_PLACE = r"(?: ?\([^()0]*\)| ?\[[^\[\]0]*\]| (?:utc|gmt|[a-z]{2,3}t)(?![^\W_]))?"
_CLOCK = re.compile(
    rf"(?:(?P<early>{_EARLY_HALF}) ?)?"
    r"(?<![0:])(?P<hour>00?)[:h](?P<minute>00)(?::(?P<second>00)(?:[.,٫:](?P<part>0{1,9}))?)?(?!0)"
    rf"(?: ?(?P<half>{_HALF})\.?)?(?: ?(?:{_ZONE}){_PLACE})?"
)
_REST = rf"(?: ?(?P<half>{_HALF})\.?)?(?: ?(?:{_ZONE}){_PLACE})?"
#: "31-12-2024:14:30", as web servers log
_JOINED = re.compile(rf"(?<=0) ?: ?(?P<hour>00?):(?P<minute>00)(?::(?P<second>00))?(?!0){_REST}")
#: "31.12.2024 14.30", "31-12-2024:14.30", "kl. 14.30"; the date is in front
_DOTTED = re.compile(
    r"(?<=[0.])(?:[ ,:t]+|[ ,]+[^\W\d_]{1,5}\.? ?)(?P<hour>00?)\.(?P<minute>00)"
    rf"(?:\.(?P<second>00)(?:[.,](?P<part>0{{1,9}}))?)?(?![0.,/-]){_REST}"
)
#: "2024-12-31-14.30.00", as databases write it
_DASHED = re.compile(
    r"(?<=0000-00-00)[ _t-](?P<hour>00)(?P<sign>[.-])(?P<minute>00)(?P=sign)(?P<second>00)"
    r"(?:\.(?P<part>0{1,9}))?(?!0)"
)
_HOUR_ONLY = re.compile(rf"(?<![0:.,/-])(?P<hour>00?) ?(?P<half>{_HALF})")
_COMPACT = re.compile(
    rf"(?<=00000000)[t ]?(?P<hour>00)(?P<minute>00)(?P<second>00)?(?:\.(?P<part>0{{1,9}}))?(?!0)(?:{_ZONE})?"
)


class Clock(NamedTuple):
    """Where a shape keeps its time of day."""

    hour: Span
    minute: Span
    second: Span
    part: Span  # digits of a fraction of a second
    half: str  # "am", "pm" or ""
    zone: int | None  # minutes east of UTC when named; None: as `over` and `past` say, or not said
    side: int  # 1 or -1 when an offset is written in digits, else 0
    over: Span
    past: Span

    @property
    def aware(self) -> bool:
        return self.zone is not None or self.side != 0


def take_clock(shape: str) -> tuple[Clock | None, str]:
    """Find the time of day in a folded shape; also the shape with it blanked out."""
    for grammar in (_CLOCK, _JOINED, _DASHED, _DOTTED, _HOUR_ONLY, _COMPACT):
        if match := grammar.search(shape):
            start, end = match.span()
            return _clock(match), shape[:start] + " " * (end - start) + shape[end:]
    return None, shape


def _clock(match: re.Match) -> Clock:
    found = {"second": None, "part": None, **match.groupdict()}

    def span(name: str) -> Span:
        return digit_span(match.string, *match.span(name)) if found.get(name) else (0, 0)

    half = found.get("half") or found.get("early")
    return Clock(
        *(span(name) for name in ("hour", "minute", "second", "part")),
        half=_half(half),
        zone=ZONES[found["named"]] if found.get("named") else None,
        side={"+": 1, "-": -1}.get(found.get("side") or "", 0),
        over=span("over"),
        past=span("past"),
    )


def _half(word: str | None) -> str:
    if not word:
        return ""
    return "pm" if letters(word) in _AFTER else "am"


_AFTER = frozenset(map(letters, AFTER_NOON))


def microseconds(clock: Clock, cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Microseconds since midnight, and a mask of the times that exist."""
    hour, minute, second = (cells.number(span) for span in clock[:3])
    exists = (hour < 24) & (minute < 60) & (second < 60)
    if clock.half == "am":
        exists &= hour <= 12
        hour = np.where(hour == 12, 0, hour)
    if clock.half == "pm":
        # 14:35 PM is written too, and can be one thing only
        hour = np.where(hour < 12, hour + 12, hour)
    places = clock.part[1] - clock.part[0]
    part = np.floor(cells.number(clock.part) * _SECOND / 10**places)
    return (hour * 3600 + minute * 60 + second) * _SECOND + part, exists


def offset(clock: Clock, cells: Cells) -> np.ndarray:
    """Microseconds east of UTC, 0 where the shape names no zone."""
    if clock.zone is not None:
        return np.full(len(cells.rows), clock.zone * 60.0 * _SECOND)
    minutes = cells.number(clock.over) * 60 + cells.number(clock.past)
    return clock.side * minutes * 60 * _SECOND


@dataclass(frozen=True)
class Zone:
    """The one zone that stamps are brought to."""

    name: str
    rules: ZoneInfo

    def local(self, stamps: np.ndarray) -> np.ndarray:
        """UTC stamps -> the same moments on this zone's clocks, both without a zone."""
        moments = pd.DatetimeIndex(stamps).tz_localize("UTC").tz_convert(self.rules)
        return moments.tz_localize(None).to_numpy()


def zone_named(zone: str | None) -> Zone:
    """The zone of an IANA name, UTC for None; ColumnError for any other name."""
    try:
        return Zone(zone or "UTC", ZoneInfo(zone or "UTC"))
    except (KeyError, ValueError, OSError) as error:
        raise ColumnError(
            f'zone="{zone}" is no time zone.',
            fix='Pass an IANA name, such as zone="Europe/Warsaw" or zone="UTC".',
        ) from error
