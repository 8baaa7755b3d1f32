"""What the programs and libraries of a bundle are linked with, and what every machine of its kind has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pefile
from elftools.common.exceptions import ELFError
from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

GLIBC = (2, 28)
# Of Windows 10 itself; `api-ms-win-…` stand for parts of it.
WINDOWS = {
    "advapi32", "bcrypt", "bcryptprimitives", "crypt32", "dbghelp", "gdi32", "iphlpapi", "kernel32", "ncrypt", "ntdll",
    "ole32", "psapi", "secur32", "shell32", "user32", "userenv", "version", "webservices", "winhttp", "wininet",
    "ws2_32",
}  # fmt: skip
# Of every Linux with glibc, as manylinux has it.
LINUX = {
    "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libresolv.so.2",
    "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
}  # fmt: skip


def of_windows(name: str) -> bool:
    return name.lower().removesuffix(".dll") in WINDOWS or name.lower().startswith("api-ms-win-")


def imported(path: Path) -> set[str]:
    """The libraries that a library of Windows asks for by name."""
    with pefile.PE(str(path), fast_load=True) as library:
        wanted = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
        library.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in wanted])
        tables = [getattr(library, name.replace("IMAGE_", ""), []) for name in wanted]
        return {entry.dll.decode() for table in tables for entry in table}


def linked(path: Path) -> tuple[set[str], set[str]]:
    """The libraries that a library of Linux asks for, and the versions of glibc's symbols among them."""
    with path.open("rb") as file:
        try:
            library = ELFFile(file)
        except ELFError:
            return set(), set()
        dynamic = library.get_section_by_name(".dynamic")
        tags = dynamic.iter_tags() if isinstance(dynamic, DynamicSection) else ()
        needed = {tag.needed for tag in tags if tag.entry.d_tag == "DT_NEEDED"}
        return needed, set(_versions(library))


def _versions(library: ELFFile) -> Iterator[str]:
    for section in library.iter_sections():
        if isinstance(section, GNUVerNeedSection):
            for _, versions in section.iter_versions():
                yield from (version.name for version in versions if version.name.startswith("GLIBC_2"))


def too_new(versions: set[str]) -> list[str]:
    """Those of ``versions`` that a glibc of the platform lacks."""
    numbers = {name: tuple(int(part) for part in name.removeprefix("GLIBC_").split(".")[:2]) for name in versions}
    return sorted(name for name, number in numbers.items() if number > GLIBC)
