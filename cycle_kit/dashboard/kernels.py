"""The kernels behind a page: one for each reader, so many at most, gone when nobody listens, not replaced when dead."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Int
from voila.request_info_handler import RequestInfoSocketHandler
from voila.utils import ENV_VARIABLE

from cycle_kit.dashboard.place import VIEWERS

#: Seconds that a kernel nobody listens to is kept, and between two looks; together under a minute.
UNHEARD, LOOK = 40, 10


class Kernels(AsyncMappingKernelManager):
    """Voila adds its pool of pre-heated kernels to this class, and spares these when it ends idle ones."""

    most = Int(VIEWERS, config=True, help="Readers that may have the page open at once.")
    _pools: dict[str, list]

    def __init__(self, **kwargs: Any) -> None:
        self.coming = 0  # readers that have no kernel yet
        self.heating: set[str] = set()  # kernels of the pool that are being started
        self.unheard: dict[str, float] = {}  # since when nobody listens to a kernel
        self.known: set[str] = set()  # kernels that somebody has listened to
        super().__init__(**kwargs)

    async def start_kernel(self, **kwargs: Any) -> str:
        """As Jupyter does; of a kernel of the pool it is known from the start that it is no reader's."""
        if kwargs.get("env", {}).get(ENV_VARIABLE.VOILA_PREHEAT) != "True":
            return await super().start_kernel(**kwargs)
        kernel_id = kwargs.setdefault("kernel_id", self.new_kernel_id(**kwargs))
        self.heating.add(kernel_id)
        try:
            return await super().start_kernel(**kwargs)
        finally:
            self.heating.discard(kernel_id)

    def full(self) -> bool:
        """Whether there is no room for a further reader."""
        with_readers = set(self.list_kernel_ids()) - self.pooled() - self.heating
        return len(with_readers) + self.coming >= self.most

    @contextmanager
    def seat(self) -> Iterator["Seat"]:
        """A seat for a reader, kept until their kernel is there or nothing comes of it."""
        seat = Seat(self)
        try:
            yield seat
        finally:
            seat.taken()

    def pooled(self) -> set[str]:
        """The kernels that wait for a reader."""
        waiting = [kernel for pool in getattr(self, "_pools", {}).values() for kernel in pool]
        return {kernel.result()["kernel_id"] for kernel in waiting if _made(kernel)}

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that nobody has listened to for long, busy or not; one that still makes its page is left."""
        if self._kernel_connections.get(kernel_id, 0):
            self.known.add(kernel_id)
            self.unheard.pop(kernel_id, None)
            return
        state = getattr(self.get_kernel(kernel_id), "execution_state", "")
        if state != "dead" and kernel_id not in self.known and state != "idle":
            self.unheard.pop(kernel_id, None)  # it was idle between two cells alone
            return
        since = self.unheard.setdefault(kernel_id, time.monotonic())
        if state == "dead" or time.monotonic() - since >= UNHEARD:
            await self.shutdown_kernel(kernel_id)

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **kwargs: Any) -> Any:
        RequestInfoSocketHandler._cache.pop(kernel_id, None)  # which Voila keeps for good
        self.unheard.pop(kernel_id, None)
        self.known.discard(kernel_id)
        return await super().shutdown_kernel(kernel_id, *args, **kwargs)


class Seat:
    """A seat that is kept for a reader."""

    def __init__(self, kernels: Kernels) -> None:
        self.kernels, self.kept = kernels, True
        kernels.coming += 1

    def taken(self) -> None:
        """Their kernel is counted by itself from now on."""
        self.kernels.coming -= self.kept
        self.kept = False


def _made(kernel: Any) -> bool:
    return kernel.done() and not kernel.cancelled() and kernel.exception() is None
