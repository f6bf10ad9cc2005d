"""The parts of the import page: columns, words, order of stages, dates and money, each a piece of settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets
import pandas as pd

from cycle_kit import tables
from cycle_kit.charts.words import _, say
from cycle_kit.dialects.dialect import HINTS
from cycle_kit.dialects.outcomes import outcome_words
from cycle_kit.loading.understood import HISTORY
from cycle_kit.pipeline import Pipeline

OWN = "keep under its own name"
OURS = [
    name
    for name in (*tables.DEALS, *HINTS, "entered_at", "from_stage")
    if name not in ("outcome", "value")
]
MEANINGS = {
    "open stage": "",
    "won": "won",
    "lost": "lost",
    "dropped": "dropped",
    "stage after the win": "after",
}
DATES = {
    "as the file tells": None,
    "day.month.year": "dmy",
    "month/day/year": "mdy",
    "year-month-day": "ymd",
}
Changed = Callable[[str, Any], object]


def heading(text: str, hint: str = "") -> widgets.HTML:
    told = f'<p class="ck-soft">{_(hint)}</p>' if hint else ""
    return widgets.HTML(f"<h2>{_(text)}</h2>{told}")


def column_choices(
    columns: pd.DataFrame, settings: Mapping[str, Any], changed: Changed
) -> widgets.VBox:
    """Every column of the file with what it is taken for; choosing another name changes it."""
    rows = []
    for row in columns.itertuples():
        if row.column == HISTORY:
            continue
        choice = widgets.Dropdown(
            options=[(OWN, ""), *[(name, name) for name in OURS]],
            value=row.column if row.column in OURS else "",
            layout={"width": "15em"},
        )
        choice.header = row.header
        choice.observe(
            lambda change: changed("columns", taken_for(change, settings)), names="value"
        )
        label = widgets.Label(row.header, layout={"width": "18em"})
        shape = widgets.Label(row.examples or _("empty"), layout={"width": "auto"})
        shape.add_class("ck-soft")
        rows.append(widgets.HBox([label, choice, shape]))
    return widgets.VBox(rows)


def taken_for(change: Any, settings: Mapping[str, Any]) -> dict[str, str]:
    """The columns of the settings after one choice; a name belongs to one header only."""
    header, name = change["owner"].header, change["new"]
    kept = {
        ours: theirs
        for ours, theirs in settings.get("columns", {}).items()
        if theirs != header and ours != name
    }
    return kept | ({name: header} if name else {})


def word_choices(
    words: tuple[str, ...], settings: Mapping[str, Any], changed: Changed
) -> widgets.VBox:
    """Every word of the stage columns: an open stage, an outcome, or a stage after the win; and its name now."""
    rows = []
    for word in words:
        meaning = widgets.Dropdown(
            options=[(_(shown), kind) for shown, kind in MEANINGS.items()],
            value=meaning_of(word, settings),
            layout={"width": "12em"},
        )
        meaning.word = word
        meaning.observe(lambda change: changed("meaning", change), names="value")
        name = widgets.Text(
            value=dict(settings.get("rename", {})).get(word, ""),
            placeholder=_("same name"),
            continuous_update=False,
            layout={"width": "14em"},
        )
        name.word = word
        name.observe(lambda change: changed("rename", renamed(change, settings)), names="value")
        label = widgets.Label(word, layout={"width": "18em"})
        rows.append(widgets.HBox([label, meaning, widgets.Label(_("now called")), name]))
    return widgets.VBox(rows)


def meaning_of(word: str, settings: Mapping[str, Any]) -> str:
    """What a word means by the settings, else by the words that are known."""
    if word in settings.get("after", []):
        return "after"
    lists = {name: settings.get(name) for name in ("won", "lost", "dropped")}
    return outcome_words([word], **lists).get(word, "")


def renamed(change: Any, settings: Mapping[str, Any]) -> dict[str, str]:
    kept = {
        old: new for old, new in settings.get("rename", {}).items() if old != change["owner"].word
    }
    return kept | ({change["owner"].word: change["new"].strip()} if change["new"].strip() else {})


def with_meaning(
    settings: Mapping[str, Any], words: tuple[str, ...], word: str, kind: str
) -> dict[str, Any]:
    """The settings with one word's meaning changed, and those of all others written out."""
    meant = {other: meaning_of(other, settings) for other in words} | {word: kind}
    lists = {
        name: [other for other, meaning in meant.items() if meaning == name]
        for name in ("won", "lost", "dropped", "after")
    }
    return {**settings, **lists, "stages": without(settings.get("stages"), word if kind else "")}


