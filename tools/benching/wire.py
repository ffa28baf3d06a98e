"""One keep-alive connection over a bare socket: the clients share the machine's cores with the server they measure."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from urllib.parse import urlencode

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=\r]+)=([^;\r]*)", re.IGNORECASE)


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    def cookies(self) -> dict[str, str]:
        """Return the cookies that were set."""
        return {name.decode(): value.decode() for name, value in _COOKIE.findall(self.head)}


def request(method: str, path: str, *, cookie: str = "", form: dict[str, str] | None = None, client: str = "") -> bytes:
    """Return the bytes of one request, made once and sent many times. `client` is whom the proxy says it is for."""
    body = urlencode(form).encode() if form is not None else b""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if client:
        lines.append(f"X-Forwarded-For: {client}")
    if form is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Wire:
    """A connection that stays open. `source` is the loopback address it comes from."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(source, 0))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def send(self, raw: bytes) -> Answer:
        """Send a request and read its whole answer."""
        self._socket.sendall(raw)
        head = self._until(b"\r\n\r\n")
        status = int(head[9:12])
        if found := _LENGTH.search(head):
            body = self._exactly(int(found.group(1)))
        elif _CHUNKED.search(head):
            body = self._chunks()
        else:
            body = b""
        return Answer(status, head, body)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _more(self) -> None:
        found = self._socket.recv(65536)
        if not found:
            raise ConnectionError("the server hung up")
        self._rest += found

    def _until(self, end: bytes) -> bytes:
        while (at := self._rest.find(end)) < 0:
            self._more()
        found, self._rest = self._rest[:at], self._rest[at + len(end) :]
        return found + b"\r\n"

    def _exactly(self, count: int) -> bytes:
        while len(self._rest) < count:
            self._more()
        found, self._rest = self._rest[:count], self._rest[count:]
        return found

    def _chunks(self) -> bytes:
        parts = []
        while size := int(self._until(b"\r\n").strip(), 16):
            parts.append(self._exactly(size))
            self._exactly(2)
        self._until(b"\r\n")
        return b"".join(parts)
