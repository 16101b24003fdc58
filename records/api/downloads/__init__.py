"""The files of the interface: all records that an address asks for, as CSV, XLSX or JSON, in pieces."""
