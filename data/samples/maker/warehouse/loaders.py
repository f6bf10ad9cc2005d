"""What each loader adds to rows, how it writes stamps, and what it leaves twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zlib import crc32

from .. import company as co
from ..crm import Cells
from ..dice import Dice

SYNCED = co.NOW + timedelta(hours=6, minutes=15)
EARLIER = co.NOW - timedelta(days=9)
NEVER = datetime(9999, 12, 31, 23, 59, 59, 999000)


def space(at: datetime | None) -> str:
    """As BigQuery writes a stamp."""
    return "" if at is None else at.strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def iso(at: datetime | None) -> str:
    return (
        "" if at is None else at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
    )


def short(at: datetime | None) -> str:
    """As Postgres writes a stamp."""
    return "" if at is None else at.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3] + "+00"


def epoch(at: datetime | None) -> str:
    return "" if at is None else str(round((at - datetime(1970, 1, 1)).total_seconds() * 1000))


def fivetran(row: Cells, *, deleted: bool = False) -> Cells:
    marks = {"_fivetran_synced": space(SYNCED), "_fivetran_deleted": str(deleted).lower()}
    return row | marks


def version(row: Cells, start: datetime, end: datetime | None) -> Cells:
    """A row in history mode; without an end it is the present one."""
    return row | {
        "_fivetran_active": str(end is None).lower(),
        "_fivetran_start": space(start),
        "_fivetran_end": space(NEVER if end is None else end - timedelta(milliseconds=1)),
        "_fivetran_synced": space(SYNCED),
    }


def airbyte(row: Cells, at: datetime = SYNCED) -> Cells:
    number = crc32(repr((sorted(row.items()), at)).encode())
    return {
        "_airbyte_raw_id": f"{number:08x}-0000-4000-8000-{number:012d}"[:36],
        "_airbyte_extracted_at": iso(at),
        "_airbyte_meta": '{"changes":[],"sync_id":11}',
        "_airbyte_generation_id": "2",
        **row,
    }


def stitch(row: Cells, at: datetime = SYNCED) -> Cells:
    lower = {name.lower(): value for name, value in row.items()}
    marks = {
        "_sdc_batched_at": space(at),
        "_sdc_extracted_at": space(at),
        "_sdc_sequence": epoch(at),
        "_sdc_table_version": "",
    }
    return lower | marks


def dlt(row: Cells, number: int, at: datetime = SYNCED, **more: str) -> Cells:
    run = f"{(at - datetime(1970, 1, 1)).total_seconds():.6f}"
    return row | {"_dlt_load_id": run, "_dlt_id": f"row{number:06d}"} | more


def upper(rows: Iterable[Cells]) -> list[Cells]:
    """As Snowflake writes headers, with its word for nothing."""
    return [{name.upper(): value or "\\N" for name, value in row.items()} for row in rows]


def shuffled(rows: Iterable[Cells], subject: str) -> list[Cells]:
    """Rows in an order of the engine's own."""
    rows = list(rows)
    dice = Dice("warehouse " + subject)
    return [
        row
        for _, row in sorted(((dice.share(), at) for at in range(len(rows))), key=lambda e: e[0])
        for row in [rows[row]]
    ]


def again(rows: list[Cells], every: int) -> list[Cells]:
    """The rows, each so many-th once more, as cursors that include their last value bring them."""
    return rows + rows[::every]
