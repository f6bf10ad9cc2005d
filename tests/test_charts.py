"""Charts draw their tables and nothing else: marks, words, clicks, colours, sizes."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from cycle_kit import charts
from cycle_kit.charts import theme

NAN = float("nan")
STAGES = ["New", "Proposal"]


def staged(rows, columns, *, stages=(*STAGES, "won")):
    table = pd.DataFrame(rows, columns=columns)
    table["stage"] = pd.Categorical(table["stage"], list(stages), ordered=True)
    return table


def funnel_table():
    columns = "stage deals conversion at_most overall low high value open lost dropped unknown"
    rows = [
        ("New", 20, 0.9, 0.95, 1.0, 0.70, 0.97, 2000.0, 1, 1, 0, 0),
        ("Proposal", 18, 0.5, 0.75, 0.9, 0.29, 0.71, 1800.0, 4, 3, 2, 0),
        ("won", 9, NAN, NAN, 0.45, NAN, NAN, 900.0, 0, 0, 0, 0),
    ]
    return staged(rows, columns.split())


def rules_table():
    rows = [
        ("New", "reached", 20, 0.90, 0.18, 2),
        ("New", "visited", 18, 0.78, 0.18, 2),
        ("New", "in_order", 18, 0.72, 0.18, 2),
        ("Proposal", "reached", 18, 0.50, 0.02, 0),
        ("Proposal", "closed", 14, 0.52, 0.02, 0),
        ("won", "reached", 9, NAN, NAN, 0),
    ]
    return staged(rows, ["stage", "rule", "deals", "conversion", "gap", "skips"])


def ledger_table():
    columns = "stage entries forward skip back won lost dropped open undone phase"
    rows = [
        ("New", 22, 15, 3, 0, 0, 2, 1, 1, 1, "sale"),
        ("Proposal", 18, 0, 0, 2, 9, 3, 0, 4, 0, "sale"),
    ]
    return staged(rows, columns.split())


def flows_table():
    rows = [
        ("New", "Proposal", 15, 15, 6.0),
        ("Proposal", "New", 2, 3, 4.0),
        ("Proposal", "won", 9, 9, 12.0),
        ("New", "lost", 2, 2, 30.0),
    ]
    columns = ["from_stage", "to_stage", "deals", "moves", "median_days"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(from_stage=pd.Categorical(table["from_stage"], STAGES, ordered=True))


def reasons_table():
    rows = [
        ("Price", "lost", "New", pd.NaT, 12, 0.6, 1200.0),
        ("Price", "dropped", "Proposal", pd.NaT, 2, 1.0, NAN),
        (None, "lost", "Proposal", pd.NaT, 8, 0.4, 800.0),
    ]
    columns = ["reason", "outcome", "stage", "period", "deals", "share", "value"]
    return staged(rows, columns)


def durations_table():
    columns = (
        "stage visits running p25_days median_days p75_days km_median_days share_of_cycle phase"
    )
    rows = [
        ("New", 22, 1, 2.0, 6.4, 11.0, 7.1, 0.25, "sale"),
        ("Proposal", 18, 4, 8.0, 19.2, 33.0, 26.0, 0.75, "sale"),
        ("won", 3, 1, 20.0, 30.0, 40.0, NAN, NAN, "after"),
    ]
    return staged(rows, columns.split())


def cycle_table():
    columns = (
        "deals total_days mean_days median_days p25_days p75_days p90_days aj_median_days excluded"
    )
    return pd.DataFrame(
        [(12, 888.0, 74.0, 61.0, 38.0, 96.0, 150.0, 66.0, 1)], columns=columns.split()
    )


def curves_table(rows=3):
    days = np.arange(1.0, rows + 1)
    won = np.linspace(0.1, 0.3, rows)
    columns = {"days": days, "won": won, "lost": won, "dropped": won / 2, "open": 1 - 2.5 * won}
    return pd.DataFrame(columns).assign(at_risk=12, won_low=NAN, won_high=NAN, entered=40)


def win_table():
    columns = "deals won win_rate low high won_value value_win_rate win_loss_ratio"
    return pd.DataFrame([(20, 9, 0.45, 0.26, 0.66, 900.0, 0.40, 0.8)], columns=columns.split())


def velocity_table():
    columns = "open_deals win_rate mean_won_value mean_cycle_days velocity_per_day won_value_per_day ratio"
    return pd.DataFrame([(40, 0.31, 12100.0, 74.0, 2028.0, 1370.0, 1.48)], columns=columns.split())


def kpis_table():
    rows = [
        ("won_deals", 34.0, 28.0, 36.0, 0.21, False),
        ("win_rate", 0.31, 0.27, 0.33, 0.04, False),
        ("new_value", 1.4e6, 1.5e6, NAN, -0.067, True),
    ]
    columns = ["measure", "value", "previous", "last_year", "change", "unfinished"]
    return pd.DataFrame(rows, columns=columns)


def answers_table():
    rows = [
        ("funnel", "yes", "", ""),
        ("ledger", "partly", "Only some stages.", "The history."),
        ("slips", "no", "No expected closes.", "The history of the expected close."),
    ]
    return pd.DataFrame(rows, columns=["metric", "answer", "why", "export_this"])


CHARTS = {
    "funnel": (charts.funnel_chart, funnel_table, "stage"),
    "funnel_rules": (charts.funnel_rules_chart, rules_table, "stage"),
    "ledger": (charts.ledger_chart, ledger_table, "stage"),
    "flows": (charts.flows_chart, flows_table, "from_stage"),
    "loss_reasons": (charts.loss_reasons_chart, reasons_table, "reason"),
    "stage_durations": (charts.stage_durations_chart, durations_table, "stage"),
    "cycle_length": (charts.cycle_length_chart, cycle_table, "deals"),
    "outcome_curves": (charts.outcome_curves_chart, curves_table, "days"),
    "win_rate": (charts.win_rate_chart, win_table, "deals"),
    "velocity": (charts.velocity_chart, velocity_table, "open_deals"),
    "kpis": (charts.kpis_chart, kpis_table, "measure"),
    "answerable": (charts.answerable_chart, answers_table, "metric"),
}
EVERY = pytest.mark.parametrize("stem", CHARTS)
SPLIT = pytest.mark.parametrize("stem", [stem for stem in CHARTS if stem != "answerable"])


def draw(stem):
    chart, table, _first = CHARTS[stem]
    return chart(table())


def clickable(chart):
    return [trace for trace in chart.data if trace.customdata is not None]


def listed(values):
    return [list(value) for value in values]


def shown_words(chart):
    """Everything a reader can see or hover, as one text."""
    return "\n".join(re.findall(r'"((?:[^"\\]|\\.)*)"', json.dumps(chart.to_dict(), default=str)))


def annotations(chart):
    return " ".join(each.text for each in chart.layout.annotations)


# --- marks are the table's numbers -------------------------------------------------------------


def test_funnel_bars_are_the_deals_and_their_pale_ends_the_open_ones():
    _ghosts, whole, ends, titles, steps = draw("funnel").data
    assert list(whole.base) == [20, 18, 9]
    assert list(whole.x) == [-20, -18, -9]  # from the end to zero
    assert listed(whole.customdata) == [["New"], ["Proposal"], ["won"]]
    assert (list(ends.base), list(ends.x)) == ([20, 18], [-1, -4])
    assert listed(ends.customdata) == [["New", "open"], ["Proposal", "open"]]
    assert ends.marker.pattern.shape == "/"
    assert list(titles.text)[2] == "<b>Won</b>  9 deals"
    assert steps.text[0] == "↓ 90\u00a0% (could become 95\u00a0%)"
    assert listed(steps.customdata) == [["New", "conversion"], ["Proposal", "conversion"]]


def test_funnel_points_at_the_step_that_fewest_deals_pass():
    ghosts, *_rest, steps = draw("funnel").data
    accent = theme.colour("accent")
    assert [accent in text for text in steps.text] == [False, True]
    pale, loud = theme.colour("ghost"), theme.colour("accent_pale")
    assert list(ghosts.marker.color) == [pale, loud]


def test_funnel_tells_the_range_between_rules_only_where_it_is_wide():
    steps = charts.funnel_chart(funnel_table(), rules=rules_table()).data[-1]
    assert ["rules differ" in text for text in steps.text] == [True, False]
    assert "rules differ: 72–90\u00a0%" in steps.text[0]


def test_funnel_of_few_deals_says_so_and_accuses_no_step():
    table = funnel_table().assign(deals=[9, 8, 4])
    ghosts, *_rest, steps = charts.funnel_chart(table).data
    assert all("too few to judge" in text for text in steps.text)
    assert theme.colour("accent_pale") not in list(ghosts.marker.color)


def test_open_deals_a_bar_does_not_count_are_no_part_of_it():
    table = funnel_table().assign(open=[1, 40, 0])
    ends = charts.funnel_chart(table).data[2]
    assert listed(ends.customdata) == [["New", "open"]]


def test_funnel_rules_dots_are_the_conversions():
    chart = draw("funnel_rules")
    dots = {trace.customdata[0][1]: trace for trace in clickable(chart) if len(trace.customdata)}
    assert list(dots["reached"].x) == [0.90, 0.50]
    assert list(dots["in_order"].x) == [0.72]
    assert listed(dots["reached"].customdata) == [["New", "reached"], ["Proposal", "reached"]]
    assert "90\u00a0% of 20 deals went on" in dots["reached"].hovertext[0]


def test_ledger_parts_add_up_to_the_entries():
    parts = clickable(draw("ledger"))
    assert {part.customdata[0][1]: list(part.x) for part in parts} == {
        fate: list(ledger_table()[fate])
        for fate in ["forward", "skip", "back", "won", "lost", "dropped", "open"]
    }
    assert [sum(part.x[k] for part in parts) for k in (0, 1)] == [22, 18]
    assert parts[-1].marker.pattern.shape == "/"


def test_flows_are_the_deals_that_moved():
    (trace,) = draw("flows").data
    names = [node[0] for node in trace.node.customdata]
    assert names == ["New", "Proposal", "won", "lost"]
    ends = [(names[a], names[b]) for a, b in zip(trace.link.source, trace.link.target, strict=True)]
    assert ends == [tuple(pair) for pair in trace.link.customdata]
    assert list(trace.link.value) == [15, 2, 9, 2]
    assert trace.link.color[1] == theme.colour("back_pale")
    assert "15 deals, 15 moves" in trace.link.label[0]


def test_reasons_are_cut_by_stage_lost_and_dropped_apart():
    titles, lost, dropped = draw("loss_reasons").data
    assert (list(lost.x), list(dropped.x)) == ([12, 8], [2])
    assert listed(lost.customdata) == [["New", "lost", "Price", ""], ["Proposal", "lost", "", ""]]
    assert list(titles.text) == [
        "<b>Price</b>  12 lost · 2 dropped",
        "<i>no reason given</i>  8 lost",
    ]


def test_reasons_over_time_are_columns_of_each_period():
    months = [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-02-01"), pd.Timestamp("2025-02-01")]
    chart = charts.loss_reasons_chart(reasons_table().assign(period=months))
    marks = [mark for trace in clickable(chart) for mark in trace.customdata]
    assert ["Proposal", "lost", "", "2025-02-01"] in listed(marks)
    assert sum(sum(trace.y) for trace in chart.data) == 22
    assert list(chart.layout.xaxis.ticktext) == ["Jan 2025", "Feb 2025"]


def test_reasons_by_quarter_name_quarters():
    starts = [pd.Timestamp("2023-04-01"), pd.Timestamp("2023-07-01"), pd.Timestamp("2023-07-01")]
    chart = charts.loss_reasons_chart(reasons_table().assign(period=starts))
    assert list(chart.layout.xaxis.ticktext) == ["Q2 2023", "Q3 2023"]


@pytest.mark.parametrize(
    ("stem", "counted"), [("ledger", "entries"), ("stage_durations", "visits")]
)
def test_a_stage_after_the_win_that_nobody_saw_is_no_row(stem, counted):
    table = {"ledger": ledger_table, "stage_durations": durations_table}[stem]()
    draw_it = getattr(charts, f"{stem}_chart")
    unseen = table.tail(1).assign(stage="Onboarding", phase="after", **{counted: 0})
    with_it = pd.concat([table.assign(phase="sale"), unseen], ignore_index=True)
    assert "Onboarding" not in str(draw_it(with_it).to_dict())
    # a stage of the sale stays, whatever it holds
    assert "Onboarding" in str(draw_it(with_it.assign(phase="sale")).to_dict())


def test_durations_draw_the_middle_half_the_median_and_the_corrected_one():
    chart = draw("stage_durations")
    (dots,) = clickable(chart)
    assert list(dots.x) == [6.4, 19.2, 30.0]
    assert list(chart.data[-1].x) == [7.1, 26.0]
    whiskers = [trace for trace in chart.data if trace.mode == "lines"]
    drawn = sorted(value for trace in whiskers for value in trace.x if value is not None)
    assert drawn == [2.0, 8.0, 11.0, 20.0, 33.0, 40.0]
    titles, values = chart.data[0].text, chart.data[1].text
    assert values[0] == "6.4\u00a0d (open: 7.1)"
    assert "19\u00a0d (open: 26)" in values[1]
    assert [theme.colour("accent") in title for title in titles] == [False, True, False]
    assert "after the win" in titles[2]
    assert "too few to judge" in values[2]
    assert dots.marker.color[2] == theme.colour("ground")  # a hollow dot


def test_cycle_and_win_rate_dots_are_the_table():
    (cycle,), (win,) = clickable(draw("cycle_length")), clickable(draw("win_rate"))
    assert (list(cycle.x), listed(cycle.customdata)) == ([61.0], [["cycle"]])
    assert (list(win.x), listed(win.customdata)) == ([0.45], [["won"]])
    assert "9 of 20 deals won: 45\u00a0%" in win.hovertext[0]
    assert "12 deals closed" in cycle.hovertext[0]


@pytest.mark.parametrize(
    ("stem", "ends", "corrected"),
    [("cycle_length", [38.0, 96.0], [66.0]), ("win_rate", [0.26, 0.66], [0.40])],
)
def test_cycle_and_win_rate_lines_and_diamonds_are_the_table(stem, ends, corrected):
    chart = draw(stem)
    (line,) = [trace for trace in chart.data if trace.mode == "lines"]
    (diamond,) = [trace for trace in chart.data if trace.marker.symbol == "diamond"]
    assert list(line.x) == [*ends, None]
    assert list(diamond.x) == corrected


def test_curves_are_stacked_shares_that_begin_undecided():
    won, lost, dropped, waiting = draw("outcome_curves").data
    np.testing.assert_allclose(won.y, [0, 0.1, 0.2, 0.3], atol=1e-6)
    np.testing.assert_allclose(won.y + lost.y + dropped.y + waiting.y, 1, atol=1e-6)
    assert {trace.stackgroup for trace in (won, lost, dropped, waiting)} == {"outcomes"}
    assert waiting.fillpattern.shape == "/"
    assert [mark[0] for mark in waiting.customdata] == [0, 1, 2, 3]


def test_curves_explain_where_they_end():
    assert "Cut after 3 days: 12 deals were watched so long," in annotations(draw("outcome_curves"))
    ended = curves_table().assign(open=[0.5, 0.25, 0.0])
    assert "After 3 days every deal was decided." in annotations(charts.outcome_curves_chart(ended))


def test_long_curves_are_drawn_by_rows_of_the_table():
    table = curves_table(1000)
    won = charts.outcome_curves_chart(table).data[0]
    assert (won.x[1], won.x[-1]) == (1, 1000)
    assert len(won.x) <= 61
    by_day = dict(zip(table["days"], table["won"], strict=True))
    np.testing.assert_allclose(won.y[1:], [by_day[day] for day in won.x[1:]], atol=1e-6)


def test_velocity_shows_the_formula_beside_what_came_in():
    formula, came_in = clickable(draw("velocity"))
    assert (list(formula.x), list(came_in.x)) == ([2028.0], [1370.0])
    assert listed(formula.customdata) == [["velocity_per_day"]]
    assert listed(came_in.customdata) == [["won_value_per_day"]]
    assert formula.marker.pattern.shape == "/"
    assert "40 deals open" in formula.hovertext[0]


def test_kpis_are_cards_of_three_columns():
    cards = draw("kpis")
    assert [list(card.y) for card in cards.data][:2] == [[36.0, 28.0, 34.0], [0.33, 0.27, 0.31]]
    assert listed(cards.data[0].customdata)[2] == ["won_deals", "value"]
    assert "34 deals" in cards.data[0].hovertext[2]
    words = annotations(cards)
    assert "▲ +21\u00a0%" in words
    assert "▲ +4\u00a0pt" in words
    assert "not over yet" in words
    assert cards.data[2].marker.pattern.shape == ("", "", "/")
    assert cards.data[0].marker.pattern.shape is None


def test_kpis_of_few_deals_show_no_change():
    words = annotations(charts.kpis_chart(kpis_table().assign(n=[4, 30, 30])))
    assert "4 deals: too few to judge" in words
    assert "+21" not in words


def test_answers_stand_in_the_tables_order():
    (signs,) = draw("answerable").data
    assert listed(signs.customdata) == [["funnel"], ["ledger"], ["slips"]]
    assert list(signs.marker.symbol) == ["circle", "diamond", "circle-open"]
    assert "→ The history." in annotations(draw("answerable"))


# --- what all charts have in common ------------------------------------------------------------


def hovers(chart):
    texts = [trace.hovertext for trace in chart.data if trace.type != "sankey" and trace.hovertext]
    streams = [trace.link.label for trace in chart.data if trace.type == "sankey"]
    return [text.replace("<br>", " ") for each in (*texts, *streams) for text in each]


@pytest.mark.parametrize(
    ("stem", "how_many_of_what"),
    {
        "funnel": r"\d+ of \d+ deals|of \d+ deals went on",
        "funnel_rules": r"of \d+ deals went on",
        "ledger": r"\d+ of \d+ entries: ",
        "flows": r"\d+ deals, \d+ moves .* \d+ days$",
        "loss_reasons": r"\d+ deals (lost|dropped) in ",
        "stage_durations": r"\d+ stays, \d+ of them not ended yet",
        "cycle_length": r"\d+ deals closed half of them within \d+ days",
        "win_rate": r"\d+ of \d+ deals won",
        "velocity": r"[\d,]+ a day.* \d+ deals open",
        "kpis": r"(now|before|a year ago): (\d+ deals|\d+\u00a0%|[\d,]+( not over yet)?$|not known)",
        "answerable": r"(yes|partly|no)</b>",
    }.items(),
)
def test_every_hover_says_how_many_and_of_what(stem, how_many_of_what):
    found = hovers(draw(stem))
    assert found
    assert [text for text in found if not re.search(how_many_of_what, text)] == []


def test_a_curves_hover_has_shares_days_and_deals():
    speaker = draw("outcome_curves").data[-1]
    assert list(speaker.customdata[2]) == [
        2,
        "2\u00a0d",
        *["20\u00a0%"] * 2,
        "10\u00a0%",
        "50\u00a0%",
    ]
    assert speaker.hovertemplate == (
        "<b>After %{customdata[1]}</b><br>%{customdata[2]} won<br>%{customdata[3]} lost<br>"
        "%{customdata[4]} dropped<br>%{customdata[5]} not decided yet<br>of 40 deals<extra></extra>"
    )


@EVERY
def test_an_empty_table_is_a_calm_sentence(stem):
    chart, table, _first = CHARTS[stem]
    empty = chart(table().iloc[:0])
    assert len(empty.data) == 0
    assert len(empty.layout.annotations) == 1
    assert re.fullmatch(r".+[a-z]\.</span>", empty.layout.annotations[0].text)


@pytest.mark.parametrize("stem", [stem for stem in CHARTS if stem != "answerable"])
def test_empty_columns_are_no_error(stem):
    chart, table, first = CHARTS[stem]
    names = {first, "stage", "reason", "measure", "rule", "outcome", "phase", "unfinished"}
    counts = {"deals", "entries", "open", "visits", "running", "at_risk", "open_deals", "days"}
    emptied = table()
    for column in emptied.columns.difference([*names, *counts, "from_stage", "to_stage"]):
        if pd.api.types.is_float_dtype(emptied[column]):
            emptied[column] = NAN
    assert chart(emptied).layout.autosize


@SPLIT
def test_a_split_table_marks_its_groups(stem):
    chart, table, _first = CHARTS[stem]
    parts = [table().assign(owner=owner)[["owner", *table().columns]] for owner in ("Ann", "Bo")]
    drawn = chart(pd.concat(parts, ignore_index=True))
    found = {
        str(value)
        for trace in drawn.data
        for mark in (
            [*trace.link.customdata, *trace.node.customdata]
            if trace.type == "sankey"
            else (() if trace.customdata is None else trace.customdata)
        )
        for value in mark
    }
    assert {"Ann", "Bo"} <= found
    assert "Bo" in shown_words(drawn)


def test_marks_of_a_split_funnel_name_part_and_group():
    parts = [funnel_table().assign(owner=o)[["owner", *funnel_table()]] for o in ("Ann", None)]
    chart = charts.funnel_chart(pd.concat(parts, ignore_index=True))
    marks = [mark for trace in clickable(chart) for mark in listed(trace.customdata)]
    assert ["New", "", "Ann"] in marks
    assert ["New", "open", ""] in marks
    assert ["Proposal", "conversion", "Ann"] in marks
    assert "not given" in annotations(chart)


def test_more_than_twelve_groups_are_told():
    parts = [funnel_table().assign(owner=f"Rep {k}")[["owner", *funnel_table()]] for k in range(15)]
    chart = charts.funnel_chart(pd.concat(parts, ignore_index=True))
    assert "3 more panels are not shown" in annotations(chart)
    assert "Rep 12" not in shown_words(chart)


@EVERY
def test_figures_are_light_wide_as_their_place_and_alone(stem):
    chart = draw(stem)
    assert len(chart.to_json()) < 12_000
    assert chart.layout.width is None
    assert chart.layout.autosize
    assert not chart.layout.showlegend
    assert chart.layout.height >= 100


def test_long_tables_stay_light():
    assert len(charts.outcome_curves_chart(curves_table(2000)).to_json()) < 12_000


def test_names_from_the_data_are_text_and_never_markup():
    table = funnel_table()
    table["stage"] = table["stage"].cat.rename_categories({"New": "<a href='x'>New</a>"})
    chart = charts.funnel_chart(table)
    spoken = [*chart.data[3].text, *chart.data[1].hovertext]
    assert "<b>&lt;a href='x'&gt;New&lt;/a&gt;</b>  20 deals" in spoken[0]
    assert not any("<a" in text for text in spoken)


def test_nothing_is_sent_anywhere():
    assert charts.CONFIG["showSendToCloud"] is False
    assert charts.CONFIG["displaylogo"] is False
    assert charts.CONFIG["responsive"] is True


@EVERY
def test_inputs_stay_as_they_were(stem):
    chart, table, _first = CHARTS[stem]
    given = table()
    chart(given)
    pd.testing.assert_frame_equal(given, table())


def test_durations_without_any_days_say_what_to_export():
    table = durations_table().assign(median_days=NAN, km_median_days=NAN)
    chart = charts.stage_durations_chart(table)
    assert len(chart.data) == 0
    assert "export it with the date of every stage change." in annotations(chart).replace(
        "<br>", " "
    )
