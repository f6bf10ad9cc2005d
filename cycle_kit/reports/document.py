"""The frame of everything that is written: one document of HTML, in the look of the pages."""

from __future__ import annotations

from pathlib import Path

from cycle_kit.charts import lettering
from cycle_kit.dashboard.live import stylesheet, words
from cycle_kit.locale import now

LOOK = Path(__file__).with_name("report.css")


def look() -> str:
    """The rules of the pages, and those for what stands still."""
    return lettering.within() + stylesheet() + LOOK.read_text(encoding="utf-8")


def document(title: str, inner: str, *, style: str = "", more: str = "") -> str:
    """A whole document: its look within it, or by `style`, what the head says instead; `more`: behind the body's."""
    return (
        f'<!doctype html><html lang="{now().name}" dir="{now().direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>{words(title)}</title>{style or f'<style>{look()}</style>'}</head>"
        f'<body><main class="ck-page ck-report">{inner}</main>{more}</body></html>'
    )
