"""Sources and delimited text: what comes out as a raw table, and how every record is accounted for."""

import gzip
import io
import zipfile

import pytest

from cycle_kit.files import RawTable, read


def one(text: str | bytes, **wishes) -> RawTable:
    (table,) = read(text.encode() if isinstance(text, str) else text, **wishes)
    assert table.rows == len(table.frame) + table.furniture
    return table


def cells(table: RawTable) -> list[list[str]]:
    return table.frame.to_numpy(dtype=object).tolist()


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "."), text)
    return buffer.getvalue()


def test_every_cell_is_the_text_of_the_file():
    table = one(
        'id,stage,name\n007,None,"A, B"\n12345678901234567890,N/A,"says ""hi"""\n3,NULL, x \n'
    )
    assert list(table.frame.columns) == ["id", "stage", "name"]
    assert cells(table) == [
        ["007", "None", "A, B"],
        ["12345678901234567890", "N/A", 'says "hi"'],
        ["3", "NULL", " x "],
    ]
    assert table.lines.tolist() == [2, 3, 4]
    assert (table.file, table.encoding, table.separator, table.sheet) == ("file", "utf-8", ",", "")
    assert table.remarks == ()


def test_empty_cells_are_empty_text():
    assert cells(one("a,b,c\n1,,3\n,,\n,2,\n")) == [["1", "", "3"], ["", "2", ""]]


def test_lines_count_records_and_not_line_breaks_in_cells():
    table = one('deal,notes\r\nA,"one\r\ntwo"\r\nB,"three\rfour"\r\nC,x\r\n')
    assert cells(table) == [["A", "one\r\ntwo"], ["B", "three\rfour"], ["C", "x"]]
    assert table.lines.tolist() == [2, 3, 4]


def test_old_line_ends():
    assert cells(one("deal,stage\rA,Lead\rB,Won\r")) == [["A", "Lead"], ["B", "Won"]]


def test_zero_bytes_are_left_out_with_a_remark():
    table = one(b"deal,stage\nA\0B,Lead\nC,Won by the others\n")
    assert cells(table) == [["AB", "Lead"], ["C", "Won by the others"]]
    assert table.remarks == ("1 zero byte left out.",)


class TestQuotes:
    def test_a_quote_within_text_is_text(self):
        table = one('id,name,stage\n1,5" pipe,Lead\n2,"ok, fine",Won\n3,6" pipe,Won\n')
        assert cells(table)[0] == ["1", '5" pipe', "Lead"]
        assert cells(table)[1] == ["2", "ok, fine", "Won"]
        assert len(table.frame) == 3

    def test_a_quote_never_closed_swallows_nothing(self):
        table = one('id,name\n1,"open\n2,x\n3,"y, z"\n')
        assert cells(table) == [["1", '"open'], ["2", "x"], ["3", "y, z"]]
        assert table.remarks == (
            "1 row has quotation marks that do not pair (line 2): read as they stand.",
        )

    def test_two_lone_quotes_do_not_make_one_row_of_two(self):
        table = one('id,name,stage\n1,"Big,Lead\n2,5" pipe,Lead\n3,x,Won\n')
        assert cells(table) == [["1", '"Big', "Lead"], ["2", '5" pipe', "Lead"], ["3", "x", "Won"]]

    def test_two_quotes_that_open_and_never_close(self):
        table = one('id,name\n1,"Big\n2,"Small\n3,x\n')
        assert cells(table) == [["1", '"Big'], ["2", '"Small'], ["3", "x"]]

    def test_quotes_that_hide_a_separator(self):
        table = one('id,size,note,stage\n1,5" x,b" y,Lead\n2,x,,Won\n3,y,,Won\n')
        assert cells(table)[0] == ["1", '5" x', 'b" y', "Lead"]

    def test_a_blank_before_a_quote_within_a_cell(self):
        table = one('id,times\n    1,"{""a"": 5, ""b"": 6}"\n  2,"{""a"": 1, ""b"": 2}"\n')
        assert cells(table) == [["    1", '{"a": 5, "b": 6}'], ["  2", '{"a": 1, "b": 2}']]

    def test_a_blank_before_a_quote(self):
        assert cells(one('id, name\n1, "A, B"\n2, "C"\n')) == [["1", "A, B"], ["2", "C"]]


