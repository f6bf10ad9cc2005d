"""The page's own front end, where `make front` has built it for the widgets that are installed."""

import threading
from contextlib import suppress
from pathlib import Path

import anywidget

from cycle_kit.charts import script
from cycle_kit.dashboard.packed import Packed


def put_into(folder: Path) -> str:
    """Put it where the server finds it: its place below the lab extensions, nothing where there is none.

    What every page asks for is compressed meanwhile.
    """
    path = script.BUILT / "widgets.js"
    fits = script.built().get("anywidget") == anywidget.__version__ and path.is_file()
    place = script.put(folder, "front-{}.js", path.read_text(encoding="utf-8")) if fits else ""
    files = sorted((folder / "labextensions" / script.FOLDER).iterdir())
    threading.Thread(target=_pack, args=(files,), daemon=True).start()
    return place


def _pack(files: list[Path]) -> None:
    with suppress(OSError):  # the server has ended before
        for file in files:
            Packed.pack(file)
