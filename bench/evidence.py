"""How far the numbers can be trusted, measured: writes docs/evidence.md from the parts beside this file.

`python -m bench.evidence [part ...]`. A part is a module `bench/evidence_<name>.py` with a `TITLE`, an `ORDER` and a
function `section(jobs)` that returns lines of Markdown. Parts that are not named keep what they wrote before.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "evidence.md"
HEAD = """# How far the numbers can be trusted

`make evidence` writes this page anew. Companies are made by chance, with a truth that is known
(`tests/companies_at_random.py`), and cycle_kit is asked about them as if they were exports. Everything is seeded: the
same numbers come out every time. Limits in brackets are 95 % (Wilson) for the number of runs.
"""


def parts() -> dict[str, object]:
    """The modules beside this one, by name, in the order of the page."""
    names = [path.stem for path in Path(__file__).parent.glob("evidence_*.py")]
    modules = {name.removeprefix("evidence_"): import_module(f"bench.{name}") for name in names}
    return dict(sorted(modules.items(), key=lambda item: item[1].ORDER))


def written() -> dict[str, str]:
    """What the page says now, by title."""
    text = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    return {chunk.split("\n", 1)[0]: chunk for chunk in text.split("\n## ")[1:]}


def main(chosen: list[str]) -> None:
    jobs, found = os.cpu_count() or 1, parts()
    new = {
        part.TITLE: "\n".join([part.TITLE, "", *part.section(jobs)])
        for name, part in found.items()
        if not chosen or name in chosen
    }
    texts = written() | new  # read last: other parts may have been written meanwhile
    sections = [texts.get(part.TITLE, "").rstrip() for part in found.values()]
    TARGET.parent.mkdir(exist_ok=True)
    body = "".join(f"\n## {section}\n" for section in sections if section)
    TARGET.write_text(HEAD + body, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
