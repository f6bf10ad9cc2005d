"""Whether somebody can press what a cell shows.

A widget that nobody can press is worse than none: nbconvert, nbclient and papermill save its state into
the notebook, and an export with such a state asks a CDN for the scripts that would draw it.
"""

import os
import sys
from typing import Any


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


def what_is_run() -> dict[str, Any]:
    """The message that this kernel is at work on; empty outside of one."""
    running = sys.modules.get(
        "ipykernel.kernelapp"
    )  # where there is a kernel, it has been imported
    if running is None or not running.IPKernelApp.initialized():
        return {}
    return running.IPKernelApp.instance().kernel.get_parent("shell")
