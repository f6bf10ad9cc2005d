"""The text of a notebook in the language that is spoken: from the same catalogs as all other sentences.

A line of its text is one message: a heading, a paragraph, an item of a list. Code and links in it are places,
`Try {0} in {1}.`, as they are the same in every language; so are the labels "You need" and "You get" apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from cycle_kit.locale import now, translated

#: the marks at the beginning of a line, the label, and what is told
LINE = re.compile(
    r"(?P<mark>#+ |- |\d+\. |)(?:\*\*(?P<label>You need|You get|Question)\*\*(?P<colon>:? ))?(?P<text>.*)"
)
SAME = re.compile(r"`[^`]+`|\[[^\]]+\]\([^)]+\)")
BLOCK = '<div dir="rtl">\n\n{}\n\n</div>'
PARAGRAPH = '<p dir="rtl" style="text-align: right">{}</p>'
MARKS = {
    r"`([^`]+)`": r'<code dir="ltr">\1</code>',
    r"\*\*([^*]+)\*\*": r"<b>\1</b>",
    r"\*([^*]+)\*": r"<i>\1</i>",
    r"\[([^\]]+)\]\(([^)]+)\)": r'<a href="\2">\1</a>',
}
#: what is typed, within a comment
TYPED = re.compile(r"`[^`]+`|\[[^\]]*\]|\{[^}]*\}|\"[^\"]*\"")
#: a line of parameters: what is set, and what is said of it
COMMENTED = re.compile(r"(?P<code>[A-Z_]+ = .*?  # )(?P<said>.*)")
ASIDE = "\N{RIGHT-TO-LEFT ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
SPOKEN = re.compile(r"^LOCALE = None", re.MULTILINE)


def messages(notebook: str) -> Iterator[str]:
    """Every message of a notebook's file."""
    for cell in json.loads(notebook)["cells"]:
        for line in text_of(cell) if is_parameters(cell) else ():
            if found := COMMENTED.fullmatch(line):
                yield places(found["said"], TYPED)[0]
        for line in text_of(cell) if cell["cell_type"] == "markdown" else ():
            _mark, label, _colon, text = parts_of(line)
            yield from filter(None, (label, places(text)[0]))


def told(notebook: str) -> str:
    """A notebook's file with its text in the language that is spoken, which its charts and sentences speak too."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = lines_of("\n".join(directed(text_of(cell))))
        elif is_parameters(cell):
            source = SPOKEN.sub(f'LOCALE = "{now().name}"', "\n".join(text_of(cell)))
            cell["source"] = lines_of("\n".join(map(parameter_told, source.splitlines())))
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def is_parameters(cell: dict[str, Any]) -> bool:
    return "parameters" in cell["metadata"].get("tags", ())


def parameter_told(line: str) -> str:
    """What is set, with what is said of it told; what is typed stays, also where it is said how."""
    found = COMMENTED.fullmatch(line)
    if not found:
        return line
    message, same = places(found["said"], TYPED)
    said = re.sub(r"{(\d+)}", lambda place: same[int(place[1])], translated(message))
    return found["code"] + (ASIDE.format(said) if now().leftwards else said)


def directed(lines: list[str]) -> Iterator[str]:
    """The lines as they are told, those from right to left marked so; what is not translated runs as English does.

    JupyterLab sets paragraphs to the left whatever their direction is, unless they say so themselves: as HTML.
    """
    for line in lines:
        told = line_told(line)
        if not now().leftwards or told == line:
            yield told
        elif parts_of(line)[0]:
            yield BLOCK.format(told)
        else:
            yield PARAGRAPH.format(html_of(told))


def html_of(text: str) -> str:
    """The few marks of our paragraphs as HTML."""
    shown = escape(text, quote=False)
    for mark, tag in MARKS.items():
        shown = re.sub(mark, tag, shown)
    return shown


def line_told(line: str, tell: Callable[[str], str] = translated) -> str:
    """A line with its marks, its label and its text told."""
    mark, label, colon, text = parts_of(line)
    message, same = places(text)
    said = (
        re.sub(r"{(\d+)}", lambda place: same[int(place[1])], tell(message))
        if same
        else tell(message)
    )
    return mark + (f"**{tell(label)}**{colon}" if label else "") + said


def parts_of(line: str) -> tuple[str, str, str, str]:
    mark, label, colon, text = LINE.fullmatch(line).groups("")  # pyright: ignore[reportOptionalMemberAccess]
    return mark, label, colon, text


def places(text: str, alike: re.Pattern = SAME) -> tuple[str, list[str]]:
    """A text with numbered places for what is the same in all languages, and what stands there."""
    same = alike.findall(text)
    numbers = iter(range(len(same)))
    return alike.sub(lambda _found: f"{{{next(numbers)}}}", text), same


def text_of(cell: dict[str, Any]) -> list[str]:
    return "".join(cell["source"]).splitlines()


def lines_of(source: str) -> list[str]:
    return source.splitlines(keepends=True)
