"""``nianbao forms``: the editions at hand."""

from __future__ import annotations

import typer


def forms() -> None:
    """列出各版格式、适用年度和依据文件。"""
    from ..editions import load_forms, years_text
    from ..editions.own import has_own_forms, refuse_faulty_forms, replacements

    refuse_faulty_forms()
    if has_own_forms():
        from ..checking.phrases import refuse_faulty_phrases

        refuse_faulty_phrases()
    for form in load_forms():
        typer.echo(f"{form.edition}  {years_text(form)}  {form.document}《{form.document_name}》")
    for line in replacements():
        typer.echo(f"注意：{line}", err=True)
