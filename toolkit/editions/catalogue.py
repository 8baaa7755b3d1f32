"""Which editions there are and which one a report year uses."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ..form import DefinitionError, Form
from ..form.explaining import emptiness
from ..form.folders import FORMS_VARIABLE, data_folders
from .load import read_form


def load_forms(folders: tuple[Path, ...] | None = None) -> tuple[Form, ...]:
    """All editions in ``folders`` (default: ``data_folders()``), the earliest first.

    An edition without a last year runs until the next one begins. One of an office's own (of any but the first of
    ``folders``) is then ``instead_of`` the other, which goes on where it ends. Raises DefinitionError for a faulty
    definition, an edition defined twice, or a year that two editions claim.
    """
    return _load(folders or data_folders())


def load_form(year: int, folders: tuple[Path, ...] | None = None) -> Form:
    """The edition that report year ``year`` uses, with that year; DefinitionError where none covers it."""
    return _for_year(year, folders or data_folders())


@lru_cache(maxsize=32)
def _for_year(year: int, folders: tuple[Path, ...]) -> Form:
    forms = load_forms(folders)
    for form in reversed(forms):  # of two, the one that begins later is in force
        if _covers(form, year):
            return replace(form, year=year)
    covered = "；".join(f"{form.edition} 版：{years_text(form)}" for form in forms)
    raise DefinitionError(f"没有 {year} 年度的格式。现有：{covered}")


def load_edition(edition: str, folders: tuple[Path, ...] | None = None) -> Form:
    """The edition with id ``edition``; DefinitionError where there is none."""
    forms = load_forms(folders)
    for form in forms:
        if form.edition == edition:
            return form
    raise DefinitionError(f"没有“{edition}”版格式。现有：{'、'.join(form.edition for form in forms)}")


def years_text(form: Form) -> str:
    """The years an edition covers, in words."""
    if form.last_year is None:
        return f"{form.first_year} 年起"
    if form.last_year == form.first_year:
        return f"{form.first_year} 年"
    return f"{form.first_year}—{form.last_year} 年"


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...]) -> tuple[Form, ...]:
    absent = [str(folder) for folder in folders if not (folder / "schemas").is_dir()]
    if absent:
        raise DefinitionError(f"{FORMS_VARIABLE} 写的“{'、'.join(absent)}”里没有 schemas 文件夹，请核对这个环境变量")
    built_in = data_folders()[0]
    forms = [form for folder in folders for form in (_shipped(folder) if folder == built_in else _of(folder))]
    if not forms:
        raise DefinitionError(f"没有找到任何格式定义：{'、'.join(str(f / 'schemas') for f in folders)}")
    forms = [replace(form, shortest_explanation=form.shortest_explanation or emptiness().shortest) for form in forms]
    for place, form in enumerate(forms):
        for other in forms[:place]:
            if other.edition == form.edition:
                raise DefinitionError(
                    f"“{form.edition}”版定义了两次：{other.path} 与 {form.path}，请改后一个的 edition"
                )
    dated: list[Form] = []
    for form in sorted(forms, key=lambda form: form.first_year):
        _add_dated(dated, form, folders[0])
    return tuple(dated)


def _of(folder: Path) -> tuple[Form, ...]:
    return tuple(read_form(path) for path in sorted((folder / "schemas").glob("*.yaml")))


@lru_cache(maxsize=1)
def _shipped(folder: Path) -> tuple[Form, ...]:
    """What ships stays as it is, whatever an office adds."""
    return _of(folder)


def _add_dated(dated: list[Form], form: Form, shipped: Path) -> None:
    """Appends ``form`` to those that begin no later, and settles which of them gives way to it."""
    places = [place for place, other in enumerate(dated) if _covers(other, form.first_year)]
    if not places:
        dated.append(form)
        return
    earlier = dated[places[-1]]
    if earlier.first_year == form.first_year or earlier.last_year is not None:
        raise DefinitionError(f"{form.first_year} 年度有两个格式：{earlier.path} 与 {form.path}，请改其中一个的 years")
    is_instead = _is_below(earlier, shipped) and not _is_below(form, shipped)
    if form.last_year is None or not is_instead:
        dated[places[-1]] = replace(earlier, last_year=form.first_year - 1)
    dated.append(replace(form, instead_of=earlier.path) if is_instead else form)


def _covers(form: Form, year: int) -> bool:
    return form.first_year <= year and (form.last_year is None or year <= form.last_year)


def _is_below(form: Form, folder: Path) -> bool:
    return Path(form.path).parent.parent == folder
