"""The other kinds of workbook (xls, xlsb, ods) to a Book."""
