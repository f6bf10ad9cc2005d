"""What is promised of every notebook: one question, the same first cells, stripped, small, short cells."""

import ast
import io
import re
import tokenize

import nbformat
import pytest

import cycle_kit
from cycle_kit import charts, shipped

PINNED = {"keep_output", "nbval-check-output"}
FOLDER = shipped.notebook("01_funnel").parent
PATHS = sorted(FOLDER.glob("*.ipynb"))
#: the notebooks that answer one question each; the dashboard page is no such notebook
QUESTIONS = [path for path in PATHS if path.name[:2].isdigit()]
#: the notebooks that ask metrics; the first one is about the file
ANSWERING = [path for path in QUESTIONS if path.stem != "00_your_export"]
LOAD = """\
%load_ext cycle_kit
import pandas as pd

import cycle_kit as ck
from cycle_kit import charts

ck.speak(LOCALE or "en")
pipe = ck.load(EXPORT, stages=STAGES, as_of=AS_OF).where(**WHERE or {})
ck.speak(LOCALE or pipe.locale or "en")
one = ck.one_pipeline(pipe, PIPELINE)
charts.loaded_words(pipe, one)"""
#: the first parameters of a notebook, in this order, those of them that it has
HEADER = ["EXPORT", "STAGES", "AS_OF", "PIPELINE", "WHERE", "WEEKEND", "HOLIDAYS", "LOCALE"]
#: what a notebook about the file itself has no use for
OF_ANSWERS = {"PIPELINE", "WHERE"}
#: what cells may take from elsewhere: all else is public
IMPORTED = {"import pandas as pd", "import cycle_kit as ck", "from cycle_kit import charts"}
#: tables that stand beside the deals, each by the parameter of its name
BESIDE = ("lines", "credit", "activities")
NOTES = (
    "pd.options.display.max_colwidth = None  # sentences in full\ncharts.table_in_words(pipe.notes)"
)

each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
each_answering = pytest.mark.parametrize("path", ANSWERING, ids=lambda path: path.stem)
each_question = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


def code_of(path):
    return [cell for cell in cells_of(path) if cell.cell_type == "code"]


def tree_of(source):
    """The Python of a cell, without what is Jupyter's alone."""
    return ast.parse(source.removeprefix("%load_ext cycle_kit\n"))


def as_everywhere(source):
    """The source of a cell that loads, without the tables beside the deals that a notebook takes."""
    for argument in BESIDE:
        source = source.replace(f"{argument}=ck.beside({argument.upper()}, EXPORT), ", "")
    return source


def tags(cell):
    return set(cell.metadata.get("tags", ()))


def names_set(source):
    """The names that a cell gives a value."""
    targets = [t for s in tree_of(source).body if isinstance(s, ast.Assign) for t in s.targets]
    return {node.id for t in targets for node in ast.walk(t) if isinstance(node, ast.Name)}


def test_there_are_notebooks():
    assert {path.stem for path in QUESTIONS} >= {
        "00_your_export",
        "01_funnel",
        "02_stage_durations",
    }


@each_notebook
def test_a_notebook_is_small_and_whole(path):
    assert path.stat().st_size < 100_000
    nbformat.validate(nbformat.read(path, as_version=4))
    assert "widgets" not in nbformat.read(path, as_version=4).metadata


@each_notebook
def test_outputs_are_kept_only_where_they_are_compared(path):
    for cell in code_of(path):
        if tags(cell) >= PINNED:
            assert cell.outputs and cell.execution_count, cell.source
        else:
            assert not (tags(cell) & PINNED or cell.outputs), cell.source


@each_notebook
def test_what_is_compared_is_a_plain_table(path):
    for cell in code_of(path):
        for output in cell.outputs:
            assert set(output.data) == {"text/plain", "text/html"}, cell.source
            # notes of two files are longer than a table that one chooses
            assert output.data["text/html"].count("<tr") <= (
                25 if "pipe.notes" in cell.source else 13
            )


@each_question
def test_a_question_what_it_needs_what_one_gets_and_then_a_chart_within_three_cells(path):
    title, parameters, load, reading, drawn = cells_of(path)[:5]
    assert [cell.cell_type for cell in (title, reading)] == ["markdown", "markdown"]
    heading, *paragraphs = title.source.split("\n\n")
    assert heading.startswith("# ") and heading.endswith("?")
    assert [text.split("** ")[0] for text in paragraphs] == ["**You need", "**You get"]
    assert tags(parameters) == {"parameters"}
    assert load.source.startswith("%load_ext cycle_kit\n")
    assert "pipe = ck.load(EXPORT, stages=STAGES, as_of=AS_OF)" in as_everywhere(load.source)
    assert reading.source.startswith("## ")
    assert "_chart" in drawn.source.splitlines()[-1]


