"""A digest as text, Markdown or HTML for a mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from cycle_kit.charts.sentences import apart
from cycle_kit.charts.words import plain
from cycle_kit.locale import now

SIGNS = re.compile(r"([\\`*_\[\]|~])")  # that Markdown reads


def as_text(title: str, told: list[str]) -> str:
    return (
        "\n".join([title, "", *(f"{plain(at)}. {line}" for at, line in enumerate(told, start=1))])
        + "\n"
    )


def as_markdown(title: str, told: list[str]) -> str:
    safe = [SIGNS.sub(r"\\\1", line).replace("<", "&lt;") for line in told]
    return (
        "\n".join([f"## {title}", "", *(f"{at}. {line}" for at, line in enumerate(safe, start=1))])
        + "\n"
    )


def as_html(title: str, told: list[str]) -> str:
    """With its look in it, since mails are shown without style sheets."""
    spoken = f' lang="{now().name}" dir="{now().direction}"'  # mails lose what stands at their root
    items = "".join(f'<li style="margin:4px 0">{apart(escape(line))}</li>' for line in told)
    return (
        f'<!doctype html><html{spoken}><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body{spoken} style="font:15px/1.5 system-ui,sans-serif;max-width:44em;margin:1em auto;padding:0 1em">'
        f'<h2 style="font-size:19px">{escape(title)}</h2><ol style="padding-inline-start:1.6em{counted()}">{items}</ol>'
        "</body></html>\n"
    )


#: how a browser counts a list, by the first of the digits that are written
COUNTERS = {"۰": "persian", "٠": "arabic-indic"}


def counted() -> str:
    way = COUNTERS.get(now().digits[0], "")
    return ";list-style-type:" + way if way else ""


FORMS: dict[str, Callable[[str, list[str]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
}
