"""Every table in a folder, for whoever goes on in a spreadsheet, a BI tool or a database."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from inspect import signature
from pathlib import Path
from typing import Any, Literal

import pandas as pd

import cycle_kit
from cycle_kit.arguments import checked
from cycle_kit.charts.asking import ask
from cycle_kit.dashboard.downloads import as_csv, as_workbook
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.errors import CycleKitError, FileError
from cycle_kit.metrics.catalogue import CARDS
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.reports.masking import masked

Form = Literal["csv", "parquet", "xlsx"]
CANONICAL = ("deals", "visits", "leads", "notes")
WORKBOOK = "cycle_kit.xlsx"


@checked
def export(
    pipe: Pipeline, folder: str | Path, *, form: Form = "csv", mask: bool = False
) -> list[Path]:
    """Write deals, visits, leads, notes and every metric's table into a folder; gives the paths of the files.

    Of metrics that need to be told more than the pipeline, the question that the pages ask. With several pipelines a
    metric of stages has a table for each, called after it. `form`: "csv" (UTF-8 that spreadsheets know, nothing in it
    that one would run), "parquet", or "xlsx", one workbook with a sheet each. `mask=True` as in `report`. What has no
    answer is a row of `not_answered`: `table, why, export_this`. Raises FileError where nothing can be written.
    """
    pipe = masked(pipe) if mask else pipe
    tables = all_tables(pipe)
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return WRITERS[form](tables, folder)
    except OSError as error:
        raise FileError(
            f'"{folder}" cannot be written: {error.strerror}.', fix="Name another folder."
        ) from None


def all_tables(pipe: Pipeline) -> dict[str, pd.DataFrame]:
    """{name: table}: the canonical ones, those of the metrics, and what had no answer."""
    tables = {name: getattr(pipe, name) for name in CANONICAL}
    gaps: list[tuple[str, str, str]] = []
    for name, found in answers(pipe):
        if isinstance(found, CycleKitError):
            gaps.append((name, f"{found.wrong} {found.there}".strip(), found.fix))
        elif isinstance(found, pd.DataFrame):
            tables[name] = found
    tables["not_answered"] = pd.DataFrame(gaps, columns=["table", "why", "export_this"])
    return tables


def answers(pipe: Pipeline) -> Iterator[tuple[str, Any]]:
    """Every question's answer under the name of its table: of metrics that need no more than a pipeline, then of
    what the pages ask."""
    asked = [name for name in CARDS if needs_only_a_pipeline(getattr(cycle_kit, name, None))]
    for name in asked:
        yield from of_each_pipeline(name, getattr(cycle_kit, name), pipe)
    parts = (part for page in PAGES.values() for part in page.parts)
    for part in parts:
        metric = part.measured
        if metric in CARDS and metric not in asked:
            name = metric if part.key in metric else f"{metric}-{part.key}"
            yield from of_each_pipeline(name, part.asks, pipe)


def needs_only_a_pipeline(metric: Callable[..., Any] | None) -> bool:
    named = signature(metric).parameters.values() if metric else ()
    return [one.name for one in named if one.default is one.empty] == ["pipe"]


def of_each_pipeline(
    name: str, asks: Callable[..., Any], pipe: Pipeline
) -> Iterator[tuple[str, Any]]:
    """One answer; one for each pipeline where the whole has none because of them."""
    found = ask(asks, pipe)
    if len(pipe.pipelines) < 2 or not isinstance(found, CycleKitError):
        yield name, found
        return
    for one in pipe.pipelines:
        yield f"{name}-{in_a_name(one)}", ask(asks, meeting(pipe, {"pipeline": one}))


def in_a_name(text: str) -> str:
    return "_".join(re.findall(r"\w+", text)) or "unnamed"


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Lists and the like as text, which every format takes."""
    mixed = [name for name in table if table[name].dtype == object]
    return table.assign(
        **{
            name: table[name].map(
                lambda one: (
                    one
                    if one is None
                    or isinstance(one, str)
                    or (pd.api.types.is_scalar(one) and pd.isna(one))
                    else str(one)
                )
            )
            for name in mixed
        }
    )


def as_csv_files(tables: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    paths = {name: folder / f"{name}.csv" for name in tables}
    for name, path in paths.items():
        path.write_bytes(as_csv(tables[name]))
    return [*paths.values()]


def as_parquet_files(tables: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    paths = {name: folder / f"{name}.parquet" for name in tables}
    for name, path in paths.items():
        content = io.BytesIO()
        plain(tables[name]).to_parquet(content, index=False)
        path.write_bytes(content.getvalue())
    return [*paths.values()]


def as_one_workbook(tables: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    path = folder / WORKBOOK
    path.write_bytes(as_workbook({name: plain(table) for name, table in tables.items()}))
    return [path]


WRITERS: dict[str, Callable[[dict[str, pd.DataFrame], Path], list[Path]]] = {
    "csv": as_csv_files,
    "parquet": as_parquet_files,
    "xlsx": as_one_workbook,
}
