"""Charts: nouns become SVG; the only room that draws."""
