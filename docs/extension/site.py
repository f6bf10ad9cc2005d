"""Joins it all to Sphinx: directives, pages made of data, the notebooks, and the check of every link.

With `-D compute=0` no Python of a page is run and no notebook: what is looked at then are the words, how they are
marked up, and every link.
"""

import re
from pathlib import Path
from typing import Any

import cycle_kit as ck

from . import checks, notebooks, systems
from .directives import ALL, Is
from .running import workplace

FROM_THE_RIGHT = ("fa", "ar")
MADE = "from"  # the folder of pages that are made anew with each build; not in git


def make_pages(app: Any) -> None:
    systems.write(Path(app.srcdir) / MADE, computed=app.config.compute)


def start_work(app: Any, *_: Any) -> None:
    """Pages are read in their working folder; it goes when the reading ends."""
    app.cycle_kit_place = workplace()
    app.cycle_kit_place.__enter__()


def end_work(app: Any, *_: Any) -> None:
    app.cycle_kit_place.__exit__(None, None, None)


def to_our_pages(app: Any, docname: str, source: list[str]) -> None:
    """What leads out of `docs` on a code host leads here to the page that stands for it."""
    source[0] = re.sub(r"\]\(\.\./notebooks/\w+\.ipynb\)", "](/notebooks.md)", source[0])


def begin_in_english(*_: Any) -> None:
    """A page that speaks another language does so to its own end."""
    ck.speak("en")


def in_its_direction(
    app: Any, pagename: str, template: str, context: dict[str, Any], *_: Any
) -> None:
    """What a page says in another language (`lang` at its top) is marked as such, from right to left where due."""
    language = (context.get("meta") or {}).get("lang")
    if language:
        direction = "rtl" if language in FROM_THE_RIGHT else "ltr"
        context["body"] = f'<div lang="{language}" dir="{direction}">{context["body"]}</div>'


def follow(app: Any, error: Exception | None) -> None:
    """The notebooks beside the pages, then a look at every link."""
    if error or app.builder.format != "html":
        return
    if app.config.compute:
        notebooks.convert(Path(app.outdir) / "notebooks")
    checks.look(Path(app.outdir))


def setup(app: Any) -> dict[str, Any]:
    for name, directive in ALL.items():
        app.add_directive(name, directive)
    app.add_role("is", Is())
    app.add_config_value("compute", True, "env")
    app.connect("source-read", to_our_pages)
    app.connect("source-read", begin_in_english)
    app.connect("html-page-context", in_its_direction)
    app.connect("builder-inited", make_pages)
    app.connect("env-before-read-docs", start_work)
    app.connect("env-updated", end_work)
    app.connect("build-finished", follow)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
