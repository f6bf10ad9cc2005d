"""cycle_kit: how deals move through your sales stages, from the file your CRM exports."""

from cycle_kit.errors import CycleKitError as CycleKitError
from cycle_kit.events import from_events as from_events
from cycle_kit.pipeline import Pipeline as Pipeline
