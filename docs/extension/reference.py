"""The reference: every public name under the question that it answers, from its docstring."""

import inspect
import re
from dataclasses import is_dataclass
from typing import Any

import cycle_kit as ck

from .running import DOCS

#: a row of docs/functions.md: a question, or a name
ROW = re.compile(r"^\| (?:\*\*(?P<part>.+?)\*\*|`(?P<name>\w+)`) \|", flags=re.M)


def reference() -> str:
    """A heading per question of docs/functions.md, below it what stands there, charts last."""
    text = (DOCS / "functions.md").read_text(encoding="utf-8")
    told = []
    for row in ROW.finditer(text):
        told.append(f"## {row['part']}\n" if row["part"] else entry(row["name"]))
    charts = sorted(name for name in ck.__all__ if name.endswith("_chart"))
    return "\n".join([*told, "## Charts\n", *map(entry, charts)])


def entry(name: str) -> str:
    """A name with what it takes, and its docstring; of a class those of its public methods, too."""
    it = getattr(ck, name)
    own = vars(it) if inspect.isclass(it) else {}
    methods = [
        one
        for one, value in own.items()
        if one[0] != "_" and callable(value) and inspect.getdoc(value)
    ]
    parts = [f"### {name}\n", said(f"ck.{name}", it)]
    parts += [said(f".{method}", own[method], "self") for method in methods]
    return "\n".join(parts)


def said(name: str, it: Any, *without: str) -> str:
    made_by_load = is_dataclass(it) and it is not ck.Calendar
    how = "" if made_by_load else taken(it, *without)
    return f"```python\n{name}{how}\n```\n\n{markdown(inspect.getdoc(it) or '')}\n"


def taken(it: Any, *without: str) -> str:
    """Names and defaults; what an argument may be, the docstring says in words."""
    try:
        signature = inspect.signature(it)
    except (TypeError, ValueError):
        return ""
    parameters = [
        one.replace(annotation=one.empty)
        for one in signature.parameters.values()
        if one.name not in without
    ]
    return str(signature.replace(parameters=parameters, return_annotation=signature.empty))


def markdown(text: str) -> str:
    """A docstring, whose examples become code."""
    fenced = re.sub(
        r"^>>> .*(?:\n.+)*", lambda example: f"```python\n{example[0]}\n```", text, flags=re.M
    )
    return re.sub(r"(?<!`)<(?=[\w ]+>)", "&lt;", fenced)
