"""The visitor of the crash tests takes a broken line for a broken line, whatever the server was answering."""

from __future__ import annotations

import socket
import threading
from types import SimpleNamespace
from typing import cast

import pytest

from tests.crash.stage import Stage, Visitor, free_port


@pytest.mark.parametrize("status", ["200 OK", "303 See Other", "422 Unprocessable", "500 Broken"])
def test_a_page_cut_off_in_the_middle_is_asked_for_again(status: str) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        port = server.getsockname()[1]
        threading.Thread(target=_cut_off_then_whole, args=(server, status), daemon=True).start()
        visitor = Visitor(cast(Stage, SimpleNamespace(port=port)), "text")
        if status.startswith("500"):
            with pytest.raises(AssertionError, match="500"):
                visitor._try("GET")
        else:
            assert visitor._try("GET") == "whole"


def _cut_off_then_whole(server: socket.socket, status: str) -> None:
    head = f"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    for body in ("5\r\nwho", "5\r\nwhole\r\n0\r\n\r\n"):
        line, _ = server.accept()
        with line:
            line.recv(65_536)
            line.sendall((head + body).encode())
