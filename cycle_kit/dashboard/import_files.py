"""Which files the import page reads: chosen, typed or uploaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from cycle_kit.addresses import is_like_path
from cycle_kit.charts.words import _, commas, say
from cycle_kit.dashboard import import_parts as parts
from cycle_kit.dashboard.import_names import UNSAID
from cycle_kit.dashboard.live import words
from cycle_kit.files.sources import SUFFIXES

MOST_FILES = 200  # in the drop-down


def list_of(source: str | Path | Sequence[str | Path] | None) -> list[Path]:
    """The paths of one source or of several."""
    if source is None:
        return []
    if isinstance(source, (str, Path)):
        return typed(source)
    return [Path(each).expanduser() for each in source]


def typed(text: str | Path) -> list[Path]:
    """A path as people type or paste it: in quotes, from the home folder, several with ";" between."""
    whole = Path(str(text).strip().strip("\"'")).expanduser()
    if os.path.exists(whole) or ";" not in str(text):
        return [whole]
    return [path for part in str(text).split(";") if part.strip() for path in typed(part)]


def folder_of(paths: Sequence[Path]) -> Path:
    return paths[0] if os.path.isdir(paths[0]) else paths[0].parent


def chooser_html(paths: Sequence[Path], uploaded: Sequence[str]) -> str:
    """A field for files, the files of the folder, and the path."""
    here = folder_of(paths) if paths else Path.cwd()
    there = sorted(each for each in here.glob("*") if each.suffix.lower() in SUFFIXES)
    chosen = str(paths[0]) if len(paths) == 1 and not uploaded else ""
    options = [(_(UNSAID), ""), *((each.name, str(each)) for each in there[:MOST_FILES])]
    shown = [str(path) for path in paths if not is_like_path(str(path))]
    where = "" if uploaded else "; ".join(shown)
    names = say("Uploaded: {names}", names=commas(uploaded)) if uploaded else ""
    fields = (
        (
            _("A file of this folder"),
            parts.choice("file", options, chosen, label=_("A file of this folder")),
        ),
        (
            _("or its path, or a folder's"),
            parts.field("path", where, label=_("Path of a file or folder")),
        ),
        (
            _("or upload one or several"),
            f'<input type="file" multiple aria-label="{words(_("Upload an export"))}">',
        ),
    )
    told = "".join(f"<label><span>{words(text)}</span>{part}</label>" for text, part in fields)
    return f'<div class="ck-sources">{told}</div>' + (
        f'<p class="ck-soft"><bdi>{words(names)}</bdi></p>' if names else ""
    )
