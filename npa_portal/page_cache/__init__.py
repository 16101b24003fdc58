"""The page cache: answers that depend on address, coding and revision alone, kept as ready bytes in front of Django."""
