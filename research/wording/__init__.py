"""Wording: every sentence and label of the reports, one file a language."""
