"""Last year's figures of each organ, and what of them this year's edition can be held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .form import Field, Form


@dataclass(frozen=True, eq=False)
class Prior:
    """Figures of an earlier year by organ code, in the field order of the edition they were reported in."""

    form: Form
    year: int | None
    figures: Mapping[str, tuple[int | None, ...]]

    def comparable(self, form: Form, code: str) -> tuple[int | None, ...] | None:
        """The figures of organ ``code`` in the field order of ``form``; None at fields that are not comparable.

        None for an organ that has no earlier figures.
        """
        values = self.figures.get(code)
        if values is None:
            return None
        if form.edition == self.form.edition:
            return values
        return tuple(None if source is None else values[source] for source in self._sources(form))

    def missing_fields(self, form: Form) -> tuple[Field, ...]:
        """The fields of ``form`` that the earlier edition has nothing comparable for."""
        return tuple(item for item, found in zip(form.fields, self._sources(form), strict=True) if found is None)

    def _sources(self, form: Form) -> list[int | None]:
        if form.edition == self.form.edition:
            return [item.index for item in form.fields]
        sources: list[int | None] = [None] * len(form.fields)
        bridge = form.bridges.get(self.form.edition)
        for fields, code in bridge.pairs if bridge else ():
            # A sum of several fields has an earlier counterpart, but none of the several has one by itself.
            if len(fields) == 1 and code in self.form.by_code:
                sources[fields[0]] = self.form.by_code[code].index
        return sources
