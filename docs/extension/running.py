"""Runs the Python of a page, block by block, in one room of names.

Pages know `ck`, `pd`, and the sample under the names of SAMPLES, loaded when one is first used; they work in a folder
with the files of `docs/examples`, and with the sample as `deals.csv`.
"""

import ast
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

import cycle_kit as ck

DOCS = Path(__file__).resolve().parent.parent
EXAMPLES = DOCS / "examples"
#: names of the sample: how each is made, shown on docs/sample.md
SAMPLES = {
    "pipe": 'ck.load([ck.sample("hubspot_deals.csv"), ck.sample("hubspot_contacts.csv")], '
    'lines=ck.sample("lines.csv"), activities=ck.sample("activities.csv"))',
    "b2b": 'pipe.where(pipeline="B2B")',
    "told": 'ck.load([ck.sample("salesforce_opportunities.csv"), ck.sample("salesforce_history.csv")])'
    '.where(pipeline="B2B")',
}
#: files of the samples under the names that pages use
SHOWN = {"deals": "hubspot_deals", "log": "event_log"}
#: Python that is run: of blocks, and of roles within a line
BLOCK = re.compile(r"^(`{3,})\{run\}\n((?::\w+:[^\n]*\n)*)(.*?)^\1$", flags=re.M | re.S)
ROLE = re.compile(r"\{is\}`([^`]+)`")


@cache
def sample(name: str) -> Any:
    """A sample, loaded once for all pages: nothing changes it."""
    return eval(SAMPLES[name], {"ck": ck, **{one: sample(one) for one in used(SAMPLES[name])}})


def used(code: str) -> list[str]:
    """The samples that a piece of Python names, and does not make itself."""
    names = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return [name for name in SAMPLES if name in {node.id for node in names} - made]


class Page:
    """The names that the blocks of one page share."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"ck": ck, "pd": pd}

    def run(self, code: str) -> list[Any]:
        """What the bare expressions of a block give, those that give nothing left out."""
        self.know(code)
        given = []
        for statement in ast.parse(code).body:
            text = ast.unparse(statement)
            if isinstance(statement, ast.Expr):
                given.append(eval(text, self.names))
            else:
                exec(text, self.names)
        return [one for one in given if one is not None]

    def said(self, expression: str) -> str:
        """The value of an expression in words; a format may follow it: `rate:.0%`."""
        text = f'f"""{{{expression}}}"""'
        self.know(text)
        return eval(text, self.names).replace("%", " %")

    def know(self, code: str) -> None:
        for name in used(code):
            self.names.setdefault(name, sample(name))


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The Python of a page in its order: ("block", code) and ("role", expression)."""
    found = [(one.start(), "block", one[3]) for one in BLOCK.finditer(text)]
    found += [(one.start(), "role", one[1]) for one in ROLE.finditer(text)]
    return ((kind, code) for _, kind, code in sorted(found))


def run_all(text: str) -> list[Any]:
    """Run a page as it is built; what its pieces give."""
    page, given = Page(), []
    with workplace():
        for kind, code in pieces(text):
            given += page.run(code) if kind == "block" else [page.said(code)]
    return given


@contextmanager
def workplace() -> Iterator[Path]:
    """A working folder with the examples, and the samples under short names."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copytree(EXAMPLES, place, dirs_exist_ok=True)
        for name, kept in SHOWN.items():
            shutil.copyfile(ck.sample(f"{kept}.csv"), place / f"{name}.csv")
        shutil.copytree(DOCS.parent / "data/warehouse/fivetran_hubspot", place / "warehouse")
        os.chdir(place)
        try:
            yield place
        finally:
            os.chdir(here)
            ck.speak("en")
