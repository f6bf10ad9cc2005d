"""The what-if sliders ask what_if and draw its table."""

import pandas as pd

import cycle_kit as ck
from cycle_kit.dashboard.what_if_page import what_if_page
from tests.test_what_if import DEALS, EVENTS


def test_a_moved_slider_asks_again():
    pipe = ck.from_events(EVENTS, stages=["A", "B"], deals=DEALS)
    page = what_if_page(pipe)
    before = page.chart.figure
    page.days["A"].value = -0.5
    page.more["deals"].value = 0.2
    expected = ck.what_if(pipe, days={"A": -0.5}, deals=0.2)
    pd.testing.assert_frame_equal(page.table, expected)
    assert page.chart.figure != before


def test_every_slider_has_its_name_in_full_above_it():
    pipe = ck.from_events(EVENTS, stages=["A", "B"], deals=DEALS)
    page = what_if_page(pipe)
    control = page.conversion["A"]
    assert control.description == "Conversion from A"
    assert control.readout_format == "+.0%"  # "−25 %" days, not 25 days less
    assert control.style.description_width == ""  # as wide as page.css has it: a line of its own
    assert "ck-slider" in control._dom_classes
    # nothing moved, nothing changes: zeros have no sign
    assert "\u22120" not in str(page.chart.figure) and "\u2212€0" not in str(page.chart.figure)
