"""What a reader chooses within a language: its digits, and where time runs to."""

import re

import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts import words
from cycle_kit.charts.axes import period_axis
from cycle_kit.charts.direction import directed
from cycle_kit.charts.outcome_curves import age_axis
from cycle_kit.charts.sparkline import sparkline
from cycle_kit.errors import CycleKitError, QuestionError
from cycle_kit.locale import LOCALES, locale_of, now, speaking
from tests.test_reports import DEALS

RTL = {"time_axes": "rtl"}


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", LOCALES)
def test_digits_are_chosen_in_the_languages_that_have_two_kinds(name):
    usual = {"fa": "۷۱٪ ۱٬۲۴۰", "ar": "71% 1,240"}
    chosen = {"fa": ("latin", "71% 1,240"), "ar": ("arabic", "٧١٪ ١٬٢٤٠")}
    with speaking(name):
        before = f"{words.share(0.71)} {words.number(1240)}"
        assert before == usual.get(name, before)
    for digits in ("latin", "arabic"):
        with speaking(name, {"digits": digits}) as spoken:
            assert spoken.name == name and spoken.months == locale_of(name).months
            told = f"{words.share(0.71)} {words.number(1240)}"
        kind, other = chosen.get(name, ("", ""))
        assert told == (other if digits == kind else before)
    assert now().name == "en"


@pytest.mark.parametrize("name", LOCALES)
def test_time_runs_leftwards_where_it_was_chosen_in_such_a_language(name):
    names = ["Jan", "Feb", "Mar"]
    with speaking(name):
        usual, spark = period_axis(names)["range"], sparkline([1, 2, 3], names)
    with speaking(name, RTL):
        chosen, other = period_axis(names)["range"], sparkline([1, 2, 3], names)
    assert usual == [-0.5, 2.5]
    leftwards = locale_of(name).leftwards
    assert chosen == (usual[::-1] if leftwards else usual)
    assert (spark == other) != leftwards
    assert re.findall('class="now" x="(\\d+)"', other) == (["0"] if leftwards else ["18"])


def test_areas_and_ages_follow_and_lengths_do_not(export):
    pipe = ck.load(export)
    curves = ck.outcome_curves(pipe)
    with speaking("fa", RTL):
        assert age_axis(curves)["range"][1] == 0
        lengths = charts.cycle_length_chart(ck.cycle_length(pipe)).to_dict()["layout"]["xaxis"]
    assert lengths["range"][0] < lengths["range"][1]


def test_cycle_toml_chooses_for_report_page_and_digest(export, tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    said = 'locale = "ar"\ndigits = "arabic"\ntime_axes = "rtl"\n'
    (tmp_path / "cycle.toml").write_text(said, encoding="utf-8")
    pipe = ck.load(tmp_path / "deals.csv")
    assert pipe.written == {"digits": "arabic", "time_axes": "rtl"}
    told = ck.digest(pipe.where(pipeline="North"))
    assert re.search("[٠-٩]", told) and not re.search("[0-9]", re.sub(r"(?m)^\d+\.", "", told))
    assert now().name == "en" and words.number(5) == "5"


def test_what_can_be_chosen_is_said_in_errors(export, tmp_path):
    with (
        pytest.raises(QuestionError, match='"latin", "arabic"'),
        speaking("fa", {"digits": "persian"}),
    ):
        pass
    with pytest.raises(CycleKitError, match='"ltr" or "rtl"'):
        (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
        (tmp_path / "cycle.toml").write_text('time_axes = "left"\n', encoding="utf-8")
        ck.load(tmp_path / "deals.csv")


@pytest.mark.parametrize(("name", "chosen"), [("fa", {}), ("ar", {"digits": "arabic"})])
def test_ticks_of_numbers_have_the_digits_of_the_language(name, chosen):
    figure = {
        "data": [
            {"type": "bar", "orientation": "h", "x": [3, 50], "y": ["A1", "B"]},
            {"type": "scatter", "x": ["2025-01-01"], "y": [7], "xaxis": "x2", "yaxis": "y2"},
        ],
        "layout": {"xaxis": {"range": [0, 50], "nticks": 6, "ticksuffix": " d"}},
    }
    with speaking(name, chosen):
        layout = directed(figure)["layout"]
        own = [now().figure(str(n)) for n in range(0, 51, 10)]
    assert layout["xaxis"]["tickvals"] == [0, 10, 20, 30, 40, 50]
    assert [
        re.sub("[\u2067\u2069\u200f]| d", "", tick) for tick in layout["xaxis"]["ticktext"]
    ] == own
    assert "tickvals" not in layout.get("yaxis", {})  # names
    with speaking("ar"):
        assert "tickvals" not in directed(figure)["layout"]["xaxis"]
