"""`--beside`: what a report is set beside, in the words of the page's address, or the deals of owners by name."""

import difflib
from typing import Any

from cycle_kit.errors import ColumnError, QuestionError, listed

REST = "rest-of-the-team"
#: as `filters.BESIDE` has them, which takes long to import
BESIDE = ("previous-period", "last-year", REST)
OWNER = "owner"


def check_beside(said: list[str]) -> None:
    """ColumnError where it is neither one of the words nor owners."""
    unknown = [one for one in said if one not in BESIDE and not owner_in(one)]
    if unknown:
        raise ColumnError(
            "--beside is nothing that a report can be set beside.",
            there=f"Known are {listed(BESIDE)}, and --beside {OWNER}=NAME, once or more.",
            fix=near(unknown[0])
            or f"Type one such as --beside {BESIDE[0]}, or --beside {OWNER}=NAME.",
        )
    if len(said) > 1 and not all(map(owner_in, said)):
        raise ColumnError(
            "--beside says several things, and a report is set beside one.", fix="Type one of them."
        )


def near(said: str) -> str:
    """The word that was meant, if one is near."""
    typed = said.strip().casefold().replace(" ", "-")
    begun = [one for one in BESIDE if typed and one.startswith(typed)]
    found = begun or difflib.get_close_matches(typed, BESIDE, n=1, cutoff=0.6)
    return f"Did you mean --beside {found[0]}?" if found else ""


def owner_in(said: str) -> str:
    """The name in "owner=NAME", "" where it is none."""
    column, _sign, name = said.partition("=")
    return name.strip() if column.strip() == OWNER else ""


def beside_of(said: list[str], whole: Any, conditions: dict[str, Any]) -> Any:
    """What `report` takes as `beside`: a word, or the deals of others under the same conditions but that on owners."""
    if not said or said[0] in BESIDE[:2]:
        return said[0] if said else None
    shared = {column: wanted for column, wanted in conditions.items() if column != OWNER}
    if said[0] != REST:
        return whole.where(**shared, owner=[*map(owner_in, said)])
    return whole.where(**shared, owner=the_others(whole, shared, conditions.get(OWNER)))


def the_others(whole: Any, shared: dict[str, Any], mine: Any) -> list[Any]:
    """The owners of the rest of a team: those beside the ones that are chosen."""
    if mine is None:
        raise QuestionError(
            f"--beside {REST} needs somebody whose team it is.",
            fix=f"Choose one with --where {OWNER}=NAME.",
        )
    chosen = mine if isinstance(mine, list) else [mine]
    owners = sorted(whole.where(**shared).deals[OWNER].dropna().unique())
    others = [owner for owner in owners if owner not in chosen]
    if not others:
        raise QuestionError(
            "Nobody else has deals under these conditions: there is no rest of the team.",
            fix="Leave --beside out, or --where with fewer conditions.",
        )
    return others
