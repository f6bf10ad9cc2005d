"""Shortcuts for large files give what the long way gives: an oracle beside each."""

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.files import delimited
from cycle_kit.files.delimited import _by_arrow, _by_pandas
from cycle_kit.loading import trials
from cycle_kit.loading.kept_rows import equal_rows
from cycle_kit.loading.reconcile import in_order
from cycle_kit.values import read_dates, read_numbers
from cycle_kit.values.parsed import _each, distinct, mostly_different

STAMPS = pd.Series(
    pd.date_range("2020-01-01", periods=3_000, freq="37min").strftime("%Y-%m-%d %H:%M")
).astype("str")


def test_moves_stand_by_deal_then_time_then_their_own_order():
    chance = np.random.default_rng(5)
    many = 4_000
    seconds = chance.integers(0, 40, many)
    at = pd.Series(pd.Timestamp("2024-01-01") + pd.to_timedelta(seconds / 4, unit="s"))
    moves = pd.DataFrame(
        {
            "deal": chance.integers(0, 60, many),
            "at": at.mask(chance.random(many) < 0.1).astype("datetime64[us]"),
            "seq": chance.integers(0, 5, many),
        }
    )
    moves.loc[0, "at"] = pd.Timestamp("1850-01-01")  # before all that the quick key can tell apart
    by_hand = moves.sort_values(["deal", "at", "seq"], kind="stable", na_position="first")
    assert in_order(moves, clocked=True).index.tolist() == by_hand.index.tolist()


def test_a_column_of_different_cells_is_read_like_one_of_equal_ones():
    texts = STAMPS.mask(np.arange(len(STAMPS)) % 7 == 0, "")
    texts[5] = "31.12.2024 in words"
    assert mostly_different(texts)
    each, found = _each(texts), distinct(pd.concat([texts] * 3).reset_index(drop=True))
    assert [each.texts[code] for code in each.codes] == texts.tolist()
    assert each.counts.sum() == len(texts)
    assert len(found.texts) == len(set(texts))  # three of each: not worth reading one by one
    for start in (0, 2_000):
        some = texts[start : start + 20]
        alone = read_dates(some, column="Date").values
        pd.testing.assert_series_equal(read_dates(texts, column="Date").values[some.index], alone)


def test_cells_of_other_letters_are_read_among_plain_ones():
    texts = STAMPS.copy()
    texts[10], texts[11] = "۱۴۰۲/۰۵/۱۷", "2024-02-03\u00a009:30"
    values = read_dates(texts, column="Date").values
    assert values[10] == pd.Timestamp("2023-08-08")
    assert values[11] == pd.Timestamp("2024-02-03 09:30")
    assert values[12] == pd.Timestamp(STAMPS[12])


def test_different_numbers_are_read_as_python_reads_them():
    numbers = np.round(np.random.default_rng(2).lognormal(9, 2, 3_000), 2)
    texts = pd.Series([f"{number:.2f}" for number in numbers], dtype="str")
    assert read_numbers(texts).values.tolist() == [float(text) for text in texts]


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,2\n",
        b'a,"b, c"\n"say ""so""",2\n',
        b'"two\nlines",x\n,\n',
        "é,ق\n ,\t\n".encode(),
        b'a"b"c,d\n"e"f,g\n',
    ],
)
def test_arrow_and_pandas_read_the_same_records(data):
    quick, slow = _by_arrow(data, ",", 2), _by_pandas(data, ",", 2, spaced=False)
    pd.testing.assert_frame_equal(quick, slow)


def test_records_over_several_lines_are_whole_in_a_file_of_several_blocks(monkeypatch):
    data = b'"first line\nsecond line","x"\n' * 40
    whole = _by_pandas(data, ",", 2, spaced=False)
    monkeypatch.setattr(delimited, "_LARGEST_BLOCK", 100)
    pd.testing.assert_frame_equal(_by_arrow(data, ",", 2), whole)


def test_only_equal_rows_of_one_id_are_equal():
    frame = pd.DataFrame({"id": ["1", "2", "1", "1", "3"], "x": ["a", "a", "a", "b", "a"]})
    assert equal_rows(frame, frame["id"]).tolist() == [True, False, False, False, False]
    assert not equal_rows(frame, pd.Series(list("abcde"), dtype="str")).any()
    alike = pd.DataFrame({"x": ["a"] * 4})
    assert equal_rows(alike, pd.Series(list("pqpq"))).tolist() == [True, True, False, False]


@pytest.mark.parametrize("sheets", [2, 5])
def test_a_line_that_several_sheets_say_is_tried_once(monkeypatch, sheets):
    """Each trial is a load of its own; what a trial of nothing makes is the load itself."""
    made, loads = trials.made, []
    monkeypatch.setattr(trials, "made", lambda *given: loads.append(1) or made(*given))
    book = openpyxl.Workbook()
    book.remove(book.active)
    for n in range(sheets):
        sheet = book.create_sheet(f"Ann {n}")
        sheet.append(["Name", "Stage", "eur", "Created", "Closed"])
        sheet.append([f"A{n}", "Won", 100, "2026-01-02", "2026-02-05"])
        sheet.append([f"B{n}", "Lost", 200, "2026-01-05", "2026-02-08"])
        sheet.append([f"C{n}", "Call", 300, "2026-01-09", ""])
    file = io.BytesIO()
    book.save(file)
    notes = ck.load(file.getvalue()).notes["note"]
    assert notes.str.startswith('"eur" is not used and may be amount').sum() == sheets
    assert len(loads) == 1
