"""Which disk a round lies on, as the kernel tells of its mounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.round.disk import file_system, is_local

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


def test_is_local__of_this_folder_can_be_told(tmp_path: Path) -> None:
    assert is_local(tmp_path) in (True, False)
