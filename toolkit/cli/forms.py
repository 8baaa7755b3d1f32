"""``nianbao forms``: the editions at hand."""

from __future__ import annotations

import typer


def forms() -> None:
    """列出各版格式、适用年度和依据文件。"""
    from ..form import load_forms, years_text

    for form in load_forms():
        typer.echo(f"{form.edition}  {years_text(form)}  {form.document}《{form.document_name}》")
