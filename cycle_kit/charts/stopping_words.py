"""Where deals stop, in whole sentences with the numbers of the tables."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.counting_rules import came_words, counts, rule_of
from cycle_kit.charts.funnel import narrowest
from cycle_kit.charts.sentences import Sentences, answer, of_answers, records, sentences
from cycle_kit.charts.words import _, absent, between, deals, full_days, many, number, say, share
from cycle_kit.errors import QuestionError

RULE_WORDS = {
    "reached": "{share} got further if a skipped stage counts as passed",
    "visited": "{share} by visits to it and to the next stage",
    "in_order": "{share} if no stage may be skipped",
    "closed": "{share} of the deals that are closed",
    "exits": "{share} of the stays that ended went on",
}


def funnel_answer(
    funnel: pd.DataFrame, rules: pd.DataFrame, ledger: pd.DataFrame, reasons: pd.DataFrame
) -> Sentences:
    """Where deals stop, whether the rule of counting matters, and why deals are lost."""
    return answer(
        *funnel_words(funnel).splitlines(),
        *narrowest_rules_words(funnel, rules).splitlines()[:1],
        *ledger_words(ledger).splitlines()[:1],
        *loss_words(reasons).splitlines()[:1],
    )


@of_answers
def funnel_words(funnel: pd.DataFrame) -> Sentences:
    """How many deals were won, and which step fewest deals pass."""
    first, last = funnel.iloc[0], funnel.iloc[-1]
    if not first["deals"]:
        return sentences(_("There are no deals to count."))
    came = came_words(first.to_dict(), last.to_dict(), funnel["open"].sum(), rule_of(funnel))
    return sentences(came, narrowest_words(funnel))


def narrowest_stage(funnel: pd.DataFrame) -> str:
    """The stage that fewest deals pass, open deals not counted as failures.

    Raises QuestionError where no step has enough deals to say.
    """
    at = narrowest(records(funnel))
    if at < 0:
        raise QuestionError(
            _("No step has enough deals to say where fewest go on."),
            fix=_("Name the stage to look into: STEP."),
        )
    return str(funnel["stage"].iloc[at])


@of_answers
def narrowest_rules_words(funnel: pd.DataFrame, rules: pd.DataFrame) -> Sentences:
    """What each rule says of the step that fewest deals pass."""
    at = narrowest(records(funnel))
    return rules_words(rules, str(funnel["stage"].iloc[at])) if at >= 0 else sentences()


def narrowest_words(funnel: pd.DataFrame) -> str:
    """The step that fewest deals pass, open deals not counted as failures."""
    rows = funnel.to_dict("records")
    at, unknown = narrowest(rows), rows[0].get("unknown") or 0
    if at < 0 and unknown and funnel["conversion"].isna().all():
        return many(
            unknown,
            "{n} deal ended in a stage that nobody knows, so nothing tells where fewest go on: export the "
            "stage history.",
            "{n} deals ended in a stage that nobody knows, so nothing tells where fewest go on: export the "
            "stage history.",
        )
    if at < 0:
        return _("No step has enough deals to say where fewest go on.")
    row = rows[at]
    rule = rule_of(funnel)
    known = {"stage": row["stage"], "share": share(row["conversion"]), "deals": counts(row, rule)}
    if rule == "visited":
        return say(
            "Fewest go on from {stage}: the next stage was visited by {share} as many as the {deals} there.",
            **known,
        )
    if absent(row.get("at_most")):
        return say("Fewest go on from {stage}: {share} of {deals}.", **known)
    return say(
        "Fewest go on from {stage}: {share} of {deals} so far, and {most} if every deal still "
        "open there moves on.",
        most=share(row["at_most"]),
        **known,
    )


@of_answers
def rules_words(rules: pd.DataFrame, stage: str) -> Sentences:
    """What each rule says of one stage, the lowest first, and how far they are apart."""
    here = rules[rules["stage"].astype(str) == stage].dropna(subset="conversion")
    if here.empty:
        return sentences(say("No rule has a figure for {stage}.", stage=stage))
    ranked = here.sort_values("conversion", kind="stable")
    low, high = ranked["conversion"].iloc[0], ranked["conversion"].iloc[-1]
    apart = say("{stage}: {range}, depending on the rule.", stage=stage, range=between(low, high))
    return sentences(
        apart, _("In words: ") + "; ".join(rule_words(row) for row in records(ranked)) + "."
    )


def rule_words(row: dict) -> str:
    return say(RULE_WORDS[str(row["rule"])], share=share(row["conversion"]))


@of_answers
def rule_deals_words(found: pd.DataFrame, stage: str) -> Sentences:
    """Why rules disagree about a stage, in counts of the deals they disagree on."""
    still = (found["outcome"].astype(str) == "open").sum()
    onward = found["reached"].eq("went on")
    skipped = (onward & found["visited"].eq("stayed")).sum()
    unordered = (found["reached"].ne("not counted") & found["in_order"].eq("not counted")).sum()
    whole = many(
        len(found),
        "The rules count {n} deal differently at {stage}. It may be so for more than one reason:",
        "The rules count {n} deals differently at {stage}. A deal may be so for more than one reason:",
        stage=stage,
    )
    reasons = (
        (
            still,
            "{n} is still open, neither gone on nor lost",
            "{n} are still open, neither gone on nor lost",
        ),
        (skipped, "{n} jumped over the next stage", "{n} jumped over the next stage"),
        (unordered, "{n} had missed a stage before it", "{n} had missed this or an earlier stage"),
    )
    told = [many(count, one, more) for count, one, more in reasons if count]
    if found.empty:
        return sentences(say("All rules count the same deals at {stage}.", stage=stage))
    return sentences(whole + " " + "; ".join(told) + ".")


@of_answers
def ledger_words(ledger: pd.DataFrame) -> Sentences:
    """That the ledger adds up, and what went another way than forward."""
    sale = ledger[ledger["phase"] != "after"]
    ends = ["forward", "skip", "back", "won", "lost", "dropped", "open"]
    total = {name: int(sale[name].sum()) for name in ["entries", "undone", *ends]}
    gone = sum(total[name] for name in ends) - total["open"]
    adds_up = say(
        "{entries} entries to the stages; {gone} ended, {still} have not ended yet. "
        "Every row adds up.",
        entries=number(total["entries"]),
        gone=number(gone),
        still=number(total["open"]),
    )
    detours = say(
        "{skip} moves passed over a stage, {back} went back, and {undone} closings were undone later.",
        skip=number(total["skip"]),
        back=number(total["back"]),
        undone=number(total["undone"]),
    )
    known = total["forward"] + total["skip"] + total["back"]
    return sentences(
        adds_up, detours if known else _("No move from one stage to another is known.")
    )


@of_answers
def flows_words(flows: pd.DataFrame) -> Sentences:
    """The way on which most deals were lost."""
    lost = flows[flows["to_stage"].astype(str).eq("lost")]
    if lost.empty:
        return sentences(_("No deal is seen to be lost from a stage."))
    most = lost.loc[lost["moves"].idxmax()]
    return sentences(
        say(
            "Most deals are lost from {stage}: {deals}, half of them within {days} of entering it.",
            stage=most["from_stage"],
            deals=deals(most["deals"]),
            days=full_days(most["median_days"]),
        )
    )


@of_answers
def loss_words(reasons: pd.DataFrame) -> Sentences:
    """The reason named most for lost deals, and how often none is given."""
    lost = reasons[reasons["outcome"].astype(str) == "lost"]
    if not lost["deals"].sum():
        return sentences(_("No deal was lost."))
    counts = lost.groupby("reason", dropna=False)["deals"].sum()
    given = counts[counts.index.notna()]
    if given.empty:
        return sentences(_("No reason is given for any lost deal."))
    top, total, unknown = given.idxmax(), counts.sum(), counts.sum() - given.sum()
    most = say(
        "Of {total} the reason named most is “{reason}”: {n} times ({share}).",
        total=many(total, "{n} lost deal", "{n} lost deals"),
        reason=top,
        n=number(given.max()),
        share=share(given.max() / total),
    )
    silent = many(
        unknown,
        "For {n} ({share}) no reason is given.",
        "For {n} ({share}) no reason is given.",
        share=share(unknown / total),
    )
    return sentences(most, silent if unknown else "")
