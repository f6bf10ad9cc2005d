"""Files that cannot be read: each says what is wrong, what was there, and what to do."""

import gzip
import io
import zipfile

import pytest

from cycle_kit.errors import FileError
from cycle_kit.files import read


def message(source, **wishes) -> str:
    with pytest.raises(FileError) as error:
        read(source, **wishes)
    return str(error.value)


EXPORT_TABLE = "Export the data as CSV or XLSX."

CONTENTS = {
    b"": '"x" is empty.\nExport the data again and check its size.',
    b" \r\n\n": '"x" is empty.\nExport the data again and check its size.',
    b"sep=;\n": '"x" is empty.\nExport the data again and check its size.',
    b"\xef\xbb\xbf\r\n": '"x" is empty.\nExport the data again and check its size.',
    b"Deal,Stage,Amount\n": '"x" has a header but no rows.\n'
    "The header in line 1 has 3 columns, and nothing below it is data.\n"
    "Export the data again; a filter or a missing permission may have hidden every row.",
    b"Title\n\nDeal,Stage,Amount\n,,\nTotal,,0\n": '"x" has a header but no rows.\n'
    "The header in line 3 has 3 columns, and nothing below it is data.\n"
    "Export the data again; a filter or a missing permission may have hidden every row.",
    b"Lead\nWon\n": 'No table was found in "x": nothing separates its columns.\n'
    "Looked for: semicolon, tab, pipe, Arabic semicolon, comma.\n"
    "Export the data again as CSV or XLSX with a header row.",
    b"a;\nb;\nc;\n": 'No table was found in "x": no row has two filled cells.\n'
    "Export the data again as CSV or XLSX with a header row.",
    b"A-1,Acme,Lead,2024-01-05,500\nA-2,Beta,Won,2024-01-06,600\n": 'No header row was found in "x".\n'
    "Line 1 is the first full row, and it looks like data.\n"
    "Export the data again with a header row.",
    b"Acme,Lead,Bob\nBeta,Lead,Bob\nGamma,Won,Eve\n": 'No header row was found in "x".\n'
    "Line 1 is the first full row, and it looks like data.\n"
    "Export the data again with a header row.",
    b"id,name,amount\n1,A,1,5\n2,B,2,5\n3,C,2\n": 'Most rows of "x" have more cells than the header.\n'
    "2 of 3 rows (lines 2 and 3).\n"
    "Export again with text in quotes, or with a separator that no value contains.",
    b"%PDF-1.7 ...": f'"x" is a PDF document, which cannot be read as a table.\n{EXPORT_TABLE}',
    b"\x89PNG\r\n\x1a\n": f'"x" is an image (PNG), which cannot be read as a table.\n{EXPORT_TABLE}',
    b'{"error": "expired"}': '"x" is a JSON file without a list of records.\n'
    "It may be an error that the system answered with: ask it for the data again.",
    b'[\n{"id": 1},\n{"id": 2': '"x" is a JSON file that is damaged or cut off.\n'
    "What is no JSON begins in line 3.\n"
    "Export or download it again; as CSV or XLSX where the system offers it.",
    b"PAR1\x15\x04": '"x" is a damaged Parquet or Feather file.\n'
    "Export or download it again; it may be cut off.",
    b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>': '"x" is an Excel 2003 XML file, '
    "which cannot be read as a table.\nOpen it in a spreadsheet program and save it as XLSX or CSV.",
    b"<?xml version='1.0'?><a/>": f'"x" is an XML file, which cannot be read as a table.\n{EXPORT_TABLE}',
    b"<!DOCTYPE html><html><body>Log in</body></html>": '"x" is a web page without a table.\n'
    "It may be a login or error page saved as a file: download the export again.",
    bytes(range(1, 256)) * 9: '"x" is not a text file, and of no other kind that is known.\n'
    "Export the data again as CSV (UTF-8) or XLSX.",
    b"\x1f\x8b\x08 no": '"x" is a damaged gzip archive.\n'
    "Export or download it again; it may be cut off.",
}


@pytest.mark.parametrize(("content", "expected"), CONTENTS.items(), ids=range(len(CONTENTS)))
def test_contents(content, expected):
    assert message(content, name="x") == expected


def test_missing_files(tmp_path):
    (tmp_path / "deals_2024.csv").write_text("a,b\n1,2\n")
    (tmp_path / "notes.md").write_text("x")
    assert message(tmp_path / "deals2024.csv") == (
        f'There is no file "deals2024.csv" in "{tmp_path}".\n'
        'Names like it: "deals_2024.csv".\nCheck the name and the folder.'
    )
    assert message(tmp_path / "q") == (
        f'There is no file "q" in "{tmp_path}".\n'
        'Data files there: "deals_2024.csv".\nCheck the name and the folder.'
    )
    assert message(tmp_path / "sub" / "q.csv") == (
        f'There is no folder "{tmp_path / "sub"}".\nCheck the path.'
    )
    assert message("https://example.org/deals.csv") == (
        "The source is a web address; nothing is fetched from the network.\n"
        "Download the file and give its path."
    )


