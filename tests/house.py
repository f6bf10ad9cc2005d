"""How large the package is, and how many files an addition touches: docs/house.md.

    python -m tests.house

The files are those that tests/test_recipes.py writes when it follows CONTRIBUTING in a copy of the project.
"""

import ast
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.test_recipes import ROOT, Copy, add_metric, add_system, copied

PAGE = ROOT / "docs" / "house.md"
PACKAGE = ROOT / "cycle_kit"
HEAD = """# How large the house is

Written by `make house`. Lines of Python, all of them: code, docstrings, comments, blank ones.

| room | files | lines |
|---|---|---|
"""
ADDITIONS = """
## What an addition touches

Counted where `tests/test_recipes.py` follows CONTRIBUTING in a copy of the project; files that a command writes count
too, the place in a notebook does not.

| addition | files | of these in the package |
|---|---|---|
"""


def lines(paths: list[Path]) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def rooms() -> dict[str, list[Path]]:
    """The modules of each folder of the package; those beside the folders, and all."""
    every = sorted(PACKAGE.rglob("*.py"))
    of: dict[str, list[Path]] = {}
    for path in every:
        inside = path.relative_to(PACKAGE).parts
        of.setdefault(inside[0] if len(inside) > 1 else "beside them", []).append(path)
    return {**dict(sorted(of.items())), "all": every}


def functions(paths: list[Path]) -> list[int]:
    """The lines of each function."""
    nodes = (
        node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in nodes
        if isinstance(node, ast.FunctionDef)
    ]


def contents(copy: Copy) -> dict[str, bytes]:
    kept = (path for path in copy.files() if "__pycache__" not in path)
    return {path: (copy.root / path).read_bytes() for path in kept}


def system(copy: Copy) -> None:
    add_system(copy)
    copy.run_commands()


def additions() -> dict[str, set[str]]:
    recipes = {
        "a CRM": (system, "Add your CRM in four steps"),
        "a metric with chart and sentence": (
            add_metric, "Add a metric in four steps", "Add a chart in four steps",
        ),
    }  # fmt: skip
    found = {}
    for name, (follow, *headings) in recipes.items():
        with TemporaryDirectory() as folder:
            copy = copied(Path(folder), *headings)
            before = contents(copy)
            follow(copy)
            found[name] = {
                path for path, content in contents(copy).items() if before.get(path) != content
            }
    return found


def page() -> str:
    of = rooms()
    rows = [f"| {name} | {len(paths)} | {lines(paths):,} |" for name, paths in of.items()]
    long = functions(of["all"])
    middle = f"\n{len(long):,} functions, {statistics.median(long):.0f} lines in the middle, the longest {max(long)}.\n"
    touches = [
        f"| {name} | {len(paths)} | {sum(path.startswith('cycle_kit/') for path in paths)} |"
        for name, paths in additions().items()
    ]
    return HEAD + "\n".join(rows) + "\n" + middle + ADDITIONS + "\n".join(touches) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
