"""The seven steps of each sales cycle, from the package's templates."""

import cycle_kit as ck
from cycle_kit.steps import STEPS, TEMPLATES

TITLES = ("English", "فارسی", "العربية", "polski", "български")


def cycle(name: str) -> str:
    """A template: each step with what it is for, what to ask, what to do next; then its names in five languages."""
    parts = []
    for row in ck.template(name=name).itertuples():
        parts.append(f"## {row.place}. {row.step}\n\n{row.goal}\n")
        parts.append(f"Ask:\n\n{bullets(row.questions)}\nDo next:\n\n{bullets(row.next_actions)}\n")
        if row.source and row.source == row.source:
            parts.append(f"{{.where}}\n{row.source}\n")
    return "\n".join([*parts, in_languages(name)])


def bullets(text: str) -> str:
    return "".join(f"- {one}\n" for one in text.split(" · "))


def in_languages(name: str) -> str:
    """The steps as a table, a column per language."""
    rows = [TITLES, ("---",) * len(TITLES), *(STEPS[step].names for step in TEMPLATES[name])]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"## In five languages\n\n{table}\n"
