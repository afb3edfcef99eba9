"""Consumer segmentation from survey data."""
