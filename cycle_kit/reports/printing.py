"""A document as PDF, printed by the Chromium, Chrome or Edge that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cycle_kit.errors import FileError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
#: where they stand when they are on no path
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
LONGEST = 120  # seconds


def browser() -> str | None:
    """The path of a browser that prints: named by CHROMIUM, on the path, or in its usual place."""
    asked = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in ((asked,) if asked else NAMES)]
    usual = [] if asked else [place for place in PLACES if Path(place).is_file()]
    return next(filter(None, [*found, *usual]), None)


def printed(document: str, path: Path) -> None:
    """Write the document as PDF; FileError where there is no browser, or it did not print."""
    program = browser()
    if program is None:
        raise FileError(
            "A PDF is printed by Chromium, Chrome or Edge, and none was found.",
            fix="Install one, set CHROMIUM to its path, or write report.html and print it from your browser.",
        )
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(document, encoding="utf-8")
        root = sys.platform == "linux" and os.geteuid() == 0  # where its sandbox cannot be had
        command = [
            program,
            *FLAGS,
            *(["--no-sandbox"] if root else []),
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={made}",
            page.as_uri(),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)
        except (subprocess.SubprocessError, OSError):
            made.unlink(missing_ok=True)
        if not made.is_file():
            raise FileError(
                f'"{Path(program).name}" did not print the report.',
                fix="Write report.html and print it from your browser.",
            )
        path.write_bytes(made.read_bytes())
