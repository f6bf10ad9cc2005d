"""Files that never end, are far too large or far too many, or have names that no terminal shows.

Each is refused in words, within seconds and little memory; `enormous.py` measures that in processes of their own.
"""

import gzip
import io
import os
import socket
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from cycle_kit.errors import CycleKitError, FileError
from cycle_kit.files import read

CSV = b"Deal,Stage,Amount\nA,Lead,5\nB,Won,6\n"


def message(source, **wishes) -> str:
    with pytest.raises(FileError) as error:
        read(source, **wishes)
    return str(error.value)


class TestNoFiles:
    """Names of the file system that are no files: each is refused before it is opened."""

    def endless(self, name: str, what: str) -> str:
        return (
            f'"{name}" is {what}, not a file: reading it may never end.\n'
            "Write what comes out of it to a file, and give that file's path."
        )

    def test_a_pipe(self, tmp_path):
        os.mkfifo(tmp_path / "deals.csv")
        assert message(tmp_path / "deals.csv") == self.endless("deals.csv", "a pipe")

    def test_a_socket(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)  # the whole path may be longer than a socket's name
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("deals.csv")
            assert message("deals.csv") == self.endless("deals.csv", "a socket")

    @pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom", "/dev/null"])
    def test_a_device(self, device, tmp_path):
        link = tmp_path / "deals.csv"
        link.symlink_to(device)
        assert message(device) == self.endless(Path(device).name, "a device")
        assert message(link) == self.endless("deals.csv", "a device")
        with link.open("rb") as file:
            assert "is a device, not a file" in message(file)

    def test_a_link_to_itself_and_to_nothing(self, tmp_path):
        (tmp_path / "loop.csv").symlink_to("loop.csv")
        (tmp_path / "gone.csv").symlink_to("nowhere.csv")
        assert message(tmp_path / "loop.csv").startswith('"loop.csv" cannot be opened: ')
        assert message(tmp_path / "gone.csv") == (
            '"gone.csv" is a link to a file that is not there.\nGive the path of the file itself.'
        )

    def test_a_folder_named_like_a_file(self, tmp_path):
        (tmp_path / "deals.csv").mkdir()
        assert message(tmp_path / "deals.csv").startswith('The folder "deals.csv" holds no data')
        (tmp_path / "deals.csv" / "a.csv").write_bytes(CSV)
        assert len(read(tmp_path / "deals.csv")) == 1

    def test_in_a_folder_they_are_passed_over(self, tmp_path):
        os.mkfifo(tmp_path / "a.csv")
        (tmp_path / "b.csv").symlink_to("/dev/zero")
        (tmp_path / "c.csv").symlink_to("c.csv")
        (tmp_path / "d.csv").write_bytes(CSV)
        (table,) = read(tmp_path)
        assert table.file == "d.csv"

    def test_a_file_that_nobody_may_read(self, tmp_path, monkeypatch):
        path = tmp_path / "deals.csv"
        path.write_bytes(CSV)

        def refused(*_, **__):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refused)
        assert message(path) == (
            '"deals.csv" cannot be opened: Permission denied.\nCheck the path and who may read it.'
        )

    @pytest.mark.parametrize("name", ["a\0b.csv", "x" * 5000 + ".csv"])
    def test_names_that_no_file_can_have(self, name):
        assert "cannot be opened" in message(name)

    def test_lists_in_lists_without_end(self):
        endless: list = []
        endless.append(endless)
        deep: list = [b"a,b\n1,2\n"]
        for _ in range(10_000):
            deep = [deep]
        for source in (endless, deep):
            assert message(source).startswith("There is nothing to read")
        assert len(read([[[CSV]]])) == 1


