"""The records as data: JSON under ``/api/v1/``, and every table of them as CSV, XLSX and JSON files.

`serializers` says, once a kind, which fields a record has as data; all the formats follow from it.
"""
