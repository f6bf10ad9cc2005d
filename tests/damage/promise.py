"""What must come out of a damaged export, in terms of its clean one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

#: a hurt deal of which any field may be empty, and which may be missing altogether
ALL = frozenset({"*"})

#: among the values a hurt deal may have instead: whatever the rest of the file gives, when it is told
ANYTHING = "whatever"

NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Promise:
    """Without any field set: the figures of the clean file.

    `truths` change the table of clean deals into the one that must come out. A hurt deal may differ from it in
    the fields named, by being empty or by one of the `instead` values; then a note names its line or one
    of `columns`. What is `missing` must be empty in all deals. What is `apart` is not compared.
    Rows that a damage adds must each be told by line, but for the kinds in `apart`.
    """

    truths: tuple[Callable[[pd.DataFrame], pd.DataFrame], ...] = ()
    hurt: Mapping[str, frozenset[str]] = field(default_factory=dict)  # {deal: fields}
    instead: Mapping[str, frozenset[Any]] = field(
        default_factory=dict
    )  # {field: values a hurt deal may have}
    columns: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    told_by: tuple[str, ...] = ()  # words of a note that tells of hurt rows by their number
    said: tuple[str, ...] = ()  # words one of which some note must have
    answers: Mapping[str, Any] = field(
        default_factory=dict
    )  # {parameter of load: what the user knows}
    kinds: Mapping[str, str] = field(default_factory=dict)  # {own header: number, date or text}
    asked_about: tuple[str, ...] = ()  # words one of which a question must name
    lost_contact: str = ""  # the first contact of a lead that cannot be read any more
    defect: str = ""  # a defect of that name must count a deal more, or a note tells of the row

    @property
    def same(self) -> bool:
        """Whether it promises the figures of the clean file, all of them, and no more."""
        return not (self.truths or self.hurt or self.missing or self.apart or self.said)

    def adding(
        self,
        *,
        truth: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
        hurt: Mapping[str, frozenset[str]] = NOTHING,
        instead: Mapping[str, frozenset[Any]] = NOTHING,
        columns: frozenset[str] | set[str] = frozenset(),
        missing: frozenset[str] | set[str] = frozenset(),
        apart: frozenset[str] | set[str] = frozenset(),
        told_by: tuple[str, ...] = (),
        said: tuple[str, ...] = (),
        answers: Mapping[str, Any] = NOTHING,
        kinds: Mapping[str, str] = NOTHING,
        asked_about: tuple[str, ...] = (),
        defect: str = "",
        lost_contact: str = "",
    ) -> Promise:
        return replace(
            self,
            truths=self.truths + ((truth,) if truth else ()),
            hurt=_united(self.hurt, hurt),
            instead=_united(self.instead, instead),
            columns=self.columns | columns,
            missing=self.missing | missing,
            apart=self.apart | apart,
            told_by=self.told_by + told_by,
            said=self.said + said,
            answers={**self.answers, **answers},
            kinds={**self.kinds, **kinds},
            asked_about=self.asked_about + asked_about,
            defect=defect or self.defect,
            lost_contact=lost_contact or self.lost_contact,
        )


def _united(one: Mapping, other: Mapping) -> dict:
    keys = [*one, *(key for key in other if key not in one)]
    return {key: one.get(key, frozenset()) | other.get(key, frozenset()) for key in keys}
