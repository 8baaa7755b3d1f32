"""The report, out: from figures and texts to a document in the official order, as docx, html or plain text."""
