"""`%load_ext cycle_kit`: in a notebook that cannot be answered in full, each refusal is told in its place, calmly.

A refusal is an error of ours: "this export has no history". It is shown as a box where the answer would stand, the
kernel says that the cell went well, and whatever runs the notebook (Run All, nbclient, papermill, nbval, Voila) goes
on. The names that the cell would have bound stand for no answer (`Missing`), so that no value of an earlier run
stays, and a cell that uses one says what it waits for. All other errors stay what they are, and stop the notebook.

Figures of our charts are shown as pictures (`Picture`), which a saved notebook keeps.
"""

from __future__ import annotations

import ast
import linecache
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from cycle_kit.charts.bound import Place, read, statement_at, unbound
from cycle_kit.charts.past_words import small_print
from cycle_kit.charts.picture import Picture
from cycle_kit.charts.words import _, say
from cycle_kit.errors import CycleKitError, NotAnswered
from cycle_kit.obvious_names import UnknownName

WAYS = (
    "Or put it right by choosing from lists: in the notebook 00_your_export, or on the page of "
    "`cycle-kit dashboard FILE`."
)
AGAIN = "Not answered: the file was not understood, as the first box says."
WAITS = 'Waits for "{name}": {why}'
#: errors of ours; and what Python says of a `Missing` in the place of a table
CAUGHT = (CycleKitError, AttributeError, LookupError, NotImplementedError, TypeError, ValueError)
TOLD = "_cycle_kit_told"
FIGURE = ("plotly.graph_objs._figure", "Figure")
LOADING = "cycle_kit.loading"


def load_ipython_extension(shell: Any) -> None:
    """From here on refusals are told in their place, and figures of our charts are pictures."""
    shell.set_custom_exc(CAUGHT, told_in_place)
    shell.events.register("post_run_cell", went_on)
    shell.display_formatter.ipython_display_formatter.for_type_by_name(*FIGURE, pictured)


def unload_ipython_extension(shell: Any) -> None:
    """Errors and figures are shown as before."""
    shell.set_custom_exc((), None)
    shell.events.unregister("post_run_cell", went_on)
    shell.display_formatter.ipython_display_formatter.pop(".".join(FIGURE), None)


# ---- refusals


def told_in_place(
    shell: Any, _kind: type, error: Exception, frames: TracebackType, tb_offset: int | None = None
) -> None:
    """Show a refusal as what its cell gave; any other error as Jupyter does."""
    cell = stopped_cell(shell, frames)
    waits = awaited(shell, error, cell)
    if waits is not None:
        told, why = waits, waits.why
    elif isinstance(error, CycleKitError) and not isinstance(error, UnknownName):
        of_file = any(one.tb_frame.f_globals.get("__name__") == LOADING for one in steps(frames))
        told = in_language(error, _(WAYS) if of_file else "")
        why = "" if of_file else told.wrong
    else:
        shell.showtraceback(running_compiled_code=True)
        return
    for name in unbound(*cell) if cell else ():
        shell.user_ns[name] = Missing(name, why)
    setattr(error, TOLD, True)
    show(shell, told)


class Missing(NotAnswered):
    """Under the name of an answer that could not be given; `why`: what was wrong, "" where it was the file itself."""

    def __init__(self, name: str, why: str):
        super().__init__(say(WAITS, name=name, why=why) if why else _(AGAIN))
        self.why = why

    def _repr_html_(self) -> str:
        """In small print: the box with what to do stands above."""
        return small_print(str(self))._repr_html_()


def went_on(result: Any) -> None:
    """A cell whose refusal was told went well."""
    if result is not None and getattr(result.error_in_exec, TOLD, False):
        result.error_in_exec = None


def awaited(shell: Any, error: Exception, cell: Any) -> Missing | None:
    """The missing answer that this error is about: it was used, or stands in the statement that Python cannot run."""
    if isinstance(error, Missing):
        return error
    if isinstance(error, CycleKitError) or cell is None:
        return None
    body, here = cell
    at = statement_at(body, here)
    names = read(body[at]) if at is not None else ()
    values = (shell.user_ns.get(name) for name in sorted(names))
    return next((one for one in values if isinstance(one, Missing)), None)


def stopped_cell(shell: Any, frames: TracebackType) -> tuple[list[ast.stmt], Place] | None:
    """The statements of the cell that was run, and the place in which it was stopped."""
    own = next((one for one in steps(frames) if one.tb_frame.f_globals is shell.user_ns), None)
    if own is None:
        return None
    source = "".join(linecache.getlines(own.tb_frame.f_code.co_filename))
    _line, _end, column, _last = [*own.tb_frame.f_code.co_positions()][own.tb_lasti // 2]
    return ast.parse(source).body, (own.tb_lineno, column or 0)


def steps(frames: TracebackType | None) -> Iterator[TracebackType]:
    """A traceback from the cell inwards."""
    while frames is not None:
        yield frames
        frames = frames.tb_next


def in_language(error: CycleKitError, ways: str) -> CycleKitError:
    """The error as it is told: in the language that is spoken, and with these ways to put it right."""
    fix = " ".join(filter(None, (_(error.fix), ways)))
    return CycleKitError(_(error.wrong), there=_(error.there), fix=fix)


def show(shell: Any, told: CycleKitError) -> None:
    """As what the cell gave, also where a semicolon keeps that quiet."""
    if shell.displayhook.quiet():
        from IPython.display import display

        display(told)
    else:
        sys.displayhook(told)


# ---- figures


def pictured(figure: Any) -> None:
    """A figure of ours as a picture; any other as plotly shows it."""
    label = getattr(figure, "_drawn_as", "")
    if not label:
        figure._ipython_display_()
        return
    from IPython.display import display

    display(Picture(figure, label))
