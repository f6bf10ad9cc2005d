"""Where deals stop, in whole sentences with the numbers of the tables."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.counting_rules import came_words, counts, rule_of
from cycle_kit.charts.foremost import together
from cycle_kit.charts.funnel import is_leads, narrowest
from cycle_kit.charts.loss_words import loss_words
from cycle_kit.charts.sentences import Sentences, answer, of_answers, sentences
from cycle_kit.charts.told import Row, rows_of, said, say
from cycle_kit.charts.words import FEW, _, between, semicolons
from cycle_kit.errors import CycleKitError, QuestionError, listed

RULE_WORDS = {
    "reached": "{conversion:share} got further if a skipped stage counts as passed",
    "visited": "{conversion:share} by visits to it and to the next stage",
    "in_order": "{conversion:share} if no stage may be skipped",
    "closed": "{conversion:share} of the deals that are closed",
    "exits": "{conversion:share} of the stays that ended went on",
}
WON_FROM = """
    Of the decided deals that got to {first:name} {from_first:share} were won, of those that got to {last:name}
        {from_last:share}.
"""
FEW_FROM = "Too few deals are decided to say how many are won from each stage on."
NOWHERE = "No step has enough deals to say where fewest go on."
FEWEST = """
    {?nowhere}{?unknown}{unknown:#} deal ended in a stage that nobody knows, so nothing tells where fewest
        go on: export the stage history. || {?nowhere}{?unknown}{unknown:#} deals ended in a stage that nobody
        knows, so nothing tells where fewest go on: export the stage history.
    // {!stage}No step has enough deals to say where fewest go on.
    // {?tie}As few go on from each of {titles}: {at_most:share} if every deal still open there moves on.
    // {?tie}{?visited}Fewest go on from {titles}: the next stage of each was visited by {conversion:share} as many.
    // {?tie}As few go on from each of {titles}: {conversion:share}.
    // {?visited}Fewest go on from {stage}: the next stage was visited by {conversion:share} as many as the
        {of} there.
    // Fewest go on from {stage}: {conversion:share} of {of} so far, and {at_most:share} if every deal still
        open there moves on. // Fewest go on from {stage}: {conversion:share} of {of}.
"""
RANGE = "{stage}: {range}, depending on the rule. // No rule has a figure for {stage}."
DISPUTED = """
    The rules count {all:#} deal differently at {stage}. It may be so for more than one reason: {reasons:–}.
        || The rules count {all:#} deals differently at {stage}. A deal may be so for more than one reason:
        {reasons:–}.
"""
DISPUTES = """
    {?still}{still:#} is still open, neither gone on nor lost
        || {?still}{still:#} are still open, neither gone on nor lost
    {?skipped}{skipped:n} jumped over the next stage
    {?missed}{missed:#} had missed a stage before it || {?missed}{missed:#} had missed this or an earlier stage
"""
#: of one pipeline of several the share is that of no pipeline, and its note says why
LEADS = """
    {?note}Of {leads}, {became}, {still} and {unfit}. // Of {leads}, {became} ({conversion:share}), {still} and {unfit}.
    {note:text}
"""
OF_LEADS = {
    "leads": "{deals:#} lead || {deals:#} leads",
    "became": "{became:#} became a deal || {became:#} became deals",
    "still": "{open:#} is still open || {open:#} are still open",
    "unfit": "{dropped:#} was disqualified || {dropped:#} were disqualified",
}
ADDS_UP = """
    {entries:#} entry to the stages; {gone:n} ended, {still}. Every row adds up.
        || {entries:#} entries to the stages; {gone:n} ended, {still}. Every row adds up.
"""
DETOURS = """
    {?known}{moved}, {back:n} went back, and {closings}.
    // No move from one stage to another is known.
"""
OF_LEDGER = {
    "still": "{open:#} has not ended yet || {open:#} have not ended yet",
    "moved": "{skip:#} move passed over a stage || {skip:#} moves passed over a stage",
    "closings": "{undone:#} closing was undone later || {undone:#} closings were undone later",
}
MOST_LOST = """
    {?tie}As many deals are lost from each of {stages}: {deals:deals–}.
        // {?one}One deal is lost, from {from_stage}, {median_days:full_days} after entering it.
        // {?one}One deal is lost, from {from_stage}.
        // Most deals are lost from {from_stage}: {deals:deals–}, half of them within {median_days:full_days} of
        entering it. // Most deals are lost from {from_stage}: {deals:deals–}.
"""


def funnel_answer(
    funnel: pd.DataFrame, rules: pd.DataFrame, ledger: pd.DataFrame, reasons: pd.DataFrame
) -> Sentences:
    """Where deals stop, whether the rule of counting matters, and why deals are lost."""
    why = _(funnel.wrong) if isinstance(funnel, CycleKitError) else ""
    told = [
        *funnel_words(funnel).splitlines(),
        *narrowest_rules_words(funnel, rules).splitlines()[:1],
        *ledger_words(ledger).splitlines()[:1],
        *loss_words(reasons).splitlines()[:1],
    ]
    lead = say("{?why}Where deals stop is not known: {why}", {"why": why}) if told else ""
    return answer(lead, *told)


@of_answers
def funnel_words(funnel: pd.DataFrame) -> Sentences:
    """How many leads became deals, if they are there, how many deals were won, and which step fewest pass."""
    deals = of_deals(funnel)
    head = rows_of(funnel.head(1))
    leads = [leads_words(row) for row in head if is_leads(row) and row["deals"]]
    rows = rows_of(deals)
    if not rows[0]["deals"]:
        return sentences(*leads, _("There are no deals to count."))
    came = came_words(rows[0], rows[-1], deals["open"].sum(), rule_of(funnel))
    return sentences(*leads, came, narrowest_words(deals))


def leads_words(row: Row) -> str:
    """What became of the leads before the first stage."""
    became = row["deals"] - row["open"] - row["dropped"]
    parts = {name: say(text, row | {"became": became}) for name, text in OF_LEADS.items()}
    return say(LEADS, row | parts)


def of_deals(funnel: pd.DataFrame) -> pd.DataFrame:
    """The funnel without its row of leads."""
    return funnel.iloc[1:] if is_leads(rows_of(funnel.head(1))[0]) else funnel


def narrowest_stage(funnel: pd.DataFrame) -> str:
    """The stage that fewest deals pass, open deals not counted as failures; of several the first.

    Raises QuestionError where no step has enough deals to say.
    """
    funnel = of_deals(funnel)
    steps = narrowest(rows_of(funnel))
    if not steps:
        raise QuestionError(_(NOWHERE), fix=_("Name the stage to look into: STEP."))
    return str(funnel["stage"].iloc[steps[0]])


@of_answers
def narrowest_rules_words(funnel: pd.DataFrame, rules: pd.DataFrame) -> Sentences:
    """What each rule says of the step that fewest deals pass."""
    funnel = of_deals(funnel)
    steps = funnel["stage"].astype(str).iloc[narrowest(rows_of(funnel))]
    return sentences(*(line for stage in steps for line in rules_words(rules, stage).splitlines()))


def narrowest_words(funnel: pd.DataFrame) -> str:
    """The step that fewest deals pass, open deals not counted as failures."""
    rows, rule = rows_of(funnel), rule_of(funnel)
    steps = narrowest(rows)
    if not steps:
        nowhere = funnel["conversion"].isna().all()
        return say(FEWEST, {"unknown": rows[0].get("unknown"), "nowhere": nowhere})
    stages = together(str(rows[at]["stage"]) for at in steps)
    facts = {"tie": len(steps) > 1, "titles": stages, "visited": rule == "visited"}
    return say(FEWEST, rows[steps[0]] | facts | {"of": counts(rows[steps[0]], rule)})


@of_answers
def rules_words(rules: pd.DataFrame, stage: str) -> Sentences:
    """What each rule says of one stage, the lowest first, and how far they are apart."""
    here = rules[rules["stage"].astype(str) == stage].dropna(subset="conversion")
    ranked = rows_of(here.sort_values("conversion", kind="stable"))
    row = {"stage": stage, "rules": semicolons(say(RULE_WORDS[row["rule"]], row) for row in ranked)}
    if ranked:
        row["range"] = between(ranked[0]["conversion"], ranked[-1]["conversion"])
    return sentences(say(RANGE, row), say("In words: {rules}.", row))


@of_answers
def rule_deals_words(found: pd.DataFrame, stage: str) -> Sentences:
    """Why rules disagree about a stage, in counts of the deals they disagree on."""
    if found.empty:
        return sentences(say("All rules count the same deals at {stage}.", {"stage": stage}))
    missed = found["reached"].ne("not counted") & found["in_order"].eq("not counted")
    row = {
        "all": len(found),
        "stage": stage,
        "still": (found["outcome"].astype(str) == "open").sum(),
        "skipped": (found["reached"].eq("went on") & found["visited"].eq("stayed")).sum(),
        "missed": missed.sum(),
    }
    reasons = semicolons(said(DISPUTES, row))
    return sentences(say(DISPUTED, row | {"reasons": reasons}))


@of_answers
def ledger_words(ledger: pd.DataFrame) -> Sentences:
    """That the ledger adds up, and what went another way than forward."""
    moves, ends = ["forward", "skip", "back"], ["won", "lost", "dropped"]
    sale = ledger[ledger["phase"] != "after"]
    row = {name: int(sale[name].sum()) for name in ["entries", "undone", "open", *moves, *ends]}
    row["known"] = sum(row[name] for name in moves)
    row["gone"] = row["known"] + sum(row[name] for name in ends)
    told = row | {name: say(text, row) for name, text in OF_LEDGER.items()}
    return sentences(say(ADDS_UP, told), say(DETOURS, told))


@of_answers
def flows_words(flows: pd.DataFrame) -> Sentences:
    """The way on which most deals were lost."""
    lost = flows[flows["to_stage"].astype(str).eq("lost")]
    if lost.empty:
        return sentences(_("No deal is seen to be lost from a stage."))
    most = lost[lost["deals"] == lost["deals"].max()]
    stages = most["from_stage"].astype(str).tolist()
    facts = {"tie": len(most) > 1, "one": lost["deals"].sum() == 1, "stages": listed(stages)}
    return sentences(say(MOST_LOST, most.iloc[0].to_dict() | facts))


@of_answers
def win_rate_words(table: pd.DataFrame) -> Sentences:
    """The share won from the first and from the last stage on, of those in which ten deals or more are decided."""
    if "stage" not in table:
        return sentences()
    rows = rows_of(table[table["deals"].ge(FEW)])
    if len(rows) < 2:
        return sentences(_(FEW_FROM))
    first, last = rows[0], rows[-1]
    ends = {"first": first["stage"], "from_first": first["win_rate"]}
    return sentences(say(WON_FROM, ends | {"last": last["stage"], "from_last": last["win_rate"]}))
