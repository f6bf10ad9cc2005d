"""Everyday headers by language: of deals and logs, and of leads; one module per language.

Each module holds two tables, {our name: its headers, with "|" between them}; the first header that is there
counts. A header may stand under two of our names, where it is written above two kinds of cells: "Closed" over
dates and over yes and no, Polish "Szansa" over names and over percentages.
"""

from importlib import import_module

#: the five of the founding texts first: they come first where two languages share a header
CODES = tuple("en fa ar pl bg de fr es pt it ru uk tr nl cs ro".split())

_MODULES = {code: import_module(f"{__name__}.{code}") for code in CODES}
DEALS: dict[str, dict[str, str]] = {code: module.DEALS for code, module in _MODULES.items()}
LEADS: dict[str, dict[str, str]] = {code: module.LEADS for code, module in _MODULES.items()}
