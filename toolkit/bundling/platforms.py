"""The machines a bundle can be for, each with what resolvers, markers, wheels and Python builds call it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

EXTRAS = ("pdf",)  # of nianbao, that a bundle has


@dataclass(frozen=True, slots=True)
class Platform:
    """One kind of machine. ``build`` is the target in the names of python-build-standalone."""

    name: str
    spoken: str
    resolver: str
    build: str
    machine: str
    windows: bool
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

    @property
    def interpreter(self) -> PurePosixPath:
        """Where the program stands in the folder of a runtime that a bundle holds."""
        return PurePosixPath("python.exe" if self.windows else "bin/python3")

    def library(self, minor: str) -> PurePosixPath:
        """Where the standard library stands in the folder of a runtime."""
        return PurePosixPath("Lib" if self.windows else f"lib/python{minor}")


def _linux(machine: str, spoken: str) -> Platform:
    return Platform(
        name=f"manylinux_2_28_{machine}",
        spoken=spoken,
        resolver=f"{machine}-manylinux_2_28",
        build=f"{machine}-unknown-linux-gnu",
        machine=f"ELF {machine}",
        windows=False,
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
