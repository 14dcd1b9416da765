"""SPARQL services: requests, logins, dialects and the engine over them."""
