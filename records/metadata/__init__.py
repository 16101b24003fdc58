"""What a page says of itself to machines: its one address, a picture, schema.org data, and links in its headers."""
