"""PDFs written by hand, of as little as they need: pages of drawing commands, and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842
FACES = ("Helvetica", "Times-Roman", "Courier")


def pdf(
    pages: Sequence[str],
    *,
    catalogue: str = "",
    unicode: dict[int, str] | None = None,
    attributes: str = "",
    box: str = f"0 0 {WIDTH} {HEIGHT}",
    group: str = "",
) -> bytes:
    """A PDF with ``pages`` of drawing commands; fonts F0 to F2 are FACES, C is a Chinese one that takes UTF-16 in hex.
    ``unicode`` is what the codes of F0 claim to be; ``attributes`` are of each page, ``box`` its media box; ``group``
    is what the command ``/G Do`` draws.
    """
    objects = {1: f"<</Type/Catalog/Pages 2 0 R{catalogue}>>"}
    claimed = "/ToUnicode 9 0 R" if unicode else ""
    for number, face in enumerate(FACES):
        own = claimed if number == 0 else ""
        objects[3 + number] = f"<</Type/Font/Subtype/Type1/BaseFont/{face}/Encoding/WinAnsiEncoding{own}>>"
    objects[6] = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[7 0 R]>>"
    objects[7] = (
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 8 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
    )
    objects[8] = (
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 880/StemV 93>>"
    )
    lines = "".join(f"<{code:02X}> <{text.encode('utf-16-be').hex()}>\n" for code, text in (unicode or {}).items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        f"endcodespacerange {len(unicode or {})} beginbfchar\n{lines}endbfchar endcmap end end"
    )
    objects[9] = _stream(cmap)
    sheet = f"/BBox[0 0 {WIDTH} {HEIGHT}]"
    fonts = "<</F0 3 0 R/F1 4 0 R/F2 5 0 R/C 6 0 R>>"
    objects[10] = _stream(group, f"/Type/XObject/Subtype/Form{sheet}/Resources<</Font{fonts}>>")
    kids = []
    for number, commands in enumerate(pages):
        at = 11 + 2 * number
        kids.append(f"{at} 0 R")
        objects[at] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents {at + 1} 0 R{attributes}"
            f"/Resources<</Font{fonts}/XObject<</G 10 0 R>>>>>>"
        )
        objects[at + 1] = _stream(commands)
    objects[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(pages)}>>"
    return _packed(objects)


def _stream(content: str, entries: str = "") -> str:
    return f"<<{entries}/Length {len(content)}>>stream\n{content}\nendstream"


def _packed(objects: dict[int, str]) -> bytes:
    data, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    count = max(objects) + 1
    table = "".join(f"{places[number]:010d} 00000 n \n" for number in range(1, count))
    xref = f"xref\n0 {count}\n0000000000 65535 f \n{table}"
    end = f"{xref}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + end.encode("latin-1")


def text(x: float, y: float, words: str, *, size: float = 12, font: str = "", before: str = "") -> str:
    """``words`` at ``x``, ``y`` from the bottom left; Chinese ones in the Chinese font. ``before`` sets how."""
    chinese = any(ord(character) > 255 for character in words)
    shown = f"<{words.encode('utf-16-be').hex()}>" if chinese else f"({words})"
    return f"q BT /{'C' if chinese else font or 'F0'} {size} Tf {before} 1 0 0 1 {x} {y} Tm {shown} Tj ET Q\n"


def table(x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], *, height: float = 20) -> str:
    """A ruled table from the top left corner ``x``, ``y`` downwards; a cell may have lines of its own."""
    made, right = "", x + sum(widths)
    edges = [y - height * number for number in range(len(rows) + 1)]
    made += "".join(f"{x} {edge} m {right} {edge} l S\n" for edge in edges)
    across = [x + sum(widths[:number]) for number in range(len(widths) + 1)]
    made += "".join(f"{edge} {edges[0]} m {edge} {edges[-1]} l S\n" for edge in across)
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            for number, line in enumerate(words.split("\n")):
                made += text(across[column] + 2, edges[row] - 9 - 9 * number, line, size=8)
    return made
