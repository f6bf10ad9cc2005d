"""`python -m cycle_kit` is `cycle-kit`."""

from cycle_kit.cli import app

app(prog_name="cycle-kit")
