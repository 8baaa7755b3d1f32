"""The editions that an office adds of its own: refused as a whole where faulty, and named where they replace others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..form import DefinitionError, Form
from ..form.folders import data_folders
from ..form.layout import load_layout
from ..form.sendback import load_words
from ..narrative.lexicon import load_lexicon
from .catalogue import load_form, load_forms, years_text


def refuse_faulty_forms() -> None:
    """Raises DefinitionError where one of an office's own editions can't be used, before any is.

    That is both files of each, and the lexicon beside them.

    What ships is sound, and is not loaded for that.
    """
    shipped, *own = data_folders()
    if own:
        for form in load_forms():
            if Path(form.path).parent.parent != shipped:
                load_words(load_layout(form))
                load_lexicon(form)


def replacements(years: Iterable[int] | None = None) -> tuple[str, ...]:
    """A line for each of an office's own editions that is in force (in one of ``years``) instead of another one."""
    forms = {form.path: form for form in load_forms()}
    chosen = forms.values() if years is None else _in_force(years)
    return tuple(
        f"{years_text(form)}用 {form.path}（{form.edition} 版），"
        f"不用 {form.instead_of}（{forms[form.instead_of].edition} 版）"
        for form in chosen
        if form.instead_of
    )


def _in_force(years: Iterable[int]) -> list[Form]:
    found = {}
    for year in sorted(set(years)):
        try:
            form = load_form(year)
        except DefinitionError:  # no edition covers what a return says of its year, and it is told so
            continue
        found[form.path] = form
    return list(found.values())
