"""Nobody comes in without the token, from another page, or by another name; no path leads out of a round."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from tests.desk.asking import Asking, entered
from tests.desk.conftest import DeskProcess
from toolkit.desk.gate import Gate

Start = Callable[..., DeskProcess]
ADDRESSES = ("", "organ?code=990222-03", "sum", "letters", "log", "keep", "get/outbox", "get/roster", "publish", "drop")


@pytest.fixture(scope="module")
def asking(taken_round: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """Somebody who has come in. The round is only looked at."""
    desk = DeskProcess(tmp_path_factory.mktemp("home"), taken_round).start()
    yield entered(desk)
    desk.end()


def test_address__answers_with_the_board_and_a_cookie_of_its_own(asking: Asking) -> None:
    answer = Asking(asking.address).enter()
    assert answer.status == 200
    assert "青禾省教育厅" in answer.text
    assert "应报" in answer.text
    given = answer.headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert asking.address.rpartition("=")[2] not in given


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("cookie", ["", "nianbao-1=x", "own port"])
def test_nothing__without_the_token(asking: Asking, method: str, cookie: str) -> None:
    port = asking.host.rpartition(":")[2]
    given = f"nianbao-{port}=x" if cookie == "own port" else cookie
    for path in ("/", "/new", "/stop", "/static/desk.css", "/alive", *(f"{asking.round}{one}" for one in ADDRESSES)):
        for query in ("", "?token=", "?token=x"):
            answer = asking.ask(path.partition("?")[0] + query, method, cookie=False, Cookie=given)
            assert answer.status == 401, path
            assert "青禾省" not in answer.text
            assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "127.0.0.1", "evil.example:{port}", "localhost:{port}", ""]
)
def test_host__of_another_name_is_refused_with_the_cookie(asking: Asking, host: str) -> None:
    name = host.format(port=asking.host.rpartition(":")[2])
    assert asking.ask("/", Host=name).status == 403
    assert asking.ask(asking.address.partition(asking.host)[2], Host=name).status == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://{host}", "http://127.0.0.1:1", "http://localhost"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_origin__of_another_page_is_refused_with_the_cookie(asking: Asking, origin: str, method: str) -> None:
    answer = asking.ask(f"{asking.round}sum", method, b"", Origin=origin.format(host=asking.host))
    assert answer.status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_form__of_another_page_is_refused_where_the_browser_says_so(asking: Asking, site: str) -> None:
    assert asking.ask(f"{asking.round}close", "POST", b"by=x", Sec_Fetch_Site=site).status == 403


def test_page__loads_nothing_from_elsewhere(asking: Asking) -> None:
    for path in ("/", *(f"{asking.round}{one}" for one in ("", "sum", "letters", "organ?code=990222-03"))):
        answer = asking.ask(path)
        assert answer.status == 200
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "http" not in answer.text.replace(f"http://{asking.host}", "").replace("http://www.w3.org/", "")


def test_desk__listens_on_this_machine_alone(asking: Asking) -> None:
    host, port = asking.host.split(":")
    assert host == "127.0.0.1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            own = probe.getsockname()[0]
        except OSError:
            pytest.skip("the machine has no other address")
    with socket.socket() as other:
        other.settimeout(2)
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            other.connect((own, int(port)))


@pytest.mark.parametrize(
    "path",
    [
        "get/made/letters/1/" + quote("../../账.sqlite", safe=""),
        "get/made/sum/1/" + quote("..\\..\\账.sqlite", safe=""),
        "get/made/sum/1/" + quote("/etc/passwd", safe=""),
        "get/made/" + quote("件") + "/1",
        "get/delta/" + quote("../账.sqlite", safe=""),
        "get/version/99999",
        "get/workbook?code=" + quote("../../账.sqlite"),
        "../../etc/passwd",
        "organ?code=" + quote("../x"),
        "file?name=" + quote("../../账.sqlite"),
        "decide/close",
    ],
)
def test_path__from_the_browser_leads_nowhere_else(asking: Asking, path: str) -> None:
    answer = asking.ask(f"{asking.round}{path}")
    assert answer.status in (404, 409)
    assert b"SQLite" not in answer.body


def test_unknown_address__is_told_in_chinese(asking: Asking) -> None:
    for path in ("/nosuch", "/r/0123/", "/work/77", f"{asking.round}nosuch"):
        answer = asking.ask(path)
        assert answer.status == 404
        assert "没有" in answer.text


def test_token__that_a_browser_is_started_with_lets_in_once() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("da")(scope, receive, send)

    gate = Gate(app, "127.0.0.1:5", "whole")
    token = gate.pass_once()
    assert [status_of(gate, token), status_of(gate, token), status_of(gate, "whole"), status_of(gate, "whole")] == [
        200,
        401,
        200,
        200,
    ]


def status_of(gate: Gate, token: str) -> int:
    """How the gate answers to who brings ``token``."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": f"token={token}".encode(),
        "headers": [(b"host", b"127.0.0.1:5")],
    }
    asyncio.run(gate(scope, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    "other", ['prefs={"x":1}', "foo[=1", "expires=1", "path", "k=\u00e4", "a=b c; q", "=", ";;", "x" * 4000]
)
@pytest.mark.parametrize("ours_first", [True, False])
def test_cookies__of_other_programs_on_the_machine_keep_nobody_out(
    asking: Asking, other: str, ours_first: bool
) -> None:
    cookies = [asking.cookie, other] if ours_first else [other, asking.cookie]
    assert asking.ask("/", cookie=False, Cookie="; ".join(cookies)).status == 200
    assert asking.ask("/", cookie=False, Cookie=other).status == 401
