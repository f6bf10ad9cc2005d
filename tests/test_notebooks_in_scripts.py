"""What a notebook's charts and sentences say in a language of another script: no English word is left in them."""

import json
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

import cycle_kit as ck
from cycle_kit import charts, locale
from cycle_kit.locale import speaking
from cycle_kit.reports.html_tables import table_html
from tests import catalogs
from tests.notebook_run import QUESTIONS, Run
from tests.test_locale import PROPER

SHOWN = {"text", "name", "hovertext", "hovertemplate", "ticktext", "x", "y", "label"}
ISOLATED = "\u2068[^\u2069]*\u2069?"


def words_of(part, key=""):
    """Every text that a figure shows, also where one points at it."""
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from () if name in ("customdata", "meta", "ids") else words_of(inner, name)
    elif isinstance(part, list):
        for inner in part:
            yield from words_of(inner, key)
    elif isinstance(part, str) and key in SHOWN:
        yield part


def english_in(figure, own=()):
    """Latin words that are neither of the data nor names of methods; names in a line are isolated."""
    content = json.loads(figure.to_json())
    content["layout"].pop("template", None)
    shown = " ".join(
        re.sub(rf"<[^>]*>|%{{[^}}]*}}|&\w+;|{ISOLATED}", " ", text) for text in words_of(content)
    )
    return {*re.findall("[A-Za-z]{3,}", shown)} - {*own}


def own_words(run):
    """The words of the data of a notebook, of published figures, and of the sources of a way to sell."""
    pipes = [one for one in run.namespace.values() if isinstance(one, ck.Pipeline)]
    frames = [
        frame for one in pipes for frame in (one.deals, one.leads, one.visits, *one.beside.values())
    ]
    frames += [ck.benchmarks(), *(ck.template(ck.one_pipeline(one)) for one in pipes[:1])]
    cells = (
        cell
        for frame in frames
        for column in frame.select_dtypes(exclude=["number", "datetime"])
        if column
        not in ("outcome", "goal", "questions", "next_actions", "step", "why_not", "definition")
        for cell in frame[column].dropna().unique().tolist()
    )
    return {word for cell in cells for word in re.findall("[A-Za-z]{3,}", str(cell))} | PROPER


@pytest.mark.parametrize("name", QUESTIONS)
def test_charts_of_a_notebook_have_no_english_words(name):
    run = Run(name, None, LOCALE="fa")
    assert not run.failed
    own = own_words(run)
    found = {
        source.splitlines()[-1]: left
        for source, result, _error in run.cells
        if isinstance(result, go.Figure) and (left := english_in(result, own))
    }
    assert not found


def messages(code):
    return [*filter(catalogs.spoken, catalogs.of_module(code))]


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_every_mark_that_a_chart_explains_is_told(language):
    """Signs of legends are found where they are written, whether a sample shows them or not."""
    code = (
        'signs = [("■", "won", "kept"), ("●", role, "unseen")]\nLOOKS = {"a": ("Moved up", "skip")}'
    )
    assert messages(code) == ["kept", "Moved up"]
    both = 'sign = ("■", "back", "longer" if long else "shorter")'
    assert messages(both) == ["longer", "shorter"]
    assert messages('SIGNS = {"open": "as before", "kept": "own"}') == ["as before"]
    for said in (
        "predicted, and came",
        "won on time",
        "Raised",
        "clearly better",
        "too young to say",
    ):
        with speaking(language):
            assert charts.words._(said) != said


def test_sentences_that_begin_with_a_figure_are_messages():
    code = 'SOME = "{n:,} of {of:,} lines have no amount."\nNOT = "{n} {m}"\nEND = "{n} of them"'
    assert [*catalogs.of_errors(code, figures_first=True)] == ["{0} of {1} lines have no amount."]
    assert not [*catalogs.of_errors(code, figures_first=False)]


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_rules_of_counting_have_names_in_the_language(language):
    one = ck.load(ck.sample("event_log.csv")).where(pipeline="B2B")
    rules = ck.funnel_rules(one)
    english = {*rules["rule"]}
    assert english == {"reached", "visited", "in_order", "closed", "exits"}
    with speaking(language):
        told = " ".join(words_of(json.loads(ck.funnel_rules_chart(rules).to_json())))
        words = charts.funnel_words(ck.funnel(one, rule="in_order"))
    assert not {rule for rule in english if re.search(rf"[«„“\"]{rule}[»”“\"]", told)}
    assert "in_order" not in words
    with speaking("en"):
        told = " ".join(words_of(json.loads(ck.funnel_rules_chart(rules).to_json())))
        assert all(f'"{rule}"' in told for rule in english)


CELLS = [
    ("within", "segment, quarter of entry, amount", {"segment", "quarter", "entry", "amount"}),
    ("whose", "yours", {"yours"}),
    ("discount", "up to 10 %", {"up", "to"}),
    ("warning", "Answers have no dates: those of won deals may have been filled in later, "
     "which makes the question look better than it is.", {"Answers", "dates"}),
    ("period", "2025-Q4", {"Q4"}),
]  # fmt: skip


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
@pytest.mark.parametrize(("column", "cell", "words"), CELLS)
def test_our_words_in_a_table_behind_a_figure_are_told_and_those_of_the_data_stay(
    language, column, cell, words
):
    table = pd.DataFrame({column: [cell], "team": [cell], "n": [1]})
    with speaking(language):
        told = re.findall("<bdi>(.*?)</bdi>", table_html(table))
    assert told[1] == cell
    assert told[0] != cell or (column, language) == ("period", "pl")
    if language != "pl":
        assert not words & {*re.findall(r"\w+", told[0])}


def test_a_year_is_written_in_the_digits_of_the_language():
    with speaking("fa"):
        assert charts.axes.period_label("2025") == "۲۰۲۵"
        assert charts.axes.period_label("FY2025") == "FY۲۰۲۵"
    assert charts.axes.period_label("2025") == "2025"
    assert charts.axes.period_label("A year") == "A year"


# ---- notes, step by step

LOADED = {"file", "values", "columns", "deals", "history", "outcomes", "stages", "money", "dates", "targets", "leads",
          "lines", "credit", "activities", "periods"}  # fmt: skip
FATES = {
    "deal",
    "lead",
    "move",
    "line",
    "part",
    "share",
    "activity",
    "repeat",
    "merged",
    "dropped",
    "furniture",
}


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_steps_and_fates_of_notes_are_told_in_the_language(language):
    notes = pd.DataFrame({"step": [*LOADED, ""], "note": "x", "fate": "", "rows": 1})
    fates = pd.DataFrame({"step": "deals", "note": "x", "fate": [*FATES, ""], "rows": 1})
    with speaking(language):
        told = charts.table_in_words(notes)["step"], charts.table_in_words(fates)["fate"]
    for cells, words in zip(told, (LOADED, FATES), strict=True):
        assert not {*cells} & words - {"lead"} and "" in {*cells}
        assert language == "pl" or not re.search("[A-Za-z]{3,}", " ".join(cells))
    own = pd.DataFrame({"step": ["deals", "file"], "n": 1})  # of the data
    with speaking(language):
        assert charts.table_in_words(own)["step"].tolist() == ["deals", "file"]
    assert locale.now().name == "en"


def test_steps_and_fates_here_are_those_that_loading_says():
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in locale.FOLDER.parent.rglob("*.py")
    )
    said = {*re.findall(r'\b(?:add|counted)\(\s*"([a-z]+)",\s', code)}
    assert said - {"table"} <= LOADED
    assert {*re.findall(r'\bfate="([a-z]+)"', code)} <= FATES
