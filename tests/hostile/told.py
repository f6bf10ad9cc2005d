"""What a load says, in lines that a person can check: its notes, its deals, its deals' ways, or its error."""

import pandas as pd

import cycle_kit as ck
from cycle_kit.errors import CycleKitError

FIELDS = ["deal_id", "stage", "outcome", "amount", "currency", "created_at", "closed_at"]
MOST = 12  # lines
PATHS = ("history", "leads", "config")


def told(source, folder, arguments) -> dict[str, str | list[str]]:
    """`error`, or `notes` and `deals`, and `ways` where there is a history."""
    given = {name: folder / said if name in PATHS else said for name, said in arguments.items()}
    try:
        pipe = ck.load(folder / source, **given)
    except CycleKitError as error:
        return {"error": str(error)}
    found = {"notes": notes(pipe.notes), "deals": first(deals(pipe.deals))}
    return found | {"ways": first(ways(pipe.visits))} if pipe.recorded else found


def first(lines: list[str]) -> list[str]:
    return lines if len(lines) <= MOST else [*lines[:MOST], f"and {len(lines) - MOST} more"]


def notes(frame: pd.DataFrame) -> list[str]:
    several = len({file for file in frame["file"] if file}) > 1
    lines = []
    for row in frame.itertuples():
        rows = f"{row.rows} {row.fate}: " if row.fate else ""
        lines.append(f"{row.file + ': ' if several and row.file else ''}{rows}{row.note}")
    return lines


def deals(frame: pd.DataFrame) -> list[str]:
    return [" | ".join(map(shown, row)) for row in frame[FIELDS].itertuples(index=False)]


def ways(visits: pd.DataFrame) -> list[str]:
    """Per deal its stages with the moment of entry, then what ended the last visit."""
    lines = []
    for deal, mine in visits.groupby("deal_id", sort=False):
        steps = [f"{row.stage} {shown(row.entered_at)}" for row in mine.itertuples()]
        lines.append(f"{deal}: {' → '.join(steps)} → {mine['exit'].iloc[-1]}")
    return lines


def shown(cell) -> str:
    if pd.isna(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
    return f"{cell:g}" if isinstance(cell, float) and abs(cell) < 1e5 else str(cell)
