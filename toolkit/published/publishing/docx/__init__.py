"""A report as a Word document. The only room that imports python-docx."""

from .document import to_docx

__all__ = ["to_docx"]
