"""Notebooks in the language of their reader: headings and text by the catalogs, charts and sentences by LOCALE."""

import ast
import json
import re

import nbformat
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts, shipped
from cycle_kit.charts.words import _
from cycle_kit.errors import QuestionError
from cycle_kit.locale import LOCALES, now, speaking
from cycle_kit.locale import notebooks as text
from tests.catalogs import LANGUAGES

FOLDER = shipped.notebook("01_funnel").parent
PATHS = sorted(FOLDER.glob("*.ipynb"))


def of(*cells):
    """A notebook of these cells: text, or code where they begin with `LOCALE`."""
    made = [
        nbformat.v4.new_code_cell(one, metadata={"tags": ["parameters"]})
        if one.startswith("LOCALE")
        else nbformat.v4.new_markdown_cell(one)
        for one in cells
    ]
    return nbformat.writes(nbformat.v4.new_notebook(cells=made))


def told(name, *cells):
    with speaking(name):
        made = nbformat.reads(text.told(of(*cells)), as_version=4)
    return [cell.source for cell in made.cells]


def test_a_line_is_a_message_and_code_and_links_are_its_places():
    cell = "## The answer\n\n**You need** a `cycle.toml` ([how](x.md)).\n\n- Try `a` or `b`."
    cell += "\n\n**Won** is *one*.\n\n1. Look at 2."
    assert list(text.messages(of(cell))) == [
        "The answer",
        "You need",
        "a {0} ({1}).",
        "Try {0} or {1}.",
        "**Won** is *one*.",
        "Look at 2.",
    ]


def test_headings_labels_and_places_stand_where_they_stood():
    [said] = told("pl", "### Is that long?\n\n**You get** an `x` of no catalog\n\n## The answer")
    assert said == "### Czy to długo?\n\n**Otrzymujesz** an `x` of no catalog\n\n## Odpowiedź"


def test_a_place_may_stand_elsewhere_in_a_language():
    turned = {"{0} before {1}": "{1} nach {0}"}
    assert text.line_told("`a` before [b](c)", turned.__getitem__) == "[b](c) nach `a`"


def test_what_runs_from_right_to_left_is_marked_so_and_what_is_not_translated_is_not():
    [said] = told("fa", "## Is that long?\n\nOf no catalog.\n\n**You need** <b> & `x`")
    heading, rest = said.split("\n\nOf no catalog.\n\n")
    assert heading.startswith('<div dir="rtl">\n\n## آیا') and heading.endswith("\n\n</div>")
    assert (
        rest
        == '<p dir="rtl" style="text-align: right"><b>نیاز دارید</b> &lt;b&gt; &amp; <code dir="ltr">x</code></p>'
    )


def test_charts_and_sentences_speak_the_language_of_the_headings():
    code = 'LOCALE = None  # of no catalog, "fa"'
    assert told("bg", code) == ['LOCALE = "bg"  # of no catalog, "fa"']
    assert told("bg", 'LOCALE = "pl"') == ['LOCALE = "pl"']


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_notebook_has_its_headings_in_every_language_and_its_code_as_it_was(path, name):
    english = nbformat.read(path, as_version=4)
    with speaking(name):
        other = nbformat.reads(text.told(path.read_text(encoding="utf-8")), as_version=4)
    nbformat.validate(other)
    for before, after in zip(english.cells, other.cells, strict=True):
        assert {**before, "source": ""} == {**after, "source": ""}
        if before.cell_type == "code":
            code = after.source.replace(f'LOCALE = "{name}"', "LOCALE = None")
            if "parameters" not in before.metadata.get("tags", ()):
                assert code == before.source
                continue
            assert ast.dump(ast.parse(code)) == ast.dump(ast.parse(before.source))
            if name != "pl":
                said = [line.partition("  # ")[2] for line in code.splitlines()]
                typed = re.compile(
                    '"[^"]*"|`[^`]*`|[[][^]]*[]]|[{][^}]*[}]|None|CRM|AFTER|cycle.toml'
                )
                assert not [one for one in said if re.search("[A-Za-z]", typed.sub("", one))]
            continue
        lines = after.source.splitlines()
        for line in filter(lambda line: line.startswith("#"), before.source.splitlines()):
            assert line not in lines
        assert after.source.count("\n#") + after.source.startswith("#") == before.source.count(
            "\n#"
        ) + before.source.startswith("#")


def test_a_folder_gets_notebooks_in_a_language_beside_those_in_another(tmp_path):
    persian, english = (ck.notebooks(tmp_path, locale=one) for one in ("fa", None))
    assert (persian.name, english.name) == ("notebooks_fa", "notebooks")
    names = [path.name for path in PATHS]
    for folder in (persian, english):
        assert sorted(path.name for path in folder.glob("*.ipynb")) == names
        assert (folder / "../data/samples/hubspot_deals.csv").is_file()
    for path in PATHS:
        assert (english / path.name).read_bytes() == path.read_bytes()
        json.loads((persian / path.name).read_text(encoding="utf-8"))
    changed = persian / PATHS[0].name
    changed.write_text("{}", encoding="utf-8")
    ck.notebooks(tmp_path, locale="fa")
    assert changed.read_text(encoding="utf-8") == "{}"


