"""A published report, in: its bytes to a page of no format, that to a Return, that to a filled workbook."""
