"""What is written down: notes of all samples; notebooks, split charts and the manager's page of a few."""

from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.charts.unanswered import ask
from cycle_kit.dashboard.manager import manager_page
from tests.golden.record import lines
from tests.notebook_run import QUESTIONS, Run

FOLDER = Path(__file__).parent
#: an export with everything; one without history; a log; a small one in Persian
NOTEBOOKS = ["hubspot_deals.csv", "pipedrive_deals.csv", "event_log.csv", "odoo_fa.csv"]
PAGES = ["hubspot_deals.csv", "pipedrive_polish.csv", "didar_deals.xlsx"]
SPLIT = "hubspot_deals.csv"


def parts() -> dict[str, Any]:
    """Each file of the net by its name, with what makes its lines."""
    made: dict[str, Any] = {"notes": notes, "split": split}
    made |= {f"page_{Path(name).stem}": (page, name) for name in PAGES}
    for name in NOTEBOOKS:
        made |= {f"{Path(name).stem}_{number}": (notebook, name, number) for number in QUESTIONS}
    return made


def written(name: str) -> str:
    """The text of one file of the net."""
    made = parts()[name]
    make, *given = made if isinstance(made, tuple) else (made,)
    return "\n".join(make(*given)) + "\n"


def section(title: str, said: list[str]) -> Iterator[str]:
    if said:
        yield f"[{title}]"
        yield from said


def notes() -> Iterator[str]:
    """How each sample is read on its own: its notes, or why it cannot be."""
    for path in sorted(shipped.sample("README.md").parent.rglob("*.*")):
        if path.suffix in {".csv", ".xlsx"}:
            pipe = ask(ck.load, path)
            told = pipe if not isinstance(pipe, ck.Pipeline) else table_lines(pipe.notes)
            yield from section(path.name, told if isinstance(told, list) else lines(told))


def table_lines(table) -> list[str]:
    return [f"  {' | '.join(map(str, row))}" for row in table.itertuples(index=False)]


def notebook(sample: str, name: str) -> Iterator[str]:
    for place, (_source, answer, error) in enumerate(Run(name, shipped.sample(sample)).cells):
        yield from section(f"cell {place}", lines(error or answer))


def page(sample: str) -> Iterator[str]:
    yield from lines(manager_page(shipped.sample(sample)))


def split() -> Iterator[str]:
    """Every chart whose metric can be split: by owner, by pipeline and by both."""
    pipe = ck.load(shipped.sample(SPLIT))
    for name in dir(ck):
        metric, chart = getattr(ck, name), getattr(ck, f"{name}_chart", None)
        if chart and "by" in signature(metric).parameters:
            for by in ("owner", "pipeline", ["pipeline", "region"]):
                table = ask(metric, pipe, by=by)
                yield from section(f"{name} by {by}", lines(table))
                yield from section("drawn", lines(drawn(chart, table)))


def drawn(chart, table) -> Any:
    """The chart of a table, as notebooks show it."""
    return table if isinstance(table, ck.CycleKitError) else ask(chart, table)
