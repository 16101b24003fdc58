"""What ``verify.py`` of the data package does: reads the tables, finds the rows of a figure, judges it.

It goes into the package as it is: it uses Python's standard library alone, and nothing of the portal.
"""
