"""The one family of errors: each says what was wrong, what was there, and what to type next.

A message never carries a cell's content. CRM data is confidential and error texts travel further than files do;
only stage, pipeline, outcome and currency names may be named, and headers.
"""

import difflib
import json
import re
from collections.abc import Iterable
from html import escape
from keyword import iskeyword
from typing import Any, NoReturn

#: half transparent, so that it holds on light and on dark pages
BOX = (
    "max-width: 62em; margin: 4px 0; padding: 8px 12px; border-inline-start: 3px solid #8a94a6; "
    "background: rgba(128, 136, 150, 0.12)"
)
LINE = "margin: 0 0 2px; text-align: start"


class CycleKitError(Exception):
    """Something the reader can put right; `str(error)` is the whole story in plain words."""

    def __init__(self, wrong: str, *, there: str = "", fix: str = ""):
        self.wrong, self.there, self.fix = map(printable, (wrong, there, fix))
        super().__init__("\n".join(self.parts))

    @property
    def parts(self) -> list[str]:
        """What was wrong, what was there, what to type next: those of the three that are told."""
        return [part for part in (self.wrong, self.there, self.fix) if part]

    def _repr_html_(self) -> str:
        """In a notebook an error that is a cell's value stands there as a calm box."""
        first, *rest = [escape(part, quote=False) for part in self.parts]
        lines = [f"<b>{first}</b>", *rest]
        told = "".join(f'<p dir="auto" style="{LINE}">{line}</p>' for line in lines)
        return f'<div role="note" style="{BOX}">{told}</div>'

    def _repr_markdown_(self) -> str:
        """The same where no HTML is shown: a quotation."""
        return "\n>\n".join(f"> {_plain(part)}" for part in self.parts)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The same in a terminal."""
        printer.text(str(self))

    def _render_traceback_(self) -> list[str]:
        """Jupyter shows what to do instead of forty lines of frames."""
        return str(self).splitlines()


class FileError(CycleKitError):
    """The file is missing, empty, broken, or not what its name says."""


class NoTableError(FileError):
    """The file can be read, and nothing in it looks like a table of records."""


class NoRowsError(FileError):
    """The file has a header and no row below it; `headers` are its."""

    headers: tuple[str, ...] = ()


class LayoutError(CycleKitError):
    """The headers fit no known export layout, or more than one."""


class ColumnError(CycleKitError):
    """A column is missing, or most of it cannot be read as what it should be."""


class StageError(CycleKitError):
    """Stages, outcomes or pipelines are unknown, contradictory or need to be named; `asked` are the words that
    it names and asks about."""

    def __init__(self, wrong: str, *, there: str = "", fix: str = "", asked: Iterable[str] = ()):
        super().__init__(wrong, there=there, fix=fix)
        self.asked = tuple(asked)


class QuestionError(CycleKitError):
    """The data cannot answer this question, or the question is not one of those known."""


class NotAnswered(CycleKitError, AttributeError):
    """What stands under a name of a notebook in the place of an answer: who uses it is told what it waits for.

    Where it is an extra (`ck.funnel_chart(funnel, rules=rules)`) it is left out, as it would be in an answer.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # Python's and Jupyter's own: which forms it has
            raise AttributeError(name)
        raise self.with_traceback(None)

    def __bool__(self) -> bool:
        return True  # as of any error: who keeps one asks whether there is one

    def _used(self, *_given: Any, **_named: Any) -> NoReturn:
        raise self.with_traceback(None)

    __getitem__ = __setitem__ = __delitem__ = __contains__ = __iter__ = __len__ = __call__ = _used
    __int__ = __float__ = __index__ = __array__ = __format__ = _used
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = (
        _used
    )
    __and__ = __rand__ = __or__ = __ror__ = __invert__ = __neg__ = __abs__ = __round__ = _used
    __lt__ = __le__ = __gt__ = __ge__ = _used


def listed(names: Iterable[object], *, most: int = 50) -> str:
    """Names in quotes for an error text, cut after `most` of them; what is typed takes `in_code`."""
    names = list(names)
    shown = ", ".join(f'"{name}"' for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")


def in_code(names: Iterable[object]) -> str:
    """Names as they stand in a list that one types."""
    return ", ".join(code(str(name)) for name in names)


def few(names: Iterable[str], *, most: int = 50) -> list[str]:
    """Names of stages and the like, if they are few enough to be such and not a column of texts."""
    names = list(names)
    return names if len(names) <= most else []


def told(names: Iterable[str]) -> str:
    """Names of stages and the like as `listed`, or how many there are where they are too many."""
    names = list(names)
    return listed(names) if few(names) or not names else f"{len(names):,} different ones"


def nearest(name: object, known: Iterable[object]) -> str:
    """The known name that somebody probably meant, whatever its capitals and blanks, or ""."""
    spelled = {folded(one): str(one) for one in known}
    found = difflib.get_close_matches(folded(name), list(spelled), n=1, cutoff=0.75)
    return spelled[found[0]] if found else ""


def folded(name: object) -> str:
    """A name without what typing it differently changes: capitals, blanks, underscores."""
    return " ".join(str(name).replace("_", " ").casefold().split())


def code(value: object) -> str:
    """A value as one types it in Python: texts in double quotes, whatever is in them."""
    if not isinstance(value, str):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def inside(name: object) -> str:
    """What stands between the quotes where one types a name: quotes and backslashes of its own are marked."""
    return json.dumps(str(name), ensure_ascii=False)[1:-1]


def keyword(name: str, said: str) -> str:
    """An argument as one types it, also for a column whose name is no name in Python."""
    plain = name.isidentifier() and not iskeyword(name)
    return f"{name}={said}" if plain else f"**{{{code(name)}: {said}}}"


def printable(text: str) -> str:
    """A text that any terminal can show: no half characters, as in names of files that are not UTF-8, and
    no signs that steer it."""
    whole = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _STEERING.sub(lambda sign: f"\\x{ord(sign[0]):02x}", whole)


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _plain(text: str) -> str:
    """A text with nothing in it that markdown would take for its own marks."""
    marked = ("\\" + sign if sign in "\\`*_{}[]<>#|~$" else sign for sign in text)
    return "".join(marked).replace("\n", " ")


def one_or_more(count: int, one: str, more: str) -> str:
    """A text about a count, which it names `{n}`, in its singular or plural form."""
    return (one if count == 1 else more).replace("{n}", f"{int(count):,}")
