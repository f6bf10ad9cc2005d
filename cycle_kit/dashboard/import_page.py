"""The import page: choose a file, see what was understood, change any of it, keep it as cycle.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from cycle_kit import config as configuration
from cycle_kit.charts.words import _, deals, number, say
from cycle_kit.config.written import as_toml, write
from cycle_kit.dashboard import import_parts as parts
from cycle_kit.dashboard.live import Live, Look, words
from cycle_kit.loading.preview import Preview, preview


def import_page(source: str | Path | None = None) -> widgets.VBox:
    """A page that shows how an export is understood and lets every part of it be changed.

    `source`: the path of an export; None: chosen or uploaded on the page. The choices are kept as
    `cycle.toml` beside the export, where `ck.load` finds them; of an uploaded file they can be
    taken away.
    """
    return ImportPage(None if source is None else Path(source))


class ImportPage(widgets.VBox):
    """What is chosen so far (`settings`, as in cycle.toml), and what it leads to (`seen`)."""

    def __init__(self, source: Path | None):
        self.path, self.content = source, None
        self.settings: dict[str, Any] = {}
        self.seen: Preview | None = None
        self.result, self.kept = Live(name="ck-note"), Live(name="ck-note")
        self.body = widgets.VBox()
        self.body.add_class("ck-body")
        super().__init__([Look(), self._chooser(), self.result, self.body])
        self.add_class("ck-page")
        if source is not None:
            self.show(source)

    # -- the file ----------------------------------------------------------------------------

    def _chooser(self) -> widgets.HBox:
        self.upload = widgets.FileUpload(description=_("Upload an export"), multiple=False)
        self.upload.observe(lambda change: self._uploaded(change["new"]), names="value")
        self.where = widgets.Text(
            value=str(self.path or ""),
            placeholder=_("or the path of a file or folder"),
            continuous_update=False,
            layout={"width": "30em"},
        )
        self.where.observe(lambda change: self.show(Path(change["new"])), names="value")
        return widgets.HBox([self.upload, self.where])

    def show(self, path: Path) -> None:
        """Show the export at a path, with the settings kept beside it."""
        self.path, self.content = path, None
        there = configuration.beside(path)
        self.settings = tomllib.loads(there.read_text(encoding="utf-8-sig")) if there else {}
        self.refresh()

    def _uploaded(self, files: tuple) -> None:
        if files:
            self.path, self.content = Path(files[0]["name"]), bytes(files[0]["content"])
            self.settings = {}
            self.refresh()

    # -- changing ----------------------------------------------------------------------------

    def change(self, name: str, value: Any) -> None:
        """One part of the settings is another now: show at once what comes of it."""
        if name == "meaning":
            word = value["owner"].word
            words = self.seen.words if self.seen else ()
            self.settings = parts.with_meaning(self.settings, words, word, value["new"])
        else:
            self.settings = {**self.settings, name: value}
        self.refresh()

    def refresh(self) -> None:
        """Read the export with the settings of now, and show it."""
        source = self.path if self.content is None else self.content
        self.seen = preview(source, self.settings)
        self.result.html = result_html(self.seen)
        self.body.children = self._sections(self.seen)

    def _sections(self, seen: Preview) -> list[widgets.Widget]:
        if seen.columns.empty:
            return []
        order = parts.stage_order(seen.pipe, self.change) if seen.pipe else widgets.VBox()
        return [
            parts.heading(
                "Columns", "What each column is taken for. Examples show the shape only."
            ),
            parts.column_choices(seen.columns, self.settings, self.change),
            parts.heading(
                "Stages and outcomes", "What each word means, and what it is called now."
            ),
            parts.word_choices(seen.words, self.settings, self.change),
            parts.heading("Order of the stages"),
            order,
            parts.heading("Dates and money"),
            parts.date_order(self.settings, self.change),
            parts.rates(seen.currencies, self.settings, self.change),
            self._keeping(),
        ]

    # -- keeping -----------------------------------------------------------------------------

    def _keeping(self) -> widgets.VBox:
        uploaded = self.content is not None
        label = _("Take cycle.toml away") if uploaded else _("Keep as cycle.toml beside the export")
        self.keep = widgets.Button(description=label, layout={"width": "auto"})
        self.keep.on_click(lambda _press: self.save())
        return widgets.VBox([self.keep, self.kept])

    def save(self) -> None:
        """Write the settings beside the export; of an uploaded file hand them over."""
        if self.content is not None or self.path is None:
            self.kept.hand_over(
                configuration.NAME, "application/toml", as_toml(self.settings).encode()
            )
            return
        folder = self.path if self.path.is_dir() else self.path.parent
        write(self.settings, folder / configuration.NAME)
        told = say("Kept as {name}; loading this export finds it there.", name=configuration.NAME)
        self.kept.html = f'<div class="ck-box ck-quiet" role="status">{words(told)}</div>'


def result_html(seen: Preview) -> str:
    """What the export is now, in a sentence; or what stands in the way, and what to do."""
    if seen.error is not None:
        lines = [
            f"<b>{words(seen.error.wrong)}</b>",
            words(seen.error.there),
            words(seen.error.fix),
        ]
        told = "".join(f"<p>{line}</p>" for line in lines if line)
        return f'<div class="ck-box ck-ready" role="alert">{told}</div>'
    pipe = seen.pipe
    assert pipe is not None
    counts = pipe.deals["outcome"].value_counts()
    told = say(
        "{deals}: {open} open, {won} won, {lost} lost, {dropped} dropped.",
        deals=deals(len(pipe.deals)),
        **{name: number(counts.get(name, 0)) for name in ("open", "won", "lost", "dropped")},
    )
    history = (
        _("The way through the stages is known.")
        if pipe.recorded
        else _("The way through the stages is not in this export.")
    )
    return f'<div class="ck-box ck-quiet" role="status"><p><b>{words(told)}</b></p><p>{words(history)}</p></div>'
