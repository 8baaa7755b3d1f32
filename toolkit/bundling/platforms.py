"""The machines a bundle can be for, each with what resolvers, markers, wheels and Python builds call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from packaging.tags import Tag, compatible_tags, cpython_tags

EXTRAS = ("pdf",)  # of nianbao, that a bundle has
_GLIBC = 28  # of glibc 2, the oldest that is served


@dataclass(frozen=True, slots=True)
class Platform:
    """One kind of machine. ``build`` is the target in the names of python-build-standalone, ``kinds`` what wheels call
    it, the fittest first."""

    name: str
    spoken: str
    resolver: str
    build: str
    machine: str
    windows: bool
    kinds: Sequence[str]
    markers: Mapping[str, str]

    def environment(self, minor: str) -> dict[str, str]:
        """What the markers of requirements are judged by on this platform, with the CPython ``minor`` (``3.13``)."""
        return {
            **self.markers,
            "implementation_name": "cpython",
            "implementation_version": f"{minor}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": f"{minor}.0",
            "python_version": minor,
            "extra": "",
        }

    def tags(self, minor: str) -> list[Tag]:
        """The wheels that run on this platform with the CPython ``minor``, the fittest first."""
        version = tuple(int(part) for part in minor.split("."))
        return [
            *cpython_tags(version, platforms=self.kinds),
            *compatible_tags(version, f"cp{minor.replace('.', '')}", self.kinds),
        ]

    @property
    def interpreter(self) -> PurePosixPath:
        """Where the program stands in the folder of a runtime that a bundle holds."""
        return PurePosixPath("python.exe" if self.windows else "bin/python3")

    def library(self, minor: str) -> PurePosixPath:
        """Where the standard library stands in the folder of a runtime."""
        return PurePosixPath("Lib" if self.windows else f"lib/python{minor}")


def _linux(machine: str, spoken: str) -> Platform:
    return Platform(
        name=f"manylinux_2_{_GLIBC}_{machine}",
        spoken=spoken,
        resolver=f"{machine}-manylinux_2_{_GLIBC}",
        build=f"{machine}-unknown-linux-gnu",
        machine=f"ELF {machine}",
        windows=False,
        kinds=[
            *(f"manylinux_2_{glibc}_{machine}" for glibc in range(_GLIBC, 4, -1)),
            *(f"manylinux{year}_{machine}" for year in (2014, 2010, 1)),
        ],
        markers={
            "os_name": "posix",
            "platform_machine": machine,
            "platform_system": "Linux",
            "sys_platform": "linux",
        },
    )


PLATFORMS = {
    platform.name: platform
    for platform in (
        Platform(
            name="win_amd64",
            spoken="64 位 Windows",
            resolver="x86_64-pc-windows-msvc",
            build="x86_64-pc-windows-msvc",
            machine="PE x86_64",
            windows=True,
            kinds=["win_amd64"],
            markers={
                "os_name": "nt",
                "platform_machine": "AMD64",
                "platform_system": "Windows",
                "sys_platform": "win32",
            },
        ),
        _linux("x86_64", "x86_64（兆芯、海光、英特尔）Linux"),
        _linux("aarch64", "aarch64（飞腾、鲲鹏）Linux"),
    )
}
