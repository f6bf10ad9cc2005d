"""What a page hands over to be taken along: all pages as one file, of the deals that are chosen."""

import tempfile
from pathlib import Path
from typing import Any

import cycle_kit
from cycle_kit.dashboard.downloads import file_name
from cycle_kit.pipeline import Pipeline

HTML = "text/html;charset=utf-8"


def report_file(pipe: Pipeline, beside: Any = None) -> tuple[str, str, bytes]:
    """The report's name, kind and content, as `Live.hand_over` takes them; `beside`: as `report` has it."""
    with tempfile.TemporaryDirectory() as folder:
        content = cycle_kit.report(pipe, Path(folder, "report.html"), beside=beside).read_bytes()
    return file_name("sales cycle", pipe.as_of, "html"), HTML, content
