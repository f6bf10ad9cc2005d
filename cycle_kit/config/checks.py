"""What is wrong with a cycle.toml, said with the line and with what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from cycle_kit.config import keys
from cycle_kit.config.keys import CURRENCY_KEYS, KEYS, OURS, RENAME_KEYS, Form, Key
from cycle_kit.errors import ColumnError, listed
from cycle_kit.steps import TEMPLATES, step_named
from cycle_kit.toml_lines import line_of


@dataclass(frozen=True)
class _Page:
    """A cycle.toml while it is checked: its text and its name."""

    text: str
    file: str

    def at(self, *path: str | int) -> str:
        return f"{self.file}, line {line_of(self.text, *path)}"


def check(content: Mapping[str, Any], text: str, file: str) -> None:
    """ColumnError for the first key or value of the file that is not as it should be."""
    page = _Page(text, file)
    check_table(page, content, KEYS)
    check_table(page, content.get("currency", {}), CURRENCY_KEYS, "currency")
    check_table(page, content.get("crm", {}), keys.CRM_KEYS, "crm")
    rates = content.get("currency", {}).get("rates", {})
    for code, rate in rates.items():
        check_form(page, rate, keys.RATE, "currency", "rates", code)
    check_fiscal_weeks(page, content)
    check_rates_of_then(page, content.get("currency", {}).get("rate", []))
    check_rates_agree(page, content.get("currency", {}))
    for inner, said in content.get("pipelines", {}).items():
        check_form(page, said, keys.TEXT, "pipelines", inner)
    check_columns(page, content.get("columns", {}))
    check_renames(page, content.get("rename", {}))
    check_targets(page, content.get("targets", []))
    check_steps(page, content)
    for place, rule in enumerate(content.get("cycle_type", [])):
        check_table(page, rule, keys.CYCLE_TYPE_KEYS, "cycle_type", place)
        if "type" not in rule:
            raise ColumnError(
                f"{page.at('cycle_type', place)}: a rule names no type.",
                there=f"Types are {listed(keys.CYCLE_TYPES)}.",
                fix='Write [[cycle_type]] with type = "complex" and, say, amount_from = 50000.',
            )


def check_table(
    page: _Page, content: Mapping[str, Any], known: Mapping[str, Key], *where: str | int
) -> None:
    """Every key is a known one, and its value of the key's form."""
    for name, said in content.items():
        check_known(page, name, known, *where)
        check_form(page, said, known[name].form, *where, name)


def check_columns(page: _Page, said: Mapping[str, Any]) -> None:
    """Headers under our names; of one kind of file, or of dates of stages, in a table of its own."""
    for name, header in said.items():
        if name not in keys.COLUMN_TABLES:
            check_known(page, name, (*OURS, *keys.COLUMN_TABLES), "columns")
            check_form(page, header, keys.HEADER, "columns", name)
            continue
        check_form(page, header, keys.TABLE, "columns", name)
        for inner, each in header.items():
            if name != "entered":
                check_known(page, inner, ours_of(name), "columns", name)
            check_form(page, each, keys.HEADER, "columns", name, inner)


def ours_of(table: str) -> list[str]:
    """Our names of columns in one kind of file."""
    return [*OURS, *keys.OF_SIDES] if table in keys.SIDES else OURS


def check_renames(page: _Page, said: Any) -> None:
    if isinstance(said, Mapping):
        for old, new in said.items():
            check_form(page, new, keys.TEXT, "rename", old)
        return
    for place, each in enumerate(said):
        check_table(page, each, RENAME_KEYS, "rename", place)
        lacking = [name for name in ("from", "to") if name not in each]
        if lacking:
            raise ColumnError(
                f"{page.at('rename', place)}: a change of names lacks {listed(lacking)}.",
                fix='Write [[rename]] with from = "Old name", to = "New name" and, if you know it, since.',
            )


def check_rates_of_then(page: _Page, said: Any) -> None:
    """Every rate says of what, since when, and how much."""
    for place, each in enumerate(said):
        check_table(page, each, keys.RATE_KEYS, "currency", "rate", place)
        lacking = [name for name in keys.RATE_KEYS if name not in each]
        if lacking:
            raise ColumnError(
                f"{page.at('currency', 'rate', place)}: a rate lacks {listed(lacking)}.",
                fix='Write [[currency.rate]] with currency = "USD", from = 2025-01-01 and rate = 0.96.',
            )


def check_rates_agree(page: _Page, money: Mapping[str, Any]) -> None:
    """No currency has two rates from the same day on, and one of the base is worth one of it."""
    base, seen = money.get("base", ""), {}
    dated = list(enumerate(money.get("rate", [])))
    for place, each in dated:
        one, day = float(each["rate"]), pd.Timestamp(each["from"]).normalize()
        if (before := seen.setdefault((each["currency"], day), one)) != one:
            raise ColumnError(
                f"{page.at('currency', 'rate', place)}: there are two rates of {each['currency']} from "
                f"{day:%Y-%m-%d} on.",
                there=f"They are {before:g} and {one:g}.",
                fix="Take one of them out, or give it another from.",
            )
    own = [(("rates", name), rate) for name, rate in money.get("rates", {}).items() if name == base]
    own += [(("rate", place), each["rate"]) for place, each in dated if each["currency"] == base]
    for path, rate in own:
        if base and rate != 1:
            raise ColumnError(
                f"{page.at('currency', *path)}: there is a rate of {rate:g} for {base}, which is the base.",
                there=f"Rates are what one of a currency is worth in {base}: of {base} itself that is 1.",
                fix="Take that rate out, or write the currency that it is in as the base under [currency].",
            )


