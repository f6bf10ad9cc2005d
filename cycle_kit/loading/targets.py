"""Targets of cycle.toml beside the deals: whom or what no deal names may be misspelled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cycle_kit.errors import listed, nearest
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import Remarks


def remark_on_targets(pipe: Pipeline, remarks: Remarks) -> None:
    """An owner, team or pipeline of a target that no deal has, nor a share of one; named by the target's place."""
    targets, credit = pipe.targets, pipe.beside.get("credit")
    for name in ("owner", "team", "pipeline") if targets else ():
        known = set(pipe.deals[name].dropna())
        known |= set() if credit is None or name != "owner" else set(credit[name].dropna())
        strange = [
            place
            for place, target in enumerate(targets, start=1)
            if name in target and target[name] not in known
        ]
        if strange:
            remarks.add(
                "targets",
                f"cycle.toml sets targets for {'an owner' if name == 'owner' else f'a {name}'} that no deal has: "
                f"{'target' if len(strange) == 1 else 'targets'} {', '.join(map(str, strange[:50]))}.",
                effect="Nothing counts towards them.",
                fix=fix_of(name, [targets[place - 1][name] for place in strange], known),
            )


def fix_of(column: str, strange: Sequence[Any], known: set) -> str:
    """What to do about names that no deal has: people are not spelled out, pipelines are."""
    near = [found for name in strange if (found := nearest(name, known))]
    if near and column == "pipeline":
        return f"Did you mean {listed(dict.fromkeys(near))}? Compare the spelling with the file."
    alike = " There is one that is much like it." if near else ""
    if column == "owner":
        return f"Compare the spelling with the file, if it is not somebody new.{alike}"
    return f"Compare the spelling with the file.{alike}"
