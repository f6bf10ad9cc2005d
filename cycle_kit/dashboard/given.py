"""What `cycle-kit dashboard` was given for `load`, on its way into the kernel of the page.

The page runs in a kernel of its own, which inherits two variables: CYCLE_KIT_EXPORT, the path of the first file, and
CYCLE_KIT_LOAD, everything else in JSON: `{"files": [paths], "given": {arguments of load}}`.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cycle_kit.loading import load
from cycle_kit.pipeline import Pipeline

EXPORT = "CYCLE_KIT_EXPORT"
LOAD = "CYCLE_KIT_LOAD"
#: the arguments that name files
FILES = ("history", "leads", "config")


def variables(files: Sequence[Path], given: Mapping[str, Any]) -> dict[str, str]:
    """The environment in which a page's kernel loads these files with these arguments of `load`."""
    said = {name: _in_json(value, name) for name, value in given.items()}
    paths = [str(path.absolute()) for path in files]
    return {EXPORT: paths[0], LOAD: json.dumps({"files": paths, "given": said})}


def load_given(source: str | Path) -> Pipeline:
    """The Pipeline of a file: with what the command line was given, if it was given this very file."""
    files, given = _given(source)
    return load(files[0] if len(files) == 1 else files, **given)


def export_files(source: str | Path) -> list[Path]:
    """The files of the export itself, and those given as its history and leads."""
    files, given = _given(source)
    others = [given[name] for name in ("history", "leads") if name in given]
    named = [each for other in others for each in (other if isinstance(other, list) else [other])]
    return [*files, *map(Path, named)]


def files_given(source: str | Path) -> list[Path]:
    """Every file or folder that `load_given` reads for this one, the file itself first."""
    files, given = _given(source)
    others = [given[name] for name in FILES if name in given]
    named = [each for other in others for each in (other if isinstance(other, list) else [other])]
    return [*files, *map(Path, named)]


def _given(source: str | Path) -> tuple[list[Path], dict[str, Any]]:
    source = Path(source)
    said = json.loads(os.environ.get(LOAD) or "{}")
    files = [Path(path) for path in said.get("files", [])]
    if not files or source.absolute() != files[0]:
        return [source], {}
    return files, said.get("given", {})


def _in_json(value: Any, name: str) -> Any:
    if name not in FILES:
        return value
    if isinstance(value, (list, tuple)):
        return [_in_json(each, name) for each in value]
    return str(Path(value).absolute())
