"""The runtime locks: for each platform and version of CPython the one wheel of each package, by its hash.

``python -m toolkit.bundling.locking`` resolves them anew for each platform with its own markers, in the versions of the
development lock, so that what is shipped is what was tested.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # what a lock of uv holds

from packaging.tags import Tag
from packaging.utils import parse_wheel_filename

from . import BundlingError
from .platforms import EXTRAS, PLATFORMS, Platform

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = Path(__file__).resolve().parent / "locks"
MINORS = ("3.11", "3.12", "3.13", "3.14")
_HEAD = "# Written by `make runtime-locks`: the wheels of a bundle for {platform} with CPython {minor}.\n"


def lock_file(platform: Platform, minor: str) -> Path:
    return LOCKS / f"{platform.name}-{minor}.txt"


def resolved(platform: Platform, minor: str) -> str:
    """The lock for ``platform`` and ``minor`` as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "pylock.toml"
        extras = [part for extra in EXTRAS for part in ("--extra", extra)]
        run_uv(
            "pip", "compile", "pyproject.toml", *extras, "--constraint", "requirements.lock", "--only-binary", ":all:",
            "--python-platform", platform.resolver, "--python-version", minor,
            "--format", "pylock.toml", "--output-file", str(page),
        )  # fmt: skip
        packages = tomllib.loads(page.read_text(encoding="utf-8"))["packages"]
    return _HEAD.format(platform=platform.name, minor=minor) + "".join(_lines(packages, platform.tags(minor)))


def _lines(packages: list[dict[str, Any]], fit: list[Tag]) -> Iterator[str]:
    """A line for each package, with the hash of the fittest of its wheels."""
    ranks = {tag: rank for rank, tag in enumerate(fit)}
    for package in packages:
        ranked = {_rank(wheel, ranks): wheel for wheel in package["wheels"]}
        hashed = ranked[min(ranked)]["hashes"]["sha256"]
        yield f"{package['name']}=={package['version']} --hash=sha256:{hashed}\n"


def _rank(wheel: dict[str, Any], ranks: dict[Tag, int]) -> int:
    tags = parse_wheel_filename(wheel["url"].rpartition("/")[2])[3]
    return min((ranks[tag] for tag in tags if tag in ranks), default=len(ranks))


def pins(lock: str) -> dict[str, str]:
    """The version of each package in the text of a lock."""
    lines = (line.split()[0] for line in lock.splitlines() if line and not line.startswith("#"))
    return {name: version for name, _, version in (line.partition("==") for line in lines)}


def run_uv(*arguments: str) -> None:
    """Runs uv in the checkout, as configured here and nowhere else. Raises BundlingError with its own words."""
    command = [sys.executable, "-m", "uv", "--quiet", "--no-config", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, stdout=-1, stderr=-2, encoding="utf-8", errors="replace")  # noqa: S603
    if done.returncode:
        raise BundlingError(f"取不到离线包要用的程序库（打包时要联网）：{' '.join(done.stdout.split())}")


def main() -> None:
    LOCKS.mkdir(exist_ok=True)
    for platform in PLATFORMS.values():
        for minor in MINORS:
            lock_file(platform, minor).write_text(resolved(platform, minor), encoding="utf-8")


if __name__ == "__main__":
    main()
