"""The accounts of those who edit: how they come in, and what is kept of what they did."""
