"""Rendering of answers, reports and networks as tables, charts and pages."""
