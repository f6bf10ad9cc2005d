"""`%load_ext cycle_kit`: a refusal stands in its place and the notebook goes on; all other errors stop it as ever."""

import re
from typing import Any

import nbformat
import plotly.graph_objects as go
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts import audience
from cycle_kit.charts.audience import with_an_audience
from cycle_kit.errors import CycleKitError, NotAnswered, QuestionError
from cycle_kit.locale import speaking
from tests.deal_paths import pipe_of, twenty

LACKS = QuestionError("No <leads> here.", there="There are *none*.", fix="Export them.")
BOX = "No <leads> here.\nThere are *none*.\nExport them."


def refuse(*_given, **_named):
    raise LACKS


class Lab:
    """A notebook, cell by cell: what each gave, what was displayed beside it, its error."""

    def __init__(self, **names):
        InteractiveShell.clear_instance()
        self.shell = InteractiveShell.instance()
        self.shell.push({"refuse": refuse, "ck": ck, "charts": charts, **names})
        self.run("%load_ext cycle_kit")

    def run(self, cell, **how) -> Any:
        with capture_output() as self.beside:
            self.done = self.shell.run_cell(cell, **{"store_history": True} | how)
        return self.done.result

    @property
    def error(self):
        return self.done.error_before_exec or self.done.error_in_exec

    def value(self, name):
        return self.shell.user_ns.get(name, "nothing")


@pytest.fixture
def lab():
    yield Lab()
    InteractiveShell.clear_instance()


# ---- refusals


def test_a_refusal_is_what_its_cell_gave_and_the_notebook_goes_on(lab):
    told = lab.run("refuse()")
    assert isinstance(told, CycleKitError) and str(told) == BOX
    assert lab.error is None
    assert told._repr_html_() == LACKS._repr_html_()
    assert lab.run("1 + 1") == 2


def test_a_refusal_is_shown_also_where_a_semicolon_keeps_answers_quiet(lab):
    lab.run("1 + 1;")
    assert (lab.beside.stdout, lab.beside.outputs) == ("", [])
    lab.run("refuse();")
    assert lab.error is None
    assert "No &lt;leads&gt;" in lab.beside.outputs[0].data["text/html"]


@pytest.mark.parametrize(
    ("cell", "kept", "gone"),
    [
        ("a = refuse()", "", "a"),
        ("a = 2\nb = refuse()\nc = 3", "a", "b c"),
        ("a, (b, *c) = refuse()", "", "a b c"),
        ("a = 2\nrefuse()", "a", ""),
        ("a = 2\nrefuse()\nb = 3", "a", "b"),
        ("a = refuse(\n    1,\n)\nb: int = 1", "", "a b"),
        ("for a in [1]:\n    b = refuse()", "", "a b"),
        ("if True:\n    a = 2\n    b = refuse()\nelse:\n    c = 3", "a c", "b"),
        ("with open(ck.__file__) as a:\n    b = refuse()", "", "a b"),
        ("def inner():\n    a = 2\n    return refuse()\nb = inner()", "a inner", "b"),
        ("b = [refuse() for a in [1]]", "a", "b"),
        ("b = [(c := 1, refuse()) for a in [1]]", "a", "b c"),
        ("refuse()\nimport json as a, os.path\nfrom json import loads as b", "", "a os b"),
        ("refuse()\ndef a(): pass\nclass b:\n    c = 1", "c", "a b"),
        ("%time a = refuse()", "", "a"),
        ("%%time\na = refuse()", "", "a"),
        ("async def inner():\n    return refuse()\nb = await inner()", "a inner", "b"),
        ("a = 2; b = refuse(); c = 3", "a", "b c"),
    ],
)  # fmt: skip
def test_no_value_of_an_earlier_run_stays_and_none_other_goes(lab, cell, kept, gone):
    lab.run("a, b, c = 'old', 'old', 'old'")
    assert str(lab.run(cell)) == BOX
    assert lab.error is None
    assert {name for name in gone.split() if not isinstance(lab.value(name), NotAnswered)} == set()
    assert {name for name in kept.split() if isinstance(lab.value(name), NotAnswered)} == set()
    names = {name for name in lab.shell.user_ns if isinstance(lab.value(name), NotAnswered)}
    assert names == set(gone.split())


