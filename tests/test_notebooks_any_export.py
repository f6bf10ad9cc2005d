"""Every notebook runs to its end on an export that cannot answer everything, and says what it lacks."""

import nbformat
import pytest
from nbclient import NotebookClient

from cycle_kit import shipped

FOLDER = shipped.notebook("01_funnel").parent
STAYS = "How long deals stay in a stage needs to know when deals entered their stages."
SHORTER = "What shorter stages bring needs to know when deals entered their stages."
LEADS = "Nothing says when leads had their first contact."
CHECKLIST = 'There is no column "Budget confirmed" with the answers to "budget".'
SLIPS = "Slips cannot be seen: the past of expected closes is not in this export."
#: of an export without history, leads, checklist and past closing dates: what is not answered
NO_HISTORY = {
    "01_funnel": [
        "On which deals the rules disagree needs to know when deals entered their stages."
    ],
    "02_stage_durations": [STAYS, STAYS],
    "03_benchmarks": [],
    "04_team": [STAYS],
    "05_forecast": [*["A back-test needs to know when deals entered their stages."] * 2, SLIPS],
    "06_what_to_do": [LEADS, LEADS, SHORTER, SHORTER, CHECKLIST],
    "07_change": [],
}
#: of a small one with history
SMALL = {
    "02_stage_durations": [],
    "05_forecast": [*["There is too little history to try a forecast over 90 days."] * 2, SLIPS],
    "07_change": [
        'Nothing of "win_rate" had come before within the time that both periods were seen for.'
    ],
}
#: what the answer begins with, where it is not that of a full export
ANSWERS = {
    "01_funnel": "Of 1,250 deals, 242 were won (19 %) and 231 are still open.",
    "02_stage_durations": "Half of the 239 deals won so far took up to 115 days; the average is 152 days.",
    "05_forecast": "Eight times in ten between €51.3 k and €300 k will be won; as often more as less than €148 k.",
    "06_what_to_do": "72 open deals want something done (31 % of all open ones, worth €2,352,498).",
}


def run(name, export):
    """The notebook's cells after a run on this export, whose name is all that is changed in it."""
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    parameters = next(cell for cell in notebook.cells if cell.source.startswith("EXPORT = "))
    parameters.source += f"\nEXPORT = {str(shipped.sample(export))!r}"
    place = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=120, resources=place, allow_errors=True).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def not_answered(cells):
    """The first sentences of the boxes that stand where a question has no answer."""
    shown = [out.data for cell in cells for out in cell.outputs if "data" in out]
    boxes = [data for data in shown if 'role="note"' in data.get("text/html", "")]
    return [data["text/plain"].splitlines()[0] for data in boxes]


def failed(cells):
    return [out.ename for cell in cells for out in cell.outputs if out.output_type == "error"]


def answer(cells):
    return eval(cells[-1].outputs[0].data["text/plain"]).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", NO_HISTORY)
def test_without_history(name):
    cells = run(name, "pipedrive_deals.csv")
    assert failed(cells) == []
    assert not_answered(cells) == NO_HISTORY[name]
    assert answer(cells).splitlines()[0] == ANSWERS.get(name, answer(cells).splitlines()[0])


@pytest.mark.parametrize("name", SMALL)
def test_small_with_history_and_a_single_pipeline_of_another_name(name):
    cells = run(name, "odoo_fa.csv")
    assert failed(cells) == []
    assert not_answered(cells) == SMALL[name]
