"""plotly.js for the charts of a page: whose it is, where a server has it, and what it can draw.

Where `make front` has built one of the traces that our charts have, that one, a quarter of the whole; else the very
file that the installed plotly brings along.
"""

import json
from functools import cache
from hashlib import blake2s
from pathlib import Path
from typing import Any

import plotly
from jupyter_core.paths import jupyter_path
from plotly.offline import get_plotlyjs, get_plotlyjs_version

BUILT = Path(__file__).parents[1] / "_front"
FOLDER = "cycle-kit/static"


def shared_folder(folder: Path) -> Path:
    """Fill `folder` so that a Jupyter server with it on JUPYTER_PATH serves plotly.js to charts."""
    put(
        folder, f"plotly-{plotly.__version__}-{{}}.min.js", _built_script() or _flat(get_plotlyjs())
    )
    return Path(folder)


def put(folder: Path, name: str, content: str | bytes) -> str:
    """Keep a file for pages: its place below the lab extensions. Its name tells its content apart from others'."""
    data = content if isinstance(content, bytes) else content.encode()
    place = f"{FOLDER}/{name.format(blake2s(data, digest_size=4).hexdigest())}"
    path = Path(folder) / "labextensions" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return place


def served() -> str:
    """The script's place below the lab extensions folders if one of them has it, else nothing."""
    name = f"plotly-{plotly.__version__}-*.min.js"
    found = (
        path
        for folder in jupyter_path("labextensions")
        for path in Path(folder).glob(f"{FOLDER}/{name}")
    )
    return next((f"{FOLDER}/{path.name}" for path in found), "")


@cache
def built() -> dict[str, Any]:
    """What has been built, and for which versions; nothing where that is not to be had."""
    try:
        return json.loads((BUILT / "front.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def draws(figure: dict[str, Any]) -> bool:
    """Whether the script can draw this figure."""
    return not _fits() or all(
        trace.get("type", "scatter") in built()["traces"] for trace in figure.get("data", [])
    )


def _built_script() -> str:
    return (BUILT / "plotly.min.js").read_text(encoding="utf-8") if _fits() else ""


def _fits() -> bool:
    """Whether there is a script that was built, and of the same plotly.js as plotly's own."""
    return built().get("plotly") == get_plotlyjs_version() and (BUILT / "plotly.min.js").is_file()


def _flat(script: str) -> str:
    """plotly.js without its wrapper for other module systems, where it has the one we know.

    Browsers then compile it beside the page's thread: a third less time in which nothing moves.
    """
    start, end = '"use strict";var Plotly=(()=>', "window.Plotly = Plotly;"
    licence, wrapper, rest = script.partition("*/")
    before, opened, body = rest.partition(start)
    code, closed, _after = body.rpartition(end)
    known = wrapper and opened and closed and len(before) < 500
    return f"{licence}*/\n{start}{code}{end}\n" if known else script
