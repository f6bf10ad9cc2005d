"""What each metric counts and who is counted, in a sentence or two: the one catalog of these texts."""

from __future__ import annotations

from typing import Annotated

from cycle_kit.arguments import checked
from cycle_kit.errors import QuestionError, code, listed, nearest
from cycle_kit.signatures import Kind

MetricName = Annotated[str, Kind("the name of a metric", '"funnel"')]

#: metric: (what is counted, who is counted)
DEFINITIONS = {
    "funnel": (
        "Deals that got at least as far as each stage; skipped stages count as passed, moving back changes "
        "nothing. Conversion is the share that got to the next stage.",
        "All deals, open ones too; what conversion becomes if every open deal moves on stands beside it.",
    ),
    "funnel_rules": (
        "The same step counted by five rules: reached, visited, strictly in order, closed deals only, and by how "
        "visits ended.",
        "All deals; the gap is the largest less the smallest conversion. Without stage history only the rules reached "
        "and closed can be asked.",
    ),
    "funnel_rule_deals": (
        "The deals that two rules count differently at a stage.",
        "Deals that skipped it, came back to it, or are still in it.",
    ),
    "ledger": (
        "Visits to each stage by how they ended: forward, skipped ahead, back, won, lost, dropped, still there.",
        "Every visit once; the parts add up to the entries.",
    ),
    "flows": (
        "Moves from each stage to the next stage or outcome, and the median days before the move.",
        "All moves; a deal that moves twice counts twice in moves, once in deals.",
    ),
    "loss_reasons": (
        "Why deals were lost or dropped, and in which stage they were then.",
        "Lost and dropped deals; those without a reason are a row of their own.",
    ),
    "stage_durations": (
        "Days of each stay in a stage. The corrected median counts stays that still go on as unfinished "
        "(Kaplan-Meier).",
        "All visits with a date of entry.",
    ),
    "cycle_length": (
        "Days from creation to closing. The corrected median counts open deals as unfinished and other outcomes "
        "as competing (Aalen-Johansen).",
        "Won deals, or those of the outcome asked for; closings before the creation are left out.",
    ),
    "outcome_curves": (
        "The share won, lost, dropped and undecided by age of a deal (Aalen-Johansen).",
        "All deals with a date of creation, cut where too few are left to say anything.",
    ),
    "win_rate": (
        "Won deals of all won or lost.",
        "Decided deals; dropped and open ones only with another basis.",
    ),
    "velocity": (
        "Open deals x win rate x mean won amount / mean days to winning, beside what was really won per day in "
        "the last 90 days.",
        "All deals; the formula promises too much where open deals linger.",
    ),
    "kpis": (
        "The headline measures of a period beside the period before and the same one a year before.",
        "New deals by creation, won and lost ones by closing, open ones as they were at the period's end.",
    ),
    "trend": (
        "A measure period by period; young cohorts are empty until they have had their time.",
        "Deals dated by creation or closing, as the measure wants.",
    ),
    "speed_to_lead": (
        "Time from a lead's creation to the first contact; unanswered leads are unfinished.",
        "All leads; without a leads export only those that became deals.",
    ),
    "speed_to_lead_conversion": (
        "The share of leads that became deals, by how soon they were answered: an association, no proof.",
        "Leads that were converted or disqualified.",
    ),
    "qualification": (
        "How often each qualifying question was answered with yes, and the win rate with and without.",
        "Decided deals; winners' answers may have been filled in later.",
    ),
    "compare": (
        "Each group against the rest of the deals of the same kind, with an interval and a minimum count.",
        "Deals in strata that have both; durations are time to any decision, open deals unfinished.",
    ),
    "deals_needed": (
        "How many deals a group needs for a difference of this size to be found in four of five cases.",
        "A calculation from the spread of the data.",
    ),
    "goals": (
        "Targets beside what was reached, what is forecast, and the open value due.",
        "Deals of the target's period, owner or team.",
    ),
    "mix_shift": (
        "A change split into mix of deals, rate within kinds, and deals not decided yet; the three add up.",
        "Deals that entered in the two periods.",
    ),
    "benchmark": (
        "Your figure beside published ones, with their definition, sample and source.",
        "Refused where the published figure measures something else.",
    ),
    "what_if": (
        "Cycle, win rate and won value per day after relative changes; shorter stages bring a one-off.",
        "Closed deals, in a steady state.",
    ),
    "bottlenecks": (
        "What a tenth less time and a tenth fewer losses would bring in each stage.",
        "Closed deals.",
    ),
    "forecast": (
        "What will be won until a date, with a range, and the deals not yet created.",
        "Open deals by stage, waiting time, amount and owner, from what became of earlier ones.",
    ),
    "backtest": (
        "Forecasts of past dates, made from what was known then, beside what came.",
        "Deals open at each date; undated fields are never used.",
    ),
    "calibration": (
        "Whether deals given a chance were won as often.",
        "All deals of a back-test, by tenths of their chance.",
    ),
    "waterfall": (
        "How the open value changed between two days, to the cent.",
        "Deals open at either day, and those that came and went between.",
    ),
    "slips": (
        "How often and how far expected closing dates were pushed.",
        "Deals whose expected closing has a history.",
    ),
    "to_do": (
        "Deals and customers to act on now: slow, overdue, silent, to welcome, to revive, unanswered.",
        "Open deals, recent wins, losses of six months ago, open leads. Without stage history a stage's usual days "
        "come from the last stays of won deals alone.",
    ),
    "defects": (
        "What is odd in the data: how many deals have each defect, one row per defect.",
        "All deals, each once per defect; duplicates count rows of the file.",
    ),
    "defect_effects": (
        "The headline figures with and without the deals that have each defect.",
        "All deals.",
    ),
    "answerable": (
        "Which questions this export can answer, and what to export for the rest.",
        "Every metric.",
    ),
}


@checked
def definition(name: MetricName) -> str:
    """What a metric counts and who is counted, in words; an unknown name is an error that lists all."""
    if name not in DEFINITIONS:
        near = nearest(name, DEFINITIONS)
        raise QuestionError(
            f'There is no definition of "{name}".',
            there=f"There are definitions of {listed(DEFINITIONS)}.",
            fix=f"Did you mean ck.definition({code(near)})?"
            if near
            else 'Ask for one of these, for example ck.definition("funnel").',
        )
    what, who = DEFINITIONS[name]
    return f"Counted: {what} Who: {who}"