@each_answering
def test_loading_is_the_same_everywhere_and_its_notes_come_after_the_first_chart(path):
    sources = [cell.source for cell in code_of(path)]
    assert as_everywhere(sources[1]) == LOAD
    assert sources.index(NOTES) > next(k for k, source in enumerate(sources) if "_chart" in source)


@each_question
def test_each_section_asks_a_question(path):
    headings = [
        line
        for cell in cells_of(path)
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("## ")
    ]
    assert headings.pop() == "## What to try next"
    assert headings.pop() == "## The answer"
    assert all(heading.endswith("?") for heading in headings), headings


@each_question
def test_tables_of_deals_name_them(path):
    """A table that lists deals by their id has their names beside."""
    for cell in code_of(path):
        for output in cell.outputs:
            columns = output.data["text/html"].partition("<tbody>")[0]
            assert "<th>deal_id</th>" not in columns or "<th>name</th>" in columns, cell.source


@each_question
def test_parameters_are_literals_one_a_line_with_their_help(path):
    source = cells_of(path)[1].source
    statements = ast.parse(source).body
    assert [statement.lineno for statement in statements] == list(range(1, len(statements) + 1))
    for statement in statements:
        assert isinstance(statement, ast.Assign)
        assert names_set(ast.unparse(statement)) == {ast.unparse(statement.targets[0]).upper()}
        ast.literal_eval(statement.value)
    words = [
        t
        for t in tokenize.generate_tokens(io.StringIO(source).readline)
        if t.type == tokenize.COMMENT
    ]
    assert len(words) == len(statements)


@each_question
def test_parameters_are_set_once_and_used(path):
    cells = code_of(path)
    parameters = names_set(cells[0].source)
    later = "\n".join(cell.source.removeprefix("%load_ext cycle_kit\n") for cell in cells[1:])
    used = {node.id for node in ast.walk(ast.parse(later)) if isinstance(node, ast.Name)}
    assert parameters <= used
    assert not parameters & names_set(later)


@each_question
def test_cells_are_short_define_nothing_and_use_no_name_twice(path):
    given = []
    for cell in code_of(path)[2:]:
        assert len(cell.source.splitlines()) <= 5, cell.source
        assert not cell.source.startswith(("%", "!")), cell.source
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.ClassDef}, cell.source
        given += sorted(names_set(cell.source))
    assert len(given) == len(set(given))


@each_question
def test_a_cell_is_plain_python_with_public_names(path):
    """What a cell cannot answer is told in its place (`%load_ext cycle_kit`): nothing has to be wrapped for that."""
    for cell in code_of(path):
        nodes = list(ast.walk(tree_of(cell.source)))
        imports = {
            ast.unparse(one) for one in nodes if isinstance(one, ast.Import | ast.ImportFrom)
        }
        assert imports <= IMPORTED
        assert not any(isinstance(one, ast.Lambda | ast.Try) for one in nodes), cell.source
        for room, there in (("ck", cycle_kit), ("charts", charts)):
            named = re.findall(rf"(?<![\w.]){room}\.(\w+)", cell.source)
            assert set(named) <= set(dir(there)), cell.source


@each_question
def test_a_notebook_begins_with_the_same_parameters_in_the_same_order(path):
    names = [ast.unparse(one.targets[0]) for one in ast.parse(cells_of(path)[1].source).body]
    first = [name for name in HEADER if name in names]
    assert names[: len(first)] == first
    needed = {"EXPORT", "STAGES", "AS_OF", "LOCALE"} | (OF_ANSWERS if path in ANSWERING else set())
    assert needed <= set(first)


@each_question
def test_a_notebook_ends_with_what_to_try_next(path):
    """Two or three lines with something to type or to open: what is typed is Python, what is opened is there."""
    heading, _blank, *said = cells_of(path)[-1].source.splitlines()
    assert heading == "## What to try next"
    assert len(said) in (2, 3) and all(line.startswith("- ") for line in said)
    text = "\n".join(said)
    parameters = names_set(code_of(path)[0].source)
    for typed in re.findall("`([^`]+)`", text):
        named = [one.id for one in ast.walk(ast.parse(typed)) if isinstance(one, ast.Name)]
        assert {name for name in named if name.isupper()} <= parameters, typed
    linked = re.findall(r"\]\((\S+)\)", text)
    assert linked and all((FOLDER / name).is_file() for name in linked)


@each_question
def test_prose_before_and_after(path):
    """About as much prose as code, no four cells of code in a row without it, and an answer last."""
    kinds = [cell.cell_type for cell in cells_of(path)[4:-1]]
    assert kinds.count("markdown") >= kinds.count("code") / 2
    assert "code code code code" not in " ".join(kinds)
    *_, heading, answer, _next = cells_of(path)
    assert heading.source == "## The answer"
    assert answer.cell_type == "code" and answer.source.startswith("charts.")
