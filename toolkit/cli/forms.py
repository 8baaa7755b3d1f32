"""``nianbao forms``: the editions at hand."""

from __future__ import annotations

import typer


def forms() -> None:
    """列出各版格式、适用年度和依据文件。"""
    from .. import list_forms, replacements

    for form in list_forms():
        typer.echo(f"{form['edition']}  {form['years']}  {form['document']}《{form['document_name']}》")
    for line in replacements():
        typer.echo(f"注意：{line}", err=True)
