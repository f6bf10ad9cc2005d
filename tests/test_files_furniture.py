"""What around and between the data is no data: counted, named by line, and never a deal."""

import pytest

from cycle_kit.files import RawTable, read


def one(text: str) -> RawTable:
    (table,) = read(text.encode())
    assert table.rows == len(table.frame) + table.furniture
    return table


def first_cells(table: RawTable) -> list[str]:
    return table.frame.iloc[:, 0].tolist()


def test_a_report_with_titles_totals_and_footers():
    table = one(
        "Open deals\n"
        '"Owner equals All, Stage any"\n'
        "\n"
        "Deal,Stage,Currency,Amount,Close Date\n"
        "Acme,Proposal,USD,500,1/18/2026\n"
        ",,,,\n"
        "Beta,Lead,USD,,1/19/2026\n"
        "\n"
        '"Grand Totals (2 records)",,,500,\n'
        "\n"
        "Confidential Information - Do Not Distribute\n"
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
    )
    assert list(table.frame.columns) == ["Deal", "Stage", "Currency", "Amount", "Close Date"]
    assert first_cells(table) == ["Acme", "Beta"]
    assert table.lines.tolist() == [5, 7]
    assert (table.rows, table.furniture) == (11, 9)
    assert table.left_out == (
        "3 rows above the header (lines 1, 2 and 3)",
        "3 blank rows (lines 6, 8 and 10)",
        "1 row of totals (line 9)",
        "2 footer rows (lines 11 and 12)",
    )


def test_headers_repeated_for_each_group():
    table = one(
        "Sales board\nOpen\nName,Stage,Amount\nA,Lead,5\nB,Offer,6\n,,\n"
        "Closed\nName,Stage,Amount\nC,Won,7\n"
    )
    assert first_cells(table) == ["A", "B", "C"]
    assert table.left_out == (
        "2 rows above the header (lines 1 and 2)",
        "1 blank row (line 6)",
        "1 repeated header row (line 8)",
        "1 group title (line 7)",
    )


TOTALS = ["Total", "TOTAL:", "Grand Total", "Subtotal", "Sub-Total", "Total (3)", "Total 3 records"]
TOTALS += ["Summe", "Gesamtsumme", "Zwischensumme", "Total général", "Sous-total", "Suma", "Razem"]
TOTALS += ["Ogółem", "Общо", "Обща сума:", "Итого", "جمع کل", "جمع كل", "مجموع", "المجموع"]
TOTALS += ["الإجمالي", "الإجمالى", "Total general", "*** Total ***"]


@pytest.mark.parametrize("word", TOTALS)
def test_rows_of_totals(word):
    table = one(f"Deal,Stage,Amount\nA,Lead,5\nB,Won,6\n{word},,11\n")
    assert first_cells(table) == ["A", "B"]
    assert table.left_out == ("1 row of totals (line 4)",)


@pytest.mark.parametrize("word", ["Total", "Suma", "جمع کل"])
def test_rows_of_totals_with_the_word_in_a_later_column(word):
    table = one(f"Id,Deal,Stage,Amount,Count\n1,A,Lead,5,1\n2,B,Won,6,1\n,{word},Sum,$ 11.00,2\n")
    assert first_cells(table) == ["1", "2"]


@pytest.mark.parametrize(
    "row",
    [
        "Total,Won,500,2024-01-05",  # a company of that name: there is a stage
        "Total,,500,2024-01-05",  # ... and here a date
        "Total Energies,,500,",
        "Sum Up Ltd,,500,",
        "7,,,",  # hardly anything is known of it
        "Razemowicz,,,",
    ],
)
def test_rows_that_are_deals(row):
    table = one(
        f"Deal,Stage,Amount,Created\nA,Lead,5,2024-01-05\n{row}\nB,Won,6,2024-01-06\n{row}\n"
    )
    assert first_cells(table) == ["A", row.split(",")[0], "B", row.split(",")[0]]
    assert table.remarks == ()


def test_an_id_at_the_end_is_a_deal_that_was_cut_off():
    table = one("Id,Deal,Stage,Amount\nA-1,Acme,Lead,5\nA-2,Beta,Won,6\n\nA-3\n")
    assert first_cells(table) == ["A-1", "A-2", "A-3"]
    assert table.furniture == 1


def test_sparse_rows_are_usual_where_they_are_also_within_the_data():
    rows = "A new deal here,,,\nBeta,Lead,5,x\nAnother new deal,,,\n"
    assert len(one("Deal,Stage,Amount,Owner\n" + rows).frame) == 3


def test_what_follows_a_gap_is_a_footer():
    table = one("Deal,Stage,Amount,Owner,Team\nAcme Ltd,Lead,5,x,y\n\nMade by,The tool\n")
    assert first_cells(table) == ["Acme Ltd"]
    assert table.left_out == (
        "1 blank row (line 3)",
        "1 footer row (line 4)",
    )


@pytest.mark.parametrize("blank", [",,", " , ,\t", '"","",""', "\u00a0,\u200f,\ufeff"])
def test_blank_rows(blank):
    table = one(f"Deal,Stage,Amount\nA,Lead,5\n{blank}\nB,Won,6\n")
    assert first_cells(table) == ["A", "B"]
    assert table.lines.tolist() == [2, 4]


class TestHeaderRow:
    def test_pairs_of_filters_above(self):
        table = one("Owner,All\nStage,Open\n\nDeal,Stage,Amount\nA,Lead,5\nB,Won,6\n")
        assert list(table.frame.columns) == ["Deal", "Stage", "Amount"]
        assert table.furniture == 3

    def test_one_pair_right_above_a_wide_header(self):
        table = one("Show:,All deals\nDeal,Stage,Owner,Team,Amount,Note\nA,Lead,,,,\nB,Won,,,,\n")
        assert len(table.frame.columns) == 6

    def test_one_pair_right_above_a_narrow_header(self):
        table = one("Show:,All deals\nDeal,Stage,Amount\nA,Lead,5\nB,Won,6\n")
        assert list(table.frame.columns) == ["Deal", "Stage", "Amount"]

    def test_sparse_rows_below(self):
        table = one("Deal,Stage,Owner,Team,Amount,Note\nA,Lead,,,,\nB,Won,,,5,\n")
        assert list(table.frame.columns)[:2] == ["Deal", "Stage"]

    def test_digits_in_a_few_headers(self):
        assert len(one("Deal,Stage,Line 1,Line 2,2024\nA,Lead,x,y,5\n").frame.columns) == 5


def test_many_lines_are_cut_short():
    table = one("Deal,Stage,Amount\n" + "A,Lead,5\n,,\n" * 7)
    assert table.left_out == ("7 blank rows (lines 3, 5, 7, 9, 11 and 2 more)",)
