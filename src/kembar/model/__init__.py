"""The domain: records, their tables and forms, and their conversion to and from RDF."""
