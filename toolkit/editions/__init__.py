"""Editions of the form, each of two files: which there are, which a report year uses, and an office's own."""

from .catalogue import load_edition, load_form, load_forms, years_text

__all__ = ["load_edition", "load_form", "load_forms", "years_text"]
