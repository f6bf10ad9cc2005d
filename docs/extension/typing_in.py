"""What the command line answers, asked as in a terminal."""

import os
import shlex
import subprocess
import sys

WIDTH = "100"


def typed(line: str) -> str:
    """The answer to `cycle-kit ...`; a command that fails breaks the page."""
    program, *rest = shlex.split(line)
    assert program == "cycle-kit", line
    room = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    asked = [sys.executable, "-W", "ignore", "-m", "cycle_kit", *rest]
    answer = subprocess.run(asked, env=room, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr or answer.stdout
    return "\n".join(each.rstrip() for each in answer.stdout.strip().splitlines())
