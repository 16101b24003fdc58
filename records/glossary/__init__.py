"""The terms of the report, explained where they stand on a page."""
