"""German: every word of the report page, one file a part, with the names that English has."""