def packed(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


class TestTooMany:
    TOLD = (
        " holds 1,001 data files; at most 1,000 are read at once.\n"
        "Put those that you want into a folder of their own, and give that."
    )

    def test_files(self, tmp_path):
        for number in range(1001):
            (tmp_path / f"{number}.csv").write_bytes(CSV)
        assert message(tmp_path) == f'The folder "{tmp_path.name}"{self.TOLD}'
        assert message([CSV] * 1001) == f"The list{self.TOLD}"

    def test_members_of_an_archive(self):
        data = packed({f"{number}.csv": CSV for number in range(1001)})
        assert message(data, name="x.zip") == f'"x.zip"{self.TOLD}'

    def test_members_that_are_no_data(self):
        data = packed({f"{number}.png": b"" for number in range(20_001)}, zipfile.ZIP_STORED)
        assert message(data, name="x.zip") == (
            '"x.zip" is an archive of more than 20,000 files.\nIt has about 20,001.\n'
            "Unpack it yourself, and give the folder or the file that you want."
        )

    def test_sheets(self):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            for _ in range(1001):
                book.add_worksheet().write_row(0, 0, ["Deal", "Stage"])
        assert message(buffer.getvalue(), name="x.xlsx") == (
            '"x.xlsx" has 1,001 sheets; at most 1,000 are read at once.\n'
            "Choose one, as sheet='Sheet1', or save those that you want as another workbook."
        )

    def test_tables_of_a_page(self):
        page = b"<html>" + b"<table><tr><td>a<td>b<tr><td>1<td>2</table>" * 1001
        assert message(page, name="x.xls") == (
            '"x.xls" is a web page of more than 1,000 tables.\nExport the data again as CSV or XLSX.'
        )

    def test_columns(self):
        wide = ",".join(f"column {'abcdefghij'[n % 10]}" for n in range(20_000))
        assert message(f"{wide}\n{wide}\n".encode(), name="x.csv") == (
            '"x.csv" has 20,000 columns; at most 16,384 are read, as many as a spreadsheet has.\n'
            "Export only the columns that you need."
        )
        assert message(CSV + b"," * 20_000 + b"\n", name="x.csv") == (
            '"x.csv" has a line far wider than the rest.\n'
            "Line 4 has 20,001 cells; most lines have 3.\n"
            "Correct that line, or export the data again."
        )

    def test_lines(self):
        assert message(b"a,b\n" + b"\n" * 20_000_001 + b"1,2\n", name="x.csv") == (
            '"x.csv" has 20,000,003 lines; at most 20,000,000 are read.\n'
            "Export the data in several smaller files, or pass a log of this size to from_events."
        )


class TestTooLong:
    @pytest.mark.parametrize(
        "line", [b"x" * 11_000_000, b"a," * 5_500_000, b'"' + b"x" * 11_000_000]
    )
    def test_a_line(self, line):
        assert message(CSV + line + b"\n" + CSV, name="x.csv") == (
            '"x.csv" has a line of 11.0 MB, which no export has.\nIt is line 4.\n'
            "Export the data again: its line breaks may be lost."
        )

    @pytest.mark.parametrize("size", [100_000, 200_000, 3_000_000])
    def test_a_cell_of_any_length_below(self, size):
        cell = "word " * (size // 5)
        (table,) = read(f'Deal,Notes\nA,"{cell}"\nB,"{cell}\n{cell}"\nC,x\n'.encode())
        assert table.frame["Notes"].str.len().tolist() == [size, 2 * size + 1, 1]


class TestArchivesThatLie:
    def test_a_way_of_packing_that_hides_its_size(self):
        data = packed({"deals.csv": CSV}, zipfile.ZIP_BZIP2)
        assert message(data, name="x.zip") == (
            '"x.zip" is packed in a way that is rare in zip archives.\n'
            "Unpack it yourself and load what was in it."
        )

    def test_a_member_that_is_larger_than_it_says(self):
        data = bytearray(packed({"deals.csv": CSV + b"C,Won,7\n" * 500_000}))
        claimed = struct.pack("<I", 100)
        for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            at = data.rindex(mark) + place
            data[at : at + 4] = claimed
        assert "cannot be unpacked: the archive is damaged" in message(bytes(data), name="x.zip")

    def test_a_gzip_within_its_limits(self):
        (table,) = read(gzip.compress(CSV), name="deals.csv.gz")
        assert len(table.frame) == 2

    def test_names_of_members_are_shown_on_one_line(self):
        names = ["../../deals.csv", "/etc/deals.csv", "a\nb\x1b[31m.csv", "x" * 60_000 + ".csv"]
        shown = [table.file for table in read(packed(dict.fromkeys(names, CSV)), name="x.zip")]
        assert shown[:3] == [
            "x.zip [../../deals.csv]", "x.zip [/etc/deals.csv]", r"x.zip [a\nb\x1b[31m.csv]",
        ]  # fmt: skip
        assert len(shown[3]) < 140


class TestNames:
    """Whatever bytes a name has, what is said of it can be printed."""

    NAMES = (b"caf\xe9.csv", b"\xff\xfe.csv", b"a\nb.csv", b"\x1b[31mred.csv", b"tab\t.csv")

    @pytest.mark.parametrize("name", NAMES)
    def test_a_name_that_is_not_text(self, name, tmp_path):
        path = os.fsencode(tmp_path) + b"/" + name
        with open(path, "wb") as file:
            file.write(CSV)
        (table,) = read(os.fsdecode(path))
        assert table.file.encode("utf-8").isascii()
        assert table.file.isprintable()
        (table,) = read(tmp_path)
        assert table.file.isprintable()

    @pytest.mark.parametrize("name", NAMES)
    def test_errors_about_it(self, name, tmp_path):
        path = os.fsencode(tmp_path) + b"/" + name
        for source in (os.fsdecode(path), path):
            assert message(source).encode("utf-8")
        with open(path, "wb") as file:
            file.write(b"%PDF")
        told = message(os.fsdecode(path))
        assert told.replace("\n", "").isprintable()

    def test_any_error(self):
        error = CycleKitError("half \ud800", there="a\x1b[2Jb", fix="line\nline")
        assert str(error) == "half \\ud800\na\\x1b[2Jb\nline\nline"
        assert error.parts == ["half \\ud800", "a\\x1b[2Jb", "line\nline"]


class TestPages:
    @pytest.mark.parametrize(
        "mark", [b"<!--", b"<![", b"<a ", b"</", b"<!-- >", b"<?", b"<![CDATA["]
    )
    def test_marks_that_never_close(self, mark):
        page = b"<html><table>" + mark * 200_000
        assert "x.xls" in message(page, name="x.xls")

    def test_tables_in_tables(self):
        page = b"<html>" + b"<table><tr><td>" * 900 + b"a<td>b<tr><td>1<td>2"
        (table,) = read(page, name="x.xls")
        assert list(table.frame.columns) == ["a", "b"]

    def test_cells_over_too_many_columns(self):
        page = b"<html><table><tr>" + b"<td colspan=1000>x" * 100 + b"<tr><td>a</table>"
        assert "has 16,384 columns" not in message(page, name="x.xls")


HERE = Path(__file__).parent


@pytest.mark.slow
def test_time_and_memory():
    """Each enormous source is refused or read within 5 seconds of the processor and 1.5 GB."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.enormous"],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = run.stdout.splitlines()
    assert run.returncode == 0, run.stdout + run.stderr
    assert len(lines) >= 20
    assert [line for line in lines if not line.startswith("ok ")] == []
