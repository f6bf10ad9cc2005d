"""The picture of the rooms of the package, drawn from the import contracts: `python -m bench.architecture`.

Writes docs/architecture.svg: a room for each layer of the first contract in pyproject.toml, the lowest at the top,
since a file goes through them in that order; modules without a folder stand together between the rooms. The colour
says what a room must not know, by the other contracts.
"""

import tomllib
from html import escape
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cycle_kit"
PICTURE = ROOT / "docs" / "architecture.svg"
#: what comes out of a room that a file goes through
GIVES = {
    "locale": "the language in which all of it is told",
    "languages": "the words of companies, a TOML for each language",
    "config": "what cycle.toml says of this company",
    "files": "raw tables of text, every record counted",
    "values": "numbers, money, dates, yes and no",
    "dialects": "which system wrote it, which column is what",
    "warehouse": "one table of deals, logs of their moves",
    "loading": "a Pipeline, the only gate; what was done is in its notes",
    "metrics": "tidy tables, one function per question",
    "benchmarks": "published figures beside them",
    "charts": "figures, without arithmetic",
    "dashboard": "pages: filters, cards, clicks",
    "reports": "the same as files to take along",
    "cli": "what is typed",
}
NUMBERS, PICTURES, PAGES = "#dbe9f6", "#e3f1dc", "#f6e7d8"
KNOWS = {
    NUMBERS: "knows no pictures and no widgets",
    PICTURES: "knows no pages",
    PAGES: "pages and files",
}
WIDTH, LEFT, INSIDE, LINE = 760, 20, 14, 18
PER_LINE = 88  # letters


def contracts() -> dict[str, dict]:
    """{name: contract}"""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["name"]: each for each in project["tool"]["importlinter"]["contracts"]}


def layers() -> list[list[str]]:
    """The modules of each layer, the one that imports nothing first."""
    [said] = [each["layers"] for each in contracts().values() if each["type"] == "layers"]
    return [[name.strip(" ()") for name in layer.split("|")] for layer in reversed(said)]


def forbidden(module: str, what: str) -> bool:
    """Whether a contract forbids a module of ours to import another package."""
    return any(
        f"cycle_kit.{module}" in each.get("source_modules", ())
        and what in each.get("forbidden_modules", ())
        for each in contracts().values()
    )


def colour(module: str) -> str:
    if forbidden(module, "plotly"):
        return NUMBERS
    return PICTURES if forbidden(module, "ipywidgets") else PAGES


def rooms() -> list[tuple[str, list[str]]]:
    """(name of a folder, its modules) or ("", modules without one), from the first to the last."""
    names = [name for layer in layers() for name in layer]
    found: list[tuple[str, list[str]]] = []
    for is_folder, group in groupby(names, key=lambda name: (PACKAGE / name).is_dir()):
        some = list(group)
        found += [(name, [name]) for name in some] if is_folder else [("", some)]
    return found


def broken(names: list[str]) -> list[str]:
    """The names in lines."""
    lines = [""]
    for name in names:
        if len(lines[-1]) + len(name) > PER_LINE:
            lines.append("")
        lines[-1] += ("  ·  " if lines[-1] else "") + name
    return lines


def text(x: int, y: int, said: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}"{more}>{escape(said)}</text>'


def drawn() -> str:
    """The picture."""
    marks: list[str] = []
    y = 34
    marks.append(text(LEFT, y - 12, "a file, a folder, a database", ' class="way"'))
    for name, modules in rooms():
        y = room(marks, name, y) if name else between(marks, modules, y)
    y += 14
    for place, (fill, said) in enumerate(KNOWS.items()):
        x = LEFT + place * 260
        marks.append(
            f'<rect x="{x}" y="{y}" width="14" height="14" fill="{fill}" stroke="#7a8594"/>'
        )
        marks.append(text(x + 22, y + 12, said, ' class="small"'))
    style = (
        "text{font:15px sans-serif;fill:#1c2430}.small{font-size:12.5px;fill:#4a5361}.name{font-weight:bold}"
        ".way{font-style:italic;fill:#4a5361}"
    )
    size = f'viewBox="0 0 {WIDTH} {y + 30}" width="{WIDTH}" height="{y + 30}"'
    told = (
        "The rooms of cycle_kit, from the file to the page; each imports only from those above it"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{told}</title><style>{style}</style>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(marks) + "\n</svg>\n"
    )


def room(marks: list[str], name: str, y: int) -> int:
    """A folder: its name, and what comes out of it."""
    height = 46
    fill = colour(name)
    marks.append(
        f'<rect x="{LEFT}" y="{y}" width="{WIDTH - 2 * LEFT}" height="{height}" rx="6" fill="{fill}" stroke="#7a8594"/>'
    )
    marks.append(text(LEFT + INSIDE, y + 28, name, ' class="name"'))
    marks.append(text(LEFT + 150, y + 28, GIVES.get(name, ""), ' class="way"'))
    return y + height + 8


def between(marks: list[str], modules: list[str], y: int) -> int:
    """Modules that are a file each."""
    for line in broken(modules):
        marks.append(text(LEFT + INSIDE, y + 12, line, ' class="small"'))
        y += LINE
    return y + 8


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
