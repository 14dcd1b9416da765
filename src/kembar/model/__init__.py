"""The domain: records, their tables and forms, and how they become RDF and come back."""
