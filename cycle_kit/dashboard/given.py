"""What `cycle-kit dashboard` was given for `load`, on its way into the kernel of the page.

The page runs in a kernel of its own, which inherits two variables: CYCLE_KIT_EXPORT, the path of the first file, and
CYCLE_KIT_LOAD, everything else in JSON:
`{"files": [paths], "given": {arguments of load}, "public": whether others read the page,
"locale": language, "written": {digits and time axes}, "replaced": path}`.
Where there is a file at that last path, somebody has kept a cycle.toml on the page since: it was said later, and counts
in place of the options that a cycle.toml can say.
"""

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cycle_kit import config as configuration
from cycle_kit.config.checks import check
from cycle_kit.errors import CycleKitError
from cycle_kit.loading import load
from cycle_kit.pipeline import Pipeline
from cycle_kit.toml_text import parsed, text_of

EXPORT = "CYCLE_KIT_EXPORT"
LOAD = "CYCLE_KIT_LOAD"
#: the arguments that name files
KINDS = ("history", "leads")
FILES = (*KINDS, "config")
#: those that say how files are opened, before anything in them is understood
OPENING = ("sheet", "max_bytes")


def variables(
    files: Sequence[Path],
    given: Mapping[str, Any],
    *,
    replaced: Path | None = None,
    public: bool = False,
    locale: str = "",
    written: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """The environment in which a page's kernel loads these files with these arguments of `load`.

    `replaced`: where the page notes that what was kept on it counts in place of the arguments. `public`: others
    than its owner read the page, who may neither choose other files nor keep how these are read. `locale`: the
    language in which it opens, `written`: with which digits and time axes.
    """
    said: dict[str, Any] = {name: _in_json(value, name) for name, value in given.items()}
    paths = [str(path.absolute()) for path in files]
    told: dict[str, Any] = {"files": paths, "given": said, "public": public, "locale": locale}
    told["written"] = dict(written)
    if replaced is not None:
        told["replaced"] = str(replaced.absolute())
    return {EXPORT: paths[0], LOAD: json.dumps(told)}


def load_given(source: str | Path) -> Pipeline:
    """The Pipeline of a file: with what the command line was given, if it was given this very file."""
    files, given = _given(source)
    pipe = load(files[0] if len(files) == 1 else files, **given)
    said = json.loads(os.environ.get(LOAD, "{}")).get("written", {})
    return replace(pipe, written={**pipe.written, **said})


def locale_given(source: str | Path) -> str:
    """The language in which a page opens for all: the one that was asked for, or what cycle.toml says, else ""."""
    asked = json.loads(os.environ.get(LOAD, "{}")).get("locale", "")
    files, given = _given(source)
    return asked or locale_kept(files, given.get("config"))


def locale_kept(files: Sequence[Path], config: str | Path | None = None) -> str:
    """What the cycle.toml of these files says; "" where there is none, or none that can be read."""
    try:
        return settings_kept(files, config).get("locale", "")
    except CycleKitError:
        return ""


def files_by_kind(source: str | Path) -> dict[str, list[Path]]:
    """The files of the export itself under "", and those given as its history and its leads."""
    files, given = _given(source)
    return {"": files} | {kind: _paths(given[kind]) for kind in KINDS if kind in given}


def export_files(source: str | Path) -> list[Path]:
    """All of these, the file itself first."""
    return [path for paths in files_by_kind(source).values() for path in paths]


def files_given(source: str | Path) -> list[Path]:
    """Every file or folder that `load_given` reads for this one, the file itself first."""
    given = _given(source)[1]
    return [*export_files(source), *(_paths(given["config"]) if "config" in given else [])]


def _paths(said: Any) -> list[Path]:
    return [Path(each) for each in (said if isinstance(said, list) else [said])]


def settings_given(source: str | Path) -> dict[str, Any]:
    """How a file is read, as a cycle.toml would say it: what is kept, and the options, which win.

    CycleKitError: what is kept is none.
    """
    files, given = _given(source)
    settings = settings_kept(files, given.get("config"))
    said = {name: value for name, value in given.items() if name in configuration.KEYS}
    if "columns" in said:
        said["columns"] = {**settings.get("columns", {}), **said["columns"]}
    return settings | said


def settings_kept(files: Sequence[Path], config: str | Path | None = None) -> dict[str, Any]:
    """The settings in this cycle.toml, else in the one beside the first file; CycleKitError: it is none."""
    there = Path(config) if config else configuration.beside(list(files))
    if there is None:
        return {}
    configuration.read(there)
    return tomllib.loads(there.read_text(encoding="utf-8-sig"))


def sound(there: Path) -> dict[str, Any]:
    """What of a cycle.toml that cannot be used as a whole can be: each key that is right by itself."""
    try:
        text = text_of(there)
        content = parsed(text, there.name)
    except CycleKitError:
        return {}
    return {name: said for name, said in content.items() if is_sound({name: said}, text)}


def is_sound(content: Mapping[str, Any], text: str) -> bool:
    try:
        check(content, text, configuration.NAME)
    except CycleKitError:
        return False
    return True


def opening_given(source: str | Path) -> dict[str, Any]:
    """The options that say how the files are opened."""
    given = _given(source)[1]
    return {name: given[name] for name in OPENING if name in given}


def replace_given(source: str | Path) -> None:
    """From now on what is kept beside a file counts, in every kernel of the page, and no option with it."""
    told = _told(source)
    if "replaced" in told:
        Path(told["replaced"]).touch()


def is_public(source: str | Path) -> bool:
    """Whether others than its owner read the page of this file."""
    return bool(_told(source).get("public"))


def _given(source: str | Path) -> tuple[list[Path], dict[str, Any]]:
    told = _told(source)
    given = told.get("given", {})
    if Path(told.get("replaced", "")).is_file():
        over = {*configuration.KEYS, "config"}
        given = {name: value for name, value in given.items() if name not in over}
    return [Path(path) for path in told.get("files", [source])], given


def _told(source: str | Path) -> dict[str, Any]:
    """What the kernel was told, if it was told it of this very file."""
    told = json.loads(os.environ.get(LOAD) or "{}")
    files = told.get("files", [])
    return told if files and str(Path(source).absolute()) == files[0] else {}


def _in_json(value: Any, name: str) -> Any:
    if name not in FILES:
        return value
    if isinstance(value, (list, tuple)):
        return [_in_json(each, name) for each in value]
    return str(Path(value).absolute())
