"""Nordwind Instruments: who works there, what it sells, how its deals go. All invented."""

from dataclasses import dataclass
from datetime import date, datetime

START = date(2023, 5, 1)
AS_OF = date(2025, 10, 31)
NOW = datetime(2025, 10, 31, 17, 45)

DEALS = {"B2B": 1250, "B2C": 1450}
BASE = "EUR"
RATES = {"EUR": 1.0, "USD": 0.92}

STAGES = {
    "B2B": ("New", "Qualified", "Proposal", "Negotiation", "Contract"),
    "B2C": ("Inquiry", "Consultation", "Offer"),
}
AFTER = "Onboarding"
WON, LOST, DROPPED = "Won", "Lost", "Disqualified"


@dataclass(frozen=True)
class Step:
    """How deals leave one stage; days are medians, the rest are shares of those who leave."""

    days: float
    passes: float  # go on rather than end
    probability: float  # what the CRM claims, not what is true
    stalls: float = 0.0  # wait many times as long
    skips: float = 0.0  # of those who go on: pass over the next stage
    backs: float = 0.0  # of those who go on: one stage back instead
    drops: float = 0.0  # of those who end: disqualified rather than lost


STEPS = {
    "New": Step(7, 0.74, 0.10, stalls=0.05, skips=0.04, drops=0.50),
    "Qualified": Step(17, 0.76, 0.20, stalls=0.04, drops=0.25),
    "Proposal": Step(42, 0.66, 0.40, stalls=0.20, skips=0.30, backs=0.03, drops=0.05),
    "Negotiation": Step(17, 0.76, 0.65, stalls=0.05, backs=0.08, drops=0.02),
    "Contract": Step(9, 0.90, 0.90, stalls=0.02, backs=0.03),
    "Inquiry": Step(1.6, 0.46, 0.15, stalls=0.02, skips=0.08, drops=0.30),
    "Consultation": Step(4.5, 0.84, 0.45, stalls=0.01, drops=0.10),
    "Offer": Step(6.0, 0.68, 0.65, stalls=0.03, backs=0.04, drops=0.02),
}
SPREAD = 0.60  # sigma of the logarithm of a stay
STALLED_TIMES = {"B2B": 8.0, "B2C": 18.0}  # a stalled stay is this many times as long
STALLED_PASS = 0.62  # of the odds to go on, what is left after a stall
LOSER_TIMES = 1.2  # who ends waits longer than who goes on
#: stage: the share of stays in which the amount changes, and to how many times what it was
HAGGLING = "Negotiation"
HAGGLES = {"Proposal": (0.30, 0.75, 1.30), HAGGLING: (0.55, 0.80, 0.98)}
REOPENED = {"B2B": 0.06, "B2C": 0.012}  # of lost deals
TWO_AT_ONCE = 0.015  # of B2C deals: inquiry and consultation typed in together

#: the three true effects; everything else that seems to differ is noise
SLOW_OWNER, SLOW_TIMES = "Astrid Lindholm", 1.4
GOOD_SOURCE, GOOD_ODDS = "Referrals", 1.75
DIP_START, DIP_END, DIP_ODDS = date(2024, 10, 1), date(2024, 12, 31), 0.45
#: and one owner who merely has other deals
BIG_OWNER = "Priya Raman"

#: on this minute an assistant closed old stalled deals in one go
BULK_AT = datetime(2025, 1, 15, 16, 5)
BULK_AGE_DAYS, BULK_SHARE = 90, 0.55

TEAMS = {
    "Astrid Lindholm": "Industry North",
    "Tomasz Wiśniewski": "Industry North",
    "Kwame Boateng": "Industry North",
    "Elif Demirci": "Industry South",
    "Marco Bellandi": "Industry South",
    "Zuzana Horáková": "Industry South",
    "Priya Raman": "Laboratories",
    "Ivaylo Petkov": "Laboratories",
    "Leila Farahani": "Laboratories",
    "Jonas Keller": "Home",
    "Nour Al-Khatib": "Home",
    "Beatriz Carvalho": "Home",
    "Mei-Ling Zhao": "Home",
    "Oluwaseun Adeyemi": "Home",
}
OWNERS = {
    "B2B": {
        "Astrid Lindholm": 2.0,
        "Tomasz Wiśniewski": 1.0,
        "Kwame Boateng": 1.1,
        "Elif Demirci": 1.0,
        "Marco Bellandi": 0.9,
        "Zuzana Horáková": 1.0,
        "Priya Raman": 0.9,
        "Ivaylo Petkov": 1.0,
        "Leila Farahani": 0.9,
    },
    "B2C": {
        "Jonas Keller": 1.0,
        "Nour Al-Khatib": 1.2,
        "Beatriz Carvalho": 1.0,
        "Mei-Ling Zhao": 0.9,
        "Oluwaseun Adeyemi": 0.9,
    },
}


@dataclass(frozen=True)
class Segment:
    """A kind of customer: how long and how large its deals are."""

    times: float
    amount: float


