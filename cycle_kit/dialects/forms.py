"""What may stand in the TOML of a system, and what is wrong with one: the file, the line, the key, what to type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cycle_kit import tables
from cycle_kit.dialects.dialect import DATED, HINTS, MOVE_HEADERS
from cycle_kit.errors import FileError, listed, nearest
from cycle_kit.toml_lines import line_of

#: `{stage}` in a group of headers
REFERENCE = re.compile(r"\{(\w+)\}")
COLUMNS = tuple(
    name
    for name in dict.fromkeys(
        (*tables.DEALS, *HINTS, *MOVE_HEADERS, *tables.LEADS, "reason", "is_converted")
    )
    if name not in ("outcome", "value")  # those are made
)
ENDS = ("open", "won", "lost", "dropped")


@dataclass(frozen=True)
class Form:
    """What a value must be, in words, as one types it, and whether it is."""

    what: str
    example: str
    fits: Callable[[Any], bool]


def is_text(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip(" \n|"))


def is_list(said: Any) -> bool:
    return isinstance(said, list) and bool(said) and all(map(is_text, said))


def is_table(said: Any) -> bool:
    return isinstance(said, Mapping) and bool(said)


def is_pattern(said: Any, *groups: str) -> bool:
    try:
        return set(groups) <= set(re.compile(said).groupindex)
    except re.error:
        return False


def is_wide(said: Any) -> bool:
    return is_list(said) and all(is_pattern(each, "stage", "pipeline") for each in said)


TEXT = Form("a text", '"..."', is_text)
WORDS = Form('headers, with "|" between them', '"Deal ID|Record ID"', is_text)
FLAG = Form("true or false", "true", lambda said: isinstance(said, bool))
TABLE = Form("a table", '{ deal_id = "Deal ID" }', is_table)
LAYOUTS = Form(
    "a table of its own", "[[layout]]", lambda s: isinstance(s, list) and all(map(is_table, s))
)
NUMBER = Form("a number", "15", lambda said: type(said) is int and said > 0)

#: keys that a layout may have; outside of [[layout]] they are said for every layout
KEYS = {
    "title": TEXT,
    "export": TEXT,
    "table": Form(
        '"deals", "history" or "leads"', '"deals"', lambda s: s in ("deals", "history", "leads")
    ),
    "language": TEXT,
    "tells": Form(
        "a list of groups of headers", '["Deal ID|Record ID", "Deal Stage"]', is_list
    ),
    "unless": WORDS,
    "columns": TABLE,
    "names": Form("a list of our names", '["deal_id", "stage"]', is_list),
    "labels": TABLE,
    "dates": Form('"dmy", "mdy" or "ymd"', '"dmy"', lambda s: s in ("dmy", "mdy", "ymd")),
    "outcomes": TABLE,
    "dates_per_stage": Form(
        "a list of patterns with groups stage and pipeline",
        r"""['^Entered "(?P<stage>.+)"(?P<pipeline>)$']""",
        is_wide,
    ),
    "time_per_stage": TABLE,
    "changes_of_fields": TABLE,
    "footers": Form(
        "a list of patterns", "['^Grand Total']", lambda s: is_list(s) and all(map(is_pattern, s))
    ),
    "formatted_amount": WORDS,
    "id_letters": NUMBER,
    "fronts": WORDS,
    "everyday": WORDS,
    "everyday_front": Form("a text", '"Deal - "', lambda said: isinstance(said, str)),
    **dict.fromkeys(
        ("probability_tells", "closed_stages", "lines_per_deal", "blank_parents", "group_rows", "grouped"),
        FLAG,
    ),
}  # fmt: skip
OF_FILE = {**KEYS, "crm": TEXT, "layout": LAYOUTS, "exports": TABLE}
#: {table: what it may hold}; None: any names
INSIDE = {
    "columns": COLUMNS,
    "outcomes": ENDS,
    "time_per_stage": ("seconds", "stage_id"),
    "changes_of_fields": ("stage", "created", "dated"),
    "exports": None,
}


def check(content: Mapping[str, Any], text: str, file: str) -> None:
    """FileError for the first key that is not known, or whose value cannot be used, or that is lacking."""
    place = Place(text, file)
    check_keys(content, OF_FILE, (), place)
    for_all = {key: said for key, said in content.items() if key in KEYS}
    if "layout" not in content:
        check_layout(for_all, (), place)
    for at, layout in enumerate(content.get("layout", ())):
        check_keys(layout, KEYS, ("layout", at), place)
        check_layout({**for_all, **layout}, ("layout", at), place)


@dataclass(frozen=True)
class Place:
    """The text of a file, for the lines in its errors."""

    text: str
    file: str

    def wrong(
        self, path: tuple[str | int, ...], wrong: str, *, there: str = "", fix: str
    ) -> FileError:
        where = f"{self.file}, line {line_of(self.text, *path)}" if path else self.file
        return FileError(f"{where}: {wrong}", there=there, fix=fix)

    def unknown(self, path: tuple[str | int, ...], known: Iterable[str]) -> FileError:
        known = list(known)
        near = nearest(path[-1], known)
        return self.wrong(
            path,
            f'"{path[-1]}" is not known{inside(path)}.',
            there=f"Known are {listed(known, most=80)}.",
            fix=f'Did you mean "{near}"?' if near else "Take it out, or write one of these.",
        )

    def unfit(self, path: tuple[str | int, ...], form: Form) -> FileError:
        typed = f"[[{path[-1]}]]" if form is LAYOUTS else f"{path[-1]} = {form.example}"
        return self.wrong(
            path, f'"{path[-1]}"{inside(path)} is not {form.what}.', fix=f"Type it so: {typed}"
        )


def inside(path: tuple[str | int, ...]) -> str:
    table = next((each for each in reversed(path[:-1]) if isinstance(each, str)), "")
    return f" in [{table}]" if table else ""


def check_keys(
    said: Mapping[str, Any], known: Mapping[str, Form], path: tuple[str | int, ...], place: Place
) -> None:
    for key, value in said.items():
        if key not in known:
            raise place.unknown((*path, key), known)
        if not known[key].fits(value):
            raise place.unfit((*path, key), known[key])
        if key in INSIDE:
            check_inside(key, value, (*path, key), place)


def check_inside(
    table: str, said: Mapping[str, Any], path: tuple[str | int, ...], place: Place
) -> None:
    names = INSIDE[table]
    for name, value in said.items():
        if names is not None and name not in names:
            raise place.unknown((*path, name), names)
        if (table, name) == ("changes_of_fields", "dated"):
            if not is_table(value):
                raise place.unfit((*path, name), TABLE)
            check_dated(value, (*path, name), place)
        elif not is_text(value):
            raise place.unfit((*path, name), TEXT if table == "exports" else WORDS)


def check_dated(said: Mapping[str, Any], path: tuple[str | int, ...], place: Place) -> None:
    for name, value in said.items():
        if name not in DATED:
            raise place.unknown((*path, name), DATED)
        if not is_text(value):
            raise place.unfit((*path, name), WORDS)


def check_layout(said: Mapping[str, Any], path: tuple[str | int, ...], place: Place) -> None:
    """What a layout must have, and what in it must fit together."""
    for key in ("title", "tells"):
        if key not in said:
            raise place.wrong(
                path, f'"{key}" is lacking.', fix=f"Type it: {key} = {KEYS[key].example}"
            )
    if "columns" not in said and "labels" not in said:
        raise place.wrong(
            path,
            "no column is declared.",
            fix='Type them: [columns], and below it deal_id = "Deal ID"',
        )
    check_labels(said, path, place)
    check_parts(said, path, place)
    names = {*said.get("columns", ()), *said.get("names", ()), *words(said.get("everyday", ""))}
    for key, texts in (
        ("tells", said["tells"]),
        ("time_per_stage", said.get("time_per_stage", {}).values()),
    ):
        for name in (name for text in texts for name in REFERENCE.findall(text)):
            if name not in names:
                raise place.wrong(
                    (*path, key),
                    f'"{{{name}}}" in "{key}" is none of the columns here.',
                    there=f"They are {listed(sorted(names))}.",
                    fix="Write one of these, or the header itself.",
                )


def check_labels(said: Mapping[str, Any], path: tuple[str | int, ...], place: Place) -> None:
    if "labels" not in said:
        return
    names = said.get("names", [])
    for name in names:
        if name not in COLUMNS and not name.startswith("_"):
            raise place.wrong(
                (*path, "names"),
                f'"{name}" in "names" is not known.',
                there=f"Known are {listed(COLUMNS, most=80)}.",
                fix=f'Did you mean "{nearest(name, COLUMNS)}"?'
                if nearest(name, COLUMNS)
                else f'A label that is only referred to begins with a line: "_{name}".',
            )
    for language, labels in said["labels"].items():
        if not is_list(labels) or len(labels) != len(names):
            raise place.wrong(
                (*path, "labels", language),
                f'"{language}" in [labels] is no list of {len(names)} labels, one for each of "names".',
                there=f"It has {len(labels)}." if isinstance(labels, list) else "",
                fix=f'Type it so: {language} = ["...", "..."], in the order of "names".',
            )


#: keys of which one needs another
TOGETHER = {"everyday_front": "everyday", "names": "labels"}


def check_parts(said: Mapping[str, Any], path: tuple[str | int, ...], place: Place) -> None:
    for key, other in TOGETHER.items():
        if key in said and other not in said:
            raise place.wrong(
                (*path, key), f'"{key}" stands without "{other}".', fix=f'Write "{other}", too.'
            )
    for table, needed in (
        ("time_per_stage", ("seconds", "stage_id")),
        ("changes_of_fields", ("stage",)),
    ):
        lacking = [name for name in needed if table in said and name not in said[table]]
        if lacking:
            raise place.wrong(
                (*path, table),
                f'"{lacking[0]}" is lacking in [{table}].',
                fix=f'Type it: {lacking[0]} = "..."',
            )
    for name in words(said.get("everyday", "")):
        if name not in COLUMNS:
            raise place.unknown((*path, "everyday", name), COLUMNS)


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split("|") if word.strip()]
