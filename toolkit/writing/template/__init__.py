"""The official workbook of an edition, drawn: its sheets, its live formulas, what turns red while typing."""
