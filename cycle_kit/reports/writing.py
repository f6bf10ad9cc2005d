"""What every way of taking answers along needs: deals to speak of, and a place to write to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import narwhals as nw

from cycle_kit.engines import rows_of
from cycle_kit.errors import FileError, QuestionError
from cycle_kit.pipeline import Pipeline


def require_deals(pipe: Pipeline, what: str) -> None:
    """QuestionError without any; `what` needs them: "A report"."""
    if not rows_of(nw.from_native(pipe.deals)):
        raise QuestionError(
            f"{what} needs deals, and there are none.", there="", fix="Choose other deals."
        )


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """FileError where the file or folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise FileError(
            f'"{path}" cannot be written: {error.strerror}.', fix="Name another place."
        ) from None
