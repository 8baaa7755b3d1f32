"""An xlsx workbook to a Book."""
