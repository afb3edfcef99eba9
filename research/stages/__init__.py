"""Stages: one verb a file, noun in, noun out; no stage calls another."""
