"""Addresses of databases where files are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cycle_kit import addresses


class Address(str):
    """The address of a database as it was typed."""

    @property
    def name(self) -> str:
        """What is shown of it: no password."""
        return f"the {addresses.named(self)}"


def place(typed: str) -> Any:
    """A path, or the address of a database, well written or not."""
    like = addresses.is_address(typed) or addresses.is_like_path(typed)
    return Address(typed) if like else Path(typed)


def shown(given: Any) -> str:
    """What was typed, to be typed again; an address has to be filled in."""
    return "ADDRESS" if isinstance(given, Address) else str(given)
