"""The page's own front end, where `make front` has built it for the widgets that are installed."""

import threading
from pathlib import Path

import anywidget

from cycle_kit.charts.script import BUILT, FOLDER, built, put
from cycle_kit.dashboard.packed import Packed


def put_into(folder: Path) -> str:
    """Put it where the server finds it: its place below the lab extensions, nothing where there is none.

    What every page asks for is compressed meanwhile.
    """
    path = BUILT / "widgets.js"
    fits = built().get("anywidget") == anywidget.__version__ and path.is_file()
    place = put(folder, "front-{}.js", path.read_text(encoding="utf-8")) if fits else ""
    files = sorted((folder / "labextensions" / FOLDER).iterdir())
    threading.Thread(target=lambda: [Packed.pack(file) for file in files], daemon=True).start()
    return place
