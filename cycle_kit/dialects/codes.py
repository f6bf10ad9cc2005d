"""Codes that systems write in place of words, where an answer of their interface is kept as it came."""

#: {field as it is compared: {code: outcome}}; a table of opportunities in Dataverse has 0 open, 1 won, 2 lost
CODES = {"statecode": {"1": "won", "2": "lost", "0": "open"}}
