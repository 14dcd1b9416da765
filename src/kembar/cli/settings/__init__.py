"""Options that hold for every command: the endpoint, and the limits of queries."""
