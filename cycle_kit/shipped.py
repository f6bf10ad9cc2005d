"""Where the notebooks and samples are: beside the package in a checkout, inside it if installed."""

from pathlib import Path

from cycle_kit.errors import FileError, listed

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parent


def notebook(name: str) -> Path:
    """The path of a shipped notebook, named without its ending: `notebook("manager")`."""
    return _one_of(_folder("notebooks", "notebooks"), f"{name}.ipynb", "notebook")


def sample(name: str) -> Path:
    """The path of a shipped sample export: `sample("hubspot_deals.csv")`."""
    return _one_of(_folder("samples", "data/samples"), name, "sample")


def _folder(installed: str, checkout: str) -> Path:
    inside = _INSTALLED / installed
    return inside if inside.is_dir() else _CHECKOUT / checkout


def _one_of(folder: Path, name: str, kind: str) -> Path:
    there = sorted(path.name for path in folder.glob("*") if path.is_file())
    if name not in there:
        raise FileError(
            f'There is no {kind} "{name}".',
            there=f"There are: {listed(there)}." if there else "",
            fix="Name one of these." if there else "Install cycle-kit again: files are missing.",
        )
    return folder / name
