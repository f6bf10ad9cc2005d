"""cycle_kit: how deals move through your sales stages, from the file your CRM exports."""

from cycle_kit.errors import CycleKitError as CycleKitError
from cycle_kit.events import from_events as from_events

try:  # until all of its layers stand
    from cycle_kit.loading import load as load
except ImportError:
    pass
from cycle_kit.pipeline import Pipeline as Pipeline
