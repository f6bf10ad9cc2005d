"""The directives of our pages: Python that is run, and what the package says of itself."""

from __future__ import annotations

import csv
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective, SphinxRole

from . import notebooks, systems
from .metrics import counted, drawn, gallery, listed
from .reference import reference
from .running import EXAMPLES, Page, used
from .showing import shown
from .steps import cycle
from .typing_in import typed

UNSAID = "…"  # where nothing is computed


def page_of(env: Any) -> Page:
    """The room of the page that is read now."""
    rooms = env.temp_data
    if "cycle_kit" not in rooms:
        rooms["cycle_kit"] = Page()
    return rooms["cycle_kit"]


def raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


class Parsing(SphinxDirective):
    """A directive that is written in Markdown."""

    def markdown(self, text: str) -> list[nodes.Node]:
        return self.parse_text_to_nodes(text, allow_section_headings=True)


class Run(Parsing):
    """Python that is shown and run; below it what its bare expressions give."""

    has_content = True
    option_spec: ClassVar = {"hide": directives.flag}

    def run(self) -> list[nodes.Node]:
        code, page = "\n".join(self.content), page_of(self.env)
        told: list[nodes.Node] = [] if "hide" in self.options else [self.code(code)]
        told += self.sample(code, page)
        for value in page.run(code) if self.config.compute else ():
            name = f"p{self.env.new_serialno('cycle_kit')}"
            told.append(raw(shown(value, name)))
        return told

    def code(self, code: str) -> nodes.literal_block:
        return nodes.literal_block(code, code, language="python")

    def sample(self, code: str, page: Page) -> list[nodes.Node]:
        """Where a page first uses a name of the sample, a line that says where it comes from."""
        new = [name for name in used(code) if name not in page.names]
        if not new or self.env.docname == "sample":
            return []
        names = " and ".join(f"`{name}`" for name in new)
        return self.markdown(f"{{.where}}\n{names}: [the sample](/sample.md)")


class Is(SphinxRole):
    """The value of an expression, in the line."""

    def run(self) -> tuple[list[nodes.Node], list]:
        told = page_of(self.env).said(self.text) if self.config.compute else UNSAID
        return [nodes.Text(told)], []


class Example(Parsing):
    """A small file of `docs/examples` as a table, to be taken along."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        self.env.note_dependency(str(EXAMPLES / name))
        with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
            rows = [" | ".join(row) for row in csv.reader(file)]
        line = "|".join("---" for _ in rows[0].split("|"))
        return self.markdown("\n".join([f"| {rows[0]} |", f"|{line}|", *(f"| {row} |" for row in rows[1:])])
                             + f"\n\n{{.where}}\n[{name}](/examples/{name})")  # fmt: skip


class Command(Parsing):
    """What is typed, and what the command answers."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        told: list[nodes.Node] = []
        for line in self.content:
            told.append(nodes.literal_block(line, line, language="console"))
            told += [raw(shown(typed(line), ""))] if self.config.compute else []
        return told


class Counted(Parsing):
    """What a metric counts, who is counted and what it needs, from the catalogue."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return self.markdown(counted(self.arguments[0]))


class Drawn(Parsing):
    """The picture of a metric, with the line that makes it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return self.markdown(drawn(self.arguments[0]))


class Listed(Parsing):
    """The pages of all metrics, with what each counts."""

    def run(self) -> list[nodes.Node]:
        return self.markdown(listed())


class Systems(Parsing):
    """A line for each system's page."""

    def run(self) -> list[nodes.Node]:
        return self.markdown(systems.listed())


class Reference(Parsing):
    """All public names."""

    def run(self) -> list[nodes.Node]:
        return self.markdown(reference())


class Cycle(Parsing):
    """The steps of a template."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return self.markdown(cycle(self.arguments[0]))


class Notebooks(Parsing):
    """The notebooks, with their titles."""

    def run(self) -> list[nodes.Node]:
        return [raw(notebooks.listed(self.config.compute))]


class Gallery(Parsing):
    """Every chart with the line that makes it."""

    def run(self) -> list[nodes.Node]:
        return self.markdown(gallery())


ALL = {
    "run": Run,
    "example": Example,
    "command": Command,
    "counted": Counted,
    "drawn": Drawn,
    "listed": Listed,
    "notebooks": Notebooks,
    "systems": Systems,
    "cycle": Cycle,
    "reference": Reference,
    "gallery": Gallery,
}
