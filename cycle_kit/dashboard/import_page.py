"""The import page: choose a file, see what was understood, change any of it, keep it as cycle.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from cycle_kit import config as configuration
from cycle_kit import files
from cycle_kit.arguments import checked
from cycle_kit.charts.audience import with_an_audience
from cycle_kit.charts.words import _
from cycle_kit.config.written import as_toml, keep
from cycle_kit.dashboard import import_parts as parts
from cycle_kit.dashboard import import_settings as settled
from cycle_kit.dashboard.given import settings_kept, sound
from cycle_kit.dashboard.import_files import chooser_html, folder_of, list_of
from cycle_kit.dashboard.import_order import stage_order
from cycle_kit.dashboard.import_result import (
    account_html,
    broken_settings_html,
    error_html,
    kept_html,
    result_html,
    told_html,
)
from cycle_kit.dashboard.live import Live, Look, button, words
from cycle_kit.dashboard.page_words import PARTS
from cycle_kit.dialects import own
from cycle_kit.errors import CycleKitError
from cycle_kit.loading.preview import Preview, filled_in, loaded, part_of, preview, refused


@checked
@with_an_audience
def import_page(source: str | Path | Sequence[str | Path] | None = None) -> widgets.VBox:
    """A page that shows how an export is understood and lets every part of it be changed.

    `source`: the path of an export, or of several files that belong together; None: chosen or
    uploaded on the page. The choices are kept as `cycle.toml` beside the export, where `ck.load`
    finds them; of an uploaded file they can be taken away.
    """
    return ImportPage(source)


@dataclass(frozen=True)
class Given:
    """How a page that shows this one has the files read: the settings that count for them, the files by what
    they were given as ("", "history", "leads"), and how they are opened (arguments of `files.read`);
    `kept` is told when others are kept beside them. Where the page is `public` its readers see how the files are
    read, may try other choices, and can neither keep them nor look at other files."""

    settings: Callable[[], dict[str, Any]]
    by_kind: Mapping[str, Sequence[Path]]
    opening: Mapping[str, Any] = field(default_factory=dict)
    kept: Callable[[], object] = lambda: None
    public: bool = False


class ImportPage(widgets.VBox):
    """What is chosen so far (`settings`, as in cycle.toml), and what it leads to (`seen`)."""

    def __init__(
        self,
        source: str | Path | Sequence[str | Path] | None = None,
        *,
        given: Given | None = None,
    ):
        self.given, self.given_for = given, list_of(source)
        self.public = given is not None and given.public
        self.paths: list[Path] = []
        self.uploaded: list[str] = []  # names of files that have no place here
        self.tables: list[files.RawTable] = []
        self.kinds: list[
            str
        ] = []  # of each of them: "history" or "leads" where it was given as such
        self.settings: dict[str, Any] = {}
        self.guessed: dict[str, str] = {}  # the columns that nobody chose, by our names
        self.seen: Preview | None = None
        self.draft: dict[str, str] = {}  # a target that is being written
        self.orders: dict[
            str, list[str]
        ] = {}  # moved or confirmed while those of other pipelines are not known
        self.found: dict[str, Any] | None = None  # the settings that were there; None: broken ones
        self.broken: CycleKitError | None = None  # what is wrong with them
        hears = {"on_say": self.pressed, "on_choose": self.chosen}
        self.chooser = Live(name="ck-choose", on_upload=None if self.public else self.take, **hears)
        self.result = Live(name="ck-result", on_say=self.pressed)
        self.account = Live(name="ck-account", on_say=self.pressed)
        self.parts = [Live(name="ck-part", **hears) for _part in range(5)]
        self.keeping = Live(name="ck-part", **hears)
        super().__init__(
            [Look(), self.chooser, self.result, self.account, *self.parts, self.keeping]
        )
        self.add_class("ck-page")
        self.add_class("ck-import")
        self.show(source) if source is not None else self.draw()

    # -- the files ---------------------------------------------------------------------------

    def show(self, source: str | Path | Sequence[str | Path]) -> None:
        """Show the export at a path, or at several, with the settings kept beside it."""
        self.paths, self.uploaded, self.draft = list_of(source), [], {}
        self.settings = self.settings_there()
        self.read_files()

    def follow(self) -> None:
        """The export or what is kept beside it has changed: show it as it is now.

        Choices stay as long as they are of the same columns and nobody has kept others; so does another
        file that was chosen here.
        """
        if self.uploaded or self.paths != self.given_for:
            return
        found, chosen, headers = self.found, self.settings, self.headers
        self.settings = self.settings_there()
        kept = self.settings if self.found == found and found is not None else None
        self.read_files()
        if kept is not None and self.headers == headers and self.tables:
            self.settings = chosen
            self.refresh()

    @property
    def headers(self) -> list[list[str]]:
        return [list(raw.frame.columns) for raw in self.tables]

    def settings_there(self) -> dict[str, Any]:
        """The settings that count for these files; of those that are broken what is sound."""
        given = self.given if self.paths == self.given_for else None
        self.broken = None
        try:
            self.found = given.settings() if given else settings_kept(self.paths)
        except CycleKitError as error:
            self.found, self.broken = None, error
            there = configuration.beside(list(self.paths))
            return sound(there) if there else {}
        return dict(self.found)

    def read_files(self) -> None:
        given = self.given if self.paths == self.given_for else None
        by_kind = given.by_kind if given else {"": self.paths}
        opening = given.opening if given else {}
        try:
            self.read(
                lambda: [
                    (kind, raw)
                    for kind, paths in by_kind.items()
                    for raw in files.read([str(path) for path in paths], **opening)
                ]
            )
        except CycleKitError as error:
            self.refuse(error)

    def take(self, contents: dict[str, bytes]) -> None:
        """Show uploaded files, which have no folder to keep settings in."""
        self.uploaded, self.settings, self.broken = list(contents), {}, None
        try:
            self.read(
                lambda: [
                    ("", raw)
                    for name, data in contents.items()
                    for raw in files.read(data, name=name)
                ]
            )
        except CycleKitError as error:
            self.refuse(error)

    def read(self, tables: Callable[[], list[tuple[str, files.RawTable]]]) -> None:
        self.result.html = told_html("Reading …")
        read = tables()
        self.kinds, self.tables = [kind for kind, _raw in read], [raw for _kind, raw in read]
        before = self.settings
        with self.own_systems():
            self.settings = filled_in(self.tables, before, self.kinds)
        self.guessed = {} if before.get("columns") else dict(self.settings.get("columns", {}))
        self.refresh()

    def own_systems(self) -> AbstractContextManager[None]:
        """While it lasts, systems that are declared beside the files are known."""
        return own.beside([] if self.uploaded else self.paths)

    def refuse(self, error: CycleKitError) -> None:
        self.tables, self.kinds, self.seen = [], [], refused(error)
        self.draw()

    # -- changing ----------------------------------------------------------------------------

    def chosen(self, word: str, value: str) -> None:
        """A field was changed: `word` says which, `value` is what it says now."""
        what, _space, name = word.partition(" ")
        if what in ("path", "file"):
            if value.strip() and not self.public:
                self.show(value)
            return
        if what == "target":
            drafted = {**self.draft, name: value}
            self.settings, self.draft = settled.with_draft(self.settings, drafted)
        elif self.seen is not None:
            self.settings = settled.after_choice(self.settings, self.seen, what, name, value)
        if what in ("column", "meaning", "rename") and self.settings.get("stages"):
            with self.own_systems():
                bare, _error = loaded(
                    part_of(self.tables), {**self.settings, "stages": None}, self.kinds
                )
            if bare is not None:
                self.settings = settled.with_all_stages(self.settings, bare.orders)
        self.refresh()

    def pressed(self, word: str) -> None:
        """A button was pressed, or a stage dropped: `word` says which."""
        what, _space, name = word.partition(" ")
        if word == "keep":
            self.save()
        if what == "import":
            self.go(name)
        if what == "take" and self.seen:
            self.chosen(f"column {name}", str(self.seen.columns.loc[int(name), "guess"]))
        if what == "untarget":
            self.settings = settled.without_target(self.settings, int(name))
            self.refresh()
        if what == "ordered":
            pipeline = self.pipeline_of(name)
            self.say_order(pipeline, self.order_shown(pipeline))
        if what == "move":
            turn, place, stage = name.split(" ", 2)
            pipeline = self.pipeline_of(turn)
            self.say_order(pipeline, settled.moved(self.order_shown(pipeline), stage, int(place)))

    def pipeline_of(self, turn: str) -> str:
        """The name of a pipeline by its place among those that are shown."""
        assert self.seen is not None and self.seen.pipe is not None
        return list(self.seen.pipe.orders)[int(turn)]

    def order_shown(self, pipeline: str) -> list[str]:
        assert self.seen is not None and self.seen.pipe is not None
        return self.orders.get(pipeline, list(self.seen.pipe.orders[pipeline]))

    def say_order(self, pipeline: str, order: list[str]) -> None:
        """The order of one pipeline, as somebody moved or confirmed it.

        It counts as soon as those of all other pipelines are known too, or said.
        """
        assert self.seen is not None and self.seen.pipe is not None
        pipe, self.orders = self.seen.pipe, {**self.orders, pipeline: order}
        left = [
            name
            for name, stages in pipe.orders.items()
            if len(stages) > 1 and name not in self.orders
        ]
        if left and not pipe.ordered:
            self.draw()
            return
        self.settings, self.orders = settled.with_said(self.settings, pipe, self.orders), {}
        self.refresh()

    def go(self, part: str) -> None:
        """Bring one of the parts into view."""
        if part in PARTS:
            self.parts[list(PARTS).index(part)].wanted = True

    def refresh(self) -> None:
        """Understand the files with the settings of now, and show it."""
        try:
            with self.own_systems():
                self.seen = preview(self.tables, self.settings, self.kinds)
        except CycleKitError as error:  # a crm.toml that is broken
            return self.refuse(error)
        there = self.seen.pipe.orders if self.seen.pipe else {}
        self.orders = {
            name: order
            for name, order in self.orders.items()
            if sorted(there.get(name, ())) == sorted(order)
        }
        self.draw()

    # -- showing -----------------------------------------------------------------------------

    def draw(self) -> None:
        self.chooser.html = "" if self.public else chooser_html(self.paths, self.uploaded)
        seen = self.seen
        broken = broken_settings_html(self.broken) if self.broken else ""
        self.result.html = broken + (result_html(seen) if seen else "")
        self.account.html = account_html(seen) if seen else ""
        columns, meanings, order, rest, targets = self.parts
        if seen is None or seen.columns.empty:
            for part in (*self.parts, self.keeping):
                part.html = ""
            return
        columns.html = parts.column_choices(seen, self.guessed)
        meanings.html = parts.word_choices(seen, self.settings) if seen.words else ""
        order.html = stage_order(seen, self.orders)
        rest.html = parts.dates_and_money(seen, self.settings)
        targets.html = parts.targets(self.settings, self.draft)
        self.keeping.html = self.keeping_html("")

    def keeping_html(self, told: str) -> str:
        label = _("Keep as cycle.toml beside the export")
        if self.uploaded:
            label = _("Take cycle.toml away")
        press = button(words(label), "keep", look="ck-button")
        if self.public:
            press = words(
                _("Whoever publishes this page can keep this as cycle.toml beside the export:")
            )
        return f"<p>{press}</p>{told}{kept_html(as_toml(self.settings))}"

    # -- keeping -----------------------------------------------------------------------------

    def save(self) -> None:
        """Write the settings beside the export, with the order of stages where it is known; of uploaded files
        hand them over."""
        if self.public:
            return
        pipe = self.seen.pipe if self.seen is not None else None
        if pipe is not None:
            self.settings = settled.with_orders(self.settings, pipe)
        if self.uploaded:
            content = as_toml(self.settings).encode()
            self.keeping.hand_over(configuration.NAME, "application/toml", content)
            told = told_html("Put it into the folder of the export: loading it finds it there.")
        else:
            told = self.kept()
        if pipe is not None and settled.asks_for_order(pipe):
            told += told_html(
                "Without the order of the stages: nothing tells it, and nobody has said it yet."
            )
        self.keeping.html = self.keeping_html(told)

    def kept(self) -> str:
        """Whether they could be written, and where they count."""
        try:
            place = folder_of(self.paths) / configuration.NAME
            before = keep(self.settings, place, broken=self.broken is not None)
        except CycleKitError as error:
            return error_html(error)
        self.found, self.broken = tomllib.loads(as_toml(self.settings)), None
        if self.given and self.paths == self.given_for:
            self.given.kept()
        told = _("Kept as {name}; loading this export, or another one in its folder, finds it.")
        if before:
            told += " " + _("What was there before is now {before}.")
        return told_html(
            told, {"name": configuration.NAME, "before": before.name if before else ""}
        )
