"""Deliverables: what people open, made from Results alone."""
