"""An ods workbook (OpenDocument 1.0 to 1.3) as a Book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from ...book import Book, Content, Sheet
from ...ooxml.limits import DEFAULTS, Limits
from ...refusal import Refused
from ...stamp import STAMP_NAME_PREFIX
from . import ods_content, ods_meta, ods_styles
from .ods_content import ContentReader
from .ods_meta import read_meta
from .ods_styles import Styles, read_styles
from .ods_tables import Table
from .ods_xml import MANIFEST, parse

_MANIFEST = "META-INF/manifest.xml"
_NEEDED = frozenset((ods_content.PART, ods_styles.PART, "encrypted-package"))


def read_ods(find: Callable[[str], bytes | None], limits: Limits = DEFAULTS) -> Book:
    """The Book in the parts that ``find`` gives.

    Raises Refused for what is encrypted, damaged, beyond ``limits`` or written so that programs show different
    things of it. Content beneath a merged range is not in ``cells``; it has a Look that is invisible.
    """
    _refuse_encrypted(find(_MANIFEST) or b"")
    meta = read_meta(find(ods_meta.PART) or b"")
    content = ContentReader(Styles(behind=read_styles(find(ods_styles.PART) or b"")), limits)
    content.read(find(ods_content.PART) or b"")
    return Book(
        tuple(_sheet(table, content.styles) for table in content.tables),
        names={name: value for name, value in content.names.items() if name.startswith(STAMP_NAME_PREFIX)},
        properties=meta.properties,
        locked=content.locked,
        saved_at=meta.saved_at,
        program=meta.program,
    )


def _sheet(table: Table, styles: Styles) -> Sheet:
    return Sheet(
        table.name,
        partial(_same, table.grid.content()),
        protected=table.protected,
        hidden=styles.hides_sheet(table.style),
        text_boxes=tuple(table.text_boxes),
        drawn_over=table.places.covered(),
    )


def _same(content: Content) -> Content:
    return content


def _refuse_encrypted(manifest: bytes) -> None:
    """Raises Refused where the list of parts says that one that is needed can be read with a password only."""
    if b"encryption-data" not in manifest:
        return
    entry = ""

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal entry
        if name == MANIFEST + "file-entry":
            entry = attributes.get(MANIFEST + "full-path", "")
        elif name == MANIFEST + "encryption-data" and entry in _NEEDED:
            raise Refused("FILE-ENCRYPTED")

    parse(_MANIFEST, manifest, start, lambda _: None, lambda _: None)
