"""The pages ask of a browser no more than Chromium 86 has: what 360, UOS and Windows 7 machines run."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from toolkit.desk.drawing import script, style

PAGES = ROOT / "toolkit" / "desk" / "pages"
# What came later, by the version of Chromium that brought it (developer.chrome.com, chromestatus.com).
SCRIPT = {
    r"\.at\(": "92",
    r"structuredClone": "98",
    r"Object\.hasOwn\b": "93",
    r"\.findLast": "97",
    r"Object\.groupBy|\.toSorted|\.toReversed|\.with\(": "110 and later",
    r"randomUUID": "92",
    r"\bstatic \{": "94",
    r"new Error\([^)]*cause": "93",
    r"Array\.fromAsync|Promise\.withResolvers|Promise\.try": "119 and later",
    r"\.showPicker|showOpenFilePicker": "99",
    r"AbortSignal\.(timeout|any)": "103",
    r"startViewTransition|popover|\binert\b": "102 and later",
    r"import\(|^\s*import ": "modules need a build",
    r"#\w+ in |\w+\?\.#": "91",
    r"(?m)^await ": "89 at the top",
}
STYLE = {
    r":has\(": "105",
    r":is\(|:where\(": "88",
    r"(?<![\w-])aspect-ratio": "88",
    r"(?<![\w-])inset(-\w+)?\s*:": "87",
    r"@layer|@container|@scope|@property": "99 and later",
    r"color-mix\(|oklch\(|light-dark\(": "111 and later",
    r"accent-color|color-scheme": "93 and later",
    r"\d(dvh|svh|lvh|cqw|lh)\b": "108 and later",
    r"(?m)^\s*&": "112",
    r"translate\s*:|rotate\s*:|scale\s*:": "104",
    r"subgrid|field-sizing|anchor\(": "117 and later",
}
# Beside the style sheet's own words, some make it better where they are known and change nothing where they are not.
BETTER = re.compile(r"text-wrap: balance|text-spacing-trim|text-autospace")


@pytest.mark.parametrize("feature", SCRIPT)
def test_script__uses_nothing_that_came_later(feature: str) -> None:
    assert not re.search(feature, script()), SCRIPT[feature]


@pytest.mark.parametrize("feature", STYLE)
def test_style__uses_nothing_that_came_later(feature: str) -> None:
    assert not re.search(feature, BETTER.sub("", style())), STYLE[feature]


def test_pages__have_no_script_of_their_own_and_ask_for_nothing_from_elsewhere() -> None:
    for path in PAGES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"<script[^>]*>", text) in ([], ['<script src="/static/desk.js" defer>'])
        assert not re.search(r"\son\w+=|javascript:|https?://|<dialog|popover|loading=", text), path.name
