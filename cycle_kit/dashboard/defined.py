"""`definition_here` for the "?" of a part, told in the reader's language."""

from cycle_kit.charts.words import _, commas, many, say
from cycle_kit.errors import QuestionError, StageError
from cycle_kit.metrics.definitions import DEFINED, counts_and_who
from cycle_kit.metrics.who import Phrase, late_here, told_here
from cycle_kit.pipeline import Pipeline


def here(pipe: Pipeline, name: str) -> list[str]:
    """What a metric counts, who is counted in this pipeline, and who is left out."""
    counts, who = counts_and_who(name) or ("", "")
    said = [say("Counted: {what}", what=_(counts)), say("Who: {who}", who=_(who))]
    if name not in DEFINED:  # a measure, whose numbers are those of each period
        return said
    try:
        told = told_here(pipe, name)
    except (QuestionError, StageError) as error:
        return [*said, say("Here nobody is counted: {why}", why=_(error.wrong))]
    counted = phrases([told.counted])
    if told.beside:
        counted = say("{counted} ({beside})", counted=counted, beside=phrases(told.beside))
    gone = phrases(told.left_out) or _("nobody")
    said.append(say("n = {counted}; left out: {gone}.", counted=counted, gone=gone))
    return [*said, _(late_here(pipe, name))]


def phrases(found: list[Phrase]) -> str:
    return commas(many(*each) for each in found)
