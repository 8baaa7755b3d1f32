"""Which colours the marks of a workbook that goes back have."""

# Backgrounds of marked cells (AARRGGBB), the gravest first. Tints that no template uses, so that a mark is known again.
COLOURS = {"error": "FFFFC7CE", "explain": "FFFFE48F", "notice": "FFDDEBF8", "related": "FFFDE9E7"}
RULES = "FFA6A6A6"  # the lines of the list
