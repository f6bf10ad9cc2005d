"""Where the notebooks and samples are: beside the package in a checkout, inside it if installed.

They lie in the same folders in both, as the notebooks read `../data/samples`.
"""

from pathlib import Path

from cycle_kit.errors import FileError, listed

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parent
NO_DATA = {".py", ".pyc"}  # what makes the samples lies beside them


def notebook(name: str) -> Path:
    """The path of a shipped notebook, named without its ending: `notebook("manager")`."""
    return _one_of(_folder("notebooks"), f"{name}.ipynb", "notebook")


def sample(name: str) -> Path:
    """The path of a shipped sample export: `sample("hubspot_deals.csv")`, `sample("odoo_fa.csv")`."""
    return _one_of(_folder("data/samples"), name, "sample")


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
