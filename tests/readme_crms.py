"""The README's table of systems, from the declarations: `python -m tests.readme_crms` writes it anew."""

import re
from pathlib import Path

import pandas as pd

import cycle_kit as ck
from cycle_kit.dialects.unattested import HOW_TOS, columns_to_pass

README = Path(__file__).resolve().parent.parent / "README.md"
MARKS = "<!-- systems: written by python -m tests.readme_crms -->\n", "<!-- /systems -->"
SECTION = re.compile(re.escape(MARKS[0]) + r"(.*?)" + re.escape(MARKS[1]), flags=re.S)
BY_HAND_MARKS = (
    "<!-- systems to name columns for: written by python -m tests.readme_crms -->\n",
    "<!-- /systems to name columns for -->",
)
BY_HAND = re.compile(
    re.escape(BY_HAND_MARKS[0]) + r"(.*?)" + re.escape(BY_HAND_MARKS[1]), flags=re.S
)


def markdown() -> str:
    """One row per system: its name, the languages of its headers, its history, how to export."""
    layouts = ck.crms()
    layouts = layouts[layouts["table"] != "leads"]
    known = layouts[layouts["crm"] != "plain"]
    plain = layouts[layouts["crm"] == "plain"]
    rows = [row(group) for _, group in known.groupby("title", sort=True)]
    rows += [row(group) for _, group in plain.groupby("title", sort=False)]
    head = ["| your CRM | headers in | stage history | how to export |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def row(group: pd.DataFrame) -> str:
    languages = ", ".join(group["language"].drop_duplicates())
    shapes = [shape for shape in group["history"].drop_duplicates() if shape not in ("", "none")]
    if len(shapes) > 1:
        shapes = [shape for shape in shapes if shape != "last change only"]
    exports = "<br>".join(group["export"].drop_duplicates())
    cells = (f"**{group['title'].iloc[0]}**", languages, ", ".join(shapes) or "none", exports)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def by_hand() -> str:
    """One row per system whose headers nobody attests: how to export, and what to pass to `load`."""
    rows = [
        f"| **{each.title}** | {each.export} | `{columns_to_pass(each)}` | {each.notes} |"
        for each in sorted(HOW_TOS, key=lambda each: each.title)
    ]
    head = ["| your CRM | how to export | what to add to `ck.load(...)` | |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def written(text: str) -> str:
    """The README with its tables as the declarations have them."""
    text = SECTION.sub(lambda _: MARKS[0] + markdown() + MARKS[1], text)
    return BY_HAND.sub(lambda _: BY_HAND_MARKS[0] + by_hand() + BY_HAND_MARKS[1], text)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
