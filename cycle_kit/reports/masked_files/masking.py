"""Files in, files of the same form out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from cycle_kit.arguments import checked
from cycle_kit.errors import CycleKitError, FileError
from cycle_kit.files.kinds import PROMISES
from cycle_kit.files.sources import collect
from cycle_kit.loading import load
from cycle_kit.reports.masked_files.amounts import Rates, numeral, times
from cycle_kit.reports.masked_files.cells import Cells, of_tables
from cycle_kit.reports.masked_files.kinds import MOST_WORDS, Layout
from cycle_kit.reports.masked_files.old_books import new_name
from cycle_kit.reports.masked_files.parts import BookPart, Part, every_text, part_of
from cycle_kit.reports.masked_files.pseudonyms import Pseudonyms
from cycle_kit.reports.masked_files.tables import SHORT, Sheet
from cycle_kit.reports.masked_files.vocabulary import LETTERS
from cycle_kit.reports.writing import writing

_MOST_BYTES = 2_000_000_000
#: arguments of `load` that are files, too
_BESIDE = ("history", "leads", "lines", "credit", "activities")
_LONGEST_NAME = 60  # letters of a name that is sought in other texts


@checked
def mask(source: Any, path: str | Path, **given: Any) -> Path:
    """The files of an export with other names and amounts, to be sent to whoever mends the loading.

    source: a path, a folder, or a list of these. path: where the masked file is written; of several files a folder.
    given: as in `load`, such as columns= or history=.

    Kept are the form of the files, dates, blanks, headers that are known, the words of stages, pipelines, outcomes
    and currencies where they are few, and what stands around a table as far as its words are known. All other words,
    numbers and keys have pseudonyms of the same shape, the same for the same; amounts are so many times as much, each
    a little off that. The same files give the same masked ones. Look through a file before you send it.

    A file of any kind that `load` reads comes out as one of the same kind, but for workbooks: XLS, XLSB, XLSM and ODS
    come out as XLSX. Of a web page its tables are written, of a Parquet or Feather file its columns.

    Returns the path of what is written: `path`, for such a workbook with the ending .xlsx. FileError: a file cannot be
    read or written.
    """
    path = Path(path)
    sources = [source, *(given[name] for name in _BESIDE if given.get(name) is not None)]
    most = given.get("max_bytes") or _MOST_BYTES
    blobs = [blob for each in sources for blob in collect(each, max_bytes=most, name=None)]
    parts = [part_of(blob, most) for blob in blobs]
    if isinstance(parts[0], BookPart) and len(parts) == 1:
        path = path.with_name(new_name(path.name))
    check_apart(sources, path)
    masking = Masking(parts, sha256(b"".join(sha256(b.data).digest() for b in blobs)).hexdigest())
    masking.keep(words_loaded(source, given))
    with writing(path):
        if len(parts) == 1 and not is_folder(source):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(parts[0].written(masking))
            return path
        for part, name in zip(parts, masking.names(part.name for part in parts), strict=True):
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(part.written(masking))
    return path


class Masking:
    """What stands for what in some files."""

    def __init__(self, parts: Sequence[Part], seed: str) -> None:
        self.parts = parts
        self.sheets = [sheet for part in parts for sheet in part.sheets]
        self.rates = Rates(seed)
        self.pseudonyms = Pseudonyms(seed, set(every_text(parts)))
        self.keep(())

    def keep(self, words: Iterable[str]) -> None:
        """Keep these words, too, beside those of columns of stages and the like."""
        kept = dict.fromkeys([*words, *self._cells_of("words")])
        names = [one for one in self._cells_of("name", "own", "few") if len(one) <= _LONGEST_NAME]
        people = {word for name in self._cells_called("owner") for word in LETTERS.findall(name)}
        self.cells = Cells(self.pseudonyms, [*names, *sorted(filter(is_long, people))], kept)

    def _cells_of(self, *kinds: str) -> list[str]:
        """The different cells of columns of these kinds."""
        return self._cells(lambda layout, column: layout.kinds[column] in kinds)

    def _cells_called(self, name: str) -> list[str]:
        """Those of one of our columns."""
        return self._cells(lambda layout, column: layout.names.get(column) == name)

    def _cells(self, wanted: Callable[[Layout, int], bool]) -> list[str]:
        found = {
            sheet.text(int(line), column, "").strip()
            for sheet in self.sheets
            for layout in sheet.layouts
            for column in layout.kinds
            if wanted(layout, column)
            for line in layout.lines
        }
        return sorted(found - {""})

    def cell(self, sheet: Sheet, line: int, column: int, text: str) -> str:
        return sheet.masked(*sheet.turn(line, column), text, self.cells, self.rates)

    def said(self, text: str) -> str:
        return self.cells.told(text, of_tables)

    def file(self, name: str) -> str:
        stem, dot, end = name.rpartition(".")
        return self.said(stem) + dot + end if "." + end.lower() in PROMISES else self.said(name)

    def header(self, text: str) -> str:
        return self.cells.masked(text, "header", self.rates.factor)

    def name(self, text: str) -> str:
        return self.cells.masked(text, "name", self.rates.factor)

    def beside(self, text: str) -> str:
        seen = numeral(text)
        if seen and seen.whole > SHORT and not seen.percent:
            return times(text, seen, self.rates.factor)
        return self.cells.masked(text, "around", self.rates.factor)

    def names(self, names: Iterable[str]) -> Iterator[str]:
        """Those of files, no two the same."""
        used: set[str] = set()
        for name in map(self.file, names):
            stem, dot, end = name.rpartition(".")
            tries = (name, *(f"{stem}_{n}{dot}{end}" for n in range(2, 2 + len(self.parts))))
            used.add(free := next(one for one in tries if one not in used))
            yield free


def is_long(word: str) -> bool:
    return len(word) > 2


def words_loaded(source: Any, given: dict[str, Any]) -> list[str]:
    """Stages and pipelines as they are read; none of files that are refused, nor of too many."""
    with suppress(CycleKitError):
        pipe = load(source, **given)
        stages = dict.fromkeys(name for order in pipe.orders.values() for name in order)
        return [
            word
            for words in (stages, dict.fromkeys(pipe.pipelines))
            if len(words) <= MOST_WORDS
            for word in words
        ]
    return []


def is_folder(source: Any) -> bool:
    return isinstance(source, (str, Path)) and Path(source).is_dir()


def check_apart(sources: Iterable[Any], path: Path) -> None:
    """FileError: what is masked would be written over."""
    flat = [
        one for each in sources for one in (each if isinstance(each, (list, tuple)) else [each])
    ]
    given = [Path(one).resolve() for one in flat if isinstance(one, (str, Path))]
    if path.resolve() in given or path.resolve() in [one.parent for one in given if path.is_dir()]:
        raise FileError(
            f'"{path}" would be written over.',
            fix="Name another file or folder for what is masked.",
        )
