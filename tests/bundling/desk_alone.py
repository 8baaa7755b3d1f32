"""Plays a round at the desk of a bundle where there is neither network nor PATH.

``desk_alone.py BUNDLE ROUND HOME RETURNS`` runs in a network namespace of its own; prints what it saw as JSON.
Only what any Python has: no test library is there.
"""

from __future__ import annotations

import fcntl
import json
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote, urlencode

_SET_FLAGS, _UP = 0x8914, 1
_PATIENCE = 120  # seconds for a piece of work
_NOWHERE = ("192.0.2.1", 80)


def bring_up_loopback() -> None:
    """A machine without network still has itself; a new namespace has not even that."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP))


def has_network() -> bool:
    try:
        socket.create_connection(_NOWHERE, 2).close()
    except TimeoutError:
        return True
    except OSError:
        return False
    return True


class Visitor:
    """A browser of few words."""

    def __init__(self, address: str) -> None:
        self.root = address.partition("?")[0].rstrip("/")
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with self._opener.open(address) as answer:
            self.first = (answer.status, answer.headers["content-type"], answer.read().decode())

    def ask(self, method: str, place: str, body: bytes | None = None) -> tuple[str, str]:
        """Where the answer comes from, and its text."""
        request = urllib.request.Request(self.root + place, body, method=method)
        with self._opener.open(request) as answer:
            return answer.url.removeprefix(self.root), answer.read().decode()

    def wait(self, work: str) -> str:
        """What came of a piece of work."""
        end = time.monotonic() + _PATIENCE
        while not json.loads(self.ask("GET", f"{work}.json")[1])["next"]:
            if time.monotonic() > end:
                raise TimeoutError(work)
            time.sleep(0.2)
        return self.ask("GET", work)[1]


def play(visitor: Visitor, returns: list[Path]) -> list[str]:
    """Drops ``returns`` on the board, takes them in, closes the round; what the pages said."""
    board = next(part.split('"')[0] for part in visitor.first[2].split('data-drop="')[1:])
    drop = json.loads(visitor.ask("POST", board, b"")[1])["id"]
    for path in returns:
        visitor.ask("PUT", f"{board}/{drop}?name={quote(path.name)}", path.read_bytes())
    taken = visitor.wait(json.loads(visitor.ask("POST", f"{board}/{drop}/take", b"")[1])["next"])
    signed = urlencode({"by": "李四"}).encode()
    place, _ = visitor.ask("POST", f"{board.removesuffix('drop')}close", signed)
    return [taken, visitor.wait(place)]


def main(bundle: Path, folder: Path, home: Path, returns: Path) -> None:
    bring_up_loopback()
    command: list[str | Path] = [bundle / "打开年报.sh", folder, "--no-browser"]
    desk = subprocess.Popen(command, env={"HOME": str(home)}, cwd=home, stdout=subprocess.PIPE, encoding="utf-8")
    assert desk.stdout is not None
    try:
        visitor = Visitor(desk.stdout.readline().strip())
        said = play(visitor, sorted(returns.iterdir()))
        mapped = {
            line.split(maxsplit=5)[5].rstrip()
            for line in Path(f"/proc/{desk.pid}/maps").read_text().splitlines()
            if " /" in line
        }
        visitor.ask("POST", "/stop", b"")
        ended = desk.wait(30)
    finally:
        desk.kill()
    seen = {
        "network": has_network(),
        "first": visitor.first[:2],
        "said": said,
        "mapped": sorted(mapped),
        "ended": ended,
    }
    print(json.dumps(seen))  # noqa: T201


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
