"""Text of a column -> values: numbers, money, shares, dates, yes and no, durations."""

from cycle_kit.values.amounts import read_money, read_numbers, read_shares
from cycle_kit.values.answers import read_booleans, without_no
from cycle_kit.values.blanks import blank_word, is_spreadsheet_error, without_blank_words
from cycle_kit.values.dates import read_dates, told_order
from cycle_kit.values.labels import bare_name, front_number
from cycle_kit.values.order import UntoldOrder
from cycle_kit.values.own_kinds import own_kind
from cycle_kit.values.parsed import Parsed
from cycle_kit.values.spans import read_durations
from cycle_kit.values.stage_numbers import StageNumbers, stage_numbers
from cycle_kit.values.text import clean, cleaned, key, keys, without_pictures
from cycle_kit.values.units import HeaderUnit, header_unit, money_unit

__all__ = [
    "HeaderUnit",
    "Parsed",
    "StageNumbers",
    "UntoldOrder",
    "bare_name",
    "blank_word",
    "clean",
    "cleaned",
    "front_number",
    "header_unit",
    "is_spreadsheet_error",
    "key",
    "keys",
    "money_unit",
    "own_kind",
    "read_booleans",
    "read_dates",
    "read_durations",
    "read_money",
    "read_numbers",
    "read_shares",
    "stage_numbers",
    "told_order",
    "without_blank_words",
    "without_no",
    "without_pictures",
]
