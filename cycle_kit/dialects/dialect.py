"""What a dialect declares: which system wrote a table, and which column is what. Data, no logic.

A new CRM is one new module beside this one with a tuple `DIALECTS`, and one sample file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Headers = tuple[str, ...]

#: Columns that are no field of a deal but tell how it stands; named in `Dialect.columns` beside ours.
HINTS = {
    "status": "category",  # a word for open, won, lost or dropped
    "is_won": "boolean",
    "is_lost": "boolean",
    "is_closed": "boolean",
    "is_converted": "boolean",  # of leads
    "is_deleted": "boolean",  # in the bin of the system: no deal any more
    "is_active": "boolean",  # not put into the archive, where the system keeps its lost deals
    "last_stage": "category",  # where a closed deal was before it was closed
    "stage_id": "category",  # the system's own id of the stage, as its histories name it
    "won_at": "date",
    "lost_at": "date",
    "close_date": "date",  # the real closing of closed deals, the expected one of open deals
    "stage_changed_at": "date",  # entry into the present stage
    "stage_number": "number",  # the system's own order of stages
    "won_amount": "number",  # what a won deal was really worth, where `amount` is an estimate
    "converted": "number",  # amount in the organisation's own currency
    "converted_currency": "text",
    "amount_period": "category",  # whether the amount is paid once, or each month or year
}

#: Columns of a history table: of a log of stages, or of a log of changes to any field.
MOVE_HEADERS = (
    "deal_id",
    "stage",
    "entered_at",
    "left_at",
    "from_stage",
    "pipeline",
    "field",  # the name of the field that changed
    "old_value",
    "new_value",
)

#: Fields of a deal whose past values a history may carry.
DATED = ("amount", "owner", "probability", "expected_close")


@dataclass(frozen=True)
class WideHistory:
    """One date column per stage: `entered` finds stage and pipeline in a header.

    Where two generations of columns stand side by side, the first pattern that fits wins.
    """

    entered: tuple[str, ...]  # regular expressions with groups `stage` and `pipeline`


@dataclass(frozen=True)
class DurationHistory:
    """One cell with the time spent per stage, a JSON object {stage id: seconds}; no dates.

    `stage_id`: the column with the id of the present stage, from which ids get their names.
    """

    seconds: Headers
    stage_id: Headers


@dataclass(frozen=True)
class FieldLog:
    """What a log of field changes calls things: `stage` the stage field, `dated` {its name: ours}.

    `created`: events that say only that the deal was created. Its stage then is the old value of
    its first change of stage, or else the present one, in the column that `columns` names `stage`.
    `ends`: fields that tell outcomes beside those of stages; what else they say is no stage.
    """

    stage: Headers
    dated: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    created: Headers = ()
    ends: Headers = ()


@dataclass(frozen=True)
class Dialect:
    """One table of one system in one language of headers.

    `tells`: groups of headers; a table is this one when it has at least one of each group
    and none of `unless`. `columns`: our name to their headers, the first that is there wins.
    """

    crm: str  # short name, as in `pipe.crm`
    title: str  # the name people know
    tells: tuple[Headers, ...]
    columns: Mapping[str, Headers]
    table: str = "deals"  # deals, history or leads
    unless: Headers = ()
    language: str | None = None  # of the headers, where it says how dates are written
    dates: str | None = None  # dmy, mdy or ymd where the system always writes one way
    history: WideHistory | DurationHistory | FieldLog | None = None
    footers: tuple[str, ...] = ()  # regular expressions for rows that are no data
    id_letters: int | None = None  # ids are the same when so many first letters are
    probability_tells: bool = False  # 100 is won and 0 is lost where words do not tell
    #: words of its own for outcomes: {its word: open, won, lost or dropped}
    outcomes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    closed_stages: bool = False  # a closed deal stands in a stage of its own, not where it was
    lines_per_deal: bool = False  # a deal has a row per product; its own cells agree in all
    blank_parents: bool = False  # further lines of a deal leave the deal's own cells blank
    formatted_amount: Headers = ()  # shows whether amounts are in cents: it says 500 of 50000
    #: of `columns` the words of everyday lists, by which fields of the user's own are called, too
    loosely: Mapping[str, Headers] = field(default_factory=lambda: MappingProxyType({}))
    group_rows: bool = False  # grouped lists have a row "Label (count)" with sums above each group
    grouped: bool = False  # reports of groups may name a group on its first row only
    export: str = ""  # how to export so that history and lost deals are in the file

    @property
    def by_hand(self) -> bool:
        """Whether it is of a list that somebody keeps, as no system writes it."""
        return self.crm in ("plain", "custom")
