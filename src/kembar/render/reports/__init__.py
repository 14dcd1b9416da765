"""Reports as files: a page, Markdown, PDF, Word, each with a first page that stands alone."""
