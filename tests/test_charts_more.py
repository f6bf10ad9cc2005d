"""The charts of trends, comparisons, goals, forecasts and defects draw their tables and nothing else."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from cycle_kit import charts
from cycle_kit.charts import theme
from cycle_kit.charts.axes import period_axis, period_names
from cycle_kit.charts.measured import apart, axis, short, ticks, titled
from tests.chart_tables import (
    NAN,
    backtest_table,
    benchmark_table,
    bottlenecks_table,
    calibration_table,
    cohorts_table,
    compare_table,
    day,
    defects_table,
    effects_table,
    forecast_deals_table,
    forecast_table,
    goals_table,
    qualification_table,
    readings_table,
    shift_table,
    slips_periods_table,
    slips_table,
    speed_conversion_table,
    speed_table,
    to_do_table,
    trend_table,
    waterfall_table,
    what_if_table,
)

GAP = "\u00a0"


def trend_chart(table):
    return charts.trend_chart(table, measure="win_rate")


def shift_chart(table):
    return charts.mix_shift_chart(table, measure="win_rate")


CHARTS = {
    "trend": (trend_chart, trend_table),
    "cohorts": (trend_chart, cohorts_table),
    "compare": (charts.compare_chart, compare_table),
    "goals": (charts.goals_chart, goals_table),
    "mix_shift": (shift_chart, shift_table),
    "what_if": (charts.what_if_chart, what_if_table),
    "bottlenecks": (charts.bottlenecks_chart, bottlenecks_table),
    "speed_to_lead": (charts.speed_to_lead_chart, speed_table),
    "speed_to_lead_conversion": (charts.speed_to_lead_chart, speed_conversion_table),
    "both_readings": (charts.both_readings_chart, readings_table),
    "qualification": (charts.qualification_chart, qualification_table),
    "benchmark": (charts.benchmark_chart, benchmark_table),
    "forecast": (charts.forecast_chart, forecast_table),
    "forecast_deals": (charts.forecast_chart, forecast_deals_table),
    "backtest": (charts.backtest_chart, backtest_table),
    "calibration": (charts.calibration_chart, calibration_table),
    "waterfall": (charts.waterfall_chart, waterfall_table),
    "slips": (charts.slips_chart, slips_table),
    "slips_periods": (charts.slips_chart, slips_periods_table),
    "to_do": (charts.to_do_chart, to_do_table),
    "defects": (charts.defects_chart, defects_table),
    "defect_effects": (charts.defect_effects_chart, effects_table),
}
EVERY = pytest.mark.parametrize("stem", CHARTS)


def draw(stem):
    chart, table = CHARTS[stem]
    return chart(table())


def clickable(chart):
    return [trace for trace in chart.data if trace.customdata is not None and len(trace.customdata)]


def marks(chart):
    return [list(mark) for trace in clickable(chart) for mark in trace.customdata]


def annotations(chart):
    return " ".join(each.text.replace("<br>", " ") for each in chart.layout.annotations)


def bars_of(chart):
    """{customdata: (from, to)} of all horizontal bars."""
    return {
        tuple(mark): (base, base + size)
        for trace in clickable(chart)
        for mark, base, size in zip(trace.customdata, trace.base, trace.x, strict=True)
    }


def texts(chart):
    return [
        text
        for trace in chart.data
        if trace.type == "scatter" and trace.mode == "text"
        for text in trace.text
    ]


# --- trend -------------------------------------------------------------------------------------


def test_a_trends_line_breaks_where_a_value_is_missing_and_never_leads_to_what_is_not_over():
    _ground, band, line, _dots = draw("trend").data
    assert list(line.x) == [0, 1, None, 3, None]
    assert list(line.y) == [0.30, 0.50, None, 0.40, None]
    assert list(band.x) == [0, 1, 1, 0, None, 3, 3, None]
    assert list(band.y) == [0.46, 0.78, 0.22, 0.18, None, 0.54, 0.28, None]


def test_what_is_not_over_is_a_hollow_dot_on_hatched_ground():
    ground, _band, _line, dots = draw("trend").data
    assert list(ground.x) == [4, 5]
    assert ground.marker.pattern.shape == "/"
    assert [list(mark) for mark in ground.customdata] == [["2025-05-01"], ["2025-06-01"]]
    assert list(dots.y) == [0.30, 0.50, 0.40, 0.10]
    pale, full = theme.colour("ground"), theme.colour("stage")
    assert list(dots.marker.color) == [full, pale, full, pale]  # few in February, running in May
    assert "not over yet" in dots.hovertext[3]
    assert "too young to judge" in ground.hovertext[1]


def test_without_a_measure_a_trend_still_draws_its_numbers():
    chart = charts.trend_chart(trend_table())
    assert list(chart.data[3].y) == [0.30, 0.50, 0.40, 0.10]
    assert "<b>Jan 2025: 0.30</b>" in chart.data[3].hovertext[0]


def test_a_split_trend_is_a_panel_per_group_on_one_scale():
    parts = [trend_table().assign(owner=o)[["owner", *trend_table()]] for o in ("Ann", "Bo")]
    chart = trend_chart(pd.concat(parts, ignore_index=True))
    assert ["2025-01-01", "", "Ann"] in marks(chart)
    assert ["2025-01-01", "", "Bo"] in marks(chart)
    assert chart.layout.yaxis.range == chart.layout.yaxis2.range
    assert "Bo" in annotations(chart)


def test_the_triangle_leaves_young_cells_empty():
    _names, ripe, young = draw("cohorts").data
    assert list(ripe.text) == [f"10{GAP}%", f"25{GAP}%", f"<i>20{GAP}%</i>"]  # few: in italics
    assert list(ripe.marker.color) == [0.10, 0.25, 0.20]
    assert [list(mark) for mark in young.customdata] == [["2025-04-01", "60"]]
    assert list(young.text) == [""]
    assert young.marker.pattern.shape == "/"


# --- comparisons and changes ---------------------------------------------------------------------


def test_groups_stand_in_the_tables_order_with_their_verdict_in_words():
    chart = draw("compare")
    (dots,) = clickable(chart)
    assert [list(mark) for mark in dots.customdata] == [["Ann"], ["Bo"], ["Cem"], ["Dia"]]
    assert list(dots.x) == [55.0, -4.0, -33.0, -43.0]
    titles = chart.data[0].text
    assert [re.sub("<.*?>", "|", title).strip("|").split("|")[-1] for title in titles] == [
        "worse",
        "Bo",  # no clear difference goes without a word, as the key says
        "better",
        "too few",
    ]
    assert "no word: no clear difference" in annotations(chart)
    assert "no clear difference" in dots.hovertext[1]
    assert not any(re.search(r"\b[1-4]\.", title) for title in titles)  # no numbered places
    assert re.sub("<.*?>", "", chart.data[1].text[0]) == f"175{GAP}d, others 120{GAP}d"
    assert chart.layout.height < 4 * 44 + 100  # a row is no taller than its line and its words
    assert "difference +55 days likely between" in dots.hovertext[0].replace("<br>", " ")
    assert dots.marker.color[3] == theme.colour("ground")  # a hollow dot


def test_intervals_are_the_tables():
    ends = sorted(
        value
        for trace in draw("compare").data
        if trace.mode == "lines"
        for value in trace.x
        if value is not None
    )
    assert ends == [-99.0, -61.0, -33.0, -5.0, 20.0, 25.0, 27.0, 82.0]


def test_patterns_name_the_column_as_the_metric_gives_it():
    table = compare_table()
    table.insert(0, "column", "region")
    chart = charts.compare_chart(table)
    assert marks(chart)[0] == ["Ann", "region"]
    assert "region" in chart.data[0].text[0]


def test_patterns_name_the_column():
    table = compare_table().assign(column="region")
    chart = charts.compare_chart(table)
    assert marks(chart)[0] == ["Ann", "region"]
    assert "region" in chart.data[0].text[0]


def test_goals_show_so_far_the_forecast_and_what_is_expected_by_now():
    chart = draw("goals")
    so_far, ahead = clickable(chart)
    assert list(so_far.x) == [0.4, 0.75]
    assert (list(ahead.base), list(ahead.x)) == ([0.4], [0.5])
    assert ahead.marker.pattern.shape == "/"
    assert marks(chart)[0] == ["won_deals", "2025-Q4", "Ann"]
    assert marks(chart)[1] == ["win_rate", "2025-09", "North"]
    assert list(chart.data[-1].x) == [0.5]  # only sums of a running period have a part by now
    assert texts(chart)[2:] == ["40 of 100", f"30{GAP}%, target 40{GAP}%"]


def test_the_range_of_a_goal_is_a_thin_line_cut_at_the_edge():
    table = goals_table().assign(low_to_target=[0.7, NAN], high_to_target=[9.0, NAN])
    chart = charts.goals_chart(table)
    (line,) = [t for t in chart.data if t.type == "scatter" and t.mode == "lines"]
    assert [x for x in line.x if x is not None] == [0.7, 2.0]
    assert "eight times in ten" in annotations(chart)


def test_quotas_that_ask_the_same_are_told_by_name_with_a_word():
    own = goals_table().iloc[[0, 0, 1]].assign(owner=["Ann", "Bo", None])
    titles = charts.goals_chart(own.assign(verdict=["likely", "open", ""])).data[0].text
    plain_titles = [re.sub("<.*?>", "", title) for title in titles]
    assert plain_titles == ["Ann  likely", "Bo  either way", "Win rate Sep 2025 · North"]


def test_the_parts_of_a_change_add_up():
    bars = bars_of(draw("mix_shift"))
    assert bars["mix", "total"] == (0.0, -0.01)
    assert bars["rate", "total"] == (-0.01, pytest.approx(-0.06))
    assert bars["matched", "total"] == (0.0, pytest.approx(-0.06))
    assert bars["unfinished", "total"] == (pytest.approx(-0.06), pytest.approx(-0.08))
    assert bars["change", "total"] == (0.0, -0.08)
    assert bars["rate", "Small"] == (-0.05, -0.10)
    assert f"−8{GAP}pt" in "".join(texts(draw("mix_shift")))


def test_the_picture_of_a_change_says_what_the_sentence_says():
    chart = "".join(texts(draw("mix_shift")))
    for shown in (f"26{GAP}% → 20{GAP}%", f"27{GAP}% → 19{GAP}%", f"−6{GAP}pt", f"−8{GAP}pt"):
        assert shown in chart


def test_how_many_deals_a_change_rests_on_stands_below_where_it_wraps():
    """Beside a bar it ran into the figure at the end of the row, on a phone."""
    chart = charts.mix_shift_chart(shift_table(), measure="win_rate")
    held = [note.text for note in chart.layout.annotations if "deals before" in note.text]
    assert [text.count("50 deals before, 50 after.") for text in held] == [1]
    assert "→" not in held[0] and "Seen equally long: what had come" in held[0]


def test_a_change_of_what_has_ended_speaks_of_nothing_unfinished():
    ended = shift_table().assign(within_days=NAN, unfinished=0.0)
    ended[["naive_before", "naive_after"]] = ended[["value_before", "value_after"]].to_numpy()
    ended["change"] = ended["mix"] + ended["rate"]
    assert ("unfinished", "total") not in bars_of(charts.mix_shift_chart(ended, measure="win_rate"))
    said = charts.change_answer(ended, measure="win_rate").splitlines()
    assert said == [
        f"Win rate went from 26{GAP}% to 20{GAP}% (−6{GAP}pt): −1{GAP}pt because other kinds of deals "
        f"came, −5{GAP}pt because the same kinds of deals went otherwise.",
        "This rests on 50 deals before and 50 deals after.",
    ]


def test_what_if_draws_now_and_then():
    chart = draw("what_if")
    drawn = {tuple(t.customdata[0]): t.x[0] for t in clickable(chart)}
    assert drawn["mean_cycle_days", "now"] == 150.0
    assert drawn["mean_cycle_days", "then"] == 135.0
    assert drawn["one_off_value", "then"] == 9000.0
    assert f"150{GAP}d → 135{GAP}d (−10{GAP}%)" in texts(chart)
    assert f"24{GAP}% → 26{GAP}% (+2{GAP}pt)" in texts(chart)
    assert "Shorter stages bring this once." in annotations(chart)


def test_no_change_has_no_sign():
    table = what_if_table().assign(then=-0.0, now=-0.0, change=NAN)
    shown = "".join(texts(charts.what_if_chart(table, currency="EUR")))
    assert "€0" in shown and "−€0" not in shown and "+€0" not in shown


def test_bottlenecks_keep_their_order_and_fall_back_to_wins():
    assert bars_of(draw("bottlenecks")) == {("Proposal",): (0, 470000.0), ("New",): (0, 144000.0)}
    chart = charts.bottlenecks_chart(bottlenecks_table().assign(value_gained=NAN))
    assert bars_of(chart) == {("Proposal",): (0, 15.4), ("New",): (0, 4.7)}
    assert "15.4 more wins" in "".join(texts(chart))


# --- leads, checklists, benchmarks ---------------------------------------------------------------


def test_speed_is_three_shares():
    chart = draw("speed_to_lead")
    drawn = {t.customdata[0][1]: t.x[0] for t in clickable(chart) if len(t.customdata[0]) > 1}
    assert drawn == {"share_5_min": 0.08, "share_1_hour": 0.37, "share_24_hours": 0.80}
    assert f"half within 2.5{GAP}h" in texts(chart)


def test_speed_without_times_of_day_is_a_median():
    table = speed_table().assign(share_5_min=NAN, share_1_hour=NAN, share_24_hours=NAN)
    (dots,) = clickable(charts.speed_to_lead_chart(table))
    assert list(dots.x) == [2.5]


def test_conversion_by_speed_is_called_an_association():
    chart = draw("speed_to_lead_conversion")
    assert marks(chart) == [["5 minutes"]]  # a bucket without leads has no row
    assert "An association, not a cause." in annotations(chart)


def test_a_checklist_of_few_deals_says_so_and_warns():
    chart = draw("qualification")
    (dots,) = clickable(chart)
    assert list(dots.x) == [0.42, 0.50]
    assert list(chart.data[-1].x) == [0.21, 0.30]
    assert ["too few to judge" in title for title in chart.data[0].text] == [False, True]
    assert "No dates." in annotations(chart)


def test_a_benchmark_that_counts_something_else_is_named_and_never_drawn():
    chart = draw("benchmark")
    assert marks(chart) == [["Same", "One"], ["Near", "Two"]]
    points = {trace.customdata[0][0]: trace for trace in clickable(chart)}
    assert list(points["Same"].x) == [0.31]
    assert points["Same"].marker.symbol == "circle"
    assert points["Near"].marker.color == theme.colour("ghost_key")
    bands = [list(t.x) for t in chart.data if t.mode == "lines" and t.x]
    assert bands == [[0.20, 0.25, None]]
    assert chart.layout.shapes[0].x0 == 0.29
    assert "Dropped deals may count." in annotations(chart)
    assert "Far 2018: Bids, not deals." in annotations(chart)
    drawn = [v for t in chart.data for v in t.x if v is not None]
    assert 0.47 not in drawn


# --- what comes next -----------------------------------------------------------------------------


def test_a_forecast_is_a_range_with_its_middle():
    chart = draw("forecast")
    (dots,) = clickable(chart)
    assert list(dots.x) == [2180.0, 430.0, 2600.0]
    assert list(chart.data[-1].x) == [2200.0, 550.0, 2750.0]
    assert marks(chart) == [["open deals", ""], ["not yet created", ""], ["all", ""]]
    assert f"1.4{GAP}k to 3.1{GAP}k" in texts(chart)


def test_a_forecast_by_owner_names_them():
    table = forecast_table().iloc[:2].assign(owner=["Ann", None])
    chart = charts.forecast_chart(table)
    assert marks(chart) == [["open deals", "Ann"], ["not yet created", ""]]
    assert chart.data[0].text[1].startswith("<b>Not yet created</b>")


def test_deals_of_a_forecast_stand_on_the_ghost_of_their_value():
    whole, expected = clickable(draw("forecast_deals"))
    assert (list(whole.x), list(expected.x)) == ([1000.0, 300.0], [500.0, 30.0])
    assert "its amount is missing" in expected.hovertext[1].replace("<br>", " ")


def test_a_backtest_marks_what_came_outside_its_range():
    chart = draw("backtest")
    ranges, predicted, came = chart.data[:3]
    assert list(ranges.y) == [80.0, 130.0, None, 90.0, 140.0, None]
    assert (list(predicted.y), list(came.y)) == ([100.0, 110.0], [120.0, 40.0])
    assert list(came.marker.color) == [theme.colour("ink"), theme.colour("accent")]
    assert ["stage", "2024-12-31"] in marks(chart)


def test_calibration_is_promised_beside_won():
    chart = draw("calibration")
    history, stage = clickable(chart)
    assert (list(history.x), list(history.y)) == ([0.05, 0.45], [0.08, 0.25])
    assert history.marker.color[1] == theme.colour("ground")  # four deals: too few
    assert marks(chart)[-1] == ["stage", "0.1", "0.2"]
    assert list(stage.marker.size) == [90]


def test_a_waterfall_adds_up_and_leaves_out_what_did_not_happen():
    chart = draw("waterfall")
    bars = bars_of(chart)
    assert bars == {
        ("opening",): (0, 1000),
        ("new",): (1000, 1500),
        ("raised",): (1500, 1500),
        ("won",): (1500, 1200),
        ("lost",): (1200, 1100),
        ("closing",): (0, 1100),
    }
    assert "not known" in "".join(texts(chart))
    assert "At today's amounts." in annotations(chart)


def test_slips_are_the_deals_pushed_farthest():
    chart = draw("slips")
    assert bars_of(chart) == {("8",): (0, 90.0), ("7",): (0, 20.0)}
    assert texts(chart)[0] == f"<b>8</b>  {theme.paint('pushed 3 times', 'muted')}"


def test_slips_by_period_are_the_share():
    (columns,) = draw("slips_periods").data
    assert list(columns.y) == [0.25, 0.5]
    assert columns.marker.color[1] == theme.colour("dropped")  # four due: too few


def test_to_do_bars_are_cut_into_deals():
    chart = draw("to_do")
    assert bars_of(chart) == {
        ("7", "slow"): (0, 900.0),
        ("8", "slow"): (900.0, 1000.0),
        ("7", "overdue"): (0, 900.0),
        ("L1", "unanswered"): (0, 0),
    }
    assert "2 deals · 1" + GAP + "k" in texts(chart)
    assert "1 lead" in texts(chart)
    assert f"35{GAP}% of all open deals are slow, overdue or silent." in annotations(chart)


def test_many_deals_to_do_are_drawn_as_one_rest():
    table = pd.concat(
        [to_do_table().iloc[[0]].assign(deal_id=str(k), value=10.0) for k in range(40)]
    )
    bars = bars_of(charts.to_do_chart(table))
    assert bars["", "slow"] == (150.0, 400.0)


# --- defects -------------------------------------------------------------------------------------


def test_defects_without_deals_are_named_below():
    chart = draw("defects")
    assert bars_of(chart) == {("stages skipped",): (0, 0.06), ("reopened",): (0, 0.008)}
    assert "Not found here: bulk moves." in annotations(chart)


def test_defect_effects_are_with_and_without():
    chart = draw("defect_effects")
    drawn = [(list(t.customdata[0]), t.x[0]) for t in clickable(chart)]
    assert (["reopened", "win_rate"], 0.30) in drawn
    assert (["reopened", "win_rate"], 0.25) in drawn
    assert (["reopened", "mean_cycle_days"], 140.0) in drawn
    assert ["bulk moves", "win_rate"] not in marks(chart)  # as it is shown nothing changes
    assert "They change none of these figures: bulk moves." in annotations(chart)


# --- what all have in common -----------------------------------------------------------------------


@EVERY
def test_an_empty_table_is_a_calm_sentence(stem):
    chart, table = CHARTS[stem]
    empty = chart(table().iloc[:0])
    assert len(empty.data) == 0
    assert len(empty.layout.annotations) == 1
    assert re.fullmatch(r".+[a-z]\.</span>", empty.layout.annotations[0].text)


@EVERY
def test_empty_figures_are_no_error(stem):
    chart, table = CHARTS[stem]
    emptied = table()
    for column in emptied.columns[1:]:
        if pd.api.types.is_float_dtype(emptied[column]) and column != "age":
            emptied[column] = NAN
    assert chart(emptied).layout.autosize


@EVERY
def test_figures_are_light_wide_as_their_place_and_alone(stem):
    chart = draw(stem)
    assert len(chart.to_json()) < 14_000
    assert chart.layout.width is None
    assert chart.layout.autosize
    assert not chart.layout.showlegend
    assert chart.layout.height >= 100


@EVERY
def test_inputs_stay_as_they_were(stem):
    chart, table = CHARTS[stem]
    given = table()
    chart(given)
    pd.testing.assert_frame_equal(given, table())


@EVERY
def test_every_colour_has_a_dark_counterpart(stem):
    text = json.dumps(draw(stem).to_dict(), default=lambda v: np.asarray(v).tolist())
    used = set(re.findall(r"#[0-9a-f]{6}", text))
    assert used
    assert used <= set(theme.PAIRS)


@pytest.mark.parametrize(
    ("stem", "how_many_of_what"),
    {
        "trend": r"from \d+ deals",
        "cohorts": r"of \d+ decided deals won|\d+ deals so far",
        "compare": r"\d+ deals or stays compared",
        "goals": r"\d+.* of a target of \d+",
        "mix_shift": r"\d+ deals before, \d+ after",
        "what_if": r"(now|then): ([\d,]+( days)?|\d+\u00a0%)",
        "bottlenecks": r"\d+ deals were lost there",
        "speed_to_lead": r"\d+ of \d+ leads answered",
        "speed_to_lead_conversion": r"\d+ of \d+ leads converted",
        "both_readings": r"\d+ ended stays",
        "qualification": r"\d+ deals with an answer, \d+ of them met",
        "benchmark": r"published .*%, yours \d+",
        "forecast": r"[\d.]+ deals won expected",
        "forecast_deals": r"1 deal, won by then with",
        "backtest": r"\d+ deals open then",
        "calibration": r"\d+ deals with a chance of",
        "waterfall": r"\d+ deals?, ",
        "slips": r"pushed (once|\d+ times) pushed by \d+ days",
        "slips_periods": r"\d+ deals due at its start",
        "to_do": r"1 deal, \d+|no amount",
        "defects": r"\d+ deals, [\d.]+\u00a0% of all",
        "defect_effects": r"without these deals: \d+",
    }.items(),
)
def test_every_hover_says_how_many_and_of_what(stem, how_many_of_what):
    hovers = [t.replace("<br>", " ") for trace in draw(stem).data for t in trace.hovertext or ()]
    assert hovers
    assert [text for text in hovers if not re.search(how_many_of_what, text)] == []


def test_names_from_the_data_are_text_and_never_markup():
    chart = charts.compare_chart(compare_table().assign(group="<a href='x'>Ann</a>"))
    spoken = [*chart.data[0].text, *clickable(chart)[0].hovertext]
    assert not any("<a" in text for text in spoken)


# --- words of measures and periods -----------------------------------------------------------------


def test_measures_have_names_units_and_differences():
    assert titled("days in Proposal") == "Days in Proposal"
    assert short(0.31, "conversion from New") == f"31{GAP}%"
    assert short(0.5, "median_hours") == f"30{GAP}min"
    assert short(1200.0, "won_value", "EUR") == f"€1.2{GAP}k"
    assert apart(0.04, "win_rate") == f"+4{GAP}pt"
    assert apart(-12.0, "mean_cycle_days") == f"−12{GAP}d"
    assert apart(3000.0, "mean_won_value", "EUR") == f"+€3{GAP}k"


@pytest.mark.parametrize(
    ("measure", "unit"),
    [("win_rate", "share"), ("median_cycle_days", "days"), ("won_deals", "deals")],
)
@pytest.mark.parametrize("low", [0.0, -0.7, 0.2])
@pytest.mark.parametrize(
    "reach", [0.004, 0.03, 0.11, 0.26, 0.55, 0.97, 1.4, 6.0, 27.0, 99.0, 104.0]
)
def test_every_tick_is_where_its_label_says(measure, unit, low, reach):
    """27.5 % would be labelled 28 %."""
    shown = axis(low * reach, reach, measure)
    factor = 100 if unit == "share" else 1
    for place, label in zip(shown["tickvals"], shown["ticktext"], strict=True):
        written = float(re.sub(r"[^0-9.\u2212]", "", label).replace("\u2212", "-"))
        assert written == pytest.approx(place * factor, abs=1e-6)


def test_defects_have_ticks_that_can_be_written():
    for share in (0.011, 0.05, 0.137, 0.24):
        table = pd.DataFrame({"defect": ["skips"], "deals": [9], "share": [share]})
        axis = charts.defects_chart(table).layout.xaxis
        for place, label in zip(axis.tickvals, axis.ticktext, strict=True):
            assert float(label.split("\u00a0")[0]) == pytest.approx(100 * place, abs=1e-6)


def test_an_open_deal_past_its_first_date_is_still_open():
    table = slips_table().assign(outcome=["won", "open", "lost"], pushes=[1, 3, 2])
    table["days_pushed"] = [20.0, 90.0, 5.0]
    table["won_on_time"] = pd.array([True, False, False], dtype="boolean")
    hovers = {t.customdata[at][0]: t.hovertext[at] for t in charts.slips_chart(table).data
              for at in range(len(t.customdata or ()))}  # fmt: skip
    assert "still open, past its first date" in hovers["8"].replace("<br>", " ")
    assert "not won on time" in hovers["9"] and "won on time" in hovers["7"]


def test_axes_have_round_ticks_in_words():
    assert ticks(0, 1.04) == [0.0, 0.5, 1.0]
    assert ticks(-70, 85) == [-50.0, 0.0, 50.0]
    assert axis(-0.06, 0.06, "win_rate", signs=True)["ticktext"] == [
        f"−5{GAP}pt",
        f"0{GAP}%",
        f"+5{GAP}pt",
    ]


def test_periods_are_named_by_their_length():
    def named(*starts):
        return period_names([day(start) for start in starts])

    assert named("2025-01-01", "2025-02-01") == ["Jan 2025", "Feb 2025"]
    assert named("2025-01-01", "2025-04-01") == ["Q1 2025", "Q2 2025"]
    assert named("2024-01-01", "2025-01-01") == ["2024", "2025"]
    assert named("2025-01-06", "2025-01-13") == ["6 Jan 2025", "13 Jan 2025"]
    assert period_axis([str(k) for k in range(10)])["ticktext"] == ["0", "3", "6", "9"]


# --- answers ---------------------------------------------------------------------------------------


def test_the_team_answer_names_who_differs_and_who_cannot_be_judged():
    needed = pd.DataFrame(
        [("win_rate", 0.4, 0.8, 9, 92.0, 150.0)],
        columns=["measure", "effect", "power", "groups", "deals_now", "deals_needed"],
    )
    assert charts.team_answer(compare_table(), needed=needed).splitlines() == [
        "By time to decision, 2 of 3 groups that can be judged differ from the others beyond chance.",
        "Ann is worse: 175 days against 120 days of the others with deals of the same segment "
        f"(the difference is likely between +27{GAP}d and +82{GAP}d).",
        "Cem is better: 100 days against 133 days of the others with deals of the same segment "
        f"(the difference is likely between −61{GAP}d and −5{GAP}d).",
        "Dia: too few deals to judge.",
        f"Win rate: to see in four cases of five that somebody's is 40{GAP}% lower than the others', takes about "
        "150 deals of theirs; half of them have 92 or fewer.",
    ]


def test_the_forecast_answer_says_how_sure_it_is():
    assert charts.forecast_answer(forecast_table(), backtest_table()).splitlines() == [
        f"Eight times in ten between 1.5{GAP}k and 4{GAP}k will be won; as often more as less than 2.6{GAP}k.",
        f"20{GAP}% of what is expected comes from deals that are not created yet.",
        f"Three deals carry 30{GAP}% of what the open ones promise.",
        "By history: tried at 2 past dates, what came lay within the range once.",
        "By stage: tried at 1 past date, what came lay within the range never.",
    ]


def test_the_to_do_answer_counts_each_deal_once():
    assert charts.to_do_answer(to_do_table(), currency="EUR").splitlines() == [
        f"2 open deals want something done (35{GAP}% of all open ones, worth €1,000).",
        "Of these: 2 stay longer in their stage than nine in ten did; 1 is past its expected close.",
        "1 lead has no answer yet.",
    ]
    assert charts.to_do_answer(to_do_table().iloc[:0]) == (
        "Nothing is waiting: no deal is slow, overdue or silent."
    )


def test_the_change_answer_adds_up():
    said = charts.change_answer(shift_table(), measure="win_rate", bottlenecks=bottlenecks_table())
    assert said.splitlines() == [
        f"Win rate of what was seen equally long went from 26{GAP}% to 20{GAP}% (−6{GAP}pt): −1{GAP}pt because "
        f"other kinds of deals came, −5{GAP}pt because the same kinds of deals went otherwise.",
        f"As the deals stand today it went from 27{GAP}% to 19{GAP}% (−8{GAP}pt), −2{GAP}pt of it only because "
        f"deals are not finished yet. Seen equally long: what had come within 90 days of entry.",
        "This rests on 50 deals before and 50 deals after.",
        f"A tenth fewer losses would bring most in Proposal: 15.4 more wins, 470{GAP}k.",
    ]


def test_the_benchmark_answer_keeps_apart_what_may_be_compared():
    assert charts.benchmark_answer(benchmark_table()).splitlines() == [
        f"Win rate: yours is 29{GAP}%. 1 comparable figure says 31{GAP}%. "
        f"1 roughly comparable figure says 20{GAP}% to 25{GAP}%.",
        "1 published figure counts something else and is not compared.",
    ]


@pytest.mark.parametrize("stem", ["trend", "backtest", "calibration"])
def test_the_title_of_a_panel_that_stands_alone_is_clear_of_the_key(stem):
    chart, table = CHARTS[stem]
    alone = table().iloc[:2]
    alone = alone.assign(owner="Ann")[["owner", *alone]] if stem == "trend" else alone
    title, key = (note for note in chart(alone).layout.annotations if note.text and note.y)
    assert title.text in ("<b>Ann</b>", "<b>By history</b>")
    assert title.y < key.y


def test_a_tenth_fewer_of_no_losses_is_no_advice():
    told = charts.to_do_answer(
        to_do_table(), bottlenecks=bottlenecks_table().assign(wins_gained=0.0), currency="EUR"
    )
    assert "fewer losses" not in told
