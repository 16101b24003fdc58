"""The printed figures, a module a part of the report."""
