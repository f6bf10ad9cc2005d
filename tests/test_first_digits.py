"""A line of a picture that begins with a figure keeps it whole: with the font of Persian and Arabic letters browsers
tear the first digit of an isolated line from those behind it, and draw it at the other end."""

import pytest

from cycle_kit.charts.still.letters import led, lines_of, spans
from cycle_kit.locale import speaking

BEGUN, ENDED, FIRST = "\u2067", "\u2069", "\u200f"


@pytest.mark.parametrize(
    ("language", "chosen", "line"),
    [
        ("fa", {}, "۲۶ معامله · ۲۳٫۳ هزار €"),
        ("fa", {}, "۱۰۰"),
        ("fa", {"digits": "latin"}, "26 معامله"),
        ("ar", {}, "45 صفقة"),
        ("ar", {"digits": "arabic"}, "٤٥ صفقة"),
        ("fa", {}, '<tspan font-weight="bold">۲۶</tspan> معامله'),
    ],
)
def test_a_sign_without_width_stands_before_a_first_digit(language, chosen, line):
    with speaking(language, chosen):
        assert led(line) == f"{BEGUN}{FIRST}{line}{ENDED}"
        assert led(led(line)) == led(line)
        assert spans(lines_of(f"<b>{'۲۶'}</b> x")[0]).startswith(BEGUN + FIRST)


@pytest.mark.parametrize("line", ["جدید ← Offer", "\u200e−۴۱٫۹ هزار", "Offer ۲۶", "<b>جدید</b> ۲"])
def test_what_begins_otherwise_has_none(line):
    with speaking("fa"):
        assert led(line) == f"{BEGUN}{line}{ENDED}"


@pytest.mark.parametrize("language", ["en", "pl", "bg"])
def test_lines_from_left_to_right_stay(language):
    with speaking(language):
        assert led("26 deals") == "26 deals"