class TestRaggedRows:
    TEXT = "id,name,stage\n1,A,Lead\n2,Acme, Inc,Lead\n3,B\n4,C,Won,\n5,D,Won\n"

    def test_they_are_left_out_or_kept_and_named_by_line(self):
        table = one(self.TEXT)
        assert list(table.frame.columns) == ["id", "name", "stage"]
        assert cells(table) == [
            ["1", "A", "Lead"],
            ["3", "B", ""],
            ["4", "C", "Won"],
            ["5", "D", "Won"],
        ]
        assert table.left_out == ("1 row whose cells stand in the wrong columns (line 3)",)
        assert table.remarks == (
            "1 row has fewer cells than the header (line 4): the missing cells are empty.",
        )

    def test_separators_at_the_end_make_no_column(self):
        table = one("id,stage,\n1,Lead,\n2,Won,\n")
        assert list(table.frame.columns) == ["id", "stage"]
        assert table.remarks == ()


class TestHeaders:
    def test_shared_ones_are_numbered_past_those_there(self):
        table = one("Currency,Amount,Currency,Currency__2\nEUR,1,USD,x\n")
        assert list(table.frame.columns) == ["Currency", "Amount", "Currency__3", "Currency__2"]
        assert table.remarks == (
            '2 columns share the header "Currency": after the first, "Currency__3".',
        )

    def test_three_of_a_kind(self):
        assert list(one("a,a,b,a\n1,2,3,4\n").frame.columns) == ["a", "a__2", "b", "a__3"]

    def test_outer_blanks_go_and_the_rest_stays(self):
        assert list(one("\ufeff Deal  name\u00a0,Stage\nA,Won\n").frame.columns) == [
            "Deal  name",
            "Stage",
        ]

    def test_a_column_of_numbers_before_the_first_header(self):
        assert list(one(",deal,stage\n0,A,Won\n").frame.columns) == ["column 1", "deal", "stage"]


SEPARATORS = {
    "semicolons and decimal commas": ("Etap;Kwota\nLead;1,5\nOferta;2,5\n", ";"),
    "tabs": ("Deal\tStage\nA, B\tWon\n", "\t"),
    "pipes": ("Deal|Stage\nA|Won\n", "|"),
    "the Arabic semicolon": ("معامله؛مرحله\nالف؛برد\n", "؛"),
    "commas beside Arabic commas": ("المعاملة,المرحلة\nأحمد، علي,فوز\n", ","),
    "quoted line breaks": ('Nazwa;Opis\nA;"wiersz, 1\nwiersz, 2"\nB;x\n', ";"),
    "a title with commas": ("Raport, luty 2024\n\nEtap;Kwota;Data\nLead;1,5;x\nLead;2,5;x\n", ";"),
    "commas in all rows, but fewer": ("Raport, luty\nDeal;Etap;Kwota, zł;Data\nA;B;1,5;x\n", ";"),
    "semicolons within quotes": ('id,ids\n1,"a;b"\n2,"c;d"\n3,"e;f"\n', ","),
}


@pytest.mark.parametrize(("text", "separator"), SEPARATORS.values(), ids=SEPARATORS)
def test_separator(text, separator):
    assert one(text).separator == separator


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;;;\n", "\ufeffsep=;\n"])
def test_declared_separator_is_no_record(first):
    table = one(first + "Deal;Stage,x\nA,1;Won,2\n")
    assert (table.separator, cells(table), table.lines.tolist()) == (";", [["A,1", "Won,2"]], [2])
    assert table.rows == 1


