"""Widgets as plain HTML, as their own code will draw them: what a page shows before that code is there.

The elements, their classes and their order are those of ipywidgets and anywidget, so that nothing moves when the
widgets take the place of this. What cannot be shown so is `Unknown`.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from cycle_kit.charts.picture import titled
from cycle_kit.charts.script import draws
from cycle_kit.charts.widget import HEIGHT

REFERENCE = "IPY_MODEL_"
BOXES = {"VBoxModel": "widget-vbox", "HBoxModel": "widget-hbox", "BoxModel": ""}
#: What stands in `_model_name` of every anywidget; whose it is, its state tells.
OWN = "AnyModel"


class Unknown(Exception):
    """A widget, or a way of drawing one, that only its own code knows."""


class Look:
    """The HTML of widgets, and apart from it what a script fills into it.

    `pieces`: HTML written by parts of the page, each for the element with its number in `data-piece`, so that what is
    wrong with one stays in it and none of its scripts runs. `figures`: by the `data-key` of their charts.
    """

    def __init__(self, states: Mapping[str, dict[str, Any]]) -> None:
        self.states = states
        self.pieces: list[str] = []
        self.figures: dict[str, dict[str, Any]] = {}
        self.dark: dict[str, str] = {}
        self.styles: list[str] = []
        self.fields = 0

    def html(self, model: str) -> str:
        """A widget, by its id or a reference to it, with all that is in it."""
        state = self._state(model)
        kind = state.get("_model_name", "")
        if kind == OWN:
            return self._own(state)
        if kind not in KINDS:
            raise Unknown(kind)
        return KINDS[kind](self, state)

    def _state(self, model: str | None) -> dict[str, Any]:
        found = self.states.get(str(model).removeprefix(REFERENCE))
        if found is None:
            raise Unknown("a widget without a state")
        return found

    def _own(self, state: dict[str, Any]) -> str:
        """A widget of this project."""
        if state.get("_css"):
            self.styles.append(state["_css"])
        if "html" in state:
            return self._element(state, f'<div class="ck-live"{self._piece(state["html"])}></div>')
        if "figure" in state:
            return self._element(state, self._chart(state))
        if self._display(state) == "none":  # it has no looks
            return self._element(state, "")
        raise Unknown("another anywidget")

    def _chart(self, state: dict[str, Any]) -> str:
        figure, key = state["figure"], state["_key"]
        if not draws(figure):
            raise Unknown("a chart of another kind")
        self.figures[key] = {"figure": figure, "config": state["config"]}
        self.dark = state["_dark"]
        height = figure.get("layout", {}).get("height") or HEIGHT
        label = state["label"] or re.sub("<[^>]*>", " ", titled(figure)).strip()
        return (
            f'<div class="cycle-kit-chart" data-key="{escape(key)}" dir="ltr" role="figure" tabindex="0" '
            f'aria-label="{escape(label)}" style="width: 100%; height: {float(height):g}px"></div>'
        )

    def box(self, state: dict[str, Any]) -> str:
        inside = "".join(self.html(child) for child in state.get("children", []))
        if state.get("box_style"):
            raise Unknown("a box of a style")
        kind = BOXES[state["_model_name"]]
        return self._element(
            state, inside, f"lm-Panel jupyter-widgets widget-container widget-box {kind}"
        )

    def dropdown(self, state: dict[str, Any]) -> str:
        chosen, names = state.get("index"), state.get("_options_labels", [])
        if chosen is None and names:
            raise Unknown("a drop-down in which nothing is chosen")
        options = "".join(
            f"<option{' selected' if chosen == at else ''}>{_spaced(name)}</option>"
            for at, name in enumerate(names)
        )
        return self._field(
            state, "widget-dropdown", f"<select{self._named(state)}>{options}</select>"
        )

    def text(self, state: dict[str, Any]) -> str:
        value, hint = (escape(str(state.get(name) or "")) for name in ("value", "placeholder"))
        field = f'<input type="text" class="widget-input" value="{value}" placeholder="{hint}"{self._named(state)}>'
        return self._field(state, "widget-text", field)

    def date(self, state: dict[str, Any]) -> str:
        day = state.get("value")  # its month counts from 0
        value = f"{day['year']:04}-{day['month'] + 1:02}-{day['date']:02}" if day else ""
        return self._field(
            state, "widget-datepicker", f'<input type="date" value="{value}"{self._named(state)}>'
        )

    def label(self, state: dict[str, Any]) -> str:
        self._unstyled(state)
        if "$" in state["value"] or state.get("description"):
            raise Unknown("a label with a formula or a name")
        text = escape(state["value"])
        return self._element(state, text, "jupyter-widgets widget-inline-hbox widget-label")

    def words(self, state: dict[str, Any]) -> str:
        named = self._named({})
        inside = f'<div class="widget-html-content"{named}{self._piece(state["value"])}></div>'
        return self._field(state, "widget-html", inside)

    def button(self, state: dict[str, Any]) -> str:
        self._unstyled(state)
        if state.get("icon") or state.get("button_style"):
            raise Unknown("a button with an icon or of a style")
        kind = "widget-button" if state["_model_name"] == "ButtonModel" else "widget-toggle-button"
        pressed = " mod-active" if state.get("value") is True else ""
        classes = f"jupyter-widgets jupyter-button {kind}{pressed}"
        return self._element(state, escape(state.get("description") or ""), classes, tag="button")

    def _field(self, state: dict[str, Any], kind: str, field: str) -> str:
        """A field with its name before it."""
        self._unstyled(state)
        name = state.get("description") or ""
        if "$" in name or state.get("description_allow_html"):
            raise Unknown("a name with a formula or HTML")
        hidden = "" if name else ' style="display: none"'
        label = f'<label class="widget-label" for="ck-first-{self.fields}"{hidden}>{escape(name)}</label>'
        return self._element(state, label + field, f"jupyter-widgets widget-inline-hbox {kind}")

    def _element(
        self, state: dict[str, Any], inside: str, classes: str = "", *, tag: str = "div"
    ) -> str:
        names = " ".join(["lm-Widget", classes, *state.get("_dom_classes", [])])
        off = _off(state) if tag == "button" else ""
        hint = f' title="{escape(state["tooltip"])}"' if state.get("tooltip") else ""
        return (
            f'<{tag} class="{escape(" ".join(names.split()))}"{hint}{off} '
            f'style="{escape(self._layout(state))}">{inside}</{tag}>'
        )

    def _named(self, state: dict[str, Any]) -> str:
        """What the label before a field calls it by."""
        self.fields += 1
        return f' id="ck-first-{self.fields}"{_off(state)}'

    def _piece(self, html: str) -> str:
        self.pieces.append(html)
        return f' data-piece="{len(self.pieces) - 1}"'

    def _layout(self, state: dict[str, Any]) -> str:
        return "; ".join(
            f"{name.replace('_', '-')}: {value}"
            for name, value in self._state(state.get("layout")).items()
            if not name.startswith("_") and value not in (None, "")
        )

    def _display(self, state: dict[str, Any]) -> str | None:
        return self._state(state.get("layout")).get("display")

    def _unstyled(self, state: dict[str, Any]) -> None:
        style = self._state(state["style"]) if state.get("style") else {}
        if any(
            value not in (None, "") for name, value in style.items() if not name.startswith("_")
        ):
            raise Unknown("a widget of a style")


KINDS: dict[str, Callable[[Look, dict[str, Any]], str]] = {
    **dict.fromkeys(BOXES, Look.box),
    "DropdownModel": Look.dropdown,
    "TextModel": Look.text,
    "DatePickerModel": Look.date,
    "LabelModel": Look.label,
    "HTMLModel": Look.words,
    "ButtonModel": Look.button,
    "ToggleButtonModel": Look.button,
}


def _off(state: dict[str, Any]) -> str:
    return " disabled" if state.get("disabled") else ""


def _spaced(name: object) -> str:
    """As ipywidgets writes the names in a drop-down."""
    return escape(str(name)).replace(" ", "\u00a0")
