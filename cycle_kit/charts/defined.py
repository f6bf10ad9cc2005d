"""What a figure counts, told in the reader's language: behind the "?" of a page, and below a figure of a notebook."""

import pandas as pd

from cycle_kit.charts.past_words import SmallPrint, small_print
from cycle_kit.charts.words import _, commas, date, many, say
from cycle_kit.errors import QuestionError, StageError
from cycle_kit.metrics.definitions import DEFINED, counts_and_who, definition
from cycle_kit.metrics.who import Phrase, late_here, told_here
from cycle_kit.pipeline import Pipeline


def definition_words(pipe: Pipeline, name: str) -> SmallPrint:
    """What `definition_here` says, in the language that is spoken; raises QuestionError for an unknown name."""
    definition(name)
    return small_print(" ".join(filter(None, [*here(pipe, name), as_of(pipe.as_of)])))


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


def as_of(day: pd.Timestamp) -> str:
    """The day up to which everything open is measured."""
    return say("As of {day}, the last day in the data.", day=date(day))
