"""What holds for every input: an error of ours or a Pipeline, every row accounted for, no cell in a message."""

import re

import cycle_kit as ck
from cycle_kit import files
from cycle_kit.errors import CycleKitError
from tests.fuzz.tables import SECRET, Export

SECRETS = re.compile(rf"{SECRET}(?:id)?\d+")
DEALS = b"Deal ID,Stage,Owner,Created Date\nzqid1,New,zq001secret,2024-01-05\n"


def check_bytes(data: bytes, **arguments) -> bool:
    """Whether it was loaded; any other exception than ours, or a row without a fate, is a failure."""
    return checked([data], arguments)[0]


def check_export(export: Export, **arguments) -> bool:
    """As `check_bytes`, of files whose every private cell has a secret in it; leads beside a deal."""
    parts = [DEALS, export.data] if export.table == "leads" else [export.data]
    loaded, said = checked(parts, arguments)
    assert not SECRETS.search(said), said
    return loaded


def checked(parts: list[bytes], arguments: dict) -> tuple[bool, str]:
    try:
        pipe = ck.load(parts, **arguments)
    except CycleKitError as error:
        return False, str(error)
    notes = pipe.notes
    rows = sum(table.rows for table in files.read(parts))
    assert notes.loc[notes["fate"] != "", "rows"].sum() == rows, notes.to_string()
    assert (notes["rows"] >= 0).all()
    assert pipe.deals["deal_id"].is_unique
    return True, notes.to_csv()
