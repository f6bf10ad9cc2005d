"""`read`: any source to its raw tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from cycle_kit.errors import FileError, NoRowsError, listed
from cycle_kit.files.archive import check_unpacked, gunzip, members_named, opened, unzip
from cycle_kit.files.delimited import read_delimited
from cycle_kit.files.frames import of_columnar
from cycle_kit.files.grid import Grid
from cycle_kit.files.json_records import of_json
from cycle_kit.files.kinds import identify, misnamed, unreadable
from cycle_kit.files.markup import read_page
from cycle_kit.files.sources import SUFFIXES, Blob, beside_others, collect, shown
from cycle_kit.files.table import RawTable, bare, to_tables
from cycle_kit.files.workbook import read_workbook


@dataclass(frozen=True)
class _Wish:
    sheet: str | None
    max_bytes: int
    bare: bool = False  # a file without rows is a table without rows


def read(
    source: Any,
    *,
    sheet: str | None = None,
    max_bytes: int = 2_000_000_000,
    name: str | None = None,
    bare: bool = False,
) -> list[RawTable]:
    """Read every table of a source as text.

    source: a path, bytes, an open binary file, a folder (its csv, tsv, txt, xlsx, xls, zip, parquet,
    feather and json files), or a list of these. What a file is, its encoding, separator and header row are found
    out from its content, not from its name.
    sheet: the one sheet to read of workbooks; None reads every visible sheet that holds a table.
    max_bytes: the largest size of one file, also unpacked. name: what messages call the source.
    bare: beside other files one that has a header and no rows is a table without rows, and no error.

    One RawTable per file, or per sheet, member or web table; in each,
    `rows == len(frame) + furniture`.
    FileError: a file is missing, empty, too large, unreadable, or holds no header with rows.
    """
    wish = _Wish(sheet, max_bytes, bare)
    tables = _of_blobs(collect(source, max_bytes=max_bytes, name=name), wish)
    if sheet is not None and not any(table.sheet for table in tables):
        raise FileError(
            f'There is no sheet "{sheet}": no workbook is among the files.',
            there=f"Read: {listed(table.file for table in tables)}.",
            fix="Leave sheet= out.",
        )
    return tables


def _of_blobs(blobs: Iterable[Blob], wish: _Wish, *, packed: bool = False) -> list[RawTable]:
    """The tables of several files; one in a folder or archive may hold none."""
    tables: list[RawTable] = []
    skipped: list[str] = []
    problem = None
    for blob in blobs:
        try:
            tables += _remarked(_of_blob(blob, wish, packed=packed), blob.remarks)
        except NoRowsError as error:
            if not wish.bare:
                raise
            tables.append(bare(error.headers, name=blob.name))
            problem = problem or error
        except FileError as error:
            if not isinstance(error, blob.may_fail):
                raise
            problem = error
            skipped += [*blob.remarks, f"Skipped: {error.wrong}"]
    if problem and not any(table.rows for table in tables):
        raise problem
    return _remarked(tables, tuple(skipped))


def _remarked(tables: list[RawTable], remarks: tuple[str, ...]) -> list[RawTable]:
    """The same tables, the first with remarks on what is around it."""
    if not remarks or not tables:
        return tables
    return [replace(tables[0], remarks=remarks + tables[0].remarks), *tables[1:]]


def _of_blob(blob: Blob, wish: _Wish, *, packed: bool = False) -> list[RawTable]:
    kind = identify(blob.data, name=blob.name)
    remarks = misnamed(blob.suffix_of or blob.name, kind)
    if packed and kind in ("zip", "gzip"):
        raise unreadable(blob.name, "an archive within an archive")
    return _remarked(_READERS[kind](blob, wish), remarks)


def _text(blob: Blob, wish: _Wish) -> list[RawTable]:
    return to_tables(read_delimited(blob.data, name=blob.name), name=blob.name)


def _workbook(blob: Blob, wish: _Wish) -> list[RawTable]:
    check_unpacked(blob.data, name=blob.name, max_bytes=wish.max_bytes)
    grids, skipped = read_workbook(blob.data, name=blob.name, sheet=wish.sheet)
    return _of_grids(grids, [grid.sheet for grid in grids], skipped, name=blob.name)


def _page(blob: Blob, wish: _Wish) -> list[RawTable]:
    grids = read_page(blob.data, name=blob.name)
    labels = [f"table {place}" for place in range(1, len(grids) + 1)]
    return _of_grids(grids, labels, [], name=blob.name)


def _zip(blob: Blob, wish: _Wish) -> list[RawTable]:
    check_unpacked(blob.data, name=blob.name, max_bytes=wish.max_bytes)
    return _of_blobs(_members(blob), wish, packed=True)


def _members(blob: Blob) -> Iterator[Blob]:
    """The files of an archive, unpacked one after another."""
    with opened(blob.data, name=blob.name) as archive:
        alone = len(members_named(archive, name=blob.name, suffixes=SUFFIXES)) == 1
    for member, data in unzip(blob.data, name=blob.name, suffixes=SUFFIXES):
        called = blob.name if alone else f"{blob.name} [{shown(member)}]"
        may_fail = () if alone else beside_others(member)
        yield Blob(called, data, may_fail=may_fail, suffix_of=member)


def _gzip(blob: Blob, wish: _Wish) -> list[RawTable]:
    content = gunzip(blob.data, name=blob.name, max_bytes=wish.max_bytes)
    inner = (blob.suffix_of or blob.name).removesuffix(".gz")
    return _of_blob(Blob(blob.name, content, suffix_of=inner), wish, packed=True)


def _columnar(blob: Blob, wish: _Wish) -> list[RawTable]:
    return [of_columnar(blob.data, name=blob.name)]


def _json(blob: Blob, wish: _Wish) -> list[RawTable]:
    return of_json(blob.data, name=blob.name)


_READERS = {
    "text": _text,
    "workbook": _workbook,
    "web page": _page,
    "zip": _zip,
    "gzip": _gzip,
    "columnar": _columnar,
    "JSON": _json,
}


def _of_grids(
    grids: list[Grid], labels: list[str], skipped: list[str], *, name: str
) -> list[RawTable]:
    """A table of each grid that holds one; FileError of the first where none does."""
    tables: list[RawTable] = []
    problems: list[FileError] = []
    for grid, label in zip(grids, labels, strict=True):
        called = f"{name} [{label}]" if len(grids) > 1 else name
        try:
            tables += to_tables(grid, name=called)
        except FileError as error:
            problems.append(error)
    if not tables:
        raise problems[0] if problems else _nothing(name, skipped)
    skipped = [*skipped, *(f"Skipped: {problem.wrong}" for problem in problems)]
    if len(tables) == 1:
        tables = [replace(tables[0], file=name)]
    return _remarked(tables, tuple(skipped))


def _nothing(name: str, skipped: list[str]) -> FileError:
    return FileError(
        f'"{name}" holds no table.',
        there=" ".join(skipped),
        fix="Export the data again, or choose a sheet with sheet=.",
    )
