"""Writes the sample exports of Nordwind Instruments, a company that does not exist, beside this file.

`python data/samples/make_samples.py [folder]`. The same bytes come out every time on every machine.
"""

import csv
import sys
from pathlib import Path

from maker import hubspot, log, pipedrive, salesforce
from maker.crm import write
from maker.defects import twins
from maker.truth import story


def make(folder: Path) -> list[Path]:
    """Write every sample file into a folder and return their paths."""
    deals = story()
    pair = twins(deals)
    tables = {
        "hubspot_deals.csv": (hubspot.rows(deals, *pair), csv.QUOTE_ALL),
        "salesforce_opportunities.csv": (salesforce.deal_rows(deals, *pair), csv.QUOTE_ALL),
        "salesforce_history.csv": (salesforce.history_rows(deals), csv.QUOTE_ALL),
        "pipedrive_deals.csv": (pipedrive.rows(deals, *pair), csv.QUOTE_MINIMAL),
        "event_log.csv": (log.event_rows(deals, pair[0]), csv.QUOTE_MINIMAL),
        "event_log_deals.csv": (log.deal_rows(deals, *pair), csv.QUOTE_MINIMAL),
    }
    for name, (rows, quoting) in tables.items():
        write(folder / name, rows, quoting=quoting)
    return [folder / name for name in tables]


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
