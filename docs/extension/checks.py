"""After the build: every address within the site is there, and nothing is asked of anybody else."""

import re
from pathlib import Path
from urllib.parse import unquote

ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')
FETCHED = re.compile(
    r'<(?:script|img|link|iframe|source)\b[^>]*\b(?:src|href)="(?:https?:)?//', re.I
)


class BrokenLinks(Exception):
    """Addresses that lead nowhere, or ask somebody else."""


def look(site: Path) -> None:
    """Raise BrokenLinks with all that is wrong."""
    wrong = [told for page in sorted(site.rglob("*.html")) for told in of_page(page, site)]
    if wrong:
        raise BrokenLinks("\n".join(wrong))


def of_page(page: Path, site: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    name = page.relative_to(site)
    wrong = [f"{name} fetches {found[0]}" for found in FETCHED.finditer(text)]
    for _, address in ADDRESS.findall(text):
        if re.match(r"[a-z]+:|//", address):
            continue
        path, _, anchor = unquote(address).partition("#")
        target = (page.parent / path.partition("?")[0]).resolve() if path else page
        if not target.exists():
            wrong.append(f"{name} leads to {address}, which is not there")
        elif (
            anchor
            and target.suffix == ".html"
            and f'id="{anchor}"' not in target.read_text("utf-8")
        ):
            wrong.append(f"{name} leads to {address}, where there is no such place")
    return wrong
