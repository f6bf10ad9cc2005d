"""Pipeline in, tidy table out: one file per question."""
