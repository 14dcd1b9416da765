"""Reports: several answers about one subject, with numbered references."""