def test_a_language_that_is_none_is_told(tmp_path):
    with pytest.raises(QuestionError, match="locale"):
        ck.notebooks(tmp_path, locale="farsi")  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("name", LOCALES)
def test_sentences_in_a_notebook_run_as_their_language_does(name):
    with speaking(name):
        leftwards = name in ("fa", "ar")
        for shown in (
            charts.small_print("x"),
            charts.fixes_words(ck.load(ck.sample("event_log.csv")).notes),
        ):
            html = shown._repr_html_()
            assert html.count('dir="rtl"') == (html.count("<p") if leftwards else 0)
            assert "text-align: start" in html


def test_a_refusal_stands_at_the_side_where_its_language_begins():
    assert "text-align: start" in QuestionError("x")._repr_html_()


# ---- tables and small print


@pytest.fixture(scope="module")
def pipe():
    return ck.load(ck.sample("event_log.csv"))


def english_in(told, own=()):
    return {*re.findall(r"[A-Za-z]{3,}", re.sub('`.*?`|"[^"]*"', "", told))} - {*own}


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_notes_of_a_file_are_told_in_the_language_and_what_they_count_stays(name, pipe):
    with speaking(name):
        told = charts.table_in_words(pipe.notes)
        for column in ("note", "effect", "fix"):
            assert told[column].tolist() == [_(one) for one in pipe.notes[column]]
    assert (told["note"] != pipe.notes["note"]).all()
    rest = pipe.notes.columns.difference(["note", "effect", "fix", "step", "fate"])
    pd.testing.assert_frame_equal(told[rest], pipe.notes[rest])


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_steps_of_a_cycle_are_told_in_the_language_and_the_own_stages_stay(name, pipe):
    table = ck.template(ck.one_pipeline(pipe))
    with speaking(name):
        told = charts.table_in_words(table)
        for column in ("step", "goal", "questions", "next_actions"):
            assert not {*told[column]} & {*table[column]}, column
            if name != "pl":
                assert not english_in(" ".join(told[column]), ["SPIN", "BANT", "CRM"]), column
    assert told["stages"].equals(table["stages"])


def test_tables_in_english_are_as_they_were(pipe):
    assert charts.table_in_words(pipe.notes) is pipe.notes
    deals = pipe.deals.head()
    with speaking("fa"):
        pd.testing.assert_frame_equal(charts.table_in_words(deals), deals)


@pytest.mark.parametrize("name", LOCALES)
def test_small_print_says_in_the_language_what_a_figure_counts(name, pipe):
    english = charts.definition_words(pipe, "compare")
    with speaking(name):
        told = charts.definition_words(pipe, "compare")
        counted = now().figure(str(re.findall(r"n = (\d+)", english)[0]))
    assert english.startswith(ck.definition("compare")) and counted in told
    if name not in ("en", "pl"):
        assert not english_in(told)
    with pytest.raises(QuestionError, match="no definition"):
        charts.definition_words(pipe, "nothing")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_cell_shows_sentences_of_the_library_in_english_alone(path):
    """Notes, definitions and templates go through what tells them; nothing else is written into small print."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert not re.search(
                r"^pipe\.notes|definition_here|^template\[", cell.source, re.MULTILINE
            )
            assert "small_print(f" not in cell.source


def latin_in(figure):
    """The words of Latin letters in what a picture says, names of signs and colours aside."""
    shown = [one.text or "" for one in figure.layout.annotations]
    shown += [text for trace in figure.data for text in trace.hovertext or ()]
    return english_in(re.sub("<[^>]*>", " ", " ".join(shown)))


@pytest.mark.parametrize("name", ["ar", "bg", "fa"])
def test_what_a_file_can_answer_and_what_to_export_is_told_in_the_language(name, tmp_path):
    days = [f"2024-01-{day:02d}" for day in range(1, 21)]
    table = pd.DataFrame({"Deal ID": range(20), "Stage": ["Won", "Lost", "1. New", "2. Bid"] * 5})
    table.assign(Created=days).to_csv(tmp_path / "deals.csv", index=False)
    pipe = ck.load(tmp_path / "deals.csv")
    answers = ck.answerable(pipe)
    lacking = answers[answers["answer"] != "yes"]
    # what is typed stays: columns={"industry": "..."}, history=
    code = {"columns", "history", "leads", "lines", "activities", "industry", "load"}
    with speaking(name):
        assert latin_in(ck.answerable_chart(lacking)) <= code
        assert english_in(charts.answerable_words(answers)) <= code
        assert not english_in(charts.export_words(pipe.crm))


@pytest.mark.parametrize("name", ["ar", "bg", "fa"])
def test_the_own_figure_beside_published_ones_is_told_in_the_language(name):
    one = ck.one_pipeline(ck.load(ck.sample("event_log.csv")))
    tables = [ck.benchmark(one, measure) for measure in ("median_cycle_days", "win_rate")]
    with speaking(name):
        assert english_in(charts.benchmark_answer(*tables, currency="EUR")) <= {*one.stages}
