"""The form in the terminal: fields asked one by one, with completion."""
