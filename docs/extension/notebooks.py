"""The notebooks, run on the sample, as pages that ask nothing of anybody."""

import json
import re
import subprocess
import sys
from pathlib import Path

from .running import DOCS

NOTEBOOKS = DOCS.parent / "notebooks"
SHOWN = sorted(NOTEBOOKS.glob("0*.ipynb"))


def listed(made: bool) -> str:
    """A line for each notebook: its name, which leads to it where it is `made`, and its title."""
    rows = []
    for path in SHOWN:
        name = f'<a href="notebooks/{path.stem}.html">{path.stem}</a>' if made else path.stem
        rows.append(f"<li>{name}: {title(path)}</li>")
    return f"<ul>{''.join(rows)}</ul>"


def title(path: Path) -> str:
    """The first heading of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    words = "".join(next(cell["source"] for cell in cells if cell["cell_type"] == "markdown"))
    return words.splitlines()[0].lstrip("# ")


def convert(folder: Path) -> None:
    """Each notebook, run, as one file of HTML."""
    config = NOTEBOOKS / "jupyter_nbconvert_config.json"
    for path in SHOWN:
        asked = [sys.executable, "-m", "nbconvert", "--config", str(config), "--log-level", "ERROR"]
        asked += ["--to", "html", "--execute", str(path), "--output-dir", str(folder)]
        subprocess.run(asked, cwd=NOTEBOOKS, check=True)
        page = folder / f"{path.stem}.html"
        page.write_text(linked(page.read_text(encoding="utf-8")), encoding="utf-8")


def linked(html: str) -> str:
    """The page with its links to other notebooks leading to their pages; to those without one, to the list of all."""
    pages = {path.stem for path in SHOWN}
    return re.sub(
        r'href="(\w+)\.ipynb"',
        lambda to: f'href="{to[1]}.html"' if to[1] in pages else 'href="../notebooks.html"',
        html,
    )
