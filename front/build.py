"""Builds the page's own front end, where there is npm: `make front`.

Nothing is left in the checkout but the built files, in cycle_kit/_front, which git ignores and the wheel carries.
Without npm, or with none that gets its packages, pages take plotly's own file and Voila's front end, as they are.
"""

import shutil
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
TO = HERE.parent / "cycle_kit" / "_front"
WORK = HERE.parent / ".venv" / "front"
INSTALL = (
    "install",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
    "--loglevel=error",
)
PATIENT = ("--fetch-retries=1", "--fetch-timeout=30000")
SECONDS = 240  # where npm gets no answer it would wait much longer


def main() -> int:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        print("There is no npm here: pages take plotly's own file and Voila's front end.")
        return 1
    shutil.copytree(HERE, WORK, dirs_exist_ok=True)
    anywidget = find_spec("anywidget")
    assert anywidget and anywidget.origin
    code = Path(anywidget.origin).parent / "nbextension" / "index.js"
    build = (node, "build.mjs", str(TO), str(code), version("anywidget"))
    if failed := _run(npm, *INSTALL, *PATIENT) or _run(*build):
        print(f"The front end was not built:\n{failed}")
        shutil.rmtree(TO, ignore_errors=True)  # no half of it
        return 1
    return 0


def _run(*command: str) -> str:
    """What went wrong; empty where nothing did."""
    try:
        done = subprocess.run(command, cwd=WORK, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"{Path(command[0]).name} has taken more than {SECONDS} seconds."
    return (
        (done.stderr or done.stdout or "no word of why").strip()[-2000:] if done.returncode else ""
    )


if __name__ == "__main__":
    sys.exit(main())
