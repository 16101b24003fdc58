"""The benchmark of the portal, and the made-up records that it grows by."""
