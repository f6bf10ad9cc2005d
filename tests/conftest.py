"""What all tests share: generated cases never vary (`make fuzz` draws new ones), and where CI=true nothing is
skipped."""

import gc
import os
from itertools import groupby
from zlib import crc32

import pytest
from hypothesis import settings

from cycle_kit.locale import speaking
from tests.slow import LIST

CI = os.environ.get("CI", "").lower() == "true"

settings.register_profile("cycle_kit", deadline=None, derandomize=True)
settings.load_profile("cycle_kit")

SLOW = frozenset(LIST.read_text().split("\n"))


def pytest_addoption(parser):
    said = "K/N: every Nth case of a test, one at least, and of the slow tests together; without it all of them"
    parser.addoption("--part", default="1/1", help=said)
    parser.addoption("--drawn", default="1/1", help="K/N: of the tests the Kth of N parts, by name")


def pytest_collection_modifyitems(config, items):
    """The part that is asked for, so that N runs try them all: of the tests, by name; of each test's cases, at least
    one; of the slow tests (`slow.txt`), all their cases together."""
    first, every = map(int, config.getoption("--part").split("/"))
    turn, turns = map(int, config.getoption("--drawn").split("/"))
    drawn = [item for item in items if crc32(_name_of(item).encode()) % turns == turn % turns]
    by_test = groupby(drawn, key=lambda item: item.nodeid.partition("[")[0])
    kept, slow = [], []
    for cases in (list(cases) for _test, cases in by_test):
        if every > 1 and _name_of(cases[0]) in SLOW:
            slow += cases
        else:
            kept += cases[first % min(every, len(cases)) :: every]
    kept += slow[first % every :: every]
    if len(kept) < len(items):
        left = set(items) - set(kept)
        config.hook.pytest_deselected(items=[item for item in items if item in left])
        items[:] = kept


def _name_of(item) -> str:
    return f"{item.nodeid.partition('::')[0]}::{getattr(item, 'originalname', item.name)}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol():
    """A test that speaks another language leaves the one that was spoken before it."""
    with speaking():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """All tests live until the end: the garbage collector looks neither while they gather nor at them later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _not_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _not_skipped((yield))


def _not_skipped(report, ci=CI):
    """A skip becomes a failure where CI=true; an expected failure stays one."""
    if ci and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be skipped where CI=true: {report.longrepr}"
    return report


@pytest.fixture(autouse=True, scope="session")
def _no_systems_of_the_developer(tmp_path_factory):
    """Declarations in the developer's own configuration folder say nothing of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield
