"""`Live`: HTML written in Python that tells what was pressed and hands over files; and the look of all pages."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from cycle_kit.charts import theme
from cycle_kit.charts.heard import Heard
from cycle_kit.dashboard.offered import Offered

FOLDER = Path(__file__).parent


class Live(Heard, anywidget.AnyWidget):
    """A piece of HTML. Elements with `data-say` are reported by that word when they are pressed.

    `on_choose(word, value)` hears of fields with `data-choose` that were changed, and
    `on_upload({name: content})` of files chosen in a field for files.
    """

    heard = frozenset({"wanted"})
    _esm = FOLDER / "live.js"
    html = traitlets.Unicode().tag(sync=True)
    wanted = traitlets.Bool(False).tag(sync=True)  # to be scrolled to as soon as it is on the page

    def __init__(
        self,
        html: str = "",
        *,
        name: str = "",
        on_say: Callable[[str], object] | None = None,
        on_choose: Callable[[str, str], object] | None = None,
        on_upload: Callable[[dict[str, bytes]], object] | None = None,
    ):
        super().__init__(html=html)
        if name:
            self.add_class(name)
        self.on_say, self.on_choose, self.on_upload = on_say, on_choose, on_upload
        self.pieces: dict[int, bytearray] = {}
        if on_say or on_choose or on_upload:
            self.on_msg(lambda _live, content, buffers: self.hear(content, buffers))

    def hear(self, content: Any, buffers: list | None = None) -> None:
        """One message of the reader's: something pressed, chosen, or a piece of a file.

        What the HTML does not offer is passed over: a client may send anything.
        """
        if not isinstance(content, dict):
            return
        offered = Offered(self.html)
        if self.on_say and offered.said(content.get("say")):
            self.on_say(content["say"])
        if self.on_choose and offered.chosen(content.get("choose"), content.get("value")):
            self.on_choose(content["choose"], content["value"])
        if self.on_upload and "upload" in content:
            self._take(content, buffers or [])

    def _take(self, content: dict, buffers: list) -> None:
        """Files come in pieces, in order, the first at its start; the last one hands them all over."""
        names, turn, start = (content.get(name) for name in ("upload", "turn", "start"))
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return
        if not isinstance(turn, int) or turn not in range(len(names)):
            return
        if turn == start == 0:
            self.pieces = {}
        self.pieces.setdefault(turn, bytearray()).extend(b"".join(buffers))
        if content.get("last") is True and self.on_upload:
            pieces, self.pieces = self.pieces, {}
            self.on_upload({name: bytes(pieces.get(turn, b"")) for turn, name in enumerate(names)})

    def hand_over(self, name: str, kind: str, content: bytes) -> None:
        """Give the reader a file to keep."""
        self.send({"kind": "file", "name": name, "type": kind}, [content])

    def into_view(self) -> None:
        """Scroll so far that this can be seen."""
        self.send({"kind": "show"})


class Look(Heard, anywidget.AnyWidget):
    """The style of a page: shows nothing, gives what stands beside it its look."""

    _esm = "export default { render() {} };"
    _css = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(_css=stylesheet())
        self.layout.display = "none"


def stylesheet() -> str:
    """The rules of page.css, with the theme's colours and sizes as custom properties."""
    light, dark = (colours(ground) for ground in (0, 1))
    sizes = {"small": theme.SMALL, "text": theme.TEXT, "large": theme.LARGE, "number": theme.NUMBER}
    lengths = "".join(f"--ck-{name}: {size}px; " for name, size in sizes.items())
    return (
        f".ck-page {{ {light}{lengths}--ck-font: {theme.FONT}; color-scheme: light; }}\n"
        f":is([data-ground='dark'] body[data-voila], body[data-jp-theme-light='false']) .ck-page "
        f"{{ {dark}color-scheme: dark; }}\n" + (FOLDER / "page.css").read_text(encoding="utf-8")
    )


def colours(ground: int) -> str:
    """The theme's colours as custom properties: ground 0 is light, 1 is dark."""
    return "".join(
        f"--ck-{role.replace('_', '-')}: {pair[ground]}; " for role, pair in theme.COLOURS.items()
    )


def words(text: object) -> str:
    """Text made safe to stand in HTML, in an element or an attribute."""
    return escape(str(text), quote=True)


def button(text: str, say: str, *, look: str = "ck-link", label: str = "") -> str:
    """A button that says a word to Python; `text` is HTML."""
    spoken = f' aria-label="{words(label)}"' if label else ""
    return f'<button type="button" class="{look}" data-say="{words(say)}"{spoken}>{text}</button>'


def question(key: str, sentences: list[str], *, about: str) -> str:
    """The "?" that opens what is counted, who is counted, n, left out, as of."""
    told = "".join(f"<p>{words(sentence)}</p>" for sentence in sentences if sentence)
    return (
        f'<details class="ck-why" name="ck-why" data-key="{words(key)}">'
        f'<summary data-stand="why {words(key)}" aria-label="{words(about)}">?</summary>'
        f'<div class="ck-told">{told}</div></details>'
    )
