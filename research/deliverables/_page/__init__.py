"""The parts of the persona report: figures selected, sorted and put into words, ready for the template."""
