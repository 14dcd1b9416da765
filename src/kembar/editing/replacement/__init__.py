"""Earlier statements of a source, and contradictions with a new one."""
