"""The deals behind what was clicked: searched, sorted, leafed through, taken away."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import ipywidgets as widgets
import pandas as pd

from cycle_kit.charts.words import MISSING, _, absent, date, full_money, number, plain_days, say
from cycle_kit.dashboard import downloads
from cycle_kit.dashboard.live import Live, button, words
from cycle_kit.dashboard.next_steps import reason
from cycle_kit.metrics.own_headers import called
from cycle_kit.pipeline import Pipeline

PAGE = 15  # rows at a time
#: column: (its heading, whether it is a number)
COLUMNS = {
    "name": ("Deal", False),
    "owner": ("Owner", False),
    "stage": ("Stage", False),
    "outcome": ("Outcome", False),
    "value": ("Amount", True),
    "created_at": ("Created", True),
    "closed_at": ("Closed", True),
    "days": ("Days", True),
}


class DealsTable(widgets.VBox):
    """`show(table, sentence)` fills it; `clear()` is called when the reader asks for all deals.

    `whole`: all deals with every column of the export, for the files to take away; `leads`: those to take away;
    `as_of`: the day in their names; `address`: where the CRM has a deal, "" where nobody has said.
    """

    def __init__(self, *, clear: Callable[[], object]):
        self.clear, self.currency, self.address = clear, "", ""
        self.whole = self.deals = pd.DataFrame(columns=["deal_id", *COLUMNS])
        self.leads = pd.DataFrame()
        self.as_of: pd.Timestamp | None = None  # the day of the data
        self._amounts = (self.deals, self.deals)  # of which deals, and theirs by id
        self._steps: tuple[pd.DataFrame, pd.Series] = (self.deals, pd.Series())
        self.sentence, self.everything = "", True
        self.sorted_by, self.falling, self.page = "", False, 0
        self.head = Live(name="ck-deals-head", on_say=self._said)
        self.search = widgets.Text(
            placeholder=_("search"), description=_("search"), layout={"width": "auto"}
        )
        self.search.add_class("ck-search")
        self.search.observe(lambda _change: self._turn(0), names="value")
        self.body = Live(name="ck-deals-body", on_say=self._said)
        super().__init__([self.head, self.search, self.body])
        self.add_class("ck-deals")

    def take(self, whole: Pipeline) -> None:
        """From now on the deals are of this export."""
        self.whole, self.currency, self.as_of = whole.deals, whole.currency, whole.as_of
        self.address = whole.deal_address

    def show(self, deals: pd.DataFrame, sentence: str, *, everything: bool = False) -> None:
        """These deals, and the sentence that says which they are."""
        self.deals, self.sentence, self.everything = deals, sentence, everything
        self.sorted_by, self.page = "", 0
        if self.search.value:
            self.search.value = ""
        self._draw()

    def found(self) -> pd.DataFrame:
        """The deals that match the search, in the chosen order."""
        found = matching(self.deals, self.search.value)
        if not self.sorted_by:
            return found
        return found.sort_values(
            self.sorted_by, ascending=not self.falling, kind="stable", na_position="last"
        )

    def written(self, deal: str) -> str:
        """The amount of a deal in its own currency, "" where none is known."""
        if not {"amount", "currency"} <= set(self.whole):
            return ""
        if self._amounts[0] is not self.whole:
            self._amounts = self.whole, self.whole.set_index("deal_id")[["amount", "currency"]]
        known = self._amounts[1]
        if deal not in known.index:
            return ""
        amount, code = known.loc[deal]
        return "" if absent(amount) else full_money(amount, "" if absent(code) else str(code))

    def planned(self, deal: str) -> str:
        """The next step of a deal, "" where none is planned or the export has no column for it."""
        if self._steps[0] is not self.whole:
            own = called("next_step", self.whole)
            self._steps = self.whole, self.whole.set_index("deal_id")[own] if own else pd.Series()
        step = self._steps[1].get(deal)
        return "" if absent(step) else str(step)

    def taken(self) -> pd.DataFrame:
        """The same with every column of the export that holds something."""
        found = self.found()
        last = [name for name in ("why", "days") if name in found]
        found = found[["deal_id", *last]]
        whole = found.merge(self.whole, on="deal_id", how="left", suffixes=("", " (file)"))
        kept = [name for name in whole if name not in last and whole[name].notna().any()]
        return whole[[*kept, *last]]

    def _said(self, word: str) -> None:
        command, _gap, what = word.partition(" ")
        known: dict[str, Callable[[], Any]] = {
            "clear": self.clear,
            "sort": lambda: self._sort(what),
            "page": lambda: self._turn(int(what)),
            "csv": lambda: self._hand_over("csv", downloads.CSV, downloads.as_csv),
            "xlsx": lambda: self._hand_over("xlsx", downloads.XLSX, downloads.as_xlsx),
            "leads-csv": lambda: self._hand_over_leads("csv", downloads.CSV, downloads.as_csv),
            "leads-xlsx": lambda: self._hand_over_leads("xlsx", downloads.XLSX, leads_as_xlsx),
        }
        if command in known:
            known[command]()

    def _hand_over(self, ending: str, kind: str, made: Callable[[pd.DataFrame], bytes]) -> None:
        name = downloads.file_name(self.sentence, self.as_of, ending)
        self.head.hand_over(name, kind, made(self.taken()))

    def _hand_over_leads(
        self, ending: str, kind: str, made: Callable[[pd.DataFrame], bytes]
    ) -> None:
        name = downloads.file_name("leads", self.as_of, ending)
        self.head.hand_over(name, kind, made(held(self.leads)))

    def _sort(self, column: str) -> None:
        if column not in COLUMNS:
            return
        self.falling = not self.falling if column == self.sorted_by else COLUMNS[column][1]
        self.sorted_by = column
        self._turn(0)

    def _turn(self, page: int) -> None:
        self.page = page
        self._draw()

    def _draw(self) -> None:
        found = self.found()
        self.head.html = self._head()
        self.body.html = table_html(found, self) + pages_html(len(found), self.page)

    def _head(self) -> str:
        away = " · ".join(
            button(name, say_, label=say("Download these deals as {name}", name=name))
            for name, say_ in (("CSV", "csv"), ("XLSX", "xlsx"))
        )
        if len(self.leads):
            away += f" · {words(_('Leads'))}: " + " · ".join(
                button(name, said, label=say("Download the leads as {name}", name=name))
                for name, said in (("CSV", "leads-csv"), ("XLSX", "leads-xlsx"))
            )
        clear = "" if self.everything else " · " + button(_("clear"), "clear")
        hint = words(_("Click a bar, a dot or a card to see only the deals behind it."))
        below = f"<p>{hint}</p>" if self.everything else ""
        head = f'<h2><span role="status">{words(self.sentence)}</span>{clear}</h2>'
        return f'{head}<span class="ck-away">{away}</span>{below}'


def held(table: pd.DataFrame) -> pd.DataFrame:
    """Its columns that hold something."""
    return table[[name for name in table if table[name].notna().any()]]


def leads_as_xlsx(leads: pd.DataFrame) -> bytes:
    return downloads.as_xlsx(leads, sheet="Leads")


def matching(deals: pd.DataFrame, text: str) -> pd.DataFrame:
    """The deals in which every searched word stands somewhere."""
    found = deals
    texts = [name for name in ("deal_id", "name", "account", "owner", "stage", "outcome")]
    for word in text.casefold().split():
        hits = [
            found[name].astype("str").str.casefold().str.contains(word, regex=False)
            for name in texts
        ]
        found = found[pd.concat(hits, axis=1).any(axis=1)]
    return found


def table_html(found: pd.DataFrame, table: DealsTable) -> str:
    """One page of the deals."""
    shown = found.iloc[table.page * PAGE : (table.page + 1) * PAGE]
    heads = "".join(head(column, table) for column in COLUMNS)
    rows = "".join(
        row_html(
            row,
            table.currency,
            written=table.written(row["deal_id"]),
            planned=table.planned(row["deal_id"]),
            address=table.address,
        )
        for row in shown.to_dict("records")
    )
    nothing = f'<tr><td colspan="{len(COLUMNS)}">{words(_("No deals."))}</td></tr>'
    return (
        f'<div class="ck-scroll" tabindex="0" role="region" aria-label="{words(_("Deals"))}">'
        f'<table class="ck-table"><thead><tr>{heads}</tr></thead><tbody>{rows or nothing}</tbody></table></div>'
    )


def head(column: str, table: DealsTable) -> str:
    title, right = COLUMNS[column]
    sorted_so = column == table.sorted_by
    arrow = (" ▾" if table.falling else " ▴") if sorted_so else ""
    order = f' aria-sort="{"descending" if table.falling else "ascending"}"' if sorted_so else ""
    press = button(words(_(title)) + arrow, f"sort {column}", look="ck-sort")
    return f'<th class="ck-c-{column}{" ck-right" if right else ""}"{order}>{press}</th>'


def row_html(
    row: dict, currency: str, *, written: str = "", planned: str = "", address: str = ""
) -> str:
    """A deal: its name with the account below, and the rest; `written`: its amount where no rate is known,
    `planned`: the next step, below the stage; `address`: as `DealsTable` has it."""
    name, account = row["name"], row["account"]
    deal = linked(own(row["deal_id"] if absent(name) else name), row["deal_id"], address)
    if not absent(account) and str(account) not in str(name):
        deal += f"<small>{own(account)}</small>"
    if why := reason(row):
        deal += f'<small class="ck-reason">{words(why)}</small>'
    cells = {
        "name": deal,
        "owner": plain(row["owner"]),
        "stage": plain(row["stage"]) + (f"<small>{own(planned)}</small>" if planned else ""),
        "outcome": f'<span class="ck-{words(row["outcome"])}">{words(_(str(row["outcome"])))}</span>',
        "value": words(
            written if absent(row["value"]) and written else full_money(row["value"], currency)
        ),
        "created_at": words(date(row["created_at"])),
        "closed_at": words(date(row["closed_at"])),
        "days": words(MISSING if absent(row["days"]) else plain_days(row["days"])),
    }
    return "<tr>" + "".join(
        f'<td class="ck-c-{column}{" ck-right" if COLUMNS[column][1] else ""}">{cell}</td>'
        for column, cell in cells.items()
    ) + "</tr>"  # fmt: skip


#: ids of ours for rows without one (`cycle_kit.loading.deal_ids`), and those that browsers take for a folder above
NO_PLACE = re.compile(r"line \d+|\.*")


def linked(html: str, deal: Any, address: str) -> str:
    """The name of a deal as the way to it in the CRM, where one is known."""
    if not address or absent(deal) or NO_PLACE.fullmatch(str(deal).strip()):
        return html
    there = address.replace("{deal_id}", quote(str(deal), safe="", errors="replace"))
    return f'<a class="ck-link" href="{words(there)}" target="_blank" rel="noopener noreferrer">{html}</a>'


def plain(value: Any) -> str:
    return MISSING if absent(value) else own(value)


def own(value: object) -> str:
    """Words of the export, in their own direction whatever that of the page is."""
    return f"<bdi>{words(value)}</bdi>"


def pages_html(count: int, page: int) -> str:
    """Where one is, and the way back and on."""
    if count <= PAGE:
        return ""
    first, last = page * PAGE + 1, min(count, (page + 1) * PAGE)
    place = say(
        "{first}–{last} of {count}", first=number(first), last=number(last), count=number(count)
    )
    back = button("‹ " + words(_("back")), f"page {page - 1}") if page else ""
    on = button(words(_("on")) + " ›", f"page {page + 1}") if last < count else ""
    return f'<nav class="ck-pages">{back}<span>{words(place)}</span>{on}</nav>'
