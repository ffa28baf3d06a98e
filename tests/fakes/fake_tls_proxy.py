"""A proxy with TLS in front of a server on loopback, as docs/operating.md asks for one in live: its own certificate,
and the headers it must set."""

from __future__ import annotations

import http.client
import ssl
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "x-forwarded-proto", "x-forwarded-for"}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A browser tries a certificate nobody signed, and then again."""


class FakeTlsProxy:
    """Starts at once at `https://localhost:PORT` and passes everything on to one port."""

    def __init__(self, behind: int, folder: Path) -> None:
        handler = type("Handler", (_Handler,), {"behind": behind})
        self.server = _Server(("127.0.0.1", 0), handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_certificate(folder / "proxy.pem"))
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.address = f"https://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    behind = 0

    def do_GET(self) -> None:
        """Pass on, and say that it came over TLS."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        headers |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0]}
        # Closed whatever happens: a browser that went away must not leave a socket to the next test.
        with closing(http.client.HTTPConnection("127.0.0.1", self.behind, timeout=30)) as line:
            line.request(self.command, self.path, body or None, headers)
            answer = line.getresponse()
            given = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(given)))
        self.end_headers()
        self.wfile.write(given)

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        """Requests to the public pages are not logged."""


def _certificate(path: Path) -> Path:
    """Write a key and a certificate for localhost that nobody signed but itself."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(secret + made.sign(key, hashes.SHA256()).public_bytes(pem))
    return path