@pytest.mark.parametrize(
    "cell",
    [
        "table", "table.head()", "table[['n']]", "len(table)", "list(table)", "table + 1", "1 - table",
        "table()", "f'{table:.1f}'", "round(table, 2)", "ck.funnel_chart(table)", "ck.funnel(table)", "table or 1",
        "table > 1", "(0 or table).head()",
        "import pandas as pd\npd.concat([table])", "import pandas as pd\nlater = pd.DataFrame({'n': [1]}).merge(table)",
        "later = table.copy()\nlater", "[1, 2][table]", "from math import sqrt\nsqrt(table)", "'n' in table",
        "table['n'] = 1", "sum([1, table])",
        "import pandas as pd\nlater = pd.Series(['a', 'b']) == table\nlater",
        "import pandas as pd\npd.Series([1.5]) < table",
    ],
)  # fmt: skip
def test_a_cell_that_uses_what_was_not_answered_says_what_it_waits_for(lab, cell):
    lab.run("table = refuse()")
    told = lab.run(cell)
    assert str(told) == 'Waits for "table": No <leads> here.'
    assert lab.error is None
    html = told._repr_html_()
    assert html.startswith("<p ") and "<b>" not in html and "&lt;leads&gt;" in html  # small print


def test_what_was_to_be_made_of_it_waits_too_and_is_there_when_it_is_answered(lab):
    lab.run("table = refuse()")
    lab.run("later = table.head()")
    assert str(lab.run("later")) == 'Waits for "later": No <leads> here.'
    lab.run("import pandas as pd\ntable = pd.DataFrame({'n': [1]})")
    lab.run("later = table.head()")
    assert len(lab.value("later")) == 1


def test_a_missing_answer_is_looked_at_by_tools_without_harm(lab):
    lab.run("table = refuse()")
    assert lab.run("[hasattr(table, n) for n in ('shape', '_repr_png_', '__len__')]") == [
        False,
        False,
        True,
    ]
    assert lab.run("repr(table)").startswith("Missing(")
    assert lab.run("type(table).__name__, table is None") == ("Missing", False)


def test_an_extra_without_an_answer_is_left_out_and_what_is_needed_is_not():
    lab = Lab(pipe=pipe_of(twenty()))
    lab.run("rules = refuse()\nlater = 1")
    alone = lab.run("funnel = ck.funnel(pipe)\nck.funnel_chart(funnel)")
    assert lab.run("ck.funnel_chart(funnel, rules=rules)").to_json() == alone.to_json()
    assert lab.run("charts.funnel_words(rules)") == ""
    assert lab.run("charts.funnel_answer(funnel, rules, rules, rules)") != ""
    assert str(lab.run("ck.funnel(pipe, by=rules)")).startswith('Waits for "rules"')
    assert str(lab.run("ck.compare(pipe, rules)")).startswith('Waits for "rules"')


def test_an_extra_that_is_an_error_and_no_answer_of_a_cell_is_told():
    pipe = pipe_of(twenty())
    with pytest.raises(QuestionError) as raised:
        ck.funnel_chart(ck.funnel(pipe), rules=LACKS)
    assert raised.value is LACKS


def test_a_file_that_is_not_understood_is_told_in_full_once_and_with_ways(lab, tmp_path):
    path = tmp_path / "colours.csv"
    path.write_text("colour,size\nred,2\n", encoding="utf-8")
    lab.shell.push({"path": path})
    for _again in range(2):  # run again: told again
        whole = str(lab.run("pipe = ck.load(path)\none = ck.one_pipeline(pipe)"))
        assert "The layout of colours.csv is not known." in whole
        assert "00_your_export" in whole and "dashboard FILE" in whole
    again = str(lab.run("ck.funnel(one)"))
    assert again == "Not answered: the file was not understood, as the first box says."
    assert str(lab.run("pipe.notes")) == again


def test_a_refusal_is_told_in_the_language_that_is_spoken():
    company = pipe_of(twenty())
    lab = Lab(pipe=company.where(owner=None) if "owner" in company.deals else company)
    with speaking("fa"):
        told = str(lab.run("leads = ck.lead_funnel(pipe)"))
        later = str(lab.run("leads.round(2)"))
    english = str(lab.run("leads = ck.lead_funnel(pipe)"))
    assert told != english and told.splitlines()[0] in later
    assert english.splitlines()[0] == "There are no leads here."


# ---- what is no refusal


