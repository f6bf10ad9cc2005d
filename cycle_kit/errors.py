"""The one family of errors: each says what was wrong, what was there, and what to type next.

A message never carries a cell's content. CRM data is confidential and error texts travel further than files do;
only stage, pipeline, outcome and currency names may be named, and headers.
"""

from collections.abc import Iterable


class CycleKitError(Exception):
    """Something the reader can put right; `str(error)` is the whole story in plain words."""

    def __init__(self, wrong: str, *, there: str = "", fix: str = ""):
        self.wrong, self.there, self.fix = wrong, there, fix
        super().__init__("\n".join(part for part in (wrong, there, fix) if part))


class FileError(CycleKitError):
    """The file is missing, empty, broken, or not what its name says."""


class LayoutError(CycleKitError):
    """The headers fit no known export layout, or more than one."""


class ColumnError(CycleKitError):
    """A column is missing, or most of it cannot be read as what it should be."""


class StageError(CycleKitError):
    """Stages, outcomes or pipelines are unknown, contradictory or need to be named."""


class QuestionError(CycleKitError):
    """The data cannot answer this question, or the question is not one of those known."""


def listed(names: Iterable[object], *, most: int = 50) -> str:
    """Names in quotes for an error text, cut after `most` of them."""
    names = list(names)
    shown = ", ".join(f'"{name}"' for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")


def one_or_more(count: int, one: str, more: str) -> str:
    """A text about a count, which it names `{n}`, in its singular or plural form."""
    return (one if count == 1 else more).replace("{n}", f"{int(count):,}")