def test_folders_without_data(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    readable = (
        "Readable are files named .csv, .tsv, .txt, .xlsx, .xls, .zip, .parquet, .feather, "
        ".json, .jsonl, .ndjson."
    )
    assert message(folder) == (
        f'The folder "exports" holds no data file.\nIt is empty.\n{readable}'
    )
    (folder / "cycle.toml").write_text("x")
    assert message(folder) == (
        f'The folder "exports" holds no data file.\nIn it: "cycle.toml".\n{readable}'
    )


def test_sources_that_are_none():
    advice = "Give a path, bytes, an open binary file, a folder, or a list of these."
    nothing = "There is nothing to read: the source is empty or of an unknown kind."
    assert message([]) == f"{nothing}\nIt is of type list.\n{advice}"
    assert message(5) == f"{nothing}\nIt is of type int.\n{advice}"
    assert message(io.StringIO("a,b")) == '"file" is open as text.\nopen(path, "rb")'


def test_too_large(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 1000)
    expected = '"{}" is too large.\nIt has 4.0 kB; the limit is 2.0 kB.\n'
    expected += "To read it all the same: max_bytes=4_004"
    assert message(path, max_bytes=2000) == expected.format("deals.csv")
    assert message(path.read_bytes(), max_bytes=2000) == expected.format("file")
    assert len(read(path, max_bytes=4004)[0].frame) == 1000


def packed(text: bytes, *, name: str = "deals.csv") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return buffer.getvalue()


class TestArchives:
    ADVICE = "If you trust it, unpack it yourself and load what was in it."

    def test_one_that_unpacks_to_far_too_much(self):
        data = packed(b"0" * 25_000_000)
        assert message(data, name="x.zip") == (
            '"x.zip" unpacks to more than 50 times its size, as harmful files do.\n'
            f"{len(data) / 1000:.1f} kB unpack to 25.0 MB or more.\n{self.ADVICE}"
        )
        assert message(packed(b"0" * 25_000_000, name="xl/workbook.xml"), name="x.xlsx").startswith(
            '"x.xlsx" unpacks to more than 50 times its size, as harmful files do.\n'
        )
        assert message(gzip.compress(b"0" * 25_000_000), name="x.gz").startswith(
            '"x.gz" unpacks to more than 50 times its size, as harmful files do.\n'
        )

    def test_one_that_unpacks_to_more_than_the_limit(self):
        assert message(packed(b"a,b\n" + b"1,2\n" * 1000), name="x.zip", max_bytes=3000) == (
            '"x.zip" is too large.\nIt has 4.0 kB unpacked; the limit is 3.0 kB.\n'
            "To read it all the same: max_bytes=4_004"
        )

    def test_one_without_data(self):
        assert message(packed(b"x", name="logo.png"), name="x.zip") == (
            '"x.zip" holds no data file.\nIn it: "logo.png".\n'
            "Readable are files named .csv, .tsv, .txt, .xlsx, .xls, .zip, .parquet, .feather, "
            ".json, .jsonl, .ndjson."
        )

    def test_one_within_another(self):
        assert message(packed(packed(b"a,b\n1,2\n"), name="y.zip"), name="x.zip") == (
            '"x.zip" is an archive within an archive, which cannot be read as a table.\n'
            f"{EXPORT_TABLE}"
        )

    def test_one_with_a_broken_member(self):
        data = bytearray(packed(b"a,b\n1,2\n" * 50))
        data[45] ^= 255
        assert message(bytes(data), name="x.zip") == (
            '"deals.csv" in "x.zip" cannot be unpacked: the archive is damaged.\n'
            "Unpack it yourself and load what was in it."
        )

    def test_a_word_document(self):
        assert message(packed(b"x", name="word/document.xml"), name="x.docx") == (
            f'"x.docx" is a Word document, which cannot be read as a table.\n{EXPORT_TABLE}'
        )


def test_one_line_wider_than_all_the_rest():
    data = b"a,b,c\n" + b"1,2,3\n" * 60_000 + b"," * 1200 + b"\n" + b"1,2,3\n" * 10
    assert message(data, name="x.csv") == (
        '"x.csv" has a line far wider than the rest.\n'
        "Line 60002 has 1,201 cells; most lines have 3.\n"
        "Correct that line, or export the data again."
    )


@pytest.mark.parametrize(
    "text",
    [
        '"id": 1, "stage": "New"}\n{"id": 2, "stage": "Old"}\n',
        '},\n{"id": 1, "stage": "New"},\n{"id": 2, "stage": "Old"}\n]',
        "{'id': 1, 'stage': 'New'}\n{'id': 2, 'stage': 'Old'}\n",
        '{id: 1, stage: "New"}\n{id: 2, stage: "Old"}\n',
        '"deals": [\n{"id": 1, "stage": "New"},\n{"id": 2, "stage": "Old"}\n]',
        'const deals = [{"id": 1, "stage": "New"},\n{"id": 2, "stage": "Old"}\n]',
        '[{"id": 1, "stage": "New"},\n{"id": 2, "sta',
    ],
)
def test_json_that_is_broken_is_told_as_json(text):
    with pytest.raises(FileError, match="is a JSON file that is damaged"):
        read(text.encode())


@pytest.mark.parametrize(
    "header", ['"id","stage"', "{id},stage", '"Client: name",stage', "=A1,stage"]
)
def test_a_header_with_signs_of_json_is_none(header):
    (raw,) = read(f"{header}\n1,New\n2,Old\n".encode())
    assert len(raw.frame) == 2


def test_an_empty_text_is_no_path_and_not_the_folder_one_is_in(tmp_path, monkeypatch):
    (tmp_path / "deals.csv").write_text(
        "Deal ID,Stage,Created\n1,Won,2024-01-02\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    for source in ("", [""]):
        assert message(source).startswith("There is nothing to read")
    assert len(read(".")) == 1