def check_fiscal_weeks(page: _Page, content: Mapping[str, Any]) -> None:
    """A fiscal year of weeks has its first days, and no first month or other calendar beside it."""
    weeks, years = content.get("fiscal_weeks"), content.get("fiscal_years")
    if not weeks and not years:
        return
    there, lacking = (
        "fiscal_years" if years else "fiscal_weeks",
        "fiscal_weeks" if years else "fiscal_years",
    )
    if not (weeks and years):
        raise ColumnError(
            f"{page.at(there)}: {there} needs {lacking} beside it.",
            fix='Write fiscal_weeks = "4-4-5" and fiscal_years = {2024 = 2024-01-01, 2025 = 2024-12-30}.',
        )
    other = next((name for name in ("fiscal_year_starts", "calendar") if content.get(name)), "")
    if other:
        raise ColumnError(
            f"{page.at(other)}: {other} and fiscal_weeks say different things of the year.",
            fix=f"Take one of them out, for example {other}.",
        )
    ordered = sorted((int(year), pd.Timestamp(first)) for year, first in years.items())
    for (before, first), (year, following) in pairwise(ordered):
        days = (following - first).days
        if not 364 <= days / (year - before) <= 371 or days % 7:
            raise ColumnError(
                f"{page.at('fiscal_years', str(year))}: it begins {days:,} days after that of {before}.",
                there="A year of weeks has 364 days, or 371 where it has a week more.",
                fix="Mend one of the two days.",
            )


def check_targets(page: _Page, said: Any) -> None:
    for place, each in enumerate(said):
        check_table(page, each, keys.TARGET_KEYS, "targets", place)
        lacking = [name for name in ("measure", "period", "target") if name not in each]
        if lacking:
            raise ColumnError(
                f"{page.at('targets', place)}: a target lacks {listed(lacking)}.",
                fix='Write [[targets]] with, say, measure = "won_value", period = "2025-Q4", target = 500_000.',
            )


def check_steps(page: _Page, content: Mapping[str, Any]) -> None:
    """Steps come with a template; each stage is one of ours, each step one of its, in any language."""
    template, steps = content.get("template"), content.get("steps", {})
    if steps and not template:
        raise ColumnError(
            f"{page.at('steps')}: there are [steps], but no template that they are of.",
            there=f"Templates are {listed(TEMPLATES)}.",
            fix='Write template = "contact-to-close" above all tables.',
        )
    if not template:
        return
    of_template = TEMPLATES[template]
    for stage, step in steps.items():
        check_form(page, step, keys.TEXT, "steps", stage)
        if not step_named(step, template):
            raise ColumnError(
                f'{page.at("steps", stage)}: the template "{template}" has no step "{step}".',
                there=f"Its steps are {listed(of_template)}.",
                fix=nearest(step, of_template) or "Use one of these.",
            )
    check_stages_of_steps(page, content, steps)


def check_stages_of_steps(
    page: _Page, content: Mapping[str, Any], steps: Mapping[str, str]
) -> None:
    """Where the file names the stages, each of [steps] is one of them."""
    said = content.get("stages", [])
    orders = list(said.values()) if isinstance(said, Mapping) else [said]
    after = content.get("after", [])
    ours = [name for order in orders for name in order]
    ours += [after] if isinstance(after, str) else after
    for stage in steps if said else ():
        if stage not in ours:
            raise ColumnError(
                f'{page.at("steps", stage)}: there is no stage "{stage}".',
                there=f"The stages above are {listed(ours)}.",
                fix=nearest(stage, ours) or "Take it out.",
            )


def check_known(page: _Page, name: str, known: Any, *where: str | int) -> None:
    if name in known:
        return
    group = " in [" + ".".join(str(part) for part in where if isinstance(part, str)) + "]"
    raise ColumnError(
        f'{page.at(*where, name)}: there is no key "{name}"{group if where else ""}.',
        there=f"Known keys are {listed(known)}.",
        fix=nearest(name, known) or "Take it out.",
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """What somebody who wrote this may have meant."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""


def check_form(page: _Page, said: Any, form: Form, *path: str | int) -> None:
    if form.is_so(said):
        return
    name = ".".join(spelled(part) for part in path if isinstance(part, str))
    raise ColumnError(
        f"{page.at(*path)}: {name} is not {form.words}.",
        fix=nearest(str(said), form.choices)
        or f"Write it as {spelled(path[-1])} = {form.example}.",
    )


def spelled(name: str | int) -> str:
    """A key as TOML wants it: bare, or in quotes."""
    return str(name) if re.fullmatch("[A-Za-z0-9_-]+", str(name)) else f'"{name}"'
