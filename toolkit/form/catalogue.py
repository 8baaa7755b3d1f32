"""Which editions there are and which one a report year uses."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from .explaining import Emptiness, read_emptiness
from .load import read_form
from .model import Form
from .source import DefinitionError

FORMS_VARIABLE = "NIANBAO_FORMS"


def data_folders() -> tuple[Path, ...]:
    """The folders that hold ``schemas/`` and ``templates/``: the toolkit's own, then the office's own.

    An office names its own in the environment variable NIANBAO_FORMS (several are parted as in PATH). An
    installed copy carries the toolkit's data inside the package; a source checkout has it beside the package.
    """
    package = Path(__file__).resolve().parent.parent
    own = package / "data"
    built_in = own if (own / "schemas").is_dir() else package.parent
    extra = [Path(part) for part in os.environ.get(FORMS_VARIABLE, "").split(os.pathsep) if part]
    return (built_in, *extra)


def load_forms(folders: tuple[Path, ...] | None = None) -> tuple[Form, ...]:
    """All editions in ``folders`` (default: ``data_folders()``), the earliest first.

    An edition without a last year runs until the next one begins. Raises DefinitionError for a faulty
    definition, an edition defined twice, or a year that two editions claim.
    """
    return _load(folders or data_folders())


def load_form(year: int, folders: tuple[Path, ...] | None = None) -> Form:
    """The edition that report year ``year`` uses, with that year; DefinitionError where none covers it."""
    return _for_year(year, folders or data_folders())


@lru_cache(maxsize=32)
def _for_year(year: int, folders: tuple[Path, ...]) -> Form:
    forms = load_forms(folders)
    for form in forms:
        if form.first_year <= year and (form.last_year is None or year <= form.last_year):
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


def emptiness() -> Emptiness:
    """The toolkit's measure of explanations that say nothing."""
    return read_emptiness(data_folders()[0])


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...]) -> tuple[Form, ...]:
    paths = [path for folder in folders for path in sorted((folder / "schemas").glob("*.yaml"))]
    forms = sorted((read_form(path) for path in paths), key=lambda form: form.first_year)
    if not forms:
        raise DefinitionError(f"没有找到任何格式定义：{'、'.join(str(f / 'schemas') for f in folders)}")
    dated: list[Form] = []
    for form, later in zip(forms, [*forms[1:], None], strict=True):
        if later and form.first_year == later.first_year:
            raise DefinitionError(
                f"{form.first_year} 年度有两个格式：{form.path} 与 {later.path}，请改其中一个的 years"
            )
        if later and form.last_year is None:
            form = replace(form, last_year=later.first_year - 1)
        elif later and form.last_year is not None and form.last_year >= later.first_year:
            raise DefinitionError(
                f"{later.first_year} 年度有两个格式：{form.path} 与 {later.path}，请改其中一个的 years"
            )
        dated.append(replace(form, shortest_explanation=form.shortest_explanation or emptiness().shortest))
    editions = [form.edition for form in dated]
    for form in dated:
        if editions.count(form.edition) > 1:
            raise DefinitionError(f"“{form.edition}”版定义了两次，请改 {form.path} 的 edition")
    return tuple(dated)
