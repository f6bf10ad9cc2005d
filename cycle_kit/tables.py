"""The canonical tables: one glossary of names, types and units for everything after loading.

`deals`: one row per deal. `visits`: one row per unbroken stay of one deal in one stage.
`leads`: one row per lead. `notes`: one row per thing that happened on loading.
Every other module names columns as they are named here.
"""

#: unknown: the export tells how it ended in a word that nobody has explained
OUTCOMES = ("open", "won", "lost", "dropped", "unknown")
EXITS = ("forward", "skip", "back", "won", "lost", "dropped", "open")
FATES = ("deal", "lead", "move", "repeat", "merged", "dropped", "furniture", "")

#: kinds: text, category, number (float), date (datetime, no zone), share (float 0-1)
DEALS = {
    "deal_id": "text",
    "name": "text",
    "account": "text",
    "pipeline": "text",
    "owner": "text",
    "team": "text",
    "stage": "stage",  # the last open stage it was in
    "outcome": "category",  # open, won, lost, dropped or unknown
    "amount": "number",  # in the deal's own currency
    "currency": "text",
    "value": "number",  # amount in the base currency; empty where no rate is known
    "probability": "share",
    "created_at": "date",
    "closed_at": "date",  # empty while open
    "expected_close": "date",
    "lead_created_at": "date",
    "first_contact_at": "date",
    "last_activity_at": "date",
    "lost_reason": "text",
    "source": "text",
    "industry": "text",
    "region": "text",
    "segment": "text",
    "deal_type": "text",
    "product": "text",
}

VISITS = {
    "deal_id": "text",
    "pipeline": "text",
    "stage": "stage",
    "step": "integer",  # the stage's place in its pipeline's order, from 1
    "visit": "integer",  # the visit's place in its deal's history, from 1
    "entered_at": "date",
    "left_at": "date",  # empty: still there
    "days": "number",  # up to `as_of` if still there
    "exit": "category",
    "to_stage": "text",  # the next stage or the outcome; empty while there
    "phase": "category",  # sale, or after for stages after the win
    "evidence": "category",  # recorded or inferred
}

LEADS = {
    "lead_id": "text",
    "created_at": "date",
    "first_contact_at": "date",
    "converted_at": "date",
    "deal_id": "text",
    "outcome": "category",  # converted, disqualified or open
    "reason": "text",
    "source": "text",
    "owner": "text",
}

NOTES = ("file", "step", "note", "fate", "rows", "effect", "fix")