def without(stages: Any, word: str) -> Any:
    """The order of stages without a word that is none any more."""
    if isinstance(stages, Mapping):
        return {name: without(order, word) for name, order in stages.items()}
    return None if stages is None else [stage for stage in stages if stage != word]


def stage_order(pipe: Pipeline, changed: Changed) -> widgets.VBox:
    """The open stages of each pipeline with buttons that move one up or down."""
    parts = []
    for name, stages in pipe.orders.items():
        if name:
            parts.append(widgets.HTML(f"<b>{name}</b>"))
        for place, stage in enumerate(stages):
            up = mover("▲", say("Move {stage} up", stage=stage), place > 0)
            down = mover("▼", say("Move {stage} down", stage=stage), place < len(stages) - 1)
            for arrow, step in ((up, -1), (down, 1)):
                arrow.on_click(
                    lambda _press, n=name, p=place, s=step: changed("stages", moved(pipe, n, p, s))
                )
            number = widgets.Label(f"{place + 1}. {stage}", layout={"width": "18em"})
            parts.append(widgets.HBox([number, up, down]))
    return widgets.VBox(parts)


def mover(sign: str, told: str, there: bool) -> widgets.Button:
    return widgets.Button(
        description=sign, tooltip=told, disabled=not there, layout={"width": "2.6em"}
    )


def moved(pipe: Pipeline, name: str, place: int, step: int) -> Any:
    """All orders after one stage has changed places with its neighbour."""
    orders = {key: list(stages) for key, stages in pipe.orders.items()}
    order = orders[name]
    order[place], order[place + step] = order[place + step], order[place]
    return order if list(orders) == [""] else orders


def date_order(settings: Mapping[str, Any], changed: Changed) -> widgets.Dropdown:
    choice = widgets.Dropdown(
        options=[(_(shown), kind) for shown, kind in DATES.items()],
        value=settings.get("dates"),
        description=_("Dates"),
    )
    choice.observe(lambda change: changed("dates", change["new"]), names="value")
    return choice


def rates(
    currencies: tuple[str, ...], settings: Mapping[str, Any], changed: Changed
) -> widgets.VBox:
    """The currency of all sums, and what one unit of each other one is worth in it."""
    money = settings.get("currency", {})
    names = sorted(
        {*currencies, *money.get("rates", {}), *([money["base"]] if money.get("base") else [])}
    )
    base = widgets.Dropdown(
        options=[(_("none"), ""), *[(name, name) for name in names]],
        value=money.get("base", ""),
        description=_("All sums in"),
    )
    known = dict(money.get("rates", {}))
    base.observe(
        lambda change: changed(
            "currency", {"base": change["new"], "rates": known} if change["new"] else {}
        ),
        names="value",
    )
    fields = []
    for name in names:
        if name == base.value or not base.value:
            continue
        field = widgets.FloatText(value=known.get(name, 0.0), description=f"1 {name} =")
        field.code = name
        field.observe(
            lambda change: changed("currency", with_rate(base.value, known, change)), names="value"
        )
        fields.append(widgets.HBox([field, widgets.Label(base.value)]))
    return widgets.VBox([base, *fields])


def with_rate(base: str, known: Mapping[str, float], change: Any) -> dict[str, Any]:
    others = {code: rate for code, rate in known.items() if code != change["owner"].code}
    rate = {change["owner"].code: change["new"]} if change["new"] > 0 else {}
    return {"base": base, "rates": others | rate}
