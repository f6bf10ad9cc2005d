"""What an option cannot be: refused before a file is read, with what it can be and what is near."""

import difflib
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from cycle_kit.addresses import is_like_path
from cycle_kit.cli.typed import FILES, option
from cycle_kit.errors import ColumnError, CycleKitError, FileError, LayoutError, listed


def check_known(given: dict[str, Any]) -> None:
    """CycleKitError for the first value that is none of those that its option takes."""
    for name, check in CHECKS.items():
        if name in given:
            check(given[name])


def check_crm(said: str) -> None:
    from cycle_kit.dialects import known
    from cycle_kit.dialects.unattested import HOW_TOS

    systems = sorted({each.crm for each in (*known(), *HOW_TOS)})
    if said not in systems:
        raise LayoutError(
            f'{option("crm")} "{said}" is no system that is known.',
            there=f"Known are {listed(systems)}.",
            fix=near("crm", said, systems) or "Leave it out: most files are recognised.",
        )


def check_dates(said: str) -> None:
    if said not in ("dmy", "mdy", "ymd"):
        raise ColumnError(
            f'{option("dates")} "{said}" is no order of day, month and year.',
            fix="Type --dates dmy (31/12/2024), --dates mdy (12/31/2024) or --dates ymd (2024/12/31).",
        )


def check_since(said: str | None) -> None:
    from cycle_kit.reports.spans import is_since

    if said and not is_since(said):
        raise ColumnError(
            f'{option("since")} "{said}" is no day, and no time before the last one.',
            fix=f"Type it as {option('since')} 7d or {option('since')} 2024-06-30.",
        )


def check_week(said: str) -> None:
    from cycle_kit.fiscal import WEEKS

    refuse_unless("week_starts", said, tuple(WEEKS), "no day that weeks start with")


def check_calendar(said: str) -> None:
    from cycle_kit.config.keys import CALENDARS

    refuse_unless("calendar", said, CALENDARS, "no calendar that is known")


def check_language(said: str) -> None:
    from cycle_kit.config.keys import LANGUAGES
    from cycle_kit.languages import CODES
    from cycle_kit.values.languages import primary

    codes = list(dict.fromkeys((*LANGUAGES, *CODES)))
    if primary(said) in codes:
        return
    raise ColumnError(
        f'{option("language")} "{said}" is no language that is known.',
        there=f"Known are {listed(codes)}.",
        fix=near("language", CALLED.get(said.casefold(), said), codes)
        or f"Type one such as {option('language')} {codes[0]}.",
    )


#: languages as people call them, who do not think of codes
CALLED = {
    "english": "en", "persian": "fa", "farsi": "fa", "arabic": "ar", "polish": "pl", "bulgarian": "bg",
    "german": "de", "french": "fr", "spanish": "es", "portuguese": "pt", "russian": "ru", "italian": "it",
    "ukrainian": "uk", "turkish": "tr", "dutch": "nl", "czech": "cs", "romanian": "ro",
    "danish": "da", "hungarian": "hu", "greek": "el", "finnish": "fi", "norwegian": "no", "swedish": "sv",
}  # fmt: skip


def check_zone(said: str) -> None:
    from zoneinfo import available_timezones

    from cycle_kit.config.keys import is_zone

    if is_zone(said):
        return
    zones = sorted(available_timezones())
    cities = [zone for zone in zones if zone.rpartition("/")[2].casefold() == said.casefold()]
    raise ColumnError(
        f'{option("zone")} "{said}" is no time zone.',
        there="Zones are named by continent and city.",
        fix=near("zone", said, cities or zones)
        or f"Type one such as {option('zone')} Europe/Warsaw or {option('zone')} UTC.",
    )


def check_as_of(said: str) -> None:
    from cycle_kit.days import moment

    try:
        moment(said, "as_of")
    except CycleKitError:
        raise ColumnError(
            f'{option("as_of")} "{said}" is no day.',
            fix=f"Type it as {option('as_of')} 2024-06-30.",
        ) from None


def check_config(said: Path) -> None:
    if not os.path.isfile(said):
        raise no_file("config", said, "a cycle.toml beside the export is found.")


def check_there(argument: str, said: Path | list[Path]) -> None:
    for path in said if isinstance(said, list) else [said]:
        if not os.path.exists(path):
            raise no_file(argument, path, "the deals are read without it.")


def no_file(argument: str, path: Path, without: str) -> FileError:
    named = f'There is no file "{path}", which {option(argument)} names.'
    return FileError(
        f"{option(argument)} names no file." if is_like_path(str(path)) else named,
        fix=f"Check its path, or leave {option(argument)} out: {without}",
    )


def refuse_unless(argument: str, said: str, choices: Iterable[str], what: str) -> None:
    choices = list(choices)
    if said not in choices:
        raise CycleKitError(
            f'{option(argument)} "{said}" is {what}.',
            there=f"Known are {listed(choices)}.",
            fix=near(argument, said, choices)
            or f"Type one such as {option(argument)} {choices[0]}.",
        )


def near(argument: str, said: str, choices: Iterable[str]) -> str:
    """The choice that was meant, if one is near."""
    folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(said.casefold(), list(folded), n=1, cutoff=0.6)
    return f"Did you mean {option(argument)} {folded[found[0]]}?" if found else ""


CHECKS = {
    **{name: partial(check_there, name) for name in FILES},
    "crm": check_crm,
    "dates": check_dates,
    "zone": check_zone,
    "language": check_language,
    "week_starts": check_week,
    "calendar": check_calendar,
    "as_of": check_as_of,
    "config": check_config,
}
