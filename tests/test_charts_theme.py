"""Colours that everybody can tell apart and read, on both grounds; numbers in words."""

import itertools

import numpy as np
import pandas as pd
import pytest

from cycle_kit.charts import on_dark, theme, win_rate_chart, words

NAN = float("nan")
LIGHT, DARK = 0, 1
GROUNDS = pytest.mark.parametrize("ground", [LIGHT, DARK])
MEANINGS = ["stage", "open", "accent", "won", "lost", "dropped"]
#: severity 1.0, on linear RGB: Machado, Oliveira and Fernandes, IEEE TVCG 15 (6), 2009
SIGHTS = {
    "usual": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(hexa):
    channels = np.array([int(hexa[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2: the ratio of relative luminances."""
    low, high = sorted(linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def of(role, ground):
    return theme.COLOURS[role][ground]


def test_the_oracles_know_black_from_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert np.linalg.norm(lab(linear("#ffffff")) - lab(linear("#000000"))) == pytest.approx(
        100, abs=1
    )


@GROUNDS
@pytest.mark.parametrize("role", ["ink", "muted", "stage", "accent", "won", "lost"])
def test_words_stand_out_from_the_ground(role, ground):
    assert contrast(of(role, ground), of("ground", ground)) >= 4.5


@GROUNDS
@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *[("on_mark", mark) for mark in ("stage", "won", "lost", "back")],
        *[("on_pale", mark) for mark in ("open", "skip")],
        ("on_dropped", "dropped"),
        *[("ink", f"{role}_soft") for role in ("stage", "won", "lost", "dropped")],
        *[("ink", f"{role}_pale") for role in ("stage", "won", "lost", "dropped", "back")],
        ("accent", "ground"),
    ],
)
def test_words_inside_marks_can_be_read(text, mark, ground):
    assert contrast(of(text, ground), of(mark, ground)) >= 4.5


@GROUNDS
@pytest.mark.parametrize("sight", SIGHTS)
def test_meanings_can_be_told_apart(sight, ground):
    seen = {role: lab(np.array(SIGHTS[sight]) @ linear(of(role, ground))) for role in MEANINGS}
    for one, other in itertools.combinations(MEANINGS, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 15, (one, other)


def test_each_colour_names_one_meaning():
    for column in (LIGHT, DARK):
        colours = [pair[column] for pair in theme.COLOURS.values()]
        assert len(set(colours)) == len(colours)
    assert not set(theme.PAIRS) & set(theme.PAIRS.values())


def test_a_dark_figure_is_the_same_in_other_colours():
    columns = ["deals", "won", "win_rate", "low", "high", "won_value", "value_win_rate"]
    table = pd.DataFrame([(20, 9, 0.45, 0.26, 0.66, 900.0, NAN)], columns=columns)
    light = win_rate_chart(table)
    before = light.to_json()
    dark = on_dark(light)
    assert light.to_json() == before
    assert dark.layout.template.layout.paper_bgcolor == of("ground", DARK)
    assert not any(colour in dark.to_json() for colour in theme.PAIRS)
    assert list(dark.data[-2].x) == list(light.data[-2].x)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        (words.days(19.2), "19 d"),
        (words.days(6.42), "6.4 d"),
        (words.days(6.0), "6 d"),
        (words.days(9.97), "10 d"),
        (words.full_days(1.0), "1 day"),
        (words.full_days(1234.4), "1,234 days"),
        (words.share(0.712), "71 %"),
        (words.share(0.0424), "4.2 %"),
        (words.share(0.0), "0 %"),
        (words.share(1.0), "100 %"),
        (words.between(0.44, 0.61), "44–61 %"),
        (words.points(0.04), "+4 pt"),
        (words.points(-0.021), "−2.1 pt"),
        (words.points(0.0), "0 pt"),
        (words.relative(0.09), "+9 %"),
        (words.relative(-0.25), "−25 %"),
        (words.money(412345, "EUR"), "€412 k"),
        (words.money(13700, "EUR"), "€13.7 k"),
        (words.money(5_100_000, "EUR"), "€5.1 M"),
        (words.money(999.6), "1 k"),
        (words.money(950, "PLN"), "950 PLN"),
        (words.money(-1500, "EUR"), "−€1.5 k"),
        (words.full_money(412345, "EUR"), "€412,345"),
        (words.money(-0.0, "EUR"), "€0"),
        (words.full_money(-0.4, "EUR"), "€0"),
        (words.number(-0.2), "0"),
        (words.days(-0.04), "0 d"),
        (words.full_money(-10, "EUR"), "−€10"),
        (words.number(1240), "1,240"),
        (words.deals(1), "1 deal"),
        (words.deals(1240), "1,240 deals"),
        (words.date(pd.Timestamp("2025-10-31")), "31 Oct 2025"),
        (words.period(pd.Timestamp("2025-10-01")), "Oct 2025"),
        (words.period("2025 Q3"), "2025 Q3"),
        (words.name("Tom & <Co>"), "Tom &amp; &lt;Co&gt;"),
        (words.name(None), "not given"),
        (words.name("Decision maker", most=9), "Decision…"),
    ],
)
def test_numbers_in_words(spoken, expected):
    assert spoken.replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    "spoken",
    [
        *(words.days, words.full_days, words.share, words.points, words.relative),
        *(words.money, words.full_money, words.number, words.date),
    ],
)
def test_what_is_missing_is_a_dash(spoken):
    assert spoken(NAN) == "–"


def test_hover_lines_fit_a_phone():
    text = words.hover(
        "<b>Proposal</b>", "", "with open stays counted: longer than can be seen yet"
    )
    assert text == "<b>Proposal</b><br>with open stays counted: longer than<br>can be seen yet"
