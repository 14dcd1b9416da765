"""Rendering of pages and documents: HTML, Markdown and PDF."""
