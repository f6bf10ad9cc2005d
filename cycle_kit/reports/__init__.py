"""Answers that travel: a report in one file, the week in ten sentences, and every table in a folder."""
