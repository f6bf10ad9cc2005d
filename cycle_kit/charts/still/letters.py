"""Words of a figure as SVG text: the few tags that plotly knows, and how wide words are about."""

import re
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from cycle_kit.locale import now

LINE = 1.3  # of the size of the letters, from one line to the next
RISE = 0.87  # of a first line over its baseline
DEEP = 1.17  # of a single line, from top to bottom

NARROW, WIDE = "fijlrtI.,:;'|!()[]/- \N{NO-BREAK SPACE}", "mwMW%@—→●■▨◆"


TAG = re.compile("<[^>]*>")


class Run(NamedTuple):
    """Words in one look."""

    words: str
    bold: bool
    slanted: bool
    colour: str


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[Run]] = [[]]
        self.depth, self.colours = {"b": 0, "i": 0}, [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.lines.append([])
        elif tag in self.depth:
            self.depth[tag] += 1
        elif tag == "span":
            style = dict(attrs).get("style") or ""
            self.colours.append(style.partition("color:")[2].partition(";")[0].strip())

    def handle_endtag(self, tag: str) -> None:
        if tag in self.depth:
            self.depth[tag] -= 1
        elif tag == "span" and len(self.colours) > 1:
            self.colours.pop()

    def handle_data(self, data: str) -> None:
        colour = next((c for c in reversed(self.colours) if c), "")
        self.lines[-1].append(Run(data, self.depth["b"] > 0, self.depth["i"] > 0, colour))


def lines_of(text: str) -> list[list[Run]]:
    """The lines of a text of plotly, each as runs of one look; tags beyond b, i, br and span are passed over."""
    reader = _Lines()
    reader.feed(str(text))
    reader.close()
    return reader.lines


def plain(text: str) -> str:
    """The same as text without looks, a line a line."""
    return "\n".join("".join(run.words for run in line) for line in lines_of(text))


def width(text: str, size: float) -> float:
    """About how many pixels the longest line takes; fonts differ, so rather more than less."""
    return max(sum(_width(run) for run in line) for line in lines_of(text)) * size


def _width(run: Run) -> float:
    ems = sum(
        0.32 if c in NARROW else 0.9 if c in WIDE or ord(c) > 0x2E7F else 0.58 for c in run.words
    )
    return ems * (1.06 if run.bold else 1)


def text(words: str) -> str:
    """Words as the text of an element; without double quotes, which a picture in an attribute cannot have."""
    return escape(words, quote=False).replace('"', "&quot;")


def spans(line: list[Run]) -> str:
    """One line as SVG, without its place."""
    return led("".join(_span(run) for run in line))


def led(line: str) -> str:
    """A line in the direction of the language that is spoken, whatever stands around it: a picture runs from left to
    right, and its words need not."""
    if not now().leftwards or not line or line.startswith("\N{RIGHT-TO-LEFT ISOLATE}"):
        return line
    # browsers tear a first digit from what is behind it; a sign without width comes before it
    first = "\N{RIGHT-TO-LEFT MARK}" if TAG.sub("", line)[:1].isdigit() else ""
    return f"\N{RIGHT-TO-LEFT ISOLATE}{first}{line}\N{POP DIRECTIONAL ISOLATE}"


def _span(run: Run) -> str:
    look = ' font-weight="bold"' if run.bold else ""
    look += ' font-style="italic"' if run.slanted else ""
    look += f' fill="{escape(run.colour)}"' if run.colour else ""
    words = text(run.words).replace("  ", " \N{NO-BREAK SPACE}")
    return f"<tspan{look}>{words}</tspan>" if look else words
