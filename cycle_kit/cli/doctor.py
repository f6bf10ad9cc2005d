"""The command that looks at the installation: what is there, what is missing, and what to type next."""

import platform
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from cycle_kit.cli.running import waiting
from cycle_kit.cli.typed import in_shell
from cycle_kit.dashboard.place import HOST, check_free
from cycle_kit.errors import CycleKitError
from cycle_kit.files.sources import SUFFIXES, shown

PACKAGES = ("pandas", "numpy", "pyarrow", "narwhals", "plotly", "voila", "jupyterlab", "ipywidgets")
EXTRAS = ("databases", "spark")
MISSING = "missing"
#: files of a folder that are looked into, and how large they may be
MOST_FILES, LARGEST = 20, 50_000_000
UNKNOWN, LARGE = "no layout that is known", "large: not looked into"


def doctor(
    folder: Annotated[
        Path, typer.Argument(help="Where your exports are.", exists=True, file_okay=False)
    ] = Path("."),
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the page is served.")] = 8866,
) -> None:
    """What is installed, what is not, which exports are here, and what to type next.

    Ends with 1 if something is missing that every command needs.
    """
    with waiting("Looking around"):
        there = list(installed())
        exports = exports_in(folder)
        rows = [*there, *extras(), ("PDF", pdf()), ("front end", front_end())]
        rows += [(f"port {port}", free(port)), *exports.items()]
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, found in rows:
        table.add_row(name, found, style="bold" if found.startswith(MISSING) else "")
    # names and commands may hold brackets and colons that are no marks
    Console(highlight=False, markup=False, emoji=False).print(table)
    missing = [name for name, found in there if found == MISSING]
    typer.echo(f"\nNext: {next_one(missing, exports, folder)}")
    if missing:
        raise typer.Exit(1)


def installed() -> Iterator[tuple[str, str]]:
    """Each package that every command needs, with its version."""
    yield "cycle-kit", version_of("cycle-kit")
    yield "Python", f"{platform.python_version()} ({platform.system()})"
    for name in PACKAGES:
        yield name, version_of(name)


def version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return MISSING


def extras() -> Iterator[tuple[str, str]]:
    """What is only needed for databases and large logs, and how to have it."""
    for extra in EXTRAS:
        names = [name for name in needed_by(extra) if version_of(name) == MISSING]
        ready = ", ".join(f"{name} {version_of(name)}" for name in needed_by(extra))
        yield (
            f"extra {extra}",
            f'not installed: pip install "cycle-kit[{extra}]"' if names else ready,
        )


def needed_by(extra: str) -> list[str]:
    """The packages of an extra, as the installed package declares them."""
    with suppress(PackageNotFoundError):
        said = [one.partition(";") for one in requires("cycle-kit") or []]
        return [
            name.split(">")[0].strip()
            for name, _, when in said
            if when.replace("'", '"').strip() == f'extra == "{extra}"'
        ]
    return []


def pdf() -> str:
    from cycle_kit.reports.printing import browser

    return browser() or (
        "no browser: install Chromium, Chrome or Edge, or set CHROMIUM to its path, for report --pdf"
    )


def front_end() -> str:
    try:
        import anywidget

        from cycle_kit.charts import script
    except ImportError:
        return "not known: a package that it needs is missing"
    if script.built().get("anywidget") == anywidget.__version__:
        return "built"
    return "not built: pages take Voila's, larger and slower (in a copy of the project: make front)"


def free(port: int) -> str:
    try:
        check_free(HOST, port)
    except CycleKitError as error:
        return " ".join(error.parts[1:])
    return "free"


def exports_in(folder: Path) -> dict[str, str]:
    """{file: the layout that its headers have}, of the first data files of a folder."""
    files = sorted(each for each in folder.iterdir() if each.name.lower().endswith(SUFFIXES))
    return {shown(file.name): layout_of(file) for file in files[:MOST_FILES] if file.is_file()}


def layout_of(file: Path) -> str:
    from cycle_kit import files
    from cycle_kit.loading.preview import layout

    try:
        if file.stat().st_size > LARGEST:
            return LARGE
        tables = files.read(file, bare=True)
    except CycleKitError as error:
        return error.wrong
    except OSError:
        return "cannot be opened"
    return next(filter(None, (layout(table, {}, "") for table in tables)), UNKNOWN)


def next_one(missing: list[str], exports: dict[str, str], folder: Path) -> str:
    """The line that leads on."""
    if missing:
        return f"pip install {' '.join(missing)}"
    known = [name for name, found in exports.items() if is_layout(found)]
    for name in known or exports:
        return f"cycle-kit check {in_shell(str(folder / name))}"
    return "cycle-kit dashboard (a made-up company), or: cycle-kit check your_export.csv"


def is_layout(found: str) -> bool:
    from cycle_kit.dialects import known

    return found in {dialect.title for dialect in known()}
