"""Which disk a round lies on, as the kernel tells of its mounts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from toolkit.round import disk
from toolkit.round.disk import file_system

MOUNTS = """\
22 28 0:21 / /proc rw,nosuid shared:12 - proc proc rw
28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 28 0:40 / /mnt/office rw shared:5 - cifs //server/share rw,vers=3.0
32 28 0:41 / /mnt/two\\040words rw shared:6 - nfs4 server:/x rw
33 31 8:2 / /mnt/office/local rw - xfs /dev/sdb1 rw
34 28 0:42 / /home/mounted rw - fuse.sshfs host: rw
35 34 0:43 / /home/mounted rw - ext4 /dev/sdc1 rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/round", "ext4"),
        ("/mnt/office", "cifs"),
        ("/mnt/office/2025/round", "cifs"),
        ("/mnt/office2", "ext4"),
        ("/mnt/office/local/x", "xfs"),
        ("/mnt/two words/x", "nfs4"),
        ("/home/mounted/x", "ext4"),  # the later of two mounts hides the other
    ],
)
def test_file_system__is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    assert file_system(path, MOUNTS) == kind


def test_file_system__of_what_is_no_list_of_mounts_is_unknown() -> None:
    assert file_system("/home", "nothing\n - \n") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell it otherwise")
@pytest.mark.parametrize(("kind", "local"), [("ext4", True), ("cifs", False), ("nfs4", False), ("fuse.sshfs", False)])
def test_is_local__by_the_mount_that_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, local: bool
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"28 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 28 0:40 / {tmp_path.resolve()} rw - {kind} it rw\n")
    monkeypatch.setattr(disk, "_MOUNTS", mounts)
    (tmp_path / "round").mkdir()
    assert disk.is_local(tmp_path / "round") is local


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell it otherwise")
def test_is_local__what_nobody_tells_is_taken_for_a_network_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_MOUNTS", tmp_path / "nothing")
    assert not disk.is_local(tmp_path)
