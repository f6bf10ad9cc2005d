"""Whatever `load` is given, as raw tables of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import narwhals as nw
import pandas as pd
import pyarrow as pa

from cycle_kit import files
from cycle_kit.addresses import is_address
from cycle_kit.errors import FileError, QuestionError
from cycle_kit.files.frames import of_arrow, of_frame
from cycle_kit.warehouse import databases


def raw_tables(
    source: Any,
    *,
    sheet: str | None,
    max_bytes: int,
    bare: bool = False,
    schema: str | None = None,
    crm: str | None = None,
) -> list[files.RawTable]:
    """`bare`: beside other files one with a header and no rows is a table without rows."""
    if is_address(source):
        return databases.tables(source, schema=schema, crm=crm)
    if isinstance(source, pd.DataFrame):
        return [of_frame(source)]
    if isinstance(source, Mapping):
        if not source:
            raise FileError(
                "There are no tables: the dict is empty.",
                fix='Give each table with its name: ck.load({"deals": deals, "stages": stages}).',
            )
        named = {str(name): each for name, each in source.items()}
        return [raw for name, each in named.items() for raw in of_name(name, each, max_bytes)]
    if isinstance(source, list) and source and isinstance(source[0], files.RawTable):
        return list(source)  # read before, by the import page
    return files.read(source, sheet=sheet, max_bytes=max_bytes, bare=bare)


def has_names(source: Any) -> bool:
    """Whether a source gives tables with names of their own: a database, or a dict."""
    return isinstance(source, Mapping) or is_address(source)


def check_schema(schema: str | None, source: Any) -> None:
    """QuestionError: a schema is named, and no database."""
    if schema is not None and not is_address(source):
        raise QuestionError(
            "schema= is for databases; the source is none.",
            fix='Leave it out, or give the address: ck.load("duckdb:///file.db", schema="...").',
        )


def of_name(name: str, given: Any, max_bytes: int) -> list[files.RawTable]:
    """A table that is given with its name: a frame of any engine, or a file."""
    if isinstance(given, pd.DataFrame):
        return [of_frame(given, name=name)]
    if isinstance(given, pa.Table):
        return [of_arrow(given, name=name)]
    try:
        frame = nw.from_native(given)
    except TypeError:
        frame = None
    if frame is None:
        try:
            return [
                replace(raw, file=name)
                for raw in files.read([given], max_bytes=max_bytes, bare=True)
            ]
        except FileError as error:
            raise FileError(
                f'Table "{name}": {error.wrong}', there=error.there, fix=error.fix
            ) from None
    with databases.asked(f'table "{name}"', "See it in the engine that made it."):
        frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
        table = frame.to_arrow()
    return [of_arrow(table, name=name)]
