"""What the bar of a goal tells when it is touched."""

from cycle_kit.charts.goal_words import outlook_words, runs, whose
from cycle_kit.charts.measured import full, titled
from cycle_kit.charts.period_axis import period_label
from cycle_kit.charts.words import absent, full_money, hover, name, say, share, trimmed

Row = dict


def told(row: Row, currency: str) -> str:
    """The sentences about a row of `goals`, one under the other."""
    measure = str(row["measure"])
    reached = say(
        "{actual} of a target of {target}",
        actual=full(row["actual"], measure, currency),
        target=full(row["target"], measure, currency),
    )
    return hover(
        f"<b>{titled(measure)}, {period_label(str(row['period']))}</b>",
        name(whose(row)) if whose(row) else "",
        reached,
        "" if absent(row.get("attained")) else share_words(row),
        *ahead_words(row, currency),
        *cover_words(row, currency),
    )


def share_words(row: Row) -> str:
    return say("{share} of the target", share=share(row["attained"]))


def ahead_words(row: Row, currency: str) -> list[str]:
    """What should be by now, what it comes to, and how likely that is."""
    if row.get("standing") == "past":
        return []
    measure, lines = str(row["measure"]), []
    if runs(row) and not absent(row.get("expected_by_now")):
        value = full(row["expected_by_now"], measure, currency)
        lines.append(say("by now expected: {value}", value=value))
    if not absent(row.get("forecast_to_target")):
        by_end = share(row["forecast_to_target"])
        lines.append(say("by the end about {share} of the target", share=by_end))
    if not absent(row.get("low_to_target")):
        ends = {end: share(row[f"{end}_to_target"]) for end in ("low", "high")}
        lines.append(say("eight times in ten from {low} to {high} of it", **ends))
    return [*lines, outlook_words(row)]


def cover_words(row: Row, currency: str) -> list[str]:
    """What is due in the period, and how often that covers what is missing."""
    lines = []
    if not absent(row.get("open_value_due")) and row.get("standing") != "past":
        due = full_money(row["open_value_due"], currency)
        lines.append(say("open deals due in it: {money}", money=due))
    if not absent(row.get("coverage")):
        times = trimmed(row["coverage"], 1)
        lines.append(say("that covers what is missing {times} times", times=times))
    if not absent(row.get("needed_coverage")):
        times = trimmed(row["needed_coverage"], 1)
        lines.append(say("in the past it took {times} times", times=times))
    return lines
