"""Cells, headers, names, encodings and separators of five languages: every row of `i18n_cases.csv` is a test.

`locale` stands for a language that was chosen. Expected is `null` where nothing can be read, and `asked` where
the reader has to say which of two readings is meant.
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cycle_kit import values
from cycle_kit.dialects import known
from cycle_kit.dialects.endings import outcome_words
from cycle_kit.dialects.outcomes import KNOWN
from cycle_kit.errors import ColumnError
from cycle_kit.files import separator
from cycle_kit.files.encoding import as_utf8
from cycle_kit.loading.matching import Headers, matched

with (Path(__file__).parent / "i18n_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
#: names of headers that are not one of ours by themselves
SAME = {
    **{"created": {"created_at"}, "closed": {"close_date", "closed_at"}},
    "expected_close": {"expected_close", "close_date"},  # of open deals a closing date is expected
}


def number(cell: str, locale: str) -> str:
    found = values.read_numbers(column(cell), language=locale).values.iloc[0]
    return "null" if np.isnan(found) else f"{found:.10g}"


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


def money(cell: str, locale: str) -> str:
    amounts, currencies = values.read_money(column(cell), language=locale)
    return f"{amounts.values.iloc[0]:.10g}|{currencies.iloc[0]}"


def decimals(cells: str, locale: str) -> str:
    found = values.read_numbers(column(*cells.split(" ; ")), language=locale).values
    return "|".join(f"{value:.10g}" for value in found)


def moment(cell: str, locale: str) -> str:
    try:
        found = values.read_dates(column(cell), column="Date", language=locale)
    except ColumnError:
        return "asked"
    if found.values.isna().iloc[0]:
        return "null"
    stamp = found.values.iloc[0].isoformat()
    return stamp.removesuffix("T00:00:00") if found.day_only else stamp


def same_name(names: str, locale: str) -> str:
    first, second = names.split(" ||| ")
    return "same" if values.key(first) == values.key(second) else "different"


def outcome(word: str, locale: str) -> str:
    return outcome_words([word]).get(word) or ("open" if values.key(word) in KNOWN else "unknown")


def ours(header: str, locale: str) -> set[str]:
    (plain,) = [
        each
        for each in known()
        if each.crm == "plain" and each.language == locale and each.table == "deals"
    ]
    return set(matched(plain.columns, Headers(pd.DataFrame(columns=[header], dtype=str))))


def text(said: str, locale: str) -> str:
    found = as_utf8(bytes.fromhex(said.removeprefix("hex:")), name="file")
    return f"{found.encoding}|{found.data.decode()}"


def sign(said: str, locale: str) -> str:
    lines = said.replace("\\n", "\n")
    declared, _ = separator.declared(lines.encode())
    return declared or separator.choose(lines) or "null"


READERS = {
    "digits": number,
    "number": number,
    "percent": number,
    "money": money,
    "decimal_column": decimals,
    "date": moment,
    "datetime": moment,
    "key": same_name,
    "status": outcome,
    "encoding": text,
    "delimiter": sign,
}


def cases(*kinds: str):
    chosen = [case for case in CASES if case["kind"] in kinds]
    return [
        pytest.param(case, id=f"{case['kind']}-{place}-{case['locale']}")
        for place, case in enumerate(chosen)
    ]


@pytest.mark.parametrize("case", cases(*READERS))
def test_a_case(case):
    expected = case["expected"].replace("\\r\\n", "\n").split(" => ")[-1]
    found = READERS[case["kind"]](case["input"], case["locale"])
    assert found.replace("\r\n", "\n") == expected


@pytest.mark.parametrize("case", cases("header"))
def test_a_header(case):
    found = ours(case["input"], case["locale"])
    expected = case["expected"]
    if expected == "null":
        assert not found
    else:
        assert found & SAME.get(expected, {expected})


def test_every_kind_of_case_is_read():
    assert {case["kind"] for case in CASES} == {*READERS, "header"}
