"""Pages, reports and documents that the program writes."""
