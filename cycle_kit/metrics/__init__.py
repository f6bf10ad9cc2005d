"""Pipeline in, tidy table out: one file per question."""

from cycle_kit.metrics.answerable import answerable as answerable
from cycle_kit.metrics.compare import compare as compare
from cycle_kit.metrics.curves import outcome_curves as outcome_curves
from cycle_kit.metrics.cycle import cycle_length as cycle_length
from cycle_kit.metrics.deals_needed import deals_needed as deals_needed
from cycle_kit.metrics.defects import defect_effects as defect_effects
from cycle_kit.metrics.defects import defects as defects
from cycle_kit.metrics.durations import stage_durations as stage_durations
from cycle_kit.metrics.flows import flows as flows
from cycle_kit.metrics.funnel import funnel as funnel
from cycle_kit.metrics.funnel_rules import funnel_rule_deals as funnel_rule_deals
from cycle_kit.metrics.funnel_rules import funnel_rules as funnel_rules
from cycle_kit.metrics.goals import goals as goals
from cycle_kit.metrics.kpis import kpis as kpis
from cycle_kit.metrics.ledger import ledger as ledger
from cycle_kit.metrics.losses import loss_reasons as loss_reasons
from cycle_kit.metrics.mix_shift import mix_shift as mix_shift
from cycle_kit.metrics.outcomes import velocity as velocity
from cycle_kit.metrics.outcomes import win_rate as win_rate
from cycle_kit.metrics.qualification import qualification as qualification
from cycle_kit.metrics.speed_to_lead import speed_to_lead as speed_to_lead
from cycle_kit.metrics.speed_to_lead import speed_to_lead_conversion as speed_to_lead_conversion
from cycle_kit.metrics.to_do import to_do as to_do
from cycle_kit.metrics.trend import trend as trend
from cycle_kit.metrics.what_if import bottlenecks as bottlenecks
from cycle_kit.metrics.what_if import what_if as what_if
