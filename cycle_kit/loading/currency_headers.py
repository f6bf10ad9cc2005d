"""Amounts below a header that is nothing but a currency: "€", "PLN", "грн"."""

from __future__ import annotations

from collections.abc import Mapping

from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers
from cycle_kit.values import header_unit


def with_currency_alone(
    found: dict[str, str], headers: Headers, given: Mapping[str, str]
) -> dict[str, str]:
    """The columns, where no header speaks of amounts and a single one is a currency, with that one as the amount;
    of two, one may be the other's counter-value."""
    if "amount" in found or "amount" in given:
        return found
    free = [header for header in headers if header not in found.values() and is_currency(header)]
    money = [header for header in free if headers.look(header).numbers >= NEARLY_ALL]
    return found | {"amount": money[0]} if len(money) == 1 == len(free) else found


def is_currency(header: str) -> bool:
    unit = header_unit(header)
    return unit.bare == header and bool(unit.currency or unit.shared)
