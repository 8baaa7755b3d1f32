"""Who may come in: the browser that was given the token, on this machine, from our own pages; nobody else."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing but our own files is loaded, nobody frames the pages; styles stand in charts and at cells.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_ASKING = ("GET", "HEAD")


class Gate:
    """Lets requests through to ``app`` that name the ``host`` (address and port) the desk is at, come from no other
    page, and carry the token: as ``?token=`` once, as a cookie afterwards.

    ``pass_once`` gives a token that lets in a single time: what a browser is started with, others on the machine may
    read from its command line.
    """

    def __init__(self, app: ASGIApp, host: str, token: str) -> None:
        self.app, self.host, self.token = app, host, token
        self.cookie = f"nianbao-{host.rpartition(':')[2]}"  # cookies know no ports
        self._secret = secrets.token_urlsafe(32)
        self._once: set[str] = set()

    def pass_once(self) -> str:
        """A new token that is good for one request."""
        token = secrets.token_urlsafe(24)
        self._once.add(token)
        return token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        introduced = secrets.compare_digest(given.encode(), self.token.encode()) or given in self._once
        refused = self._refused(scope["method"], headers, introduced)
        if refused is not None:
            await refused(scope, receive, send)
            return

        self._once.discard(given)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
                answer.setdefault("cache-control", "no-store")
                if introduced:
                    answer.append("set-cookie", f"{self.cookie}={self._secret}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        await self.app(scope, receive, dressed)

    def _refused(self, method: str, headers: Headers, introduced: bool) -> PlainTextResponse | None:
        """The answer to who may not come in."""
        if headers.getlist("host") != [self.host]:
            return _no(403, f"只能用 http://{self.host}/ 打开")
        origins = headers.getlist("origin")
        if origins and origins != [f"http://{self.host}"]:
            return _no(403, "这个请求来自别的网页，没有办理")
        if method not in _ASKING and headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _no(403, "这个请求来自别的网页，没有办理")
        # What other programs on this machine have set may be of any form.
        kept = (one.strip() for line in headers.getlist("cookie") for one in line.split(";"))
        own = f"{self.cookie}={self._secret}".encode()
        known = any(secrets.compare_digest(one.encode("utf-8", "replace"), own) for one in kept)
        if not introduced and not known:
            return _no(401, "没有通行码，或工作台已经重新打开：请用启动时显示的整个地址（带 ?token=）打开")
        return None


def _no(status: int, words: str) -> PlainTextResponse:
    return PlainTextResponse(words, status, headers=_HEADERS | {"cache-control": "no-store"})
