"""Statistics on arrays: no files, no surveys, no pandas."""
