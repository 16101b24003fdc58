"""The whole edition as one archive: a Data Package of CSV files, which can be checked without the portal.

`tables` says which files there are; `checking`, with ``verify.py``, goes into the archive itself and uses nothing else.
"""
