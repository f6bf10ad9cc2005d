"""What companies write in each language, one module per language: headers, and words for how things ended.

A module holds four tables, the words of an entry with "|" between them:

- `DEALS`, `LEADS`: {our name: its headers}, of deals and their logs, and of leads; of several that are there the
  first counts. A header may stand under two of our names, where it is written above two kinds of cells: "Closed"
  over dates and over yes and no, Polish "Szansa" over names and over percentages.
- `OUTCOMES`: {won, lost, dropped, open, steps, closed: words}; `steps` are names of steps, so open too, and
  `closed` says that a deal ended and not how.
- `LEAD_OUTCOMES`: {converted, disqualified: words} of a lead's status.
"""

from importlib import import_module

#: the five of the founding texts first: they come first where two languages share a header
CODES = ("en", "fa", "ar", "pl", "bg", "de", "fr", "es", "pt", "it", "ru", "uk", "tr", "nl", "cs", "ro")  # fmt: skip

_MODULES = {code: import_module(f"{__name__}.{code}") for code in CODES}
Words = dict[str, dict[str, str]]  # {language: {entry: its words}}

DEALS: Words = {code: module.DEALS for code, module in _MODULES.items()}
LEADS: Words = {code: module.LEADS for code, module in _MODULES.items()}
OUTCOMES: Words = {code: module.OUTCOMES for code, module in _MODULES.items()}
LEAD_OUTCOMES: Words = {code: module.LEAD_OUTCOMES for code, module in _MODULES.items()}