SEGMENTS = {
    "Small business": Segment(0.85, 0.6),
    "Mid-market": Segment(1.0, 1.0),
    "Enterprise": Segment(2.1, 5.0),
    "Household": Segment(1.0, 1.0),
}
SEGMENT_MIX = {"Small business": 0.40, "Mid-market": 0.48, "Enterprise": 0.12}
BIG_OWNER_MIX = {"Small business": 0.08, "Mid-market": 0.22, "Enterprise": 0.70}

PRODUCTS = {
    "B2B": {
        "Flow Meter Line": (0.30, 16_000),
        "Pressure Sensor Kit": (0.26, 7_500),
        "Process Analyzer": (0.18, 38_000),
        "Plant Monitoring Suite": (0.12, 55_000),
        "Calibration Service": (0.14, 4_800),
    },
    "B2C": {
        "Home Weather Station": (0.38, 420),
        "Indoor Air Monitor": (0.24, 290),
        "Garden Irrigation Set": (0.22, 780),
        "Solar Yield Monitor": (0.16, 1_450),
    },
}
AMOUNT_SPREAD = 0.55
REGIONS = {
    "DACH": 0.34,
    "Nordics": 0.16,
    "Benelux": 0.11,
    "Central Europe": 0.13,
    "Southern Europe": 0.10,
    "North America": 0.10,
    "Middle East": 0.06,
}
DOLLAR_REGIONS = {"North America", "Middle East"}
INDUSTRIES = {
    "Food & Beverage": 0.22,
    "Chemicals": 0.17,
    "Pharma": 0.14,
    "Water Utilities": 0.16,
    "Energy": 0.13,
    "Machinery": 0.12,
    "Pulp & Paper": 0.06,
}
SOURCES = {
    "B2B": {
        "Organic Search": 0.22,
        "Offline Sources": 0.26,
        "Referrals": 0.17,
        "Email Marketing": 0.14,
        "Paid Search": 0.12,
        "Direct Traffic": 0.09,
    },
    "B2C": {
        "Organic Search": 0.30,
        "Paid Search": 0.22,
        "Organic Social": 0.17,
        "Referrals": 0.13,
        "Direct Traffic": 0.11,
        "Email Marketing": 0.07,
    },
}
DEAL_TYPES = {
    "B2B": {"New Business": 0.70, "Expansion": 0.20, "Renewal": 0.10},
    "B2C": {"New Business": 0.93, "Expansion": 0.07},
}
#: the share of a deal type that starts in a later stage
HEAD_START = {"Renewal": ("Proposal", 0.40), "Expansion": ("Qualified", 0.30)}

LOST_REASONS = {
    "": 0.13,
    "Price": 0.24,
    "Went with a competitor": 0.19,
    "No budget": 0.13,
    "No decision": 0.12,
    "Bad timing": 0.09,
    "Missing feature": 0.06,
    "No response": 0.04,
}
DIP_REASONS = {**LOST_REASONS, "Price": 0.60}
QUIET_REASONS = {"": 0.15, "No response": 0.50, "Bought elsewhere": 0.20, "Price": 0.15}
DROP_REASONS = {
    "": 0.12,
    "Not a fit": 0.34,
    "Student or private project": 0.14,
    "Duplicate request": 0.16,
    "Outside our region": 0.24,
}

#: the share of yes among the answers to each question, by how the deals went
CHECKLIST = {
    "Budget confirmed": {"won": 0.78, "open": 0.55, "lost": 0.52},
    "Decision maker met": {"won": 0.80, "open": 0.50, "lost": 0.44},
    "Need confirmed": {"won": 0.92, "open": 0.86, "lost": 0.84},
    "Timeline agreed": {"won": 0.55, "open": 0.55, "lost": 0.55},
}
NOT_NOTED = 0.10  # of the answers that somebody should have noted

#: of B2B deals: how often a second product is sold, and what per cent of the amount it is
SECOND_LINE, SECOND_PART = 0.35, (5, 40)
#: how many are shared, and what per cent the other one gets
SHARED, SHARES_OF_OTHERS = 0.08, (20, 30, 40, 50)
#: how often the customer is touched in a stay, and how
TOUCHES = {
    "New": (0, 2),
    "Qualified": (1, 3),
    "Proposal": (1, 3),
    "Negotiation": (1, 3),
    "Contract": (0, 1),
}
KINDS = {
    "New": {"Email": 0.6, "Call": 0.4},
    "Qualified": {"Email": 0.25, "Call": 0.35, "Meeting": 0.25, "Demo": 0.15},
    "Proposal": {"Email": 0.40, "Call": 0.30, "Meeting": 0.15, "Demo": 0.15},
    "Negotiation": {"Email": 0.30, "Call": 0.40, "Meeting": 0.30},
    "Contract": {"Email": 0.7, "Call": 0.3},
}

#: new deals per month of the year, against the mean
SEASON = (1.00, 1.02, 1.12, 1.04, 1.06, 1.00, 0.88, 0.74, 1.14, 1.16, 1.08, 0.72)
GROWTH = 1.0  # more new deals a day at the end than at the start
