"""What every list is made of: filters, columns, tables, pages."""
