"""Readers: a file of one format becomes a SurveyFile."""
