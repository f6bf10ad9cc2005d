"""What all tests share: where CI=true nothing is skipped, and generated cases never vary."""

import gc
import os

import pytest
from hypothesis import settings

CI = os.environ.get("CI", "").lower() == "true"

settings.register_profile("cycle_kit", deadline=None, derandomize=CI)
settings.load_profile("cycle_kit")


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
