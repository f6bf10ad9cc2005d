"""What each metric needs, as data: what must be there, what makes it whole, and how to get it."""

from typing import NamedTuple


class Fact(NamedTuple):
    """Something that data can have: `part` of `whole` deals have it (names of counts).

    Without a `whole` any at all will do. `missing`, `partial`: why a metric suffers without it,
    `{share}` filled in; `export`: the remedy.
    """

    part: str
    whole: str
    missing: str
    partial: str
    export: str


class Need(NamedTuple):
    """`must`: without these facts there is no answer; without `better`, a part of one."""

    must: tuple[str, ...] = ()
    better: tuple[str, ...] = ()


FACTS = {
    "order": Fact(
        "ordered", "", "The order of the stages is not known.", "",
        'Nothing: pass stages=["first", "second", ...] to load.',
    ),
    "history": Fact(
        "recorded", "deals", "There is no stage history, only the last stage of each deal.",
        "Only {share} of the deals have stage history.",
        "The stage history: deal, stage and date of every change; pass it as history=.",
    ),
    "stages": Fact(
        "staged", "ended", "The last stage of lost and dropped deals is not known.",
        "The last open stage is known for {share} of the lost and dropped deals only.",
        "The stage history, or a column with the stage in which each deal was closed.",
    ),
    "closed": Fact(
        "closed", "", "There are no closed deals.", "",
        "Closed deals too: remove the filter on open deals before exporting.",
    ),
    "lost": Fact(
        "lost", "", "There are no lost deals.", "",
        "Lost deals too: many systems hide them from the list that is exported.",
    ),
    "won": Fact("won", "", "There are no won deals.", "", "Won deals too."),
    "ended": Fact(
        "ended", "", "There are no lost or dropped deals.", "",
        "Lost deals too: many systems hide them from the list that is exported.",
    ),
    "created": Fact(
        "created", "deals", "There are no dates of creation.",
        "Only {share} of the deals have a date of creation.",
        "The date on which each deal was created.",
    ),
    "closed_at": Fact(
        "closed_on", "closed", "Closed deals have no date of closing.",
        "Only {share} of the closed deals have a date of closing.",
        "The date on which each deal was really closed (not the expected one).",
    ),
    "amounts": Fact(
        "valued", "deals", "There are no amounts that can be added up.",
        "Only {share} of the deals have an amount that can be added up.",
        "The amount of each deal, in one currency or with the rates to convert it.",
    ),
    "won_amounts": Fact(
        "won_valued", "won", "Won deals have no amounts that can be added up.",
        "Only {share} of the won deals have an amount that can be added up.",
        "The amount of each won deal, in one currency or with the rates to convert it.",
    ),
    "decided_amounts": Fact(
        "decided_valued", "decided", "Won and lost deals have no amounts other than 0.",
        "Only {share} of the won and lost deals have an amount other than 0.",
        "The amount of lost deals too, as it was before they were lost.",
    ),
    "owners": Fact(
        "owned", "deals", "There are no owners.", "Only {share} of the deals have an owner.",
        "The owner of each deal.",
    ),
    "reasons": Fact(
        "reasoned", "ended", "No reason is given for lost deals.",
        "A reason is given for {share} of the lost deals only.",
        "The reason for losing, a field to fill in when a deal is closed.",
    ),
    "due": Fact(
        "due", "open", "Open deals have no expected closing date.",
        "Only {share} of the open deals have an expected closing date.",
        "The expected closing date of each open deal.",
    ),
    "probability": Fact(
        "likely", "open", "Open deals have no probability.",
        "Only {share} of the open deals have a probability.",
        "The probability of each open deal.",
    ),
    "activity": Fact(
        "active", "deals", "There are no dates of the last activity.",
        "Only {share} of the deals have a date of the last activity.",
        "The date of the last activity on each deal.",
    ),
    "contact": Fact(
        "contacted", "deals_and_leads", "There are no dates of the first contact.",
        "A first contact is dated for {share} of deals and leads only.",
        "The leads, with the time of creation and of the first contact; pass them as leads=.",
    ),
    "leads": Fact(
        "leads", "", "There are no leads, so only converted ones could be counted.", "",
        "The leads, converted or not; pass them as leads=.",
    ),
    "dated_closes": Fact(
        "dated_closes", "", "What the expected closing dates were in the past is not known.", "",
        "The history of the expected closing date, or a dated export every month.",
    ),
    "dated_amounts": Fact(
        "dated_amounts", "", "What the amounts were in the past is not known.", "",
        "The history of the amount, or a dated export every month.",
    ),
}  # fmt: skip

CYCLE = ("created", "closed_at")

NEEDS = {
    "funnel": Need(must=("order",), better=("history", "stages", "ended", "amounts")),
    "funnel_rules": Need(must=("order",), better=("history", "ended")),
    "funnel_rule_deals": Need(must=("order", "history")),
    "ledger": Need(must=("order",), better=("history",)),
    "flows": Need(must=("order",), better=("history",)),
    "loss_reasons": Need(must=("ended", "reasons"), better=("stages", "amounts")),
    "stage_durations": Need(must=("order", "history")),
    "cycle_length": Need(must=("won", *CYCLE)),
    "outcome_curves": Need(must=("closed", *CYCLE), better=("lost",)),
    "what_if": Need(must=("order", "history", "won", *CYCLE), better=("ended", "won_amounts")),
    "bottlenecks": Need(must=("order", "history", "won", *CYCLE), better=("ended", "won_amounts")),
    "win_rate": Need(must=("closed",), better=("lost", "decided_amounts")),
    "velocity": Need(must=("won", "won_amounts", *CYCLE), better=("lost",)),
    "kpis": Need(must=("created",), better=("closed_at", "lost", "amounts", "leads")),
    "trend": Need(must=("created",), better=("closed_at", "amounts")),
    "speed_to_lead": Need(must=("contact",), better=("leads",)),
    "speed_to_lead_conversion": Need(must=("leads", "contact")),
    "qualification": Need(must=("closed",), better=("lost",)),
    "compare": Need(must=("owners",), better=CYCLE),
    "deals_needed": Need(must=("owners",), better=CYCLE),
    "goals": Need(must=("closed", "closed_at"), better=("amounts", "owners", "dated_closes")),
    "mix_shift": Need(must=("closed", *CYCLE)),
    "benchmark": Need(must=("closed",), better=("lost", *CYCLE, "amounts")),
    "forecast": Need(must=("won", *CYCLE), better=("history", "amounts", "due", "probability")),
    "backtest": Need(must=("won", *CYCLE), better=("history", "dated_amounts", "dated_closes")),
    "calibration": Need(must=("won", *CYCLE), better=("history",)),
    "waterfall": Need(must=("amounts", *CYCLE), better=("dated_amounts", "dated_closes")),
    "slips": Need(must=("dated_closes",)),
    "to_do": Need(better=("history", "due", "activity", "amounts")),
    "defects": Need(),
    "defect_effects": Need(must=("closed",), better=("history",)),
}
