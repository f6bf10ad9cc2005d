"""What the library puts into its sentences, and is told by itself: messages that are never written as a sentence.

Where a note says "(lines 3, 17 and 4 more)" or "told by 12 cells", the sentence has a place for it.
"""

from cycle_kit.files.furniture import KINDS

PHRASES = (
    '"{0}"', '"{0}" ({1})', "Say what they mean, each word where it belongs: {0} (or {1}).",
    '"{0}" and {1} more', '"{0}" and "{1}"', '"{0}" is not known.', 'by "{0}"', 
    "line {0}", "lines {0}", "lines {0} and {1}",
    "this deal", "these deals", "its", "their", "it", "them",
    "target", "targets", "an owner", "a team", "a pipeline",
    'of "{0}"', 'sheet "{0}"', "one second", "{0} different seconds",
    # pseudonyms
    "ID", "Lead", "Deal", "Account", "Owner", "file",
    # kinds of cells
    "dates", "numbers", "amounts", "shares", "yes or no",
    # what a column's cells are like
    '"{0}": {1}.',
    "day before month", "month before day", "dates with {0}: {1}", "as this layout writes", "as dates= says",
    "as other dates of this file", "as other dates of this column", 'as the language "{0}" writes',
    "as dates with dots are written", "told by {0} cell", "told by {0} cells",
    "{0}, although {1} can only be the other way", "years of two digits", "{0} cell", "{0} cells",
    "{0} times with a zone brought to {1}", "{0} times without a zone taken as {1}",
    "{0} times with a zone, midnight throughout ({1}), taken as days", "as written", "in UTC",
    "{0} dates without a time, {1} with one",
    "{0} cell holds a date that stands for none, such as 31.12.9999 or 1.1.1900",
    "{0} cells hold dates that stand for none, such as 31.12.9999 or 1.1.1900",
    "Jalali dates", "Hijri dates", "decimal comma", "decimal point",
    "numbers without a percent sign are percentages", "numbers without a percent sign are fractions of 1",
    "decided by English use", 'decided by the language "{0}"', "no other cell tells ({0})",
    # rows
    "rows that are a deal", "rows that are a move", "rows that are a lead", "rows whose lead comes again",
    "rows that repeat another row in every cell", "rows that repeat the stage the deal was in",
    "rows of deals that a later export has again", "rows of deals that a table further on has, too",
    "rows that are one more line (a product, say) of a deal", "rows that change another field than the stage",
    "rows that say only that a deal was created", "rows that say only that a deal was created ({0})",
    "{0} title of a group", "{0} titles of groups", "{0} titles of groups, with sums",
    "{0} rows of nothing but figures",
    *(f"{{0}} {form}" for forms in KINDS.values() for form in forms),
    # order of stages
    "the numbers the CRM gives its stages", "the numbers in front of their names",
    "the steps of a sales cycle with these names", "the numbers that they are called by",
    # what is said of some deals, and of their dates
    '{0} open deal has a date in "{1}".', '{0} open deals have a date in "{1}".',
    '{0} open deal has a date that is past in "{1}".', '{0} open deals have a date that is past in "{1}".',
    '{0} open deal has a date that lies ahead in "{1}".', '{0} open deals have a date that lies ahead in "{1}".',
    '{0} open deal has a date in "{1}" ({2}).', '{0} open deals have a date in "{1}" ({2}).',
    '{0} open deal has a date that is past in "{1}" ({2}).', '{0} open deals have a date that is past in "{1}" ({2}).',
    '{0} open deal has a date that lies ahead in "{1}" ({2}).',
    '{0} open deals have a date that lies ahead in "{1}" ({2}).',
    '{0} deal is not won by "{1}", and nothing says whether lost or still open.',
    '{0} deals are not won by "{1}", and nothing says whether lost or still open.',
    "and the date is left out", "and the date as that of their expected close",
    "{0} deal has no date of creation ({1}).", "{0} deals have no date of creation ({1}).",
    "{0} closed deal has no closing date ({1}).", "{0} closed deals have no closing date ({1}).",
    '"{0}" and "{1}" disagree on how {2} deal stands: {3}.', '"{0}" and "{1}" disagree on how {2} deals stand: {3}.',
    '"{0}" beside "{1}" ({2})', '"{0}" ({1} deal)', '"{0}" ({1} deals)',
    '"{0}" in {1} says of {2} deal how they stand in words that are not known:',
    '"{0}" says of {1} deal how they stand in words that are not known:',
    '"{0}" says of {1} deals how they stand in words that are not known:',
    "{0} of its {1} filled cell is something else ({2}).", "{0} of its {1} filled cells is something else ({2}).",
    "{0} of its {1} filled cells are something else ({2}).", "a plain table of leads",
    '{0} amount is not paid once: "{1}" says {2}.', '{0} amounts are not paid once: "{1}" says {2}.',
    '"{0}" is in cents: "{1}" says a hundredth of it in {2} row.',
    '"{0}" is in cents: "{1}" says a hundredth of it in {2} rows.',
    "{0} lost deal has a closing date more than a month after all that happened in the file, of which the last "
    "was on {1}: the one that was planned ({2}).",
    "{0} lost deals have a closing date more than a month after all that happened in the file, of which the last "
    "was on {1}: the one that was planned ({2}).",
    "monthly", "yearly", "quarterly", "weekly",
    'that of the others is "{0}"', "others have none",
    "{0} row continues the deal above it and leaves its cells blank ({1}).",
    "{0} rows continue the deal above them and leave their cells blank ({1}).",
    'They count with that deal, and what they hold in {0} is joined with "+".',
    'The deal counts once; its products are joined with "+".',
    'The deal and its amount count once; its products are joined with "+".',
    "Stage history from {0} date columns, one per stage; a stage that was entered again shows only its last entry.",
    "Stage history from {0} date columns, one per stage ({1}); a stage that was entered again shows only its last "
    "entry.",
    "{0} open deals have no stage: the cells of {1} are empty.",
    # days on which weeks begin
    *(f"{day}, by the language ({{0}})" for day in ("Monday", "Sunday", "Saturday")),
    '"{0}" says how deals stand: its cells are known outcomes.',
    '"{0}" says what the amounts are in: it holds nothing but currencies.',
    '"{0}" holds the dates of closing: only deals that ended have one.',
    '"{0}" stands for the day of closing, though it comes after the sale: no column tells when deals were closed.',
    "{0} row that was left out looks like a deal ({1}): its cells stand in the wrong columns.",
    "{0} rows that were left out look like deals ({1}): their cells stand in the wrong columns.",
    "Move it into their columns in the file; a text that holds the separator has to stand in quotes.",
    "Move them into their columns in the file; a text that holds the separator has to stand in quotes.",
    "{0} row of nothing but figures",
    "{0} tables of different deals were put together: {1}.",
    "{0} deal of {1} carries a closing date, as nearly all do in their stage, whose name is no outcome that is known:",
    "{0} deals of {1} carry a closing date, as nearly all do in their stage, whose name is no outcome that is known:",
    "{0} deal of {1} is closed{2}, and nothing says how it ended; it stands in {3}.",
    "{0} deals of {1} are closed{2}, and nothing says how they ended; they stand in {3}.",
    '{0} is called "{1}", and nothing in it says how its {2} deal ended; it stands in {3}.',
    '{0} is called "{1}", and nothing in it says how its {2} deals ended; they stand in {3}.',
    # why a question is not answered
    'Counting from the stage "{0}"', 'Counting to the stage "{0}"',
    "deals have neither a discount nor a list price",
    "{0} holds more than numbers with one sign", "{0} hold more than numbers with one sign",
    "{0} of {1} {2} have no date of creation", "{0} of {1} {2} have no date of closing",
    "{0} of {1} {2} have no date of closing and {3} of {4} {5} have no date of closing",
    "{0} of {1} {2} have no date of creation and {3} of {4} {5} have no date of closing",
    "{0} of {1} {2} have no date of creation and {3} of {4} {5} have no date of closing "
    "and {6} of {7} {8} have no date of closing",
    "lost deals",
    # what is compared within
    "quarter of entry",
    "stage history",
)  # fmt: skip
