"""The nouns: what a survey, a questionnaire, a segment and a table are. No files, no estimation."""
