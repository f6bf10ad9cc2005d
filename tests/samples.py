"""The sample exports loaded as a user would load them."""

from functools import cache

import cycle_kit as ck
from cycle_kit.pipeline import Pipeline
from cycle_kit.shipped import sample

#: name: the files of the export
EXPORTS = {
    "hubspot": ("hubspot_deals.csv",),
    "salesforce": ("salesforce_opportunities.csv", "salesforce_history.csv"),
    "pipedrive": ("pipedrive_deals.csv",),
    "event_log": ("event_log_deals.csv", "event_log.csv"),
}
#: those that carry the history of the stages
WITH_HISTORY = ("hubspot", "salesforce", "event_log")
PIPELINES = ("B2B", "B2C")


def load(name: str) -> Pipeline:
    """A sample, read anew."""
    return ck.load([sample(file) for file in EXPORTS[name]])


@cache
def loaded(name: str) -> Pipeline:
    """A sample, read once for all tests: nothing changes it."""
    return load(name)


@cache
def part(name: str, pipeline: str) -> Pipeline:
    """One pipeline of a sample."""
    return loaded(name).where(pipeline=pipeline)
