"""Takes out of a workbook of ours what nobody would miss: the colour theme, the list of its parts' titles, how far each
row reaches, what a link shows beside its cell.
"""

from __future__ import annotations

import re

from .editing import EditablePackage
from .relations import relations_part
from .xml_tree import children, root_of

_SPANS = re.compile(rb'(<row r="[0-9]+") spans="[0-9]+:[0-9]+"')
_SHOWN = re.compile(rb'(<hyperlink ref="[A-Z]+[0-9]+" location="[^"]*") display="[^"]*"')
_TITLES = ("HeadingPairs", "TitlesOfParts")


def lighten(package: EditablePackage) -> None:
    """Without a theme, programs take the usual one; titles of parts are for catalogues of documents."""
    link_id, theme = package.related(package.main, "theme")
    if theme:
        links = root_of(package.tree(relations_part(package.main)))
        for link in list(children(links, "Relationship")):
            if link.getAttribute("Id") == link_id:
                links.removeChild(link)
        package.remove(theme)
    for relation in package.relations(package.main).by_id.values():
        if relation.kind == "worksheet":
            package.replace(relation.part, _SHOWN.sub(rb"\1", _SPANS.sub(rb"\1", package[relation.part])))
    _, properties = package.related("", "extended-properties")
    if properties:
        root = root_of(package.tree(properties))
        for name in _TITLES:
            for titles in list(children(root, name)):
                root.removeChild(titles)
