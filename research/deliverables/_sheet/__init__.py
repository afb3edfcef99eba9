"""The parts of the decision sheet."""
