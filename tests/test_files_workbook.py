"""Workbooks: every cell as text, one table for each sheet that holds one."""

import base64
import datetime as dt
import io
import zlib
from collections.abc import Callable

import pytest
import xlsxwriter

from cycle_kit.errors import FileError
from cycle_kit.files import read

FORMATS = {"date": "yyyy-mm-dd", "moment": "dd.mm.yyyy hh:mm", "hours": "[h]:mm", "clock": "hh:mm"}


def workbook(write: Callable) -> bytes:
    """A workbook that `write(book, formats)` fills."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        write(book, {name: book.add_format({"num_format": f}) for name, f in FORMATS.items()})
    return buffer.getvalue()


def fill(book, name: str, rows: list[list], *, top: int = 0, left: int = 0):
    sheet = book.add_worksheet(name)
    for place, row in enumerate(rows):
        sheet.write_row(top + place, left, row)
    return sheet


DEALS = [["Deal", "Stage", "Amount"], ["A", "Lead", 5], ["B", "Won", 6]]


def test_cells_become_text():
    values = [
        ("007", None, "007"),
        (5, None, "5"),
        (0.1, None, "0.1"),
        (1234567890123456, None, "1234567890123456"),
        (True, None, "TRUE"),
        (dt.date(2024, 1, 5), "date", "2024-01-05"),
        (dt.datetime(2024, 1, 5, 10, 30), "moment", "2024-01-05 10:30:00"),
        (dt.datetime(2024, 1, 5, 10, 59, 59, 600_000), "moment", "2024-01-05 11:00:00"),
        (dt.datetime(2024, 1, 5), "moment", "2024-01-05"),
        (2.04, "hours", "48:57:36"),
        (0.5, "clock", "12:00:00"),
        ("None", None, "None"),
        ("۱۴۰۲/۰۵/۱۷", None, "۱۴۰۲/۰۵/۱۷"),
        ("", None, ""),
    ]

    def write(book, formats):
        sheet = fill(book, "Deals", [[f"h{'abcdefghijklmnop'[i]}" for i in range(len(values))]])
        for place, (value, form, _) in enumerate(values):
            sheet.write(1, place, value, formats.get(form))

    (table,) = read(workbook(write))
    assert table.frame.iloc[0].tolist() == [text for *_, text in values]
    assert list(table.frame.columns) == [f"h{c}" for c in "abcdefghijklmn"]
    assert (table.sheet, table.encoding, table.separator) == ("Deals", "", "")


def test_a_table_away_from_the_corner_keeps_the_rows_people_see():
    def write(book, formats):
        fill(book, "Deals", [["My deals"], [], *DEALS, ["Total", "", 11]], top=2, left=1)

    (table,) = read(workbook(write), name="deals.xlsx")
    assert table.lines.tolist() == [6, 7]
    assert table.frame["Deal"].tolist() == ["A", "B"]
    assert (table.rows, table.furniture) == (5, 3)
    assert table.left_out == (
        "2 rows above the header (lines 3 and 4)",
        "1 row of totals (line 8)",
    )


def several(book, formats):
    fill(book, "Deals", DEALS)
    fill(book, "Notes", [["Made for the meeting"]])
    fill(book, "History", [["Deal", "Stage"], ["A", "Lead"]])
    book.add_worksheet("Empty")
    fill(book, "hidden", DEALS).hide()


def test_each_sheet_with_a_table():
    deals, history = read(workbook(several), name="x.xlsx")
    assert (deals.file, deals.sheet) == ("x.xlsx [Deals]", "Deals")
    assert (history.file, history.sheet) == ("x.xlsx [History]", "History")
    assert deals.remarks == (
        "The hidden sheet \"hidden\" was not read; sheet='hidden' reads it.",
        'The sheet "Empty" is empty.',
        'Skipped: No table was found in "x.xlsx [Notes]": no row has two filled cells.',
    )
    assert history.remarks == ()


def test_one_sheet_by_name():
    for sheet in ("History", "hidden"):
        (table,) = read(workbook(several), name="x.xlsx", sheet=sheet)
        assert (table.file, table.sheet, table.remarks) == ("x.xlsx", sheet, ())


def test_an_unknown_sheet():
    with pytest.raises(FileError) as error:
        read(workbook(several), name="x.xlsx", sheet="Deal")
    assert str(error.value) == (
        '"x.xlsx" has no sheet "Deal".\n'
        'Its sheets: "Deals", "Notes", "History", "Empty", "hidden".\n'
        "sheet='Deals'"
    )


def test_a_sheet_of_a_text_file():
    with pytest.raises(FileError) as error:
        read(b"a,b\n1,2\n", name="x.csv", sheet="Deals")
    assert str(error.value) == (
        'There is no sheet "Deals": no workbook is among the files.\n'
        'Read: "x.csv".\nLeave sheet= out.'
    )


def test_a_workbook_without_tables():
    def write(book, formats):
        book.add_worksheet("Empty")

    with pytest.raises(FileError) as error:
        read(workbook(write), name="x.xlsx")
    assert str(error.value) == (
        '"x.xlsx" holds no table.\nThe sheet "Empty" is empty.\n'
        "Export the data again, or choose a sheet with sheet=."
    )


def test_a_workbook_named_csv():
    (table,) = read(workbook(lambda book, formats: fill(book, "Deals", DEALS)), name="deals.csv")
    assert table.remarks == (
        'Named ".csv", but its content is a spreadsheet workbook and was read as such.',
    )


def test_a_stray_cell_in_the_last_corner():
    def write(book, formats):
        fill(book, "Deals", DEALS).write(1_048_575, 16_383, " x")

    with pytest.raises(FileError) as error:
        read(workbook(write), name="x.xlsx")
    assert str(error.value) == (
        'A sheet of "x.xlsx" has cells far away from its table.\n'
        "About 10 cells lie in an area of 17,179,869,184.\n"
        "Copy the table to a new workbook and save that as XLSX or CSV."
    )


def test_a_cut_off_workbook():
    data = workbook(lambda book, formats: fill(book, "Deals", DEALS))
    with pytest.raises(FileError) as error:
        read(data[: len(data) // 2], name="x.xlsx")
    assert str(error.value) == (
        '"x.xlsx" is a damaged workbook or zip archive.\n'
        "Export or download it again; it may be cut off."
    )


#: a workbook of Excel 97: a title, a header row in B2:F2, one deal, and an empty second sheet
OLD = (
    b"c-rk)O-NKx6#nj;_vS}*eoO@oWDv44T|}EUI%#9BG@FQi5Ngavh~vyKz82OZ%UlLQtD=oyi#Ar9eyE_IO^d*&MGy"
    b"o|En7teEp%Szp7)-Prr>}H6YqQ6^X@tK+<VWx_uO;ud++8V^V1I+@>qoqcu+6{@D|AgrGUePLFJ|?v(DR3$#hXx2"
    b">59sy&9fYz4gg8l<S>`g8S-AqQDnQ1IVH;lh&hKh%UAvDWnbULM7i*aGO#P^=wx))3Z#sF}=sS&zK%y$u*|!q&qK"
    b"8VJ_C!vfuXO6G{`81&Ing;yRyLvKO^@BmMZ&bz$jh=*$f#Q)O1rs8(VIw4^<HTF*&7ggdAJP7>OBd)wmidDPHy&)"
    b"}CC1%5jF`bE^0Z>?N_<iA(See1~mw1}(aHxw0^fO$qpXP!b8`c+w?A+9G=V^WatT7vG;tTDcTV;rhwB1NgB0Y{DG"
    b"Ii1uxM>FTs206;XRAx+%#*>ClN{6$0x)Mm}*-Xxe8pB44q~fCZfiB^r?aA?>LY@yCPr@tWNfqz1N}@vuaX!L(Ele"
    b"gX-2MK(cd$Qpnk5r#ly%bVki&wB%d!Sl4swYHPOB|kV-M3S-0F7DH!!WC(bBuQzt+winq-};T-r?i>|=b0?JUagq"
    b"WsjiBaa)WzQ%S_ezqrnp=S1DY#L2;@(oda`Ani!w2E6dC7#5bx3FW<XQuUk#V5ZK=5cvp+Q(@Ki?kyJ&xeG?Da45"
    b"-&STG&#i_)3mN<<#)o$6EwUsSPL`cihP}b<%S_`k;qQZU4WqZzJk$u;3tbO%bp`J9wPg0HT>rkrkP&P@ib{U)J0a"
    b"(`qmQijVz;lMR=FEi)7cN}5aN%O>Aa9zAeXmye8^OA<`RxBXi<AoPZ<7BO31sLo=##P=X?o`{UXuURK@(0}VuN*@"
    b"|Ai9AsrMX4Fvxa{l<dEB;}*r^*>J`1=53);`!AGY=RfZM57!P4u>"
)


def test_a_workbook_of_the_old_kind():
    (table,) = read(zlib.decompress(base64.b85decode(OLD)), name="old.xls")
    assert list(table.frame.columns) == ["Deal", "Stage", "Amount", "Close Date", "Open"]
    assert table.frame.iloc[0].tolist() == ["Żółć", "None", "5", "2024-01-05", "TRUE"]
    assert (table.sheet, table.lines.tolist()) == ("Deals", [3])


def test_another_old_office_file():
    with pytest.raises(FileError) as error:
        read(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 2000, name="old.xls")
    assert str(error.value) == (
        '"old.xls" is a workbook that cannot be read: it is damaged, or no spreadsheet at all.\n'
        "Open it in a spreadsheet program and save it as XLSX or CSV."
    )