MISTAKES = ["1 / 0", "no_such_name", "[].nothing", "{}['k']", "int('x')", "len(3)", "ck.fnnel(1)",
            "raise RuntimeError('x')", "def f(:", "  indented", "raise KeyboardInterrupt"]  # fmt: skip


@pytest.mark.parametrize("cell", MISTAKES)
def test_a_mistake_is_told_as_without_the_extension_and_stops(lab, cell):
    lab.run("table = refuse()")  # what waits elsewhere makes no mistake calm
    lab.run(f"old = 1\n{cell}" if "indented" not in cell else cell)
    with_it, error = lab.beside.stdout, lab.error
    InteractiveShell.clear_instance()
    plain = InteractiveShell.instance()
    plain.push({"ck": ck})
    with capture_output() as told:
        done = plain.run_cell(f"old = 1\n{cell}" if "indented" not in cell else cell)
    expected = done.error_before_exec or done.error_in_exec
    assert (type(error), str(error).partition(" (")[0]) == (
        type(expected),
        str(expected).partition(" (")[0],
    )
    assert error is not None
    assert re.sub(r"In\[\d+", "In[1", with_it) == told.stdout != ""
    assert lab.value("old") in (1, "nothing")


def test_a_mistake_keeps_the_values_of_its_names(lab):
    lab.run("a = 1")
    lab.run("a = 1 / 0")
    assert lab.value("a") == 1


def test_it_can_be_taken_away_again(lab):
    lab.run("%unload_ext cycle_kit")
    lab.run("refuse()")
    assert lab.error is LACKS


def test_loading_it_again_changes_nothing(lab):
    lab.run("%load_ext cycle_kit")
    assert str(lab.run("refuse()")) == BOX and lab.error is None
    hooks = lab.shell.events.callbacks["post_run_cell"]
    assert sum(hook.__module__.startswith("cycle_kit") for hook in hooks) == 1


def test_it_is_no_word_of_the_vocabulary():
    assert not {name for name in dir(ck) if "ipython" in name}
    hook = "load_ipython_extension"
    assert callable(getattr(ck, hook))


def test_a_silent_cell_is_refused_to_who_runs_it_and_leaves_no_old_value(lab):
    lab.run("a = 'old'")
    lab.run("a = refuse()", silent=True)
    assert lab.error is LACKS
    assert isinstance(lab.value("a"), NotAnswered)


# ---- figures


def test_a_figure_of_ours_is_a_picture_and_another_what_plotly_makes_of_it(monkeypatch):
    lab = Lab(pipe=pipe_of(twenty()), other=go.Figure(go.Bar(x=[1], y=["only"])))
    drawn = lab.run("ck.stage_durations_chart(ck.stage_durations(pipe))")
    assert isinstance(drawn, go.Figure)
    [shown] = lab.beside.outputs
    assert set(shown.data) == {"text/plain", "text/html", "image/svg+xml"}
    assert 'alt="Stage durations"' in shown.data["text/html"]
    asked = []
    monkeypatch.setattr(go.Figure, "_ipython_display_", lambda figure: asked.append(figure))
    lab.run("other")
    assert asked == [lab.value("other")]


def test_controls_are_there_for_those_who_can_press_them(monkeypatch):
    page = with_an_audience(lambda given: f"sliders of {given}")
    monkeypatch.setattr(audience, "pressable", lambda: True)
    assert page("a pipeline") == "sliders of a pipeline"
    monkeypatch.setattr(audience, "pressable", lambda: False)
    assert "JupyterLab" in page("a pipeline")


# ---- in a kernel


def executed(*cells):
    """The outputs of each cell of a notebook that nbclient runs to its end."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return [cell.outputs for cell in notebook.cells]


START = (
    "%load_ext cycle_kit\nimport cycle_kit as ck\npipe = ck.load(ck.sample('pipedrive_deals.csv'))"
)


def test_a_kernel_says_that_a_refused_cell_went_well():
    _start, refused, later, last = executed(
        START, "stays = ck.stage_durations(pipe)", "stays.round(2)", "await __import__('asyncio').sleep(0, 7)"
    )  # fmt: skip
    assert [one.output_type for one in (*refused, *later)] == ["execute_result"] * 2
    assert "needs to know when deals entered their stages" in refused[0].data["text/html"]
    assert "Waits for" in later[0].data["text/html"]
    assert last[0].data["text/plain"] == "7"


def test_a_kernel_stops_at_a_mistake():
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        executed(START, "ck.stage_durations(pipe)", "1 / 0", "2")
