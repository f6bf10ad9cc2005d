"""What is true of the samples, as plain data: counts to expect of every reader, and planted facts.

Shares are 0-1, durations float days, money in EUR. "Days" of a file that knows only dates are whole
(`median_whole_days`). Open deals are measured to the end of 31 October 2025.
"""

FACTS = {
    "as_of": "2025-10-31",
    "deals": {
        "B2B": {"deals": 1250, "open": 231, "won": 242, "lost": 584, "dropped": 193},
        "B2C": {"deals": 1450, "open": 25, "won": 382, "lost": 808, "dropped": 235},
    },
    "win_rate": {"B2B": 0.2930, "B2C": 0.3210},  # won / (won + lost)
    "won_value": {"B2B": 7_355_556.00, "B2C": 274_347.20},
    "open_value": {"B2B": 9_832_006.00, "B2C": 21_322.40},
    # created to closed of won deals; those closed before they were created are left out
    "cycle": {
        "B2B": {
            "deals": 239,
            "excluded": 3,
            "mean_days": 151.88,
            "median_days": 114.70,
            "median_whole_days": 115.0,
        },
        "B2C": {
            "deals": 379,
            "excluded": 3,
            "mean_days": 18.34,
            "median_days": 14.82,
            "median_whole_days": 15.0,
        },
    },
    # deals that reached each stage, skipped ones counting as passed; the last number is the won
    "reached": {"B2B": (1250, 951, 698, 346, 278, 242), "B2C": (1450, 668, 566, 382)},
    # deals that were in each stage
    "visited": {"B2B": (1124, 860, 695, 221, 278, 242), "B2C": (1447, 614, 566, 382)},
    "bottleneck": {
        "pipeline": "B2B",
        "stage": "Proposal",
        "median_days": {  # of ended visits
            "New": 9.2,
            "Qualified": 21.0,
            "Proposal": 55.7,
            "Negotiation": 20.0,
            "Contract": 11.1,
        },
        "open_deals": {
            "New": 32,
            "Qualified": 41,
            "Proposal": 138,
            "Negotiation": 11,
            "Contract": 9,
        },
    },
    "leak": {
        "pipeline": "B2C",
        "stage": "Inquiry",
        "conversion": {"Inquiry": 0.461, "Consultation": 0.847, "Offer": 0.675},  # reached
    },
    # p of the log-rank test of time to the decision, against all others of the pipeline
    "slow_owner": {
        "pipeline": "B2B",
        "owner": "Astrid Lindholm",
        "times": 1.4,  # every stay of hers, on average, and nothing else about her deals
        "median_closed_days": 81.0,
        "median_closed_days_others": 57.0,
        "p_within_segments": 0.00001,
    },
    "big_owner": {
        "pipeline": "B2B",
        "owner": "Priya Raman",
        "enterprise_share": 0.78,
        "enterprise_share_others": 0.11,
        "median_closed_days": 76.5,
        "median_closed_days_others": 59.0,
        "p_all_alike": 0.0001,  # she looks slow ...
        "p_within_segments": 0.14,  # ... and is not, beside others with deals of the same size
    },
    # no owner wins more or less often than the rest, and none but the slow one is slower or faster
    "noise": (
        "Tomasz Wiśniewski",
        "Kwame Boateng",
        "Elif Demirci",
        "Marco Bellandi",
        "Zuzana Horáková",
        "Priya Raman",
        "Ivaylo Petkov",
        "Leila Farahani",
        "Jonas Keller",
        "Nour Al-Khatib",
        "Beatriz Carvalho",
        "Mei-Ling Zhao",
        "Oluwaseun Adeyemi",
    ),
    "good_source": {
        "source": "Referrals",
        "win_rate": {"B2B": 0.428, "B2C": 0.449},
        "win_rate_others": {"B2B": 0.261, "B2C": 0.305},
    },
    "dip": {  # by the quarter of closing
        "quarter": "2024Q4",
        "win_rate": {"B2B": 0.118, "B2C": 0.114},
        "win_rate_others": {"B2B": 0.318, "B2C": 0.345},
        "price_share": 0.467,  # of the B2B deals lost then, those lost on price
        "price_share_others": 0.206,
    },
    "skipped": {  # the step whose conversion depends most on the counting rule
        "pipeline": "B2B",
        "stage": "Proposal",
        "skipped_stage": "Negotiation",
        "moves": 127,
        "conversion": {"reached": 0.496, "visited": 0.318, "in_order": 0.292},
    },
    # median days of a win: of those won so far; counting open deals it lies between the last two
    "counted": {
        "B2B": {"median_days": 114.7, "aj_median_days": 130.1, "aj_median_high_days": 143.9},
        "B2C": {"median_days": 14.8, "aj_median_days": 14.8, "aj_median_high_days": 15.0},
    },
    "ways": {  # deals, unless it says moves
        "moves_that_skip": 214,
        "moves_back": 43,
        "in_a_stage_twice": 61,
        "reopened": 21,
        "reopened_and_won": 6,
        "started_later_than_the_first_stage": {"B2B": 126, "B2C": 3},
    },
    "checklist": {  # B2B deals past the first stage; (won where yes, won where no) of won and lost
        "pipeline": "B2B",
        "answered": {
            "Budget confirmed": 846,
            "Decision maker met": 856,
            "Need confirmed": 868,
            "Timeline agreed": 850,
        },
        "win_rates": {
            "Budget confirmed": (0.437, 0.193),
            "Decision maker met": (0.455, 0.219),
            "Need confirmed": (0.377, 0.222),
            "Timeline agreed": (0.353, 0.388),
        },
        "noise": "Timeline agreed",  # says yes as often of deals won as of deals lost
    },
    "expected_closes": {"overdue_open_deals": 52, "pushes": 645, "pushed_deals": 390},
    # in the Salesforce history; the last amount of each deal is that of every other file
    "amounts": {"raised": 111, "lowered": 233, "changed_deals": 297},
    "defects": {
        "closed_before_created": 6,
        "exact_duplicate_rows": 1,  # in every file but the Salesforce history
        "differing_duplicate_ids": 1,  # in every file of deals
        "missing_amounts": 25,
        "zero_amounts": 42,  # all on lost deals
        "blank_stage_dates": 12,  # HubSpot and the event log
        "far_off_expected_closes": 2,  # 2062, typed for 2026
        "bulk_moves": 28,  # all at 2025-01-15 16:05
        "several_stages_in_one_minute": 25,  # Inquiry and Consultation
        "missing_reasons": 217,  # of lost and dropped deals
    },
}
