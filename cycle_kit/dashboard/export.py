"""The user's export as a page sees it: where it is, and whether it has changed since it was read.

A page's kernel is started before its visitor comes, so what it has read may be old by then.
"""

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from cycle_kit import config as configuration
from cycle_kit.dashboard.given import EXPORT, files_given
from cycle_kit.files.furniture import KINDS

#: what a load says of a row that breaks off, and of its lines
BROKEN = re.compile(rf"(?:{'|'.join(KINDS['cut'])}|ends inside a cell) \(lines? ([^)]*)\)")


def export_path() -> Path | None:
    """The file or folder that `cycle-kit dashboard` was given, None where nothing was given."""
    path = os.environ.get(EXPORT)
    return Path(path) if path else None


def fingerprint(path: str | Path) -> tuple | None:
    """What changes when the file does; None where there is no file.

    A tuple of (name, time of change in ns, size in bytes), one per file: of a folder, of what
    `cycle-kit dashboard` was given beside it, and of the cycle.toml beside it.
    """
    try:
        states = [(file.name, file.stat()) for file in _files_of(path)]
    except OSError:
        return None
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in states)


def _files_of(path: str | Path) -> list[Path]:
    found = files_given(path)
    kept = configuration.beside(found[0])
    found += [kept] if kept is not None and not found[0].is_dir() else []
    return [
        file for each in found for file in (sorted(each.iterdir()) if each.is_dir() else [each])
    ]


def stale(path: str | Path, seen: tuple | None) -> bool:
    """True if another file is there than the one `seen` (its `fingerprint` when it was read).

    A file that is missing is being replaced: what was read still stands.
    """
    return fingerprint(path) not in (None, seen)


def watch(
    path: str | Path,
    changed: Callable[[], object],
    *,
    seen: tuple | None,
    gone: Callable[[], object] = lambda: None,
    every: float = 1.0,
) -> asyncio.Task:
    """Call `changed()` whenever another file is there than the one `seen`; in a running kernel.

    `gone()` when there is none any more; `changed()` again when it is back. Looks every so many seconds
    and waits until a file has stopped changing. Cancel it to end it.
    """

    async def look(seen: tuple | None) -> None:
        before, missing = seen, False
        while True:
            await asyncio.sleep(every)
            now = fingerprint(path)
            if now == before and now is None and not missing:
                missing = True
                gone()
            elif now == before and now is not None and (missing or now != seen):
                seen, missing = now, False
                changed()
            before = now

    return asyncio.get_running_loop().create_task(look(seen))


def breaks_off(path: str | Path, notes: pd.DataFrame) -> bool:
    """Whether one of the files ends within a record, as one that is still being written does: its last line has no
    end, and is among those that the notes of its load say break off."""
    return any(
        _last_line_without_end(file) in _broken_lines(notes.loc[notes["file"] == file.name, "note"])
        for file in _files_of(path)
    )


def _broken_lines(notes: pd.Series) -> set[int]:
    told = [lines for note in notes for lines in BROKEN.findall(note)]
    return {int(line) for lines in told for line in re.findall(r"\d+", lines)}


def _last_line_without_end(file: Path) -> int:
    """The number of the last line; 0 where its end is there."""
    content = file.read_bytes()
    return 0 if content.endswith((b"\n", b"\r")) else content.count(b"\n") + 1
