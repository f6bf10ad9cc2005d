"""A notebook run in this process, and what each of its cells gave."""

from contextlib import chdir

import nbformat
import plotly.graph_objects as go
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from cycle_kit import shipped
from cycle_kit.charts.picture import Picture
from cycle_kit.dashboard.with_deals import WithDeals
from cycle_kit.errors import CycleKitError, NotAnswered
from cycle_kit.locale import speaking

FOLDER = shipped.notebook("01_funnel").parent
QUESTIONS = sorted(path.stem for path in FOLDER.glob("[0-9]*.ipynb"))


class Run:
    """What each cell of a notebook gave, in order: its source, its result, its error."""

    def __init__(self, name, export, **parameters):
        self.cells = []
        told = {**({"EXPORT": str(export)} if export else {}), **parameters}
        InteractiveShell.clear_instance()
        shell = InteractiveShell.instance()
        with speaking():  # what a notebook speaks is over with it
            self.run(name, shell, told)
        self.namespace = dict(shell.user_ns)
        InteractiveShell.clear_instance()

    def run(self, name, shell, told):
        for cell in nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells:
            if cell.cell_type == "code":
                with capture_output(), chdir(FOLDER):
                    done = shell.run_cell(cell.source)
                    if cell.source.startswith("EXPORT = "):
                        shell.push(told)
                self.cells.append((cell.source, done.result, done.error_in_exec))

    @property
    def failed(self):
        return [(source, error) for source, _result, error in self.cells if error]

    @property
    def boxes(self):
        """The first sentences of the boxes that stand where a question has no answer."""
        return [
            str(one).splitlines()[0]
            for one in self.given
            if isinstance(one, CycleKitError) and not isinstance(one, NotAnswered)
        ]

    @property
    def waiting(self):
        """What the cells say that use an answer which could not be given."""
        return [str(one) for one in self.given if isinstance(one, NotAnswered)]

    @property
    def pictures(self):
        drawn = [
            go.Figure(one.chart.figure) if isinstance(one, WithDeals) else one for one in self.given
        ]
        return [Picture(one) for one in drawn if isinstance(one, go.Figure)]

    @property
    def given(self):
        return [result for _source, result, _error in self.cells]

    @property
    def answer(self):
        return str(self.cells[-1][1]).replace("\N{NO-BREAK SPACE}", " ")

    def of(self, start):
        """What the cell that begins so gave."""
        (found,) = (result for source, result, _error in self.cells if source.startswith(start))
        return found
