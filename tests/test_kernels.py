"""Kernels that nobody listens to end; one that still makes its page does not, however long that takes."""

import asyncio
from types import SimpleNamespace

import pytest

from cycle_kit.dashboard import kernels


class Clocked(kernels.Kernels):
    """A manager with one kernel that is none, in states that a test says, and no pool."""

    def __init__(self):
        super().__init__()
        self.ended = False
        self._kernel_connections = {}

    def get_kernel(self, kernel_id):
        return SimpleNamespace(execution_state=self.state)

    async def shutdown_kernel(self, kernel_id, *args, **kwargs):
        self.ended = True

    def looked_at(self, *states: str) -> bool:
        """Whether it has ended after looks ten seconds apart that found it so."""
        for self.state in states:
            asyncio.run(self.cull_kernel_if_idle("a kernel"))
            self.now += kernels.LOOK
        return self.ended


@pytest.fixture
def manager(monkeypatch):
    made = Clocked()
    made.now = 0.0
    monkeypatch.setattr(kernels.time, "monotonic", lambda: made.now)
    return made


def test_a_page_that_is_made_for_long_is_not_ended_for_moments_between_its_cells(manager):
    assert not manager.looked_at(*["idle", "busy", "busy"] * 20)


def test_a_kernel_that_has_made_its_page_and_that_nobody_hears_ends(manager):
    assert not manager.looked_at("busy", *["idle"] * 4)
    assert manager.looked_at("idle")


def test_a_busy_one_that_somebody_has_listened_to_ends_too(manager):
    manager._kernel_connections = {"a kernel": 1}
    assert not manager.looked_at(*["busy"] * 9)
    manager._kernel_connections = {}
    assert manager.looked_at(*["busy"] * 5)
