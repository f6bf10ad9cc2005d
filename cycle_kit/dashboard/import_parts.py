"""The parts of the import page as HTML: columns, words, order of stages, dates and money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from cycle_kit.charts.words import _, commas, many, say, share
from cycle_kit.dashboard.import_names import DATES, MEANINGS, UNSAID, named, names
from cycle_kit.dashboard.import_settings import renames
from cycle_kit.dashboard.live import button, words
from cycle_kit.dialects.wording import ENDS
from cycle_kit.loading.preview import Preview
from cycle_kit.loading.understood import HISTORY
from cycle_kit.locale import now

OWN = "not used (kept under its own name)"
#: columns that are folded away, one and more
DATES_OF_ENTRY = (
    "{n} column, the dates of entry into a stage",
    "{n} columns, the dates of entry into a stage",
)
KEPT = ("{n} more column that is not used", "{n} more columns that are not used")
SEEN = 60  # columns that are not used and not folded away
Settings = Mapping[str, Any]


def section(title: str, hint: str, *parts: str) -> str:
    """A heading, a sentence on what to do below it, and what there is to choose."""
    return f'<h2>{words(_(title))}</h2><p class="ck-soft">{words(_(hint))}</p>{"".join(parts)}'


def choice(tells: str, options: Iterable[tuple[str, str]], chosen: str, *, label: str) -> str:
    """A drop-down that tells its choice under the name `tells`."""
    shown = "".join(
        f'<option value="{words(value)}"{" selected" if value == chosen else ""}>'
        f"{words(text)}</option>"
        for text, value in options
    )
    return f'<select data-choose="{words(tells)}" aria-label="{words(label)}">{shown}</select>'


def field(tells: str, value: str, *, label: str, more: str = "") -> str:
    """A field that tells its text under the name `tells` when it is left."""
    return (
        f'<input data-choose="{words(tells)}" value="{words(value)}" dir="auto" '
        f'aria-label="{words(label)}" {more}>'
    )


# -- columns ------------------------------------------------------------------------------------


def column_choices(seen: Preview, guessed: Mapping[str, str]) -> str:
    """Every column of the files with what it is taken for; the rest and the dates per stage folded away.

    `guessed`: {our name: header} of those that were taken for it before anybody chose: with their evidence.
    """
    several = len(seen.layouts) > 1
    parts = [
        (f"<h3><bdi>{words(file)}</bdi></h3>" if several else "")
        + columns_of(file, columns, guessed)
        for file, columns in seen.columns.groupby("file", sort=False)
    ]
    return section(
        "Columns",
        "What each column is taken for. The examples show the shape of cells, never what they say.",
        *parts,
    )


def columns_of(file: str, columns: pd.DataFrame, guessed: Mapping[str, str]) -> str:
    guess = columns["column"].map(dict(guessed)).eq(columns["header"]) | columns["guess"].ne("")
    columns = columns.assign(evidence=columns["evidence"].where(guess, ""))
    taken = columns[~columns["column"].isin(["", HISTORY])]
    history, own = (columns[columns["column"] == name] for name in (HISTORY, ""))
    if taken.empty:
        return rows_of(own)
    own = own.sort_values("guess", key=lambda guess: guess == "", kind="stable")  # guesses first
    seen, more = own.head(SEEN), own.iloc[SEEN:]
    return (
        rows_of(pd.concat([taken, seen]))
        + folded(history, *DATES_OF_ENTRY, file)
        + folded(more, *KEPT, file)
    )


def folded(columns: pd.DataFrame, one: str, more: str, file: str) -> str:
    if columns.empty:
        return ""
    key = words(f"{one} {file}")
    return (
        f'<details data-key="{key}" data-stays><summary data-stand="{key}">'
        f"{words(many(len(columns), one, more))}</summary>{rows_of(columns)}</details>"
    )


def rows_of(columns: pd.DataFrame) -> str:
    return f'<ul class="ck-rows ck-columns">{"".join(map(column_row, columns.itertuples()))}</ul>'


def column_row(row: Any) -> str:
    own = _(HISTORY) if row.column == HISTORY else _(OWN)
    known = names() if row.column in (*names(), "", HISTORY) else [*names(), row.column]
    options = [(own, ""), *((named(name), name) for name in known)]
    chosen = "" if row.column == HISTORY else row.column
    drop_down = choice(
        f"column {row.Index}", options, chosen, label=say("{header} is", header=row.header)
    )
    shape = words(row.examples or _("empty"))
    filled = words(say("{share} filled", share=share(row.filled)))
    perhaps = ""
    if row.guess:
        told = say("Perhaps: {name}. {evidence}.", name=named(row.guess), evidence=_(row.evidence))
        take = button(
            words(_("Take it")),
            f"take {row.Index}",
            label=say("Take {header} as {name}", header=row.header, name=named(row.guess)),
        )
        perhaps = f'<span class="ck-guess">{words(told)} {take}</span>'
    elif row.evidence:
        perhaps = (
            f'<span class="ck-guess">{words(say("{evidence}.", evidence=_(row.evidence)))}</span>'
        )
    return (
        f"<li><bdi>{words(row.header)}</bdi>{drop_down}"
        f'<span class="ck-soft">{filled}</span><span class="ck-soft ck-shape" dir="auto">{shape}</span>{perhaps}</li>'
    )


# -- stages and outcomes ------------------------------------------------------------------------


def word_choices(seen: Preview, settings: Settings) -> str:
    """Every word of the stage columns: open, an outcome, or a stage after the win; and its name now."""
    changes = renames(settings)
    listed = dict.fromkeys([*seen.words, *changes])
    stages = [word for word, kind in seen.words.items() if kind in ("", "after")]
    others = "".join(f'<option value="{words(stage)}">' for stage in stages)
    rows = "".join(word_row(word, seen.words.get(word, ""), changes) for word in listed)
    return section(
        "Stages and outcomes",
        "What each word means. A stage that has another name now, or is part of another stage, takes that name.",
        f'<ul class="ck-rows ck-words">{rows}</ul><datalist id="ck-stages">{others}</datalist>',
    )


def word_row(word: str, kind: str, changes: Mapping[str, tuple]) -> str:
    new, since = changes.get(word, ("", None))
    # without a choice of its own a list shows its first, and choosing that changes nothing
    unsaid = {UNSAID: "unknown"} if kind == "unknown" else {}
    options = [(_(text), value) for text, value in (unsaid | MEANINGS).items()]
    meaning = choice(f"meaning {word}", options, kind, label=say("{word} means", word=word))
    name = field(
        f"rename {word}", new, label=say("{word} is now called", word=word),
        more=f'list="ck-stages" placeholder="{words(_("same name"))}"',
    )  # fmt: skip
    day = field(
        f"since {word}", f"{since:%Y-%m-%d}" if since else "", more='type="date"',
        label=say("{word} has had its new name since", word=word),
    )  # fmt: skip
    told = f'<span class="ck-soft">{words(_("now called"))}</span>'
    when = f'<span class="ck-soft">{words(_("since"))}</span>{day}' if new else ""
    renaming = "" if kind in ENDS else f'<span class="ck-now">{told}{name}{when}</span>'
    return f"<li><bdi>{words(word)}</bdi>{meaning}{renaming}</li>"


# -- dates and money ----------------------------------------------------------------------------


def dates_and_money(seen: Preview, settings: Settings) -> str:
    options = [(_(text), value) for text, value in DATES.items()]
    dates = choice("dates", options, settings.get("dates") or "", label=_("Dates are written"))
    return section(
        "Dates and money",
        "How dates are written where the file cannot tell, and what other currencies are worth.",
        f'<ul class="ck-rows ck-few"><li><bdi>{words(_("Dates are written"))}</bdi>{dates}</li>',
        *rates(seen, settings.get("currency", {})),
        "</ul>",
    )


COMMON = ("EUR", "USD", "GBP", "PLN", "BGN", "IRR", "IRT", "AED", "SAR", "EGP", "TRY", "CHF")


def rates(seen: Preview, money: Mapping[str, Any]) -> list[str]:
    """The currency of all sums, and what one unit of each other one is worth in it."""
    base, known = money.get("base", ""), money.get("rates", {})
    codes: list[str] = sorted({*seen.currencies, *known, *([base] if base else [])})
    if len(codes) < 2:
        known_so = seen.pipe.currency if seen.pipe is not None else ""  # as from "Value (€)"
        return [only_currency(codes[0] if codes else known_so, base)]
    converted = seen.columns["column"].eq("converted").any()
    none = (_("as the export converts them" if converted else "no sums across currencies"), "")
    told = _("Money is summed in")
    drop_down = choice("base", [none, *((code, code) for code in codes)], base, label=told)
    rows = [f"<li><bdi>{words(told)}</bdi>{drop_down}</li>"]
    for code in codes:
        if base and code != base:
            label = say("1 {code} in {base}", code=code, base=base)
            worth = field(
                f"rate {code}", f"{known[code]:g}" if code in known else "", label=label,
                more='type="number" step="any" min="0" inputmode="decimal"',
            )  # fmt: skip
            rows.append(
                f'<li><bdi>1 {words(code)} =</bdi><span class="ck-now">{worth} {words(base)}</span></li>'
            )
    return rows


def only_currency(code: str, base: str) -> str:
    """The one currency of all amounts: as the file says, or as it is said here."""
    told = _("Amounts are in")
    options = "".join(f'<option value="{words(each)}">' for each in COMMON)
    entry = field("base", base or code, label=told, more='list="ck-codes" maxlength="3" size="5"')
    known = f'<datalist id="ck-codes">{options}</datalist>'
    return f'<li><bdi>{words(told)}</bdi><span class="ck-now">{entry}</span>{known}</li>'


# -- targets ------------------------------------------------------------------------------------

SHOWN_MEASURES = {
    "won_value": "value won", "won_deals": "deals won", "win_rate": "win rate (0.3 is 30 %)",
    "new_deals": "new deals", "new_value": "value of new deals", "median_cycle_days": "cycle in days",
}  # fmt: skip


def targets(settings: Settings, draft: Mapping[str, str]) -> str:
    """The targets there are, and a row for one more."""
    there = "".join(
        target_row(place, target) for place, target in enumerate(settings.get("targets", []))
    )
    measures = [(_(text), name) for name, text in SHOWN_MEASURES.items()]
    measure = choice(
        "target measure", measures, draft.get("measure", "won_value"), label=_("Target for")
    )
    period = field(
        "target period", draft.get("period", ""), label=_("When"),
        more='placeholder="2025-10, 2025-Q4, 2025" size="16"',
    )  # fmt: skip
    amount = field(
        "target target", draft.get("target", ""), label=_("How much"),
        more='type="number" step="any" min="0" inputmode="decimal"',
    )  # fmt: skip
    row = f'<li><bdi>{words(_("One more"))}</bdi><span class="ck-now">{measure}{period}{amount}</span></li>'
    return section(
        "Targets",
        "What is to be reached, and when. A target is there as soon as its period and amount are.",
        f'<ul class="ck-rows ck-few">{there}{row}</ul>',
    )


def target_row(place: int, target: Mapping[str, Any]) -> str:
    named_so = _(SHOWN_MEASURES.get(target.get("measure", ""), str(target.get("measure", ""))))
    whose = next(
        (str(target[name]) for name in ("owner", "team", "pipeline") if name in target), ""
    )
    when = commas((named_so, str(target.get("period"))))
    amount = f"{target.get('target'):,}"
    told = f"{when}: {now().figure(amount)}"
    away = button(
        words(_("Take away")), f"untarget {place}", label=say("Take away {target}", target=told)
    )
    return f'<li><bdi>{words(told)}</bdi><span class="ck-soft">{words(whose)}</span>{away}</li>'
