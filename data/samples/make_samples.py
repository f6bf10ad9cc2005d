"""Writes the sample exports of Nordwind Instruments, which does not exist, beside this file.

`python data/samples/make_samples.py [folder]`. The same bytes come out every time on every machine.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from maker import beside, hubspot, leads, log, pipedrive, salesforce
from maker.crm import Cells, with_twins, write
from maker.deals import Deal
from maker.defects import twins
from maker.exports import writers
from maker.facts import FACTS
from maker.small import few
from maker.truth import story
from maker.warehouse import sets

__all__ = ["FACTS", "make", "make_leads", "make_small", "make_warehouse", "story"]


def make(folder: Path) -> list[Path]:
    """Write the large samples into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    deals = story()
    exact, versions = twins(deals)
    doubled = with_twins(deals, exact, versions)
    saves = salesforce.saves(deals)
    quoted = {
        "hubspot_deals.csv": (map(hubspot.cells, doubled), ()),
        "salesforce_opportunities.csv": (
            map(salesforce.deal_cells, doubled),
            salesforce.footer(len(doubled)),
        ),
        "salesforce_history.csv": (
            map(salesforce.history_cells, saves),
            salesforce.footer(len(saves)),
        ),
    }
    plain = {
        "pipedrive_deals.csv": map(pipedrive.cells, doubled),
        "event_log.csv": _events(deals, exact),
        "event_log_deals.csv": map(log.deal_cells, doubled),
    }
    for name, (rows, footer) in quoted.items():
        write(folder / name, rows, quote_all=True, footer=footer)
    for name, rows in plain.items():
        write(folder / name, rows, quote_all=False)
    return [folder / name for name in (*quoted, *plain)]


def make_small(folder: Path) -> list[Path]:
    """Write the small samples, one per layout, into a folder and return their paths."""
    deals = few(story())
    for name, written in writers().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(written(deals))
    return [folder / name for name in writers()]


def make_leads(folder: Path) -> Path:
    """Write the sample of leads into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "hubspot_contacts.csv", leads.contacts(story()), quote_all=True)
    return folder / "hubspot_contacts.csv"


def make_beside(folder: Path) -> list[Path]:
    """Write the tables beside HubSpot's deals into `beside` of a folder and return their paths."""
    (folder / "beside").mkdir(parents=True, exist_ok=True)
    deals = story()
    for name, rows in beside.FILES.items():
        write(folder / "beside" / name, rows(deals), quote_all=False)
    return [folder / "beside" / name for name in beside.FILES]


def make_warehouse(folder: Path) -> list[Path]:
    """Write the sets of tables that loaders copy, one folder each, below a folder and return their paths."""
    made = sets(story())
    for name, content in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return [folder / name for name in made]


def _events(deals: list[Deal], exact: Deal) -> Iterator[Cells]:
    for deal in deals:
        rows = log.event_cells(deal)
        yield from rows
        if deal is exact:
            yield rows[-1]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    make(target)
    make_small(target)
    make_leads(target)
    make_warehouse((target if len(sys.argv) > 1 else target.parent) / "warehouse")
    make_beside(target)
