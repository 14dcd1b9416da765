"""Charts of answers as SVG: bars, timelines and maps."""
