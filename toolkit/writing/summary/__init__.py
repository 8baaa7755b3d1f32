"""summary.xlsx: the official workbook filled with the roll-up, then the summary's own sheets, one module each."""
