"""The one home of the xlsx trade: zip, parts, relations, cells, styles, comments as XML, read and written."""
