"""Clusterers: ways of cutting a cloud of respondents, on arrays."""
