"""What the page asks of the metrics: of which deals, and what it makes of no answer."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import CycleKitError
from cycle_kit.pipeline import Pipeline
from cycle_kit.tables import DEALS


def asked(metric: Callable[[], pd.DataFrame]) -> pd.DataFrame | CycleKitError:
    """A table, or why there is none."""
    try:
        return metric()
    except CycleKitError as error:
        return error


def narrowed(pipe: Pipeline, filtered: list[str]) -> Pipeline:
    """Without the columns that nothing on the page asks for: quicker to filter and to join."""
    wanted = dict.fromkeys([*DEALS, *filtered])
    return replace(pipe, deals=pipe.deals[[name for name in wanted if name in pipe.deals]])
