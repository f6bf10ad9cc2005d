"""`mask`: export files that can be shown to others: their shape, dates and faults, and none of their names."""

from __future__ import annotations

from cycle_kit.reports.masked_files.masking import mask

__all__ = ["mask"]
