"""The kernels behind a page: one for each reader, so many at most, gone when nobody listens, not replaced when dead."""

from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Int
from voila.request_info_handler import RequestInfoSocketHandler
from voila.utils import ENV_VARIABLE

#: Readers that may have the page open at once: each has a kernel of some 150 MB.
MOST = 20

#: Seconds that a kernel nobody listens to is kept, and between two looks; together under a minute.
UNHEARD, LOOK = 40, 10


class NoRoom(Exception):
    """As many readers have the page open as the server takes."""


class Kernels(AsyncMappingKernelManager):
    """Voila adds its pool of pre-heated kernels to this class, and spares these when it ends idle ones."""

    most = Int(MOST, config=True, help="Readers that may have the page open at once.")
    _pools: dict[str, list]

    def __init__(self, **kwargs: Any) -> None:
        self.starting = 0  # kernels of readers that are not listed yet
        super().__init__(**kwargs)

    async def start_kernel(self, **kwargs: Any) -> str:
        """As Jupyter does; raises NoRoom for a reader too many."""
        of_reader = kwargs.get("env", {}).get(ENV_VARIABLE.VOILA_PREHEAT) != "True"
        if of_reader and self.full():
            raise NoRoom
        self.starting += of_reader
        try:
            return await super().start_kernel(**kwargs)
        finally:
            self.starting -= of_reader

    def full(self) -> bool:
        """Whether there is no room for a further reader."""
        with_readers = set(self.list_kernel_ids()) - self.pooled()
        return len(with_readers) + self.starting >= self.most

    def pooled(self) -> set[str]:
        """The kernels that wait for a reader."""
        waiting = [kernel for pool in getattr(self, "_pools", {}).values() for kernel in pool]
        return {kernel.result()["kernel_id"] for kernel in waiting if _made(kernel)}

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **kwargs: Any) -> Any:
        RequestInfoSocketHandler._cache.pop(kernel_id, None)  # which Voila keeps for good
        return await super().shutdown_kernel(kernel_id, *args, **kwargs)


def _made(kernel: Any) -> bool:
    return kernel.done() and not kernel.cancelled() and kernel.exception() is None
