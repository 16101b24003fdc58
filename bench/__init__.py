"""The benchmark of the portal beside Datasette and nginx, and the made-up records that it grows by."""
