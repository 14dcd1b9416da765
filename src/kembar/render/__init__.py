"""Answers, reports and networks as tables, charts and pages, by column names alone."""
