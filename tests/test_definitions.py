"""Every public metric has a definition text."""

import inspect

import pytest

import cycle_kit as ck
from cycle_kit import metrics
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.definitions import DEFINITIONS, definition, definition_here
from tests.companies import events

NOT_METRICS = {"definition", "definition_here"}


def test_every_public_metric_says_what_it_counts():
    public = {
        name
        for name, value in vars(metrics).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    assert public - NOT_METRICS <= set(DEFINITIONS)


def test_a_definition_names_what_who_n_and_when():
    pipe = ck.from_events(events("1 A 2024-01-01", "2 A 2024-01-02"))
    assert definition("win_rate").startswith("Counted: Won deals of all won or lost. Who: Decided")
    assert definition_here(pipe, "win_rate").endswith("n = 2 deals; as of 2024-01-02.")


def test_an_unknown_name_is_an_error():
    with pytest.raises(QuestionError, match='There is no definition of "luck"'):
        definition("luck")
