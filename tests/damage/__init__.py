"""Damages that real exports carry, put into every sample: what comes out is known from the clean table.

Three outcomes are right, and no fourth: the same figures as from the clean file; the figures with a note that
names what is missing, by line or column; or an error that says what to type, and typing it leads there.
`python -m tests.damage` tries every damage on every sample.
"""

from cycle_kit.errors import CycleKitError
from tests.damage import broken_rows as broken_rows
from tests.damage import cells as cells
from tests.damage import date_styles as date_styles
from tests.damage import fewer_columns as fewer_columns
from tests.damage import forms as forms
from tests.damage import headers as headers
from tests.damage import logs as logs
from tests.damage import missing_dates as missing_dates
from tests.damage import money as money
from tests.damage import more_columns as more_columns
from tests.damage import moved_rows as moved_rows
from tests.damage import other_rows as other_rows
from tests.damage import sums as sums
from tests.damage import told_by_hand as told_by_hand
from tests.damage import which_table as which_table
from tests.damage import words as words
from tests.damage import wrong_dates as wrong_dates
from tests.damage.compared import Verdict, short
from tests.damage.damage import DAMAGES as DAMAGES
from tests.damage.judge import judged
from tests.damage.samples import clean
from tests.damage.tables import NotHere
from tests.damage.writing import check_writable


def tried(damage: str, sample: str) -> Verdict:
    """The outcome of a damage on a sample, "not here" where it cannot be done."""
    try:
        export = DAMAGES[damage].done(clean(sample))
        check_writable(export, clean(sample))
    except NotHere as missing:
        return Verdict("not here", str(missing))
    except CycleKitError as error:  # the clean file is read to know which rows may be hurt
        return Verdict("CRASH", f"the clean sample is not read: {short(str(error))}")
    return judged(export)
