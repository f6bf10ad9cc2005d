"""What of a widget a client may set: the rest is Python's, and what a client sends of it is passed over."""

from typing import Any


class Heard:
    """Before a widget's class: `heard` are the names of the traits that its front end writes."""

    heard: frozenset[str] = frozenset()

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Called with what a client sends."""
        told = {name: value for name, value in sync_data.items() if name in self.heard}
        super().set_state(told)  # pyright: ignore[reportAttributeAccessIssue]
