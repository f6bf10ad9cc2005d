"""Every table in a folder, for whoever goes on in a spreadsheet, a BI tool or a database."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from inspect import signature
from itertools import chain, count
from pathlib import Path
from typing import Any, Literal

import narwhals as nw
import pandas as pd

import cycle_kit
from cycle_kit.arguments import checked
from cycle_kit.charts.unanswered import ask
from cycle_kit.dashboard.downloads import as_csv, as_workbook
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.errors import CycleKitError, StageError
from cycle_kit.history import collected
from cycle_kit.locale import Told, speaking
from cycle_kit.metrics.catalogue import CARDS
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.reports.masking import masked
from cycle_kit.reports.writing import writing

Form = Literal["csv", "parquet", "xlsx"]
CANONICAL = ("deals", "visits", "leads", "notes")
WORKBOOK = "cycle_kit.xlsx"
LONGEST = 80  # bytes of a pipeline's name in that of a file
#: what a metric is asked for that would give no table without
MORE = {"waterfall": {"every": "month"}}


@checked
def export(
    pipe: Pipeline,
    folder: str | Path,
    *,
    form: Form = "csv",
    mask: bool = False,
    locale: Told | None = None,
) -> list[Path]:
    """Write deals, visits, leads, notes and every metric's table into a folder; gives the paths of the files.

    Of metrics that need to be told more than the pipeline, the question that the pages ask. With several pipelines a
    metric of stages has a table for each, called after it. `form`: "csv" (UTF-8 that spreadsheets know, nothing in it
    that one would run), "parquet", or "xlsx", one workbook with a sheet each. `mask=True` and `locale` as in `report`:
    in another language than English columns have its words before their names, but in parquet. What has no answer is a
    row of `not_answered`: `table, why, export_this`. Raises FileError where nothing can be written.
    """
    folder = Path(folder)
    with speaking(locale or pipe.locale, pipe.written):
        pipe = masked(pipe) if mask else pipe
    tables = all_tables(pipe)
    with speaking(locale or pipe.locale, pipe.written), writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        return WRITERS[form](tables, folder)


def all_tables(pipe: Pipeline) -> dict[str, pd.DataFrame]:
    """{name: table}: the canonical ones, those of the metrics, and what had no answer."""
    tables = {name: as_pandas(getattr(pipe, name)) for name in CANONICAL}
    gaps: list[tuple[str, str, str]] = []
    for name, found in answers(pipe):
        if isinstance(found, CycleKitError):
            gaps.append((name, f"{found.wrong} {found.there}".strip(), found.fix))
        elif isinstance(found, pd.DataFrame):
            tables[free(name, tables)] = found
    tables["not_answered"] = pd.DataFrame(gaps, columns=["table", "why", "export_this"])
    return tables


def as_pandas(table: Any) -> pd.DataFrame:
    """A table of any engine."""
    return collected(nw.from_native(table))


def answers(pipe: Pipeline) -> Iterator[tuple[str, Any]]:
    """Every question's answer under the name of its table: of metrics that need no more than a pipeline, then of
    what the pages ask."""
    asked = [name for name in CARDS if needs_only_a_pipeline(getattr(cycle_kit, name, None))]
    for name in asked:
        asks = partial(getattr(cycle_kit, name), **MORE.get(name, {}))
        yield from of_each_pipeline(name, asks, pipe)
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
    if not because_of_several(pipe, found):
        yield name, found
        return
    for one, called in stems(pipe.pipelines).items():
        part = ask(asks, meeting(pipe, {"pipeline": one}))
        if isinstance(part, pd.DataFrame) and "pipeline" not in part:
            part = part.copy()
            part.insert(0, "pipeline", one)
        yield f"{name}-{called}", part


def because_of_several(pipe: Pipeline, found: Any) -> bool:
    """Whether an answer is none for there being several pipelines, and not for what no one of them has either."""
    try:
        _ = pipe.stages
    except StageError as several:
        return isinstance(found, StageError) and found.wrong == several.wrong
    return False


def stems(names: Iterable[str]) -> dict[str, str]:
    """{name: what it is called in the name of a file}, no two the same for any file system."""
    found: dict[str, str] = {}
    for name in names:
        found[name] = free(in_a_name(name), found.values())
    return found


def in_a_name(text: str) -> str:
    """Letters and numbers, which every file system takes, no more than there is room for in any script."""
    words = "_".join(re.findall(r"\w+", unicodedata.normalize("NFC", text)))
    return words.encode()[:LONGEST].decode(errors="ignore").strip("_") or "unnamed"


def free(name: str, taken: Iterable[str]) -> str:
    """The name, or with a number where a table is called so already."""
    there = {one.casefold() for one in taken}
    tries = chain([name], (f"{name}_{at}" for at in count(2)))
    return next(one for one in tries if one.casefold() not in there)


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
