"""Asks the desk as any program on this machine could, with headers of one's choosing."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.desk.conftest import DeskProcess


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass
class Asking:
    """A browser without a face: keeps the cookie that it is given."""

    address: str
    cookie: str = ""
    round: str = ""
    sent: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, *, cookie: bool = True, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        given = {"Cookie": self.cookie} if cookie and self.cookie else {}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in given)
        for name, value in given.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found

    def enter(self) -> Answer:
        """Comes in by the token."""
        parts = urlsplit(self.address)
        answer = self.ask(f"{parts.path}?{parts.query}", cookie=False)
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        found = re.search(r"/r/[0-9a-f]+/", answer.text)
        self.round = found[0] if found else ""
        return answer

    def post(self, path: str, **given: str) -> Answer:
        """Sends a form, as a page does."""
        origin = f"http://{self.host}"
        return self.ask(path, "POST", urlencode(given).encode(), Origin=origin)


def entered(desk: DeskProcess) -> Asking:
    asking = Asking(desk.address)
    asking.enter()
    return asking
