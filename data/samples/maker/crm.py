"""What a CRM knows of a deal: its ids, its own stage moves, and how a file is written."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from . import company as co
from .deals import Deal

Row = Sequence[str]
Cells = dict[str, str]  # one row: header and text

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def hubspot_id(number: int) -> str:
    """HubSpot's record ids are long numbers."""
    return str(13_400_000_000 + 4_871 * number)


def salesforce_id(number: int) -> str:
    """A report's 15-character id; its capitals matter."""
    left, tail = 3_400_000 + 13 * number, ""
    while left:
        left, digit = divmod(left, 62)
        tail = _DIGITS[digit] + tail
    return "0065g00000" + tail.rjust(5, "0")


def pipedrive_id(number: int) -> str:
    """Pipedrive counts from 1."""
    return str(number)


def log_id(number: int) -> str:
    """The company's own numbers."""
    return f"NW-{number:05d}"


def moves(deal: Deal) -> list[tuple[str, datetime]]:
    """The stage changes that the CRM stamped itself, without onboarding.

    A deal typed in after its win was created in its last stage and won a minute later.
    """
    if deal.backdated:
        return [(deal.stage, deal.created_at), (co.WON, deal.created_at + timedelta(minutes=1))]
    return [(name, at) for name, at in deal.events if name != co.AFTER]


def probability(deal: Deal) -> int:
    """What the CRM claims for the deal's stage, in percent."""
    if deal.outcome == "open":
        return round(co.STEPS[deal.stage].probability * 100)
    return 100 if deal.outcome == "won" else 0


def money(amount: float | None) -> str:
    """Two decimals with a dot, nothing if there is no amount."""
    return "" if amount is None else f"{amount:.2f}"


def earlier(deal: Deal) -> Deal:
    """An open deal as an older export had it: another expected close, amount and last activity."""
    return replace(
        deal,
        due=deal.due[:-1],
        amount=round((deal.amount or 0) * 0.9 / 50) * 50.0,
        last_activity_at=deal.due[-1][0] - timedelta(days=3),
    )


def with_twins(deals: list[Deal], exact: Deal, versions: Deal) -> list[Deal]:
    """One deal twice in a row, and one first as it was some weeks before: what rows are made of."""
    rows = []
    for deal in deals:
        rows += {exact.number: [deal], versions.number: [earlier(deal)]}.get(deal.number, [])
        rows.append(deal)
    return rows


def write(
    path: Path, rows: Iterable[Cells], *, quote_all: bool, footer: Sequence[Row] = ()
) -> None:
    """A comma-separated file in UTF-8 without BOM, lines ending in LF."""
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
        writer = csv.writer(file, quoting=quoting, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([row.values() for row in rows])
        writer.writerows(footer)
