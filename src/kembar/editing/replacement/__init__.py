"""Earlier statements of a source, and what a new one says otherwise."""
