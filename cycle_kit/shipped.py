"""Where the notebooks and samples are: beside the package in a checkout, inside it if installed.

They lie in the same folders in both, as the notebooks read `../data/samples`.
"""

import shutil
from pathlib import Path
from typing import Annotated, Any

from cycle_kit.arguments import checked
from cycle_kit.errors import FileError, listed
from cycle_kit.locale import ENGLISH, Told, speaking
from cycle_kit.locale.notebooks import told
from cycle_kit.signatures import Kind

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parent
OF_THE_TABLES = "hubspot_deals.csv"  # the sample to whose deals the tables in `beside` belong
NO_DATA = {".py", ".pyc"}  # what makes the samples lies beside them

Export = Annotated[Any, Kind("what ck.load reads", '"deals.csv"', lambda given: given is not None)]


def notebook(name: str) -> Path:
    """The path of a shipped notebook, named without its ending: `notebook("manager")`."""
    return _one_of(_folder("notebooks"), f"{name}.ipynb", "notebook")


def sample(name: str) -> Path:
    """The path of a shipped sample export: `sample("hubspot_deals.csv")`, `sample("odoo_fa.csv")`."""
    return _one_of(_folder("data/samples"), name, "sample")


def is_sample(path: Path) -> bool:
    """Whether this is one of the shipped samples."""
    return path.resolve().is_relative_to(_folder("data/samples").resolve())


@checked
def beside(table: Any, export: Export) -> Any:
    """A table for `ck.load` to read beside an export: None where it is one of a sample's and the export is your own.

    The notebooks begin with both; whoever names an export alone would else read what was sold in deals of a sample.
    Anything but a path of such a table comes back as it is.
    """
    if not isinstance(table, str | Path) or Path(table).parent.parts[-2:] != ("samples", "beside"):
        return table
    own = Path(table).parent.parent / OF_THE_TABLES
    exports = export if isinstance(export, list | tuple) else [export]
    paths = (Path(one) for one in exports if isinstance(one, str | Path))
    return table if any(path.resolve() == own.resolve() for path in paths) else None


@checked
def notebooks(folder: str | Path, *, locale: Told | None = None) -> Path:
    """Put the notebooks and the samples that they read into a folder, in your language; gives where the notebooks are.

    A file that is there already is left as it is. `locale`: the language of their text, charts and sentences; each has
    a folder of its own, `notebooks_fa`. Raises FileError where the folder cannot be written.
    """
    return copied(Path(folder), locale or ENGLISH)[0]


def copied(folder: Path, locale: str = ENGLISH) -> tuple[Path, int]:
    """The same, and how many files were added."""
    added = 0
    places = {"notebooks": _named(locale), "data/samples": "data/samples"}
    try:
        for name, place in places.items():
            there = _folder(name)
            for path in sorted(there.rglob("*")):
                target = folder / place / path.relative_to(there)
                if not path.is_file() or _is_made(path) or target.exists():
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(path, target, locale)
                added += 1
    except OSError as error:
        raise FileError(
            f'"{folder}" cannot be written: {error.strerror}.', fix="Name another folder."
        ) from None
    return folder / _named(locale), added


def _named(locale: str) -> str:
    """The folder of the notebooks in a language: beside the samples, as they read `../data/samples`."""
    return "notebooks" if locale == ENGLISH else f"notebooks_{locale}"


def _copy(path: Path, target: Path, locale: str) -> None:
    """A file as it is; a notebook in the language."""
    if path.suffix != ".ipynb" or locale == ENGLISH:
        shutil.copyfile(path, target)
        return
    with speaking(locale):
        target.write_text(told(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _is_made(path: Path) -> bool:
    """Whether it is none of those that are shipped: code, or what a notebook left behind."""
    return path.suffix in NO_DATA or any(part.startswith(".ipynb_") for part in path.parts)


def _folder(name: str) -> Path:
    inside = _INSTALLED / name
    return inside if inside.is_dir() else _CHECKOUT / name


def _one_of(folder: Path, name: str, kind: str) -> Path:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    there = {path.name: path for path in found if path.suffix not in NO_DATA}
    if name not in there:
        raise FileError(
            f'There is no {kind} "{name}".',
            there=f"There are: {listed(sorted(there))}." if there else "",
            fix="Name one of these." if there else "Install cycle-kit again: files are missing.",
        )
    return there[name]
