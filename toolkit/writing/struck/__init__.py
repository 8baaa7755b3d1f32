"""A round handed out: one workbook is drawn, the others are struck from it."""
