"""Tables of a database: DuckDB's own files, and whatever SQLAlchemy has a driver for. Only what is needed is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from cycle_kit.addresses import is_like_path, named, system
from cycle_kit.errors import FileError, LayoutError, listed, nearest
from cycle_kit.files import RawTable
from cycle_kit.files.frames import of_arrow, of_frame
from cycle_kit.files.table import bare
from cycle_kit.warehouse.declared import Kind, System, loaders
from cycle_kit.warehouse.known import Head, planned
from cycle_kit.warehouse.names import column, folded

DUCKDB = "duckdb:///"
WRITTEN = (
    "postgresql+psycopg://user:password@host:5432/database; of signs in the password / is written %2F, "
    "@ %40, : %3A and ? %3F."
)


def tables(address: str, *, schema: str | None, crm: str | None) -> list[RawTable]:
    """The tables of one system that a database holds; of those that are not needed the headers alone.

    FileError: there is no such database, or nothing that reads it is installed. LayoutError: no tables of a CRM.
    """
    with _opened(address) as database:
        schema = _as_spelled(schema, database)
        columns = _columns(database, schema)
        heads = [Head(name, tuple(headers)) for name, headers in columns.items()]
        plan = planned(heads, crm=crm, sure=True)
        if plan is None:
            raise LayoutError(
                "The database holds no table of deals that is known.",
                there=f"Its tables are {listed(columns, most=20)}."
                if columns
                else _empty(database),
                fix='Name the schema that the loader writes into: schema="...".',
            )
        read = []
        for head, kind in zip(heads, plan.kinds, strict=True):
            if kind is None and not _is_record(head):
                read.append(bare(head.headers, name=head.name))
            else:
                wanted = _needed(head, kind, plan.system) if kind else list(head.headers)
                read.append(database.read(head.name, wanted, schema))
        return read


def _as_spelled(schema: str | None, database: Database) -> str | None:
    """The schema in the capitals that it has, where only one is called so."""
    if schema is None:
        return None
    names = database.schemas()
    alike = [name for name in names if name.casefold() == schema.casefold()]
    return alike[0] if schema not in names and len(alike) == 1 else schema


def _columns(database: Database, schema: str | None) -> dict[str, list[str]]:
    """The headers of each table; none where there is no such schema, which some systems refuse to look into."""
    try:
        return database.columns(schema)
    except FileError:
        if schema is None or schema in database.schemas():
            raise
        return {}


def _empty(database: Database) -> str:
    schemas = database.schemas()
    return f"There are no tables there; it has the schemas {listed(schemas, most=20)}."


def _is_record(head: Head) -> bool:
    """Whether the rows stand in a cell of JSON, so that nothing can be told of them yet."""
    whole = {loader.records for loader in loaders() if loader.records}
    return any(folded(header) in whole for header in head.headers)


def _needed(head: Head, kind: Kind, system: System) -> list[str]:
    """The columns of a table that say something: of deals all that no loader added, of others those that are known."""
    loader = head.loader
    marks = {name for names in loader.newest for name in names} if loader else set()
    marks |= {loader.active, loader.started, loader.ended, loader.deleted} if loader else set()
    known = {name for names in kind.columns.values() for name in names}
    known |= {name for names in kind.tells for name in names}
    found = []
    for header in head.headers:
        name, key = folded(header), column(header, system.fronts)
        added = loader is not None and header.startswith("_") and name.startswith(loader.front)
        own = kind.is_ == "deals" and not added
        if own or name in marks or key in known or _ties(name):
            found.append(header)
    return found


def _ties(name: str) -> bool:
    """Whether a column ties rows of lists to those of their parents."""
    return (
        name in ("dltid", "dltparentid")
        or name.endswith("hashid")
        or name.startswith("sdcsourcekey")
    )


class Database(Protocol):
    """What is asked of a database."""

    def columns(self, schema: str | None) -> dict[str, list[str]]: ...
    def schemas(self) -> list[str]: ...
    def read(self, table: str, columns: list[str], schema: str | None) -> RawTable: ...


@contextmanager
def _opened(address: str) -> Iterator[Database]:
    address = address.strip()
    if address.lower().startswith("duckdb:"):
        connection = _duckdb(address)
        try:
            yield OfDuckDB(connection)
        finally:
            connection.close()
        return
    engine = _engine(address)
    try:
        yield OfAlchemy(engine, named(address))
    finally:
        engine.dispose()


@contextmanager
def asked(what: str, fix: str) -> Iterator[None]:
    """FileError where a database does not answer, whatever its driver raises; its own words may hold what nobody
    should see."""
    try:
        yield
    except Exception as error:
        raise FileError(f"The {what} cannot be read ({type(error).__name__}).", fix=fix) from None


def _module(name: str, what: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise FileError(
            f"To read {what}, {name} has to be installed.",
            fix='Type it: pip install "cycle-kit[databases]"',
        ) from None


def _duckdb(address: str) -> Any:
    duckdb = _module("duckdb", "a DuckDB file")
    path = Path(address[len(DUCKDB) :])
    if not address.lower().startswith(DUCKDB) or not os.path.isfile(path):
        told = address.lower().startswith(DUCKDB) and not is_like_path(str(path))
        raise FileError(
            f'There is no DuckDB file "{path.name}".' if told else "There is no such DuckDB file.",
            fix="Give its path behind three strokes: duckdb:///folder/file.db, or four: duckdb:////home/me/file.db.",
        )
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise FileError(
            f'"{path.name}" cannot be opened by DuckDB ({type(error).__name__}).',
            fix="Close other programs that write to it, and check that it is a DuckDB file.",
        ) from None


class OfDuckDB:
    """A DuckDB file, open for reading."""

    fix = "See it in DuckDB itself; where it is a view, whether the files that it reads are there."

    def __init__(self, connection: Any):
        self.connection = connection

    def columns(self, schema: str | None) -> dict[str, list[str]]:
        with asked("DuckDB file", self.fix):
            rows = self.connection.execute(
                "select table_name, column_name from duckdb_columns() where not internal and "
                "schema_name = coalesce(?, current_schema()) and database_name = current_database() "
                "order by table_name, column_index",
                [schema],
            ).fetchall()
        found: dict[str, list[str]] = {}
        for table, name in rows:
            found.setdefault(table, []).append(name)
        return found

    def schemas(self) -> list[str]:
        with asked("DuckDB file", self.fix):
            rows = self.connection.execute(
                "select distinct schema_name from duckdb_columns() where not internal and "
                "database_name = current_database() order by 1"
            ).fetchall()
        return [name for (name,) in rows]

    def read(self, table: str, columns: list[str], schema: str | None) -> RawTable:
        place = ".".join(map(quoted, [*([schema] if schema else []), table]))
        named = ", ".join(map(quoted, columns))
        with asked(f'table "{table}"', self.fix):
            kinds = self.connection.sql(f"select {named} from {place}").types
            texts = map(_as_text, columns, map(str, kinds))
            arrow = self.connection.sql(f"select {', '.join(texts)} from {place}").to_arrow_table()
        return of_arrow(arrow, name=table)


#: kinds of columns that Arrow has, too
PLAIN = re.compile(
    r"BOOLEAN|U?(?:TINY|SMALL|BIG)?INT(?:EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)|VARCHAR|BLOB|DATE|TIMESTAMP.*"
)
NESTED = re.compile(r".*\]|(?:STRUCT|MAP|UNION)\(.*|VARIANT", re.DOTALL)


def _as_text(column: str, kind: str) -> str:
    """How a column is asked for: as it is, as JSON where it is nested, else as the text that DuckDB has for it."""
    name = quoted(column)
    if PLAIN.fullmatch(kind):
        return name
    whole = f"to_json({name})" if NESTED.fullmatch(kind) else name
    return f"cast({whole} as varchar) as {name}"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _engine(address: str) -> Any:
    alchemy = _module("sqlalchemy", "a database")
    try:
        return alchemy.create_engine(address)
    except alchemy.exc.NoSuchModuleError:
        raise _without_driver(address) from None
    except ImportError as error:
        raise FileError(
            f"The driver of this database is not installed: {error.name}.",
            fix=f"Install it: pip install {error.name}",
        ) from None
    except Exception:  # SQLAlchemy's own errors, a port that is no number, what a driver raises
        raise FileError(
            "This is no address of a database.", fix=f"Write it so: {WRITTEN}"
        ) from None


def _without_driver(address: str) -> FileError:
    begun = address.partition("://")[0].partition("+")[0]
    if begun.lower() in DRIVERS:
        return FileError(
            f'SQLAlchemy has no driver for "{begun}" here.',
            fix=f"Install it: pip install {DRIVERS[begun.lower()]}",
        )
    near = nearest(begun, DRIVERS)
    return FileError(
        "SQLAlchemy has no driver for this address here.",
        there=f"It begins with {listed([system(address)])}." if system(address) else "",
        fix=f"Did you mean {near}://?"
        if near
        else "Install the driver that its beginning asks for.",
    )


#: what brings SQLAlchemy the addresses of warehouses
DRIVERS: Mapping[str, str] = {
    "snowflake": "snowflake-sqlalchemy",
    "bigquery": "sqlalchemy-bigquery",
    "databricks": "databricks-sqlalchemy",
    "redshift": "sqlalchemy-redshift",
    "postgresql": "psycopg",
}


class OfAlchemy:
    """A database that SQLAlchemy reaches."""

    fix = "Check the address, the password and the rights, with a query of your own."

    def __init__(self, engine: Any, called: str):
        self.engine, self.called = engine, called
        self.alchemy = import_module("sqlalchemy")

    def columns(self, schema: str | None) -> dict[str, list[str]]:
        with asked(self.called, self.fix):
            inspector = self.alchemy.inspect(self.engine)
            kinds = self.alchemy.engine.reflection.ObjectKind.ANY
            found = inspector.get_multi_columns(schema=schema, kind=kinds)
        named = {table: [each["name"] for each in columns] for (_, table), columns in found.items()}
        return dict(sorted(named.items()))

    def schemas(self) -> list[str]:
        with asked(self.called, self.fix):
            return sorted(self.alchemy.inspect(self.engine).get_schema_names())

    def read(self, table: str, columns: list[str], schema: str | None) -> RawTable:
        pandas = import_module("pandas")
        place = self.alchemy.table(table, *map(self.alchemy.column, columns), schema=schema)
        with (
            asked(f'table "{table}" of the {self.called}', self.fix),
            self.engine.connect() as connection,
        ):
            frame = pandas.read_sql(self.alchemy.select(place), connection)
        return of_frame(frame, name=table)
