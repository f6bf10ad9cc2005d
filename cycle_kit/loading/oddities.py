"""What is odd about a file or its moves although each cell can be read: noted, and left as it is."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import listed
from cycle_kit.files import RawTable
from cycle_kit.loading.columns import Source
from cycle_kit.remarks import Remarks

SHEET_ROWS = (65_536, 1_048_576)  # all that a sheet can hold, of the old and of the new format
KEPT_VALUES = 20  # past values per deal that some systems export
CROWD = 20  # deals


def remark_on_full_sheet(raw: RawTable, remarks: Remarks) -> None:
    """A table of exactly as many rows as a spreadsheet has may have been cut off there."""
    if raw.rows + 1 in SHEET_ROWS:
        remarks.add(
            "file",
            f"With its header the table has {raw.rows + 1:,} rows, which is all a spreadsheet can hold.",
            file=raw.file,
            effect="Deals may have been cut off.",
            fix="Export as CSV, or in parts.",
        )


def remark_on_moves(source: Source, moves: pd.DataFrame) -> None:
    """`moves`: `deal_id, label, at` of one log."""
    remark_on_crowds(source, moves)
    remark_on_cut_histories(source, moves)


def remark_on_crowds(source: Source, moves: pd.DataFrame) -> None:
    """Many deals at one second were moved by an import, a script or the end of a pipeline, not by people."""
    timed = moves[moves["at"].notna() & (moves["at"] != moves["at"].dt.normalize())]
    deals = timed.groupby("at")["deal_id"].nunique()
    crowds = deals[deals >= CROWD]
    if len(crowds):
        moments = "one second" if len(crowds) == 1 else f"{len(crowds)} different seconds"
        source.remarks.add(
            "history",
            f"{crowds.sum()} moves happened in {moments}: in bulk, as by an import or the end of a pipeline.",
            file=source.raw.file,
            effect="They count as moves; stays that begin or end with them say little about selling.",
            fix='Look at "bulk moves" in defects(pipe).',
        )


def remark_on_cut_histories(source: Source, moves: pd.DataFrame) -> None:
    """Several deals with exactly the number of values that a system exports, and none with more."""
    sizes = moves.groupby("deal_id").size()
    full = int((sizes == KEPT_VALUES).sum())
    if full > 1 and sizes.max() == KEPT_VALUES:
        source.remarks.add(
            "history",
            f"{full} deals have exactly {KEPT_VALUES} rows and none has more.",
            file=source.raw.file,
            effect="Their older moves may have been left out of the export.",
            fix="Ask for the whole history, or keep dated exports in a folder and load the folder.",
        )


def remark_on_ids_for_stages(stages: list[str], remarks: Remarks) -> None:
    """Stages that were deleted often stay behind as numbers among names."""
    numbers = [name for name in stages if name.isdigit()]
    if numbers and any(any(map(str.isalpha, name)) for name in stages):
        remarks.add(
            "stages",
            f"Stages that are numbers among names ({listed(numbers)}) are often deleted ones.",
            effect="They count as stages of their own.",
            fix='Give them names in cycle.toml: [rename] "id" = "Name".',
        )
