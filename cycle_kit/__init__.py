"""cycle_kit: how deals move through your sales stages, from the file your CRM exports."""

from cycle_kit.errors import CycleKitError as CycleKitError
from cycle_kit.events import from_events as from_events
from cycle_kit.metrics import answerable as answerable
from cycle_kit.metrics import cycle_length as cycle_length
from cycle_kit.metrics import flows as flows
from cycle_kit.metrics import funnel as funnel
from cycle_kit.metrics import funnel_rule_deals as funnel_rule_deals
from cycle_kit.metrics import funnel_rules as funnel_rules
from cycle_kit.metrics import kpis as kpis
from cycle_kit.metrics import ledger as ledger
from cycle_kit.metrics import loss_reasons as loss_reasons
from cycle_kit.metrics import outcome_curves as outcome_curves
from cycle_kit.metrics import stage_durations as stage_durations
from cycle_kit.metrics import velocity as velocity
from cycle_kit.metrics import win_rate as win_rate
from cycle_kit.pipeline import Pipeline as Pipeline

try:  # until all of its layers stand
    from cycle_kit.loading import load as load
except ImportError:
    pass
