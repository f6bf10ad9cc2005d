"""What the library says in Python, said as it is typed on the command line.

Errors and notes are written for notebooks: `columns={"stage": "Etap"}`. Whatever in them is Python is found and parsed,
and said again in options: `--columns stage="Etap"`. What has no option is said to be for a notebook.
"""

import ast
import re
from collections.abc import Iterator
from typing import Any

from cycle_kit.cli.typed import FILES, as_typed, in_shell, option
from cycle_kit.errors import CycleKitError

#: the arguments of `load`; its first one is the files
ARGUMENTS = (
    *FILES, "columns", "stages", "after", "won", "lost", "dropped", "open", "as_of", "dates", "zone", "crm", "sheet",
    "schema", "language", "week_starts", "fiscal_year_starts", "calendar", "config", "max_bytes",
)  # fmt: skip
IN_A_NOTEBOOK = "in a notebook: "

_START = re.compile(
    r'(?<![\w.=])(?P<skipped>"[^"\n]*"(?!\w))'  # a name in quotes may look like anything
    r"|(?<![\w.])(?:(?:ck|cycle_kit)\.)(?P<load>load)\("
    r"|(?<![\w.])(?P<call>(?:ck|cycle_kit|pipe|charts)\.[\w.]+|[A-Z]\w+)\("
    rf"|(?<![\w.])(?P<argument>{'|'.join(ARGUMENTS)})=(?!=)"
    r"|(?<![\w.])(?P<keyword>[a-z]\w*)=(?=[\"'\[{(])"
)
_OPEN, _CLOSED = "([{", ")]}"


def spoken(text: str) -> str:
    """The text with every piece of Python in it as the command line takes it."""
    return "".join(
        f"({IN_A_NOTEBOOK}{piece})" if kind == "code" else piece for kind, piece in _pieces(text)
    )


def spoken_fix(fix: str) -> str:
    """The same of what to type next: where nothing of it can be typed here, all of it is for a notebook."""
    kinds = {kind for kind, _ in _pieces(fix)}
    if "code" in kinds and "typed" not in kinds:
        return IN_A_NOTEBOOK.capitalize() + fix
    return spoken(fix)


def typed_in(text: str) -> list[str]:
    """The options in a text, each with its value, as they are typed; those without a value are only named."""
    return [piece for kind, piece in _pieces(text) if kind == "typed" and " " in piece]


def spoken_error(error: CycleKitError) -> str:
    """The whole story of an error, its three parts one below the other."""
    parts = [spoken(error.wrong), spoken(error.there), spoken_fix(error.fix)]
    return "\n".join(part for part in parts if part)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in its order: ("said", words), ("typed", options) and ("code", Python for a notebook)."""
    done = 0
    while match := _START.search(text, done):
        if match["skipped"]:
            yield "said", text[done : match.end()]
            done = match.end()
            continue
        yield "said", text[done : match.start()]
        yield _piece(text, match)
        done = _end(text, match)
    yield "said", text[done:]


def _piece(text: str, match: re.Match) -> tuple[str, str]:
    code = text[match.start() : _end(text, match)]
    argument = match["argument"]
    said = code.removeprefix(f"{argument}=")
    try:
        if match["load"]:
            return "typed", _command(_parsed(code))
        if argument:
            return "typed", as_typed(argument, _value(_parsed(said))) if said else option(argument)
    except _NotToBeTyped:
        if argument:  # as near as can be: the option, and what was said of it
            return "typed", f"{option(argument)} {said}"
    return "code", code


# -- where a piece of Python ends ----------------------------------------------------------------


def _end(text: str, match: re.Match) -> int:
    """Behind the bracket or the quotation mark that closes what begins at this match."""
    at = match.end()
    if not match["argument"] and not match["keyword"]:
        return _behind(text, at - 1)
    if text[at : at + 1] in _OPEN and at < len(text):
        return _behind(text, at)
    if text[at : at + 1] in ("'", '"') and at < len(text):
        return _behind_text(text, at)
    number = re.compile(r"[\d_.*]*\d|\.\.\.|None\b|True\b|False\b").match(text, at)
    return number.end() if number else at


def _behind(text: str, at: int) -> int:
    """Behind the bracket that closes the one at `at`; the end of the text where none does."""
    depth = 0
    while at < len(text):
        if text[at] in "\"'":
            at = _behind_text(text, at)
            continue
        depth += (text[at] in _OPEN) - (text[at] in _CLOSED)
        at += 1
        if not depth:
            return at
    return at


def _behind_text(text: str, at: int) -> int:
    """Behind the Python string that begins at `at`; the end of the text where it never ends."""
    string = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', flags=re.S).match(text, at)
    return string.end() if string else len(text)


# -- what it says --------------------------------------------------------------------------------


class _NotToBeTyped(Exception):
    """Python that no option can say."""


def _parsed(code: str) -> ast.expr:
    """The expression; where words stand for what to put there, they are taken for texts."""
    for spelled in (code, _words_quoted(code)):
        try:
            return ast.parse(spelled, mode="eval").body
        except (SyntaxError, ValueError):
            continue
    raise _NotToBeTyped


def _words_quoted(code: str) -> str:
    """`{our name: header}` with its words as texts, and `{..., "B2B": []}` without the rest of it."""
    strings = re.compile(r'("(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')')
    parts = strings.split(code)
    words = re.compile(r"(?<![\w.])[^\W\d]\w*(?: \w+)*(?![\w(=.])")
    parts[::2] = [
        words.sub(lambda found: f'"{found[0]}"', part.replace("..., ", "").replace(", ...", ""))
        for part in parts[::2]
    ]
    return "".join(parts)


def _value(node: ast.expr) -> Any:
    """A value of plain Python; `...` stays, a variable is a word in capitals."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return node.id.upper()
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return [_value(each) for each in node.elts]
    if isinstance(node, ast.Dict) and None not in node.keys:
        pairs = zip(node.keys, node.values, strict=True)
        said_of = {_value(name): _value(said) for name, said in pairs if name is not None}
        return {name: said for name, said in said_of.items() if name is not ...}
    raise _NotToBeTyped


def _command(call: ast.expr) -> str:
    """`ck.load(...)` as a command, or as its options alone where it names no file."""
    if not isinstance(call, ast.Call) or any(each.arg not in ARGUMENTS for each in call.keywords):
        raise _NotToBeTyped
    options = [as_typed(str(each.arg), _value(each.value)) for each in call.keywords]
    files = [_value(each) for each in call.args]
    if files == [...] and options:
        return " ".join(options)
    files = files[0] if files and isinstance(files[0], list) else files
    named = ["FILE" if each is ... else in_shell(str(each)) for each in files or [...]]
    return " ".join(["cycle-kit check", *named, *options])
