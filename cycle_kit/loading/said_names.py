"""Names that the caller chooses from those that are known: a system's, a language's."""

from __future__ import annotations

from cycle_kit.dialects import known
from cycle_kit.dialects.unattested import HOW_TOS
from cycle_kit.errors import ColumnError, LayoutError, listed, nearest
from cycle_kit.languages import CODES
from cycle_kit.values.languages import primary

#: languages as people call them, in English and by their own names
_CALLED = {
    "en": "english", "fa": "persian farsi فارسی", "ar": "arabic العربية عربي", "pl": "polish polski",
    "bg": "bulgarian български", "de": "german deutsch", "fr": "french français", "es": "spanish español",
    "pt": "portuguese português", "it": "italian italiano", "ru": "russian русский",
    "uk": "ukrainian українська", "tr": "turkish türkçe", "nl": "dutch nederlands", "cs": "czech čeština",
    "ro": "romanian română", "hu": "hungarian magyar", "el": "greek ελληνικά",
}  # fmt: skip
CODE_OF = {name: code for code, names in _CALLED.items() for name in names.split()}


def check_crm(crm: str | None) -> None:
    names = sorted({dialect.crm for dialect in known()} | {how_to.crm for how_to in HOW_TOS})
    if crm is not None and crm not in names:
        near = nearest(crm, names)
        raise LayoutError(
            f'crm="{crm}" is no layout that is known.',
            there=f"They are {listed(names)}.",
            fix=f'Did you mean crm="{near}"?' if near else "Leave crm= out.",
        )


def check_language(language: str | None) -> None:
    if language is None or primary(language) in CODES:
        return
    begins = (name for name in CODE_OF if len(language) > 2 and name.startswith(language.lower()))
    near = CODE_OF.get(nearest(language, CODE_OF) or next(begins, ""), "")
    raise ColumnError(
        f'language="{language}" is no language that is known.',
        there=f"They are {listed(CODES)}.",
        fix=f'Did you mean language="{near}"?'
        if near
        else "Leave it out: the language is told by the headers.",
    )
