"""Whether somebody can press what a cell shows.

A widget that nobody can press is worse than none: nbconvert, nbclient and papermill save its state into
the notebook, and an export with such a state asks a CDN for the scripts that would draw it.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from cycle_kit.arguments import Asked
from cycle_kit.charts.sentences import sentences
from cycle_kit.charts.words import _


def pressable() -> bool:
    """False in a cell run by a program that only keeps what comes of it.

    JupyterLab, Notebook and VS Code name the cell that they run, and Voila and Colab themselves;
    nbclient, which nbconvert and papermill run cells with, does not. All else (a script, a press of
    a button) is no such run.
    """
    if "VOILA_PREHEAT" in os.environ or "google.colab" in sys.modules:
        return True
    request = what_is_run()
    runs_a_cell = request.get("header", {}).get("msg_type") == "execute_request"
    return not runs_a_cell or bool(request.get("metadata"))


def with_an_audience(page: Callable[Asked, Any]) -> Callable[Asked, Any]:
    """A page of buttons and sliders where somebody can press them; else how to get there."""

    @wraps(page)
    def shown(*given: Asked.args, **named: Asked.kwargs) -> Any:
        if pressable():
            return page(*given, **named)
        return sentences(_("Run this cell in JupyterLab to get the controls that belong here."))

    return shown


def what_is_run() -> dict[str, Any]:
    """The message that this kernel is at work on; empty outside of one."""
    running = sys.modules.get(
        "ipykernel.kernelapp"
    )  # where there is a kernel, it has been imported
    if running is None or not running.IPKernelApp.initialized():
        return {}
    return running.IPKernelApp.instance().kernel.get_parent("shell")
