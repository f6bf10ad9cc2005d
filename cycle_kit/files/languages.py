"""The languages of exports as old encodings show them: their letters beyond a-z, and words that have such letters.

Both are in `cycle_kit/languages`. Of the words only the neighbours of such letters count.
"""

from cycle_kit.languages import words_of

_ENCODING = words_of("encoding")
#: language: its letters beyond a-z, the commonest first
LETTERS = {code: said["letters"] for code, said in _ENCODING.items()}
WORDS = {code: said["words"] for code, said in _ENCODING.items()}
#: words of a-z only that tell a language beside those above; one that two languages share tells little
PLAIN_WORDS = {
    code: said["plain_words"] for code, said in _ENCODING.items() if "plain_words" in said
}

#: code page: its languages, and how much likelier than it another has to be; of equal ones the first wins
CODE_PAGES = {
    "cp1252": ("de fr es pt it nl sv da fi ca is", 0.0),
    "cp1250": ("pl cs sk hu ro hr", 0.5),
    "cp1251": ("ru uk bg sr", 0.5),
    "cp1254": ("tr", 0.5),
    "cp1256": ("ar fa", 0.5),
    "cp1253": ("el", 0.5),
    "cp1255": ("he", 0.5),
    "cp1257": ("lt lv et", 1.0),
    "iso-8859-2": ("pl cs sk hu ro hr", 1.2),
    "iso-8859-6": ("ar", 2.0),
    "koi8-r": ("ru bg", 4.0),
    "cp866": ("ru bg", 4.0),
    "iso-8859-5": ("ru uk bg sr", 3.0),
    "iso-8859-7": ("el", 2.0),
    "mac-cyrillic": ("ru uk bg", 3.0),
    "mac-roman": ("de fr es pt it nl sv da", 3.0),
    "mac-latin2": ("pl cs sk hu", 4.0),
    "cp852": ("pl cs sk hu ro hr", 3.5),
    "cp850": ("de fr es pt it nl sv da", 3.5),
    "cp857": ("tr", 3.5),
}

#: written from right to left or in letters of their own: such words have no letters of a-z
OTHER_ALPHABETS = frozenset(("ru", "uk", "bg", "sr", "el", "he", "ar", "fa"))
