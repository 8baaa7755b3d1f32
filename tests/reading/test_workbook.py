"""The common path: what stands at its place is read as it stands."""

from __future__ import annotations

from tests.reading.books import draft
from toolkit.form import Form


def test_figures__are_read_exactly(form: Form) -> None:
    book = draft(form)
    record = book.read().record
    assert record is not None
    assert record.values == book.values
    assert not record.unread
