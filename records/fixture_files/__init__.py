"""The fixture files: the report's rows, a JSON file a kind, read, loaded and dumped."""
