"""The licences of all that a wheel carries, in one file beside it: `python -m bench.licences dist/*.whl`.

What is not ours in a wheel is the front end of the pages, which brings the licences of its parts along. Packages that
are installed with it are not in the wheel; they are named with their licences.
"""

import re
import sys
from collections.abc import Iterator
from email import message_from_bytes
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from zipfile import ZipFile

FRONT, TEXTS = "cycle_kit/_front/", "cycle_kit/_front/LICENSES.txt"
RULE = "-" * 80
#: what ours is written in; anything else in a wheel has to come with a licence
OURS = (".py", ".pyi", ".toml", ".ipynb", ".csv", ".xlsx", ".css", ".js", ".json", ".md", ".po", ".mo", ".typed",
        ".txt", ".html", ".j2", ".gitattributes")  # fmt: skip


def licences(wheel: Path) -> str:
    """One text: our licence, those of the parts of others, each once, and what is installed beside them."""
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        [about] = [name for name in names if name.endswith(".dist-info/METADATA")]
        own = archive.read(next(name for name in names if name.endswith("/licenses/LICENSE")))
        parts = archive.read(TEXTS).decode("utf-8") if TEXTS in names else ""
        needed = message_from_bytes(archive.read(about)).get_all("Requires-Dist") or []
    check_known(names, bool(parts))
    told = [f"cycle_kit\n\n{own.decode('utf-8').strip()}"]
    told += [f"{', '.join(who)}\n\n{text}" for text, who in by_text(parts).items()]
    told.append("Installed with it, and not in it:\n\n" + "\n".join(beside(needed)))
    return f"\n\n{RULE}\n\n".join(told) + "\n"


def check_known(names: list[str], has_parts: bool) -> None:
    """SystemExit: something is carried whose licence nobody says."""
    foreign = [name for name in names if name.startswith(FRONT)]
    strange = [name for name in names if not name.startswith(FRONT) and ".dist-info/" not in name]
    strange = [name for name in strange if not name.endswith(OURS)]
    if strange or (foreign and not has_parts):
        raise SystemExit(f"Nothing says the licence of: {', '.join(strange or foreign)}")


def by_text(parts: str) -> dict[str, list[str]]:
    """{text of a licence: the packages that have it}, each named with its version."""
    found: dict[str, list[str]] = {}
    for part in re.split(rf"\n{RULE}\n", parts):
        name, _, text = part.strip().partition("\n")
        if name:
            found.setdefault(text.strip(), []).append(name.strip())
    return found


def beside(needed: list[str]) -> Iterator[str]:
    """Each package that is needed, with its licence in a word."""
    for name in sorted(
        {re.split(r"[\[<>=!~; (]", one)[0] for one in needed if "extra ==" not in one}
    ):
        yield f"{name}: {licence_of(name)}"


def licence_of(name: str) -> str:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return "not installed here"
    kinds = [
        one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or [] if "License ::" in one
    ]
    whole = (said.get("License-Expression") or said.get("License") or "").strip()
    return whole if whole and "\n" not in whole else ", ".join(kinds) or "see its own files"


if __name__ == "__main__":
    for each in map(Path, sys.argv[1:]):
        each.with_name("LICENCES.txt").write_text(licences(each), encoding="utf-8")
