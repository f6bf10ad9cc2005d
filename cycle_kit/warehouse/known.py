"""Which tables of a set are which: by their headers, and by their names where headers are not enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cycle_kit.errors import LayoutError, listed
from cycle_kit.warehouse.declared import Kind, Loader, System, loaders, systems
from cycle_kit.warehouse.names import column, folded, is_called, table


@dataclass(frozen=True)
class Head:
    """A table before it is read: its name and its headers."""

    name: str
    headers: tuple[str, ...]

    @property
    def loader(self) -> Loader | None:
        """What brought it, by the columns that it adds."""
        keys = [folded(header) for header in self.headers if header.startswith("_")]
        fitting = [each for each in loaders() if any(key.startswith(each.front) for key in keys)]
        return fitting[0] if fitting else None


@dataclass(frozen=True)
class Short:
    """A table that is called as one of a kind, and has none of these headers of each group that tell it."""

    name: str
    is_: str
    lacks: tuple[tuple[str, ...], ...]

    @property
    def there(self) -> str:
        """What it lacks: "stage_id", and "add_time" or "won_time"."""
        return ", ".join(" / ".join(map(_quoted, group)) for group in self.lacks)


@dataclass(frozen=True)
class Plan:
    """A set of tables of one system: of each table its kind, None of those that are not needed.

    `short`: those that would be needed, and lack columns.
    """

    system: System
    kinds: tuple[Kind | None, ...]
    loaders: tuple[Loader | None, ...]
    short: tuple[Short, ...] = ()

    @property
    def loader(self) -> Loader | None:
        """What brought the tables that are needed."""
        pairs = zip(self.kinds, self.loaders, strict=True)
        return next((loader for kind, loader in pairs if kind and loader), None)

    @property
    def title(self) -> str:
        return (
            f"{self.system.title}, tables by {self.loader.title}"
            if self.loader
            else (f"{self.system.title}, tables")
        )

    def has(self, is_: str) -> bool:
        return any(kind is not None and kind.is_ == is_ for kind in self.kinds)


#: with one of these beside the deals a set is one, whatever brought it
BESIDE = ("stages", "pipelines", "merged", "gone", "people")


def planned(heads: Sequence[Head], *, crm: str | None, sure: bool) -> Plan | None:
    """The system whose tables these are, and what each is; None where they are no tables of a warehouse.

    `sure`: they come from a database, or with names. LayoutError: tables of deals of several systems.
    """
    found = [_of_system(system, heads) for system in systems() if crm in (None, system.crm)]
    loaded = any(head.loader for head in heads)
    fitting = [
        plan
        for plan in found
        if plan.has("deals") and (loaded or sure or any(plan.has(is_) for is_ in BESIDE))
    ]
    if len(fitting) > 1:
        fitting = _best(fitting, heads)
    if fitting:
        return fitting[0]
    if loaded and not any(plan.has("deals") for plan in found):
        _check_deals(found, heads)
    return None


def _of_system(system: System, heads: Sequence[Head]) -> Plan:
    found = [_kind(system, head) for head in heads]
    named = {kind.is_ for kind, letters in found if kind and letters}
    kinds = tuple(
        kind if letters or (kind and kind.is_ not in named) else None for kind, letters in found
    )
    there = {kind.is_ for kind in kinds if kind}
    pairs = zip(heads, kinds, strict=True)
    lacking = [_short(system, head) for head, kind in pairs if kind is None]
    short = tuple(each for each in lacking if each and each.is_ not in there)
    return Plan(system, kinds, tuple(head.loader for head in heads), short)


def _short(system: System, head: Head) -> Short | None:
    """What a table lacks that is called as one of a system's; None where it is called as none, or is another one."""
    keys = _keys(system, head)
    name = table(head.name)
    found = []
    for kind in system.kinds:
        letters = is_called(name, kind.called)
        lacks = [
            written
            for written, group in zip(kind.written, kind.tells, strict=True)
            if not keys.intersection(group)
        ]
        if letters and not keys.intersection(kind.unless) and len(lacks) < len(kind.tells):
            found.append((-len(lacks), letters, Short(head.name, kind.is_, tuple(lacks))))
    return max(found, key=lambda each: each[:2])[2] if found else None


def _keys(system: System, head: Head) -> set[str]:
    return {column(header, system.fronts) for header in head.headers}


def _kind(system: System, head: Head) -> tuple[Kind | None, int]:
    """What a table is to a system, and how many letters of its name say so: of several kinds the one that is called
    most like it. One that headers alone tell is that kind where no other table has its name."""
    keys = _keys(system, head)
    name = table(head.name)
    fitting = [
        (is_called(name, kind.called), -place, kind)
        for place, kind in enumerate(system.kinds)
        if all(keys.intersection(group) for group in kind.tells)
        and not keys.intersection(kind.unless)
    ]
    fitting = [each for each in fitting if each[0] or not each[2].named]
    letters, _, kind = max(fitting, key=lambda each: each[:2], default=(0, 0, None))
    return kind, letters


def _best(plans: list[Plan], heads: Sequence[Head]) -> list[Plan]:
    """The system that knows most of the tables. LayoutError: another one has other tables of deals."""
    plans = sorted(plans, key=lambda plan: -sum(kind is not None for kind in plan.kinds))
    mine, *others = [_deals(plan, heads) for plan in plans]
    if any(not mine & other for other in others):
        raise LayoutError(
            "There are tables of deals of more than one system.",
            there=f"They are {listed(plan.system.title for plan in plans)}.",
            fix=f'Load one of them at a time: crm="{plans[0].system.crm}".',
        )
    return plans


def _deals(plan: Plan, heads: Sequence[Head]) -> set[str]:
    pairs = zip(heads, plan.kinds, strict=True)
    return {head.name for head, kind in pairs if kind is not None and kind.is_ == "deals"}


def _check_deals(plans: Iterable[Plan], heads: Sequence[Head]) -> None:
    """LayoutError: tables of a warehouse that name stages or moves, and no table of deals among them, or one that
    lacks columns."""
    plans = list(plans)
    for plan in plans:
        deals = [short for short in plan.short if short.is_ == "deals"]
        if deals and _tells_stages(plan):
            raise LayoutError(
                f"These are tables of {_title(plan)}, and the one of deals lacks columns that it needs.",
                there=f'"{deals[0].name}" has none of these: {deals[0].there}.',
                fix="Have the loader copy them too, or give one column each of these names, and load again.",
            )
    for plan in plans:
        if _tells_stages(plan):
            lacking = plan.system.of("deals")[0].called[:2]
            raise LayoutError(
                f"These are tables of {_title(plan)}, and the one of deals is lacking.",
                there=f"The tables are {listed(head.name for head in heads)}.",
                fix=f"Add the table {' or '.join(map(_quoted, lacking))}.",
            )


def _tells_stages(plan: Plan) -> bool:
    return any(plan.has(is_) for is_ in ("stages", "moves", "changes"))


def _title(plan: Plan) -> str:
    return plan.title.replace(", tables", "")


def _quoted(name: str) -> str:
    return f'"{name}"'
