"""The manager's page: an export in, the page of answers out."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

import ipywidgets as widgets
import pandas as pd

from cycle_kit.addresses import is_like_path
from cycle_kit.dashboard import marks, states
from cycle_kit.dashboard.address import Address, asked, locale_of, page_of, written
from cycle_kit.dashboard.answers import Answers
from cycle_kit.dashboard.export import breaks_off, fingerprint, watch
from cycle_kit.dashboard.filters import Filters, narrowed
from cycle_kit.dashboard.given import (
    export_files,
    files_by_kind,
    is_public,
    load_given,
    locale_given,
    opening_given,
    replace_given,
    settings_given,
)
from cycle_kit.dashboard.import_page import Given, ImportPage
from cycle_kit.dashboard.live import Live, Look
from cycle_kit.dashboard.pages.chapters import OVERVIEW, TITLES, Chapters, nav_html
from cycle_kit.dashboard.selection import Selection
from cycle_kit.dashboard.take_along import report_file
from cycle_kit.dashboard.tour import is_for, tour_html
from cycle_kit.errors import CycleKitError
from cycle_kit.locale import ENGLISH, LOCALES, Told, choose, now, speak
from cycle_kit.pipeline import Pipeline

SEEN, GONE = "", "none"


def manager_page(source: str | Path) -> widgets.VBox:
    """The manager's page of an export: filters, findings, cards, charts, and the deals behind them.

    `source`: the path of a file or folder, as `ck.load` takes it. What cannot be loaded is told
    on the page. In a running kernel the page reads the file again when it is replaced.
    """
    return ManagerPage(Path(source))


class ManagerPage(widgets.VBox):
    """The parts of the page, and what happens between them."""

    def __init__(self, source: Path):
        self.source = source
        self.for_all = locale_given(source)  # the language that is said for all readers, if one is
        self.usual = self.for_all or ENGLISH  # the one in which it opens
        speak(cast(Told, self.usual))
        self.pipe: Pipeline | None = None
        self.filters: Filters | None = None
        self.drawn: tuple | None = None  # what the filters said when the charts were drawn
        self.selection: Selection | None = None
        self.head = Live(name="ck-top", on_say=self._said, on_choose=self._choose)
        self.matter: Callable[[], str] = str  # with the file, told anew in another language
        self.lacking = ""  # what the address asks for in vain
        self.importing: ImportPage | None = None  # how the file is read, while it is shown
        self.note = Live(name="ck-note", on_say=self._said)
        self.body = widgets.VBox()
        self.body.add_class("ck-body")
        self.counting = Live(name="ck-counting")
        self._parts()
        self.nav = Live(name="ck-nav-live", on_say=self._said)
        self.tour = Live(name="ck-tour", on_say=self._said)
        self.newcomers = is_for(source)  # until one of them closes the tour
        self.address = Address(self.arrived)
        parts = [self.head, self.nav, self.tour, self.body, self.counting]
        super().__init__([Look(), self.address, *parts])
        self.add_class("ck-page")
        self.read()
        self._watch()

    def _parts(self) -> None:
        """The parts that have words of their own, in the language that is spoken."""
        self.answers = Answers(on_say=self._said)
        self.chapters = Chapters(self.answers, on_say=self._said, counting=self.counting)

    # -- the language ------------------------------------------------------------------------

    def _choose(self, word: str, value: str) -> None:
        if word == "locale":
            self.speak(value)

    def speak(self, name: str) -> None:
        """All of the page anew in another language, with what is chosen as it was."""
        if name == now().name:
            return
        speak(cast(Told, name))
        self.address.speak(now().name, now().direction)
        at, importing = self.chapters.at, self.importing
        self._parts()
        self.chapters.at = at
        if importing is not None:
            importing.draw()
        if self.pipe is None:
            self.read()
            return
        self._show(self.whole)  # as it was read, whatever has become of the file
        self._turn(at)
        if importing is not None:
            self.importing = importing
            self.show_import()

    # -- reading the file --------------------------------------------------------------------

    def read(self) -> None:
        """Load the file and show it, or say why that cannot be."""
        self.seen = fingerprint(self.source)
        try:
            whole = load_given(self.source)
        except CycleKitError as error:
            if self._stands():
                self._keep(partial(states.kept_html, error, self.read_at))
                return
            self.pipe = None
            self.nav.html = ""
            self._offer_tour(shown=False)
            self.head.html = states.plain_title_html(self._name())
            importing = self._import_page()
            in_doubt = any(page.seen is not None and page.seen.error for page in importing)
            self._note(states.asked_html() if in_doubt else states.broken_html(error))
            self.body.children = [self.note, *importing]
            return
        cut = breaks_off(self.source, whole.notes)
        if cut and self._stands():
            self._keep(lambda: states.kept_cut_html(self._name(), self.read_at))
            return
        self.read_at = pd.Timestamp.now()
        self.matter = lambda: states.cut_html(self._name()) if cut else ""
        self._show(whole)

    def _show(self, whole: Pipeline) -> None:
        """The answers of these deals, in the language that is spoken, with what was chosen before."""
        self.importing = None
        choose(whole.written)
        self.answers.take(whole)
        self.as_of = whole.as_of
        before, self.filters, gone = self.filters, None, []
        self.whole = self.pipe = whole
        filters = Filters(whole, changed=self.redraw)
        self.pipe = narrowed(whole, list(filters.options))
        if before is not None:
            people, dates, gone = asked(written(before), filters)
            filters.choose(filters.usual | people, dates)
        self.lacking = states.lost_html(gone) if gone else ""
        self._title(self.matter)
        self._offer_tour(shown=True)
        self.filters, self.drawn = filters, None
        self.selection = Selection(whole, self.pipe, filters)
        self.body.children = [filters, self.note, self.chapters]
        self.redraw()

    def _title(self, matter: Callable[[], str]) -> None:
        """What the page is of, what is the matter with the file, and what the address asks for in vain."""
        self.matter = matter
        title = states.title_html(self._name(), self.as_of, pd.Timestamp.now())
        self.head.html = title + self.matter() + self.lacking

    def arrived(self, search: str) -> None:
        """Somebody came by an address, or went back or forward: choose what it asks for."""
        self.usual = self.for_all or self.address.browser or self.usual
        name = locale_of(search) or self.usual
        if name in LOCALES:
            self.speak(name)
        if self.filters is None or self.pipe is None:
            return
        people, dates, unknown = asked(search, self.filters)
        unknown = unknown if name in LOCALES else [f"locale={name}", *unknown]
        page = page_of(search)
        if page not in TITLES:
            unknown, page = [f"page={page}", *unknown], OVERVIEW
        self.chapters.at = page  # and drawn once, for what is chosen now
        if search != written(self.filters, page, self._language()):
            self.filters.choose(self.filters.usual | people, dates)
        self._turn(page)
        self.lacking = states.unknown_html(unknown) if unknown else ""
        self._title(self.matter)

    def _turn(self, page: str) -> None:
        """Open a page of questions, or go back to the overview; the row of pages says so before it is drawn."""
        self.chapters.at = page
        self._place()
        self.chapters.turn(page)

    def _place(self) -> None:
        """Where one is now, in the address and in the row of pages."""
        if self.filters is None:
            return
        spoken = self._language()
        self.address.at(written(self.filters, self.chapters.at, spoken))
        addresses = {key: written(self.filters, key, spoken) or "?" for key in TITLES}
        self.nav.html = nav_html(self.chapters.at, addresses)

    def _language(self) -> str:
        """The language for the address: none for the one that the page opens in."""
        return "" if now().name == self.usual else now().name

    def _stands(self) -> bool:
        """Whether answers are shown, which stay when the file that comes next cannot be read."""
        return self.pipe is not None and self.importing is None

    def _keep(self, aside: Callable[[], str]) -> None:
        """The answers stay; beside the title it says why."""
        self._title(aside)
        self._say_how_many()

    def gone(self) -> None:
        """The file has been taken away."""
        if self._stands():
            self._keep(lambda: states.gone_html(self._name(), self.read_at))

    def _import_page(self) -> list[ImportPage]:
        """Where a file that is there and not understood is put right; the page follows what is kept."""
        if self.importing is None:
            self.importing = self._new_import_page()
        else:
            self.importing.follow()
        # a file that cannot be opened has nothing to choose from; with a broken cycle.toml it has
        return [self.importing] if self.importing.tables else []

    def _new_import_page(self) -> ImportPage:
        given = Given(
            settings=lambda: settings_given(self.source),
            by_kind=files_by_kind(self.source),
            opening=opening_given(self.source),
            kept=lambda: replace_given(self.source),
            public=is_public(self.source),
        )
        return ImportPage([str(path) for path in export_files(self.source)], given=given)

    def show_import(self) -> None:
        """How the file was read, in the place of the answers, to be changed and kept."""
        if self.importing is None:
            self.importing = self._new_import_page()
        self.nav.html = ""
        self._offer_tour(shown=False)
        self._note(states.importing_html(public=self.importing.public))
        self.body.children = [self.note, self.importing]

    def read_again(self) -> None:
        """The file has changed, or what is kept beside it."""
        self._note(states.reading_html(self._name()))
        self.read()

    def _name(self) -> str:
        """The names of all files that the page is of."""
        paths = export_files(self.source)
        return ", ".join(path.name for path in paths if not is_like_path(str(path)))

    def _watch(self) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:  # no kernel, nobody to tell
            return
        self.watching = watch(self.source, self.read_again, seen=self.seen, gone=self.gone)

    def _offer_tour(self, *, shown: bool) -> None:
        """The steps for newcomers, beside the answers alone."""
        self.tour.html = tour_html() if shown and self.newcomers else ""
        self.tour.layout.display = SEEN if self.tour.html else GONE

    # -- what is chosen ----------------------------------------------------------------------

    def redraw(self) -> None:
        """Everything anew for what the filters say."""
        if self.filters is None or self.selection is None:
            return
        said = self.selection.said()
        if said == self.drawn:  # the charts stand; only what was clicked is taken back
            self.answers.show_deals(marks.EVERY)
            return
        self.drawn = said
        self._place()
        view = self.selection.view()
        self.picked = view.picked
        self._say_how_many()
        self.chapters.layout.display = SEEN if len(self.picked.deals) else GONE
        if len(self.picked.deals):
            self.chapters.show(view)

    def _say_how_many(self) -> None:
        count = len(self.picked.deals)
        self._note(states.few_html(count) + (states.money_html(self.picked) if count else ""))

    def _note(self, html: str) -> None:
        """A word about the page's state; none, and its place closes."""
        self.note.html = html
        self.note.layout.display = SEEN if html else GONE

    # -- what is pressed ---------------------------------------------------------------------

    def _said(self, word: str) -> None:
        """A button of the page, or one of its answers."""
        command, _gap, what = word.partition(" ")
        if command == "reset" and self.filters is not None:
            self.filters.clear()
        elif command == "import":
            self.show_import()
            if what and self.importing is not None:
                self.importing.go(what)
        elif command == "back":
            self.read()
        elif command == "tour":
            self.newcomers = False
            self._offer_tour(shown=False)
        elif command == "report":
            self._take_along()
        elif command == "page":
            self._turn(OVERVIEW if what == "overview" else what)
        else:
            self.answers.said(command, what)

    def _take_along(self) -> None:
        """All pages of the deals that are chosen, with every column of the export, as a file."""
        if self.selection is None or not self._stands() or self.picked.deals.empty:
            return
        self._note(states.writing_html())
        taken = self.selection.with_all_columns(), self.selection.beside()
        self.head.hand_over(*report_file(*taken))
        self._say_how_many()
