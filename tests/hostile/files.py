"""One of every hostile file, with the finding it ends in: ``python -m tests.hostile.files FOLDER`` writes them all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.hostile import make
from tests.hostile.ole import encrypted_xlsx, locked_xls, ole, ole_loop

HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "zip-bomb.xlsx": (make.zip_bomb, "GUARD-RATIO"),
    "lying-size.xlsx": (make.lying_size, "GUARD-DECLARED"),
    "overlapping.xlsx": (make.overlapping, "GUARD-OVERLAP"),
    "too-big.xlsx": (lambda: make.template() + bytes(65 << 20), "GUARD-SIZE"),
    "many-entries.xlsx": (lambda: make.packed(make.parts() | {f"x/{n}": b"" for n in range(3000)}), "GUARD-ENTRIES"),
    "entity-bomb.xlsx": (make.entity_bomb, "GUARD-DOCTYPE"),
    "outside-entity.xlsx": (make.outside_entity, "GUARD-DOCTYPE"),
    "declared-strings.xlsx": (make.declared_strings, "GUARD-STRINGS"),
    "one-string-many-cells.xlsx": (make.one_string_many_cells, "GUARD-TEXT"),
    "many-cells.xlsx": (make.many_cells, "GUARD-CELLS"),
    "wide-dimension.xlsx": (make.wide_dimension, ""),
    "far-corner.xlsx": (make.far_corner, "GUARD-AREA"),
    "outside-grid.xlsx": (make.outside_grid, "GUARD-GRID"),
    "outside-columns.xlsx": (make.outside_columns, "GUARD-GRID"),
    "many-sheets.xlsx": (make.many_sheets, "GUARD-SHEETS"),
    "whole-sheet-merge.xlsx": (make.whole_sheet_merge, "GUARD-MERGED-AREA"),
    "long-format.xlsx": (make.long_format, "GUARD-FORMAT"),
    "deep-nesting.xlsx": (make.deep_nesting, "GUARD-NESTING"),
    "deep-sheet.xlsx": (make.deep_sheet, "GUARD-NESTING"),
    "ole-loop.xls": (ole_loop, "FILE-OLE"),
    "locked.xls": (locked_xls, "FILE-ENCRYPTED"),
    "encrypted.xlsx": (encrypted_xlsx, "FILE-ENCRYPTED"),
    "encrypted-member.xlsx": (make.encrypted_member, "FILE-ENCRYPTED"),
    "macro.xlsm": (make.macro, "MACROS"),
    "external-link.xlsx": (make.external_link, "EXTERNAL-LINK"),
    "dde.xlsx": (make.dde, "DDE"),
    "dde-formula.xlsx": (make.dde_formula, "DDE"),
    "embedded.xlsx": (make.embedded, "EMBEDDED"),
    "part-outside.xlsx": (make.part_outside, "PACKAGE-PATH"),
    "target-outside.xlsx": (make.target_outside, "PACKAGE-TARGET"),
    "absolute-target.xlsx": (make.absolute_target, "PACKAGE-TARGET"),
    "absolute-honest-target.xlsx": (make.absolute_honest_target, ""),
    "same-part-twice.xlsx": (make.same_part_twice, "PACKAGE-TWICE"),
    "truncated.xlsx": (lambda: make.template()[: len(make.template()) // 2], "FILE-TRUNCATED"),
    "truncated-directory.xlsx": (lambda: make.template()[:-200], "FILE-TRUNCATED"),
    "damaged.xlsx": (make.damaged, "FILE-DAMAGED"),
    "truncated.xls": (lambda: ole({"Workbook": bytes(9000)})[:2000], "FILE-TRUNCATED"),
    "random.xlsx": (make.random_bytes, "FILE-KIND"),
    "random-zip.xlsx": (make.random_zip, "FILE-TRUNCATED"),
    "random-ole.xls": (make.random_ole, "FILE-OLE"),
    "empty.xlsx": (lambda: b"", "FILE-KIND"),
    "zeros.xlsx": (lambda: bytes(5000), "FILE-KIND"),
    "word.xls": (lambda: ole({"WordDocument": b""}), "FILE-KIND"),
    "picture.xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "FILE-KIND"),
    "page.xls": (lambda: "<html><table><tr><td>一</td></tr></table></html>".encode("gbk"), "FILE-KIND"),
    "bzip2.xlsx": (make.other_method, "PACKAGE-METHOD"),
    "two-names.xlsx": (make.two_names, "PACKAGE-NAME"),
    "default-password.xlsx": (make.default_password, ""),
    "freeform-shape.xlsx": (make.freeform_shape, ""),
    "utf-16.xlsx": (make.wide_characters, ""),
    "empty-zip.xlsx": (lambda: make.packed({}), "FILE-KIND"),
    "archive-named.xlsx": (lambda: make.packed({"a.xlsx": make.template()}), "FILE-KIND"),
    "empty.zip": (lambda: make.packed({}), "ARCHIVE-EMPTY"),
    "folder.zip": (lambda: make.packed({"a/": b""}), "ARCHIVE-EMPTY"),
    "parts.zip": (make.folder_of_parts, "FILE-KIND"),
    "locked.zip": (make.locked_archive, "ARCHIVE-PASSWORD"),
    "guarded.xlsx": (lambda: b"b\x14#e" + bytes(16) + b"E-SafeNet\0\0\0LOCK" + make.random_bytes(), "FILE-KIND"),
    "letter.eml": (lambda: b"To: a@b.cn\nFrom: c@d.cn\nSubject: x\n\n", "FILE-KIND"),
    "excel95.xls": (lambda: ole({"Book": b"\x09\x08\x08\0\0\5\5\0\0\0\0\0"}), "FILE-KIND"),
    "program.xlsx": (lambda: b"MZ" + bytes(500), "FILE-KIND"),
}


def make_all(folder: Path) -> None:
    """Writes every hostile file to ``folder``, with a good one before, between and after them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (maker, _) in HOSTILE.items():
        (folder / name).write_bytes(maker())
    for name in ("0-good.xlsx", "m-good.xlsx", "zz-good.xlsx"):
        (folder / name).write_bytes(make.template())


if __name__ == "__main__":
    make_all(Path(sys.argv[1]))
