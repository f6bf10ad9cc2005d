"""What an export cannot answer, as a value: calm where it is shown, left out of sentences."""

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts.unanswered import ask
from cycle_kit.errors import CycleKitError, QuestionError, StageError
from tests.companies import events
from tests.deal_paths import pipe_of, twenty

LACKS = QuestionError("No <leads> here.", there="There are *none*.", fix="Export them.")
TABLE = pd.DataFrame({"n": [1.25, 2.25]})


def refuse(*_tables, **_extras):
    raise LACKS


def all_of(*tables, **extras):
    return tables, extras


def test_an_answer_is_the_answer():
    assert ask(all_of, TABLE, by="owner") == ((TABLE,), {"by": "owner"})


def test_no_answer_is_the_error_itself_without_the_frames_that_it_came_through():
    assert ask(refuse) is LACKS
    assert LACKS.__traceback__ is None


def test_what_is_needed_and_not_there_is_not_asked_about():
    assert ask(all_of, TABLE, LACKS) is LACKS


def test_an_extra_that_is_not_there_is_left_out():
    assert ask(all_of, 1, rules=LACKS, currency="EUR") == ((1,), {"currency": "EUR"})


def test_a_mistake_is_raised():
    with pytest.raises(KeyError):
        ask(lambda table: table["no such column"], TABLE)


# ---- how an error is shown


def test_a_box_that_no_text_can_break():
    html = LACKS._repr_html_()
    assert html.startswith('<div role="note"')
    assert html.count('<p dir="auto"') == 3
    assert "<b>No &lt;leads&gt; here.</b>" in html
    assert "There are *none*.</p>" in html and "Export them.</p>" in html


def test_a_box_of_one_sentence():
    assert CycleKitError("Nothing here.")._repr_html_().count("<p ") == 1


def test_markdown_quotes_it():
    assert LACKS._repr_markdown_() == (
        "> No \\<leads\\> here.\n>\n> There are \\*none\\*.\n>\n> Export them."
    )


def test_jupyter_shows_the_text_and_no_frames(capsys):
    shell = InteractiveShell()
    shell.push({"LACKS": LACKS})
    assert shell.display_formatter.format(LACKS)[0]["text/plain"] == str(LACKS)
    shell.run_cell("raise LACKS")
    assert capsys.readouterr().out == str(LACKS) + "\n"


# ---- words and answers


@pytest.fixture(scope="module")
def pipe():
    return pipe_of(twenty(), lost_reason=["Price"] * 20)


def test_words_are_silent_about_what_has_no_answer(pipe):
    assert charts.funnel_words(ck.funnel(pipe)) != ""
    for words in (charts.ledger_words, charts.loss_words, charts.cycle_words, charts.flows_words):
        assert words(LACKS) == ""
    durations = ck.stage_durations(pipe)
    assert charts.durations_words(durations, waiting=LACKS) == charts.durations_words(durations)


def test_an_answer_tells_what_could_be_answered(pipe):
    funnel, ledger, reasons = ck.funnel(pipe), ck.ledger(pipe), ck.loss_reasons(pipe)
    whole = charts.funnel_answer(funnel, ck.funnel_rules(pipe), ledger, reasons).splitlines()
    assert charts.funnel_answer(funnel, LACKS, ledger, LACKS).splitlines() == [*whole[:2], whole[3]]


NOTHING = "None of these questions is answered; why stands with each of them above."


@pytest.mark.parametrize(
    "told",
    [
        lambda: charts.funnel_answer(LACKS, LACKS, LACKS, LACKS),
        lambda: charts.durations_answer(LACKS, LACKS, LACKS, LACKS),
        lambda: charts.benchmark_answer(LACKS, LACKS, past={"win_rate": LACKS}),
        lambda: charts.team_answer(LACKS, LACKS, needed=LACKS, goals=LACKS),
        lambda: charts.forecast_answer(LACKS, LACKS, slips=LACKS),
        lambda: charts.to_do_answer(LACKS, bottlenecks=LACKS),
        lambda: charts.change_answer(LACKS, bottlenecks=LACKS, waterfall=LACKS),
    ],
)
def test_an_answer_of_nothing_says_so(told):
    assert told() == NOTHING


def test_the_stage_to_look_into(pipe):
    assert charts.narrowest_stage(ck.funnel(pipe)) == "B"
    assert charts.slowest_stage(ck.stage_durations(pipe)) in pipe.stages
    few = ask(charts.narrowest_stage, ck.funnel(pipe_of(["AB", "A"])))
    assert str(few) == (
        "No step has enough deals to say where fewest go on.\nName the stage to look into: STEP."
    )
    unended = ask(charts.slowest_stage, ck.stage_durations(pipe_of(["A"])))
    assert str(unended) == (
        "Too few stays in the stages have ended to say where deals stay longest.\n"
        "Export a longer time, closed deals included."
    )


# ---- which pipeline


def two(**columns):
    pipelines = ["Small", "Large", "Large"]
    deals = pd.DataFrame({"deal_id": ["1", "2", "3"], "pipeline": pipelines, **columns})
    log = events("1 A 2024-01-01", "2 B 2024-01-01", "3 B 2024-01-02")
    return ck.from_events(log, deals=deals, stages={"Small": ["A"], "Large": ["B"]})


def test_the_pipeline_worth_most_or_of_most_deals_unless_one_is_named():
    assert ck.one_pipeline(two()).pipelines == ("Large",)
    assert ck.one_pipeline(two(amount=[30.0, 10.0, 10.0])).pipelines == ("Small",)
    assert ck.one_pipeline(two(amount=[20.0, 10.0, 10.0])).pipelines == ("Large",)
    assert ck.one_pipeline(two(), "Small").pipelines == ("Small",)
    with pytest.raises(StageError, match='There is no pipeline "B2B"'):
        ck.one_pipeline(two(), "B2B")


def test_a_single_pipeline_is_taken_whatever_it_is_called(pipe):
    assert ck.one_pipeline(pipe, "B2B") is pipe


def test_words_say_which_pipeline(pipe):
    whole = two()
    assert charts.pipeline_words(whole, ck.one_pipeline(whole)) == (
        'These are the deals of the pipeline "Large". To look at another, "Small", name it as PIPELINE.'
    )
    assert charts.pipeline_words(pipe, pipe) == (
        "These are all deals of the export: it has one pipeline."
    )
    won = pipe.where(outcome="won")
    assert charts.pipeline_words(won, won) == (
        "These are all deals that were asked for: they are in one pipeline."
    )


def test_what_was_loaded_is_told_before_any_figure():
    """The rows of the files, what was asked for, the pipeline: a line each, and no table."""
    pipe = ck.load(ck.sample("pipedrive_deals.csv")).where(outcome="won")
    told = charts.loaded_words(pipe, ck.one_pipeline(pipe)).splitlines()
    assert told[0].startswith("pipedrive_deals.csv has 2,702 rows: 2,700 are deals, ")
    assert told[1] == "Only outcome: won"
    assert told[2].startswith("These are ")
    html = charts.loaded_words(pipe, ck.one_pipeline(pipe))._repr_html_()
    assert html.count("<p") == 1 and html.count("<br>") == len(told) - 1
