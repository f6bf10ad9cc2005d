"""One table in other bytes: separators, encodings, line ends, quotes, workbooks, pages, archives."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import replace
from random import Random
from typing import Any

import pandas as pd

from tests.damage.damage import damage, named, quiet
from tests.damage.moments import DAYS, without_days
from tests.damage.tables import Export, NotHere
from tests.damage.truth import known

CODE_PAGES = {"pl": "cp1250", "bg": "cp1251", "ru": "cp1251", "ar": "cp1256", "fa": "cp1256"}


def in_form(name: str, **changes: Any) -> None:
    """Each file written in another way, with the same cells."""

    def done(export: Export, dice: Random) -> Export:
        if changes.get("form") == "html" and export.sample.grouped:
            raise NotHere("a page has no blanks in front")
        for file in export.files:
            export = export.with_file(delimited(file))
            if "separator" not in changes or changes["separator"] != file.writing.separator:
                export = export.written_as(file.kind, **changes)
        return export

    done.__module__ = __name__
    named(name, done)


def delimited(file: Any) -> Any:
    """A file as delimited text, whatever it was."""
    if file.writing.form == "csv":
        return file
    return replace(file, writing=replace(file.writing, form="csv"))


in_form("with_semicolons", separator=";")
in_form("with_commas", separator=",")
in_form("with_tabs", separator="\t")
in_form("with_pipes", separator="|")
in_form("with_tabs_as_txt", separator="\t", suffix=".txt")
in_form("utf16_with_tabs", separator="\t", encoding="utf-16-le", mark=True)
in_form("utf16_big_end_first", separator=",", encoding="utf-16-be", mark=True)
in_form("utf16_without_a_mark", separator="\t", encoding="utf-16-le")
in_form("utf8_with_a_mark", encoding="utf-8", mark=True)
in_form("utf8_without_a_mark", encoding="utf-8", mark=False)
in_form(
    "two_marks", encoding="utf-8", mark=True, after=(lambda content: b"\xef\xbb\xbf" + content,)
)
in_form("lines_end_like_windows", line_end="\r\n")
in_form("lines_end_like_old_macs", line_end="\r")
in_form("all_in_quotes", quote_all=True)
in_form("few_in_quotes", quote_all=False)
in_form("no_line_end_at_the_end", after=(lambda content: content.rstrip(b"\r\n"),))
in_form("a_separator_behind_each_line", closing=",", separator=",")
in_form("two_semicolons_behind_each_line", closing=";;", separator=";")
in_form("csv_called_xls", suffix=".xls")
in_form("csv_called_xlsx", suffix=".xlsx")
in_form("csv_without_a_suffix", suffix=".export")
in_form("a_page_called_xls", form="html", suffix=".xls")


@damage
def the_end_of_a_dos_file(export: Export, dice: Random) -> Export:
    """The sign that ended a text once, in a record of its own."""
    for file in export.files:
        ended = (*file.writing.after, lambda content: content + b"\x1a")
        export = export.with_file(delimited(file)).written_as(file.kind, after=ended)
    return export.promising(apart={"rows", "lines"})


@damage
def said_which_separator(export: Export, dice: Random) -> Export:
    """The first line tells a spreadsheet what separates: it is no record of anybody."""
    for file in export.files:
        written = delimited(file)
        said = f"sep={written.writing.separator}\n".encode()
        export = export.with_file(written)
        if not file.writing.mark and file.writing.encoding == "utf-8":
            export = export.written_as(
                file.kind, after=(lambda content, said=said: said + content,)
            )
        else:
            raise NotHere("a mark goes first")
    return export.promising(apart={"lines", "rows"})


@damage
def blank_lines_between_all(export: Export, dice: Random) -> Export:
    """Written on Windows in two wrong ways at once: each line ends twice."""
    for file in export.files:
        export = export.with_file(delimited(file)).written_as(file.kind, line_end="\r\r\n")
    return export.promising(apart={"lines", "rows"})


def in_code_page(name: str, *, short: bool) -> None:
    """The code page of the language, as a spreadsheet of that country saves; letters it lacks are simpler."""

    def done(export: Export, dice: Random) -> Export:
        code = CODE_PAGES.get(export.sample.language, "cp1252")
        if short and (len(export.files) > 1 or export.sample.grouped):
            raise NotHere("more than one table")

        def simpler(text: str) -> str:
            return "".join(letter if fits(letter, code) else bare(letter, code) for letter in text)

        for file in export.files:
            table = export.table(file.kind)
            if any(not fits(letter, code) for header in table.headers for letter in header):
                raise NotHere("a header has other letters")
            rows = tuple(replace(row, cells=tuple(map(simpler, row.cells))) for row in table.rows)
            export = export.with_table(replace(table, rows=rows))
            written = delimited(file)
            export = export.with_file(
                replace(
                    written,
                    sheets={"Sheet1": export.table(file.kind)},
                    writing=replace(written.writing, encoding=code, mark=False),
                )
            )

        def in_simpler_letters(deals: pd.DataFrame) -> pd.DataFrame:
            texts = {
                column: deals[column].map(
                    lambda cell: simpler(cell) if isinstance(cell, str) else cell
                )
                for column in ("owner", "pipeline", "lost_reason", "stage", "currency")
            }
            return deals.assign(**texts)

        export = export.promising(truth=in_simpler_letters, apart={"lines", "stages", "visits"})
        return shortened(export, dice) if short else export

    done.__module__ = __name__
    named(name, done)


def fits(letter: str, code: str) -> bool:
    try:
        return letter.encode(code).decode(code) == letter
    except UnicodeError:
        return False


def bare(letter: str, code: str) -> str:
    """The letter without its accent, a plain blank for others, or a question mark."""
    if letter.isspace():
        return " "
    plain = unicodedata.normalize("NFD", letter)[0]
    return plain if fits(plain, code) else "?"


def shortened(export: Export, dice: Random) -> Export:
    """Twelve rows of the table and no more."""
    table, truth = export.table(), known(export.sample.name)
    once = truth.once()
    good = [row for row in table.rows if once.get(row.origin) in quiet(export.sample.name)]
    if len(good) < 12:
        raise NotHere("too few rows")
    kept = good[:12]
    keys = {once[row.origin] for row in kept}
    export = export.with_table(replace(table, rows=tuple(kept)))
    return export.promising(
        truth=lambda deals: deals[deals.index.isin(keys)],
        apart={"stages", "as_of", "lines", "visits"},
    )


in_code_page("in_the_code_page_of_the_language", short=False)
in_code_page("short_in_the_code_page_of_the_language", short=True)


@damage
def one_byte_of_another_code_page(export: Export, dice: Random) -> Export:
    """Utf-8 throughout, but for one name that was pasted in."""
    for file in export.files:
        if file.writing.encoding != "utf-8" or file.writing.form != "csv":
            raise NotHere("not in utf-8")
    table = export.table()
    name = next((table.cell(row, "name") for row in table.rows[5:] if table.cell(row, "name")), "")
    first = name.split(" ")[0].encode()
    wrong = first[:-1] + b"\xe9"

    def pasted(content: bytes) -> bytes:
        return content.replace(first, wrong, 1)

    return export.written_as(after=(*export.file("deals").writing.after, pasted)).promising(
        apart={"lines"}
    )


def workbook(name: str, *, typed: bool, suffix: str = "") -> None:
    """Each file as a workbook, with its days and numbers as such, or all as text."""

    def done(export: Export, dice: Random) -> Export:
        for file in export.files:
            table = export.table(file.kind)
            kinds = {table.headers[table.roles[r]]: "date" for r in DAYS if r in table.roles}
            if "amount" in table.roles:
                kinds[table.header("amount")] = "number"
            export = export.with_table(replace(table, typed=kinds if typed else {}))
            export = export.written_as(file.kind, form="xlsx", suffix=suffix)
        return export

    done.__module__ = __name__
    named(name, done)


workbook("a_workbook", typed=True)
workbook("a_workbook_of_texts", typed=False)
workbook("a_workbook_called_csv", typed=True, suffix=".csv")


@damage
def a_workbook_without_days(export: Export, dice: Random) -> Export:
    """Numbers are numbers and days are texts."""
    table = export.table()
    kinds = {table.header("amount"): "number"} if "amount" in table.roles else {}
    export = export.with_table(replace(table, typed=without_days(replace(table, typed=kinds))))
    return export.written_as("deals", form="xlsx")


def packed(name: str, how: str) -> None:
    def done(export: Export, dice: Random) -> Export:
        if how == "gz" and len(export.files) > 1:
            raise NotHere("more than one file")
        return replace(export, packed=how)

    done.__module__ = __name__
    named(name, done)


packed("in_a_zip", "zip")
packed("in_a_folder", "folder")
packed("in_a_gz", "gz")


@damage
def a_zip_called_csv(export: Export, dice: Random) -> Export:
    """A large export comes packed, and somebody named it by what is in it."""
    [file] = export.files if len(export.files) == 1 else [None]
    if file is None or file.writing.form != "csv":
        raise NotHere("more than one file")

    def zipped(content: bytes) -> bytes:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as members:
            members.writestr("Deals_001.csv", content)
            members.writestr("__MACOSX/._Deals_001.csv", b"\0\5\x16\7")
        return archive.getvalue()

    return export.written_as("deals", after=(*file.writing.after, zipped))


@damage
def named_by_what_they_are(export: Export, dice: Random) -> Export:
    """Histories given as history=, leads as leads=."""
    if len(export.files) < 2:
        raise NotHere("one file")
    return replace(export, named=True)
