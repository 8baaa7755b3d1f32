"""Comments on a sheet's cells: the part that holds their text, and the drawing that holds their boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from ...width import columns
from .package import Package
from .sheet import Sheet, parse_address
from .xmltree import BeyondRepairError, child, children, clean, make, put_text, root_of

AUTHOR = "年报校验"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY = f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'.encode()
_WIDTH, _LINE = 260, 16  # of a comment's box, in points
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:6pt;width:{width}pt;height:{height}pt;z-index:{order};'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_OTHER_SHAPE = re.compile(rb'ObjectType="(?!Note")', re.IGNORECASE)


def comment_on(package: Package, sheet: Sheet, texts: Mapping[str, str]) -> None:
    """Puts ``texts`` (by cell) on ``sheet``. Earlier comments of ours go; those of others stay, ours above them."""
    link = package.related(sheet.part, "comments")
    if link is None or link.target not in package.parts:
        part = package.add("xl", "comments", ".xml", _EMPTY, _COMMENTS_TYPE)
        package.relate(sheet.part, "comments", part)
    else:
        part = link.target
    root = root_of(package.tree(part))
    authors, listed = child(root, "authors"), child(root, "commentList")
    if authors is None or listed is None:
        raise BeyondRepairError(f"{part} is no list of comments")
    names = [text_in(author) for author in children(authors, "author")]
    others: dict[str, str] = {}
    for comment in list(children(listed, "comment")):
        own = comment.getAttribute("authorId")
        ours = own.isdigit() and int(own) < len(names) and names[int(own)] == AUTHOR
        ref = comment.getAttribute("ref")
        if ours or ref in texts:
            listed.removeChild(comment)
        if not ours:
            others[ref] = "".join(text_in(node) for node in children(comment, "text"))
    if AUTHOR not in names:
        put_text(make(authors, "author"), AUTHOR)
        names.append(AUTHOR)
    for cell, text in texts.items():
        whole = f"{text}\n\n{others[cell]}" if others.get(cell) else text
        comment = make(listed, "comment", ref=cell, authorId=str(names.index(AUTHOR)))
        shown = make(make(make(comment, "text"), "r"), "t")
        shown.setAttribute("xml:space", "preserve")
        put_text(shown, whole)
    _draw(package, sheet, {**{cell: text for cell, text in others.items() if cell}, **texts})


def text_in(element: object) -> str:
    """All text below an element."""
    nodes = getattr(element, "childNodes", ())
    return "".join(str(node.data) if node.nodeType in (3, 4) else text_in(node) for node in nodes)


def _draw(package: Package, sheet: Sheet, texts: Mapping[str, str]) -> None:
    """Draws the boxes of all comments anew."""
    shapes = [_shape(order, cell, text) for order, (cell, text) in enumerate(texts.items(), start=1)]
    drawing = f"{_HEAD}{''.join(shapes)}</xml>".encode()
    link = package.related(sheet.part, "vmlDrawing")
    if link is not None and link.target in package.parts:
        if _OTHER_SHAPE.search(package.parts[link.target]):
            raise BeyondRepairError(f"{link.target} holds more than comments")
        package.replace(link.target, drawing)
        sheet.show_comments(link.id)
        return
    part = package.add("xl/drawings", "vmlDrawing", ".vml", drawing, _DRAWING_TYPE)
    sheet.show_comments(package.relate(sheet.part, "vmlDrawing", part))


def _shape(order: int, cell: str, text: str) -> str:
    column, row = parse_address(cell)
    lines = sum(1 + columns(line) // 44 for line in clean(text).split("\n"))
    height = _LINE * (lines + 1)
    return _SHAPE.format(
        number=1024 + order,
        order=order,
        width=_WIDTH,
        height=height,
        left=column + 1,
        right=column + 5,
        top=max(0, row - 2),
        bottom=max(0, row - 2) + 1 + height // 18,
        row=row - 1,
        column=escape(str(column)),
    )
