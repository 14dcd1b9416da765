"""Changes to a workspace: entries, drafts, warnings, records of changes, completion of forms."""