class TestSources:
    def test_path_text_open_file_and_list(self, tmp_path):
        path = tmp_path / "deals.csv"
        path.write_text("deal,stage\nA,Won\n")
        with path.open("rb") as file:
            tables = [*read(path), *read(str(path)), *read(file), *read([path, b"x,y\n1,2\n"])]
        assert [table.file for table in tables] == ["deals.csv"] * 4 + ["file"]
        assert [table.file for table in read(path, name="My export")] == ["My export"]

    def test_folder(self, tmp_path):
        for name in ("b.csv", "a.TSV", ".hidden.csv", "~$b.csv", "cycle.toml", "README.md"):
            (tmp_path / name).write_text("deal\tstage\nA\tWon\n")
        (tmp_path / "old.pdf").write_bytes(b"%PDF")
        (tmp_path / "readme.txt").write_text("How to read this\n")
        tables = read(tmp_path)
        assert [table.file for table in tables] == ["a.TSV", "b.csv"]
        assert tables[0].remarks == (
            'Skipped: No table was found in "readme.txt": nothing separates its columns.',
            'Not read in this folder: "old.pdf".',
        )
        assert tables[1].remarks == ()

    def test_zip_of_one_and_of_several(self):
        assert one(zipped(Deals__csv="a,b\n1,2\n"), name="x.zip").file == "x.zip"
        both = read(zipped(B__csv="a,b\n1,2\n", A__csv="c,d\n1,2\n", logo__png="x"), name="x.zip")
        assert [table.file for table in both] == ["x.zip [A.csv]", "x.zip [B.csv]"]

    def test_gzip(self):
        assert cells(one(gzip.compress(b"a,b\n1,2\n"), name="x.csv.gz")) == [["1", "2"]]
        assert one(gzip.compress(b"a,b\n1,2\n"), name="x.csv.gz").remarks == ()

    def test_what_is_named_wrong_is_read_with_a_remark(self):
        table = one("a\tb\n1\t2\n", name="report.xls")
        assert table.remarks == (
            'Named ".xls", but its content is a text file and was read as such.',
        )
        table = one(zipped(Deals__csv="a,b\n1,2\n"), name="deals.csv")
        assert table.remarks == (
            'Named ".csv", but its content is a zip archive and was read as such.',
        )


class TestWebPages:
    def test_excel_page(self):
        table = one(
            "<html><style>td{x:y}</style><table><tr><td colspan=3>Report</td></tr>"
            "<tr><th>Deal<th>Stage<th>Amount</tr>"
            "<tr><td>A &amp; B</td><td>Won&nbsp;</td><td>1<br>2</td></tr></table></html>",
            name="deals.xls",
        )
        assert list(table.frame.columns) == ["Deal", "Stage", "Amount"]
        assert (cells(table), table.lines.tolist()) == ([["A & B", "Won", "1 2"]], [3])

    def test_cells_that_reach_over_several_rows(self):
        table = one(
            "<html><table><tr><th>Owner<th>Deal<th>Stage</tr><tr><td rowspan=2>Ann<td>A<td>Won"
            "<tr><td>B<td rowspan=3>Lost<tr><td>Bob<td>C<tr><td>Cy<td>D<tr><td>Di<td>E<td>Won</table>"
        )
        assert cells(table) == [
            ["Ann", "A", "Won"], ["", "B", "Lost"], ["Bob", "C", ""], ["Cy", "D", ""], ["Di", "E", "Won"],
        ]  # fmt: skip

    def test_page_in_a_mail_envelope(self):
        table = one(
            'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="X"\n\n--X\n'
            'Content-Type: text/html; charset="utf-8"\n\n'
            "<table><tr><td>Deal<td>Stage</tr><tr><td>A<td>Won</tr></table>\n--X--\n"
        )
        assert cells(table) == [["A", "Won"]]
