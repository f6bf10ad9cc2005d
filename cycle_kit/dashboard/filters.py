"""The filter row: which deals the page speaks of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd

from cycle_kit.charts.words import _, commas, full_money, say
from cycle_kit.charts.words import date as day_words
from cycle_kit.metrics.choices import Band, amount_bands, choices, foremost, time_spans
from cycle_kit.pipeline import Pipeline
from cycle_kit.tables import DEALS

ALL, BETWEEN = "", "between"
#: columns with a filter of their own; the others wait behind "+ filter"
ALWAYS = {"pipeline": "Pipeline", "owner": "Owner", "team": "Team"}
NAMES = {
    "lost_reason": "Reason for losing",
    "deal_type": "Type of deal",
    "region": "Region",
    "industry": "Industry",
    "source": "Source",
    "segment": "Segment",
    "product": "Product",
    "currency": "Currency",
    "probability": "Probability",
    "value": "Amount",
}
DATES = {"created_at": "Created", "closed_at": "Closed"}
SPANS = {
    "this month": "this month",
    "last month": "last month",
    "this quarter": "this quarter",
    "last quarter": "last quarter",
    "3 months": "last 3 months",
    "6 months": "last 6 months",
    "12 months": "last 12 months",
    "this year": "this year",
    "last year": "last year",
}
#: what the numbers are set beside: a filter that leaves all deals in
COMPARED = "compared with"
PREVIOUS, LAST_YEAR, REST = "previous-period", "last-year", "rest-of-the-team"
BESIDE = {
    PREVIOUS: "previous period",
    LAST_YEAR: "last year",
    REST: "rest of the team",
}
LASTING = (*ALWAYS, COMPARED)
FILL = {"width": "auto"}

#: what a filter of dates says: one of SPANS, or the first and the last day, None for an open end
Dates = str | tuple[date | None, date | None]


class Filters(widgets.VBox):
    """Drop-downs for the columns of `pipe`'s deals. `changed()` is called after every choice.

    `people()` are the conditions without dates, `spans()` those of dates; both fit `pipe.where`.
    """

    def __init__(self, pipe: Pipeline, *, changed: Callable[[], object]):
        rows = pd.concat([choices(pipe), amount_bands(pipe)])
        self.pipe = pipe
        self.options = {name: each for name, each in rows.groupby("column", sort=False)}
        self.options[COMPARED] = pd.DataFrame({"value": self._beside()})
        self.currency = pipe.currency
        self.spans_of_time = time_spans(pipe.as_of)
        self.foremost = foremost(pipe)
        self.changed, self.quiet = changed, False
        self.by_column = {
            column: self._choice(column, _(name))
            for column, name in ALWAYS.items()
            if column in self.options
        }
        self.by_column[COMPARED] = self._comparison()
        self.by_date = {column: self._dates(column, _(name)) for column, name in DATES.items()}
        self.more = self._more()
        self.reset = widgets.Button(description=_("reset"), tooltip=_("Back to all deals"))
        self.reset.add_class("ck-reset")
        self.reset.on_click(lambda _button: self.clear())
        self.row = widgets.HBox()
        self.row.add_class("ck-filter-row")
        self.shown = widgets.ToggleButton(description=_("Filters"))
        self.shown.add_class("ck-filter-button")
        self.shown.observe(lambda change: self._open(change["new"]), names="value")
        super().__init__([self.shown, self.row])
        self.add_class("ck-filters")
        self._arrange()
        self.clear()

    def picked(self) -> dict[str, Any]:
        """What is chosen of each column, "all" left out."""
        chosen = {column: control.value for column, control in self.by_column.items()}
        return {column: value[0] for column, value in chosen.items() if value != ALL}

    def people(self) -> dict[str, Any]:
        """The conditions that this makes."""
        picked = self.picked()
        picked.pop(COMPARED, None)
        return {name: one.span if isinstance(one, Band) else one for name, one in picked.items()}

    def compared(self) -> str:
        """What the numbers are to be set beside, one of BESIDE; "" where nobody has chosen."""
        return self.picked().get(COMPARED, "")

    def others(self, column: str) -> list[Any]:
        """The values of a column beside the one that is chosen."""
        mine = self.by_column[column].value
        return [one for one in self.options[column]["value"] if (one,) != mine]

    def spans(self) -> dict[str, slice]:
        """The chosen spans of time."""
        found = {column: self._span(column) for column in self.by_date}
        return {column: span for column, span in found.items() if span is not None}

    def chosen(self) -> dict[str, Any]:
        """All conditions, for `pipe.where(**...)`."""
        return self.people() | self.spans()

    def dates(self) -> dict[str, Dates]:
        """What the filters of dates say, those left out that say nothing."""
        found: dict[str, Dates] = {}
        for column, (control, first, last) in self.by_date.items():
            if control.value == BETWEEN and (first.value or last.value):
                found[column] = (first.value, last.value)
            elif control.value not in (ALL, BETWEEN):
                found[column] = control.value
        return found

    @property
    def usual(self) -> dict[str, Any]:
        """What is chosen where nobody has chosen: the pipeline with most open value."""
        return {"pipeline": self.foremost} if "pipeline" in self.by_column else {}

    def choose(self, people: Mapping[str, Any], dates: Mapping[str, Dates]) -> None:
        """These conditions and no others, with a single redraw."""
        with self._together():
            self.clear()
            self.set(**people)
            for column, said in dates.items():
                control, first, last = self.by_date[column]
                control.value = said if isinstance(said, str) else BETWEEN
                first.value, last.value = (None, None) if isinstance(said, str) else said
            self._arrange()

    def set(self, **values: Any) -> None:
        """Choose values by column, None for all, with a single redraw."""
        with self._together():
            for column, value in values.items():
                if column not in self.by_column:
                    self.add(column)
                control = self.by_column[column]
                if isinstance(value, Band) and (value,) not in [
                    one for _name, one in control.options
                ]:
                    control.options = [*control.options, (shown(value, self.currency), (value,))]
                control.value = ALL if value is None else (value,)

    def clear(self) -> None:
        """All deals, of the pipeline that the page opens with."""
        with self._together():
            for column in [c for c in self.by_column if c not in LASTING]:
                self.by_column.pop(column).unobserve_all()
            for control in self.by_column.values():
                control.value = ALL
            for control, first, last in self.by_date.values():
                control.value, first.value, last.value = ALL, None, None
            for column, value in self.usual.items():
                self.by_column[column].value = (value,)
            self._arrange()

    def add(self, column: str) -> None:
        """One more drop-down, for a column of the export."""
        self.by_column[column] = self._choice(column, named(column))
        self._cut()
        self._arrange()

    def _choice(self, column: str, label: str) -> widgets.Dropdown:
        options = self._named(self.options[column]["value"])
        control = widgets.Dropdown(options=options, description=label, layout=FILL)
        if column == "pipeline":
            control.observe(self._cut, names="value")
        control.observe(self._tell, names="value")
        return control

    def _named(self, values: Iterable[Any]) -> list[tuple[str, Any]]:
        return [(_("all"), ALL), *((shown(one, self.currency), (one,)) for one in values)]

    def _cut(self, _change: dict | None = None) -> None:
        """Bands of the amounts of the pipeline that is chosen now; the band that is chosen stays."""
        control = self.by_column.get("value")
        if control is None:
            return
        before = control.value
        options = self._named(amount_bands(self.pipe, self.picked().get("pipeline"))["value"])
        if before not in [value for _name, value in options]:
            options.append((shown(before[0], self.currency), before))
        with self._in_silence():
            control.options = options
            control.value = before

    def _beside(self) -> list[str]:
        """What there is to compare with; without several owners there is no rest of a team."""
        return [one for one in BESIDE if one != REST or "owner" in self.options]

    def _comparison(self) -> widgets.Dropdown:
        options = [(_("both periods"), ALL)]
        options += [(_(BESIDE[one]), (one,)) for one in self._beside()]
        control = widgets.Dropdown(options=options, description=_("Compare with"), layout=FILL)
        control.observe(self._tell, names="value")
        return control

    def _dates(self, column: str, label: str) -> tuple:
        options = [(_("any time"), ALL)]
        options += [(_(SPANS[span]), span) for span in self.spans_of_time]
        options += [(_("from … to …"), BETWEEN)]
        control = widgets.Dropdown(options=options, description=label, layout=FILL)
        ends = [
            widgets.DatePicker(description=_(word), layout=FILL, tooltip=f"{label}, {_(word)}")
            for word in ("from", "to")
        ]
        control.observe(lambda _change: self._arrange(), names="value")
        for each in (control, *ends):
            each.observe(self._tell, names="value")
        return control, *ends

    def _more(self) -> widgets.Dropdown:
        control = widgets.Dropdown(description=_("more"), layout=FILL)
        control.add_class("ck-more")

        def picked(change: dict) -> None:
            if change["new"]:
                self.add(change["new"])

        control.observe(picked, names="value")
        return control

    def _arrange(self) -> None:
        """Show the drop-downs that there are now, and offer those that are left."""
        left = [column for column in self.options if column not in (*self.by_column, *LASTING)]
        options = [(_("+ filter"), ""), *sorted((named(column), column) for column in left)]
        if [label for label, _value in options] != [label for label, _value in self.more.options]:
            self.more.options = options
        self.more.value = ""
        dates = [
            part
            for control, *ends in self.by_date.values()
            for part in (control, *(ends if control.value == BETWEEN else ()))
        ]
        extra = [self.by_column[column] for column in self.by_column if column not in LASTING]
        always = [self.by_column[column] for column in self.by_column if column in ALWAYS]
        more = [self.more] if left else []
        beside = self.by_column[COMPARED]
        self.row.children = [*always, *dates, *extra, *more, beside, self.reset]

    def _span(self, column: str) -> slice | None:
        control, first, last = self.by_date[column]
        if control.value == BETWEEN:
            ends = [
                None if each.value is None else pd.Timestamp(each.value) for each in (first, last)
            ]
            known = sorted(end for end in ends if end is not None)
            if len(known) == len(ends):
                ends = known  # whichever end was typed first
            return slice(*ends) if known else None
        return self.spans_of_time.get(control.value)

    def _tell(self, _change: dict) -> None:
        if not self.quiet:
            self.shown.description = self._set()
            self.changed()

    def _set(self) -> str:
        """What is set, for the button that the filters are folded into on a phone."""
        picked = self.picked()
        beside = picked.pop(COMPARED, None)
        values = [shown(value, self.currency) for value in picked.values()]
        spans = [f"{_(DATES[column])} {_span_words(said)}" for column, said in self.dates().items()]
        compared = [say("beside {what}", what=_(BESIDE[beside]))] if beside else []
        said = commas([*values, *spans, *compared])
        return say("Filters: {values}", values=said) if said else _("Filters")

    @contextmanager
    def _in_silence(self) -> Iterator[None]:
        """What changes now is no choice."""
        before, self.quiet = self.quiet, True
        try:
            yield
        finally:
            self.quiet = before

    def _together(self) -> "Together":
        return Together(self)

    def _open(self, wanted: bool) -> None:
        (self.add_class if wanted else self.remove_class)("ck-open")


class Together:
    """Several choices, one redraw."""

    def __init__(self, filters: Filters):
        self.filters = filters

    def __enter__(self) -> None:
        self.before, self.filters.quiet = self.filters.quiet, True

    def __exit__(self, *_failed: object) -> None:
        self.filters.quiet = self.before
        self.filters._tell({})


def named(column: str) -> str:
    """A column's name as its reader knows it."""
    return _({**ALWAYS, **NAMES}.get(column, column))


def shown(value: Any, currency: str = "") -> str:
    """A value in a drop-down."""
    if isinstance(value, Band):
        return band_words(value, currency)
    return _("not given") if pd.isna(value) or value == "" else str(value)


def band_words(band: Band, currency: str) -> str:
    """ "€10,000 to under €50,000" """
    low, high = (full_money(end, currency) for end in (band.low, band.high))
    if not np.isfinite(band.low):
        return say("under {high}", high=high)
    if not np.isfinite(band.high):
        return say("{low} and more", low=low)
    return say("{low} to under {high}", low=low, high=high)


def _span_words(said: Dates) -> str:
    if isinstance(said, str):
        return _(SPANS[said])
    return "–".join("…" if day is None else day_words(pd.Timestamp(day)) for day in said)


def narrowed(pipe: Pipeline, filtered: list[str]) -> Pipeline:
    """Without the columns that nothing on the page asks for: quicker to filter and to join."""
    wanted = dict.fromkeys([*DEALS, *filtered])
    return replace(pipe, deals=pipe.deals[[name for name in wanted if name in pipe.deals]])
