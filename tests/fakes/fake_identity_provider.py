"""A fake identity provider on loopback: OIDC (code flow with PKCE) and SAML 2.0, for whoever it is told is signing in.

It listens on `localhost` while the tests' server is met at 127.0.0.1, so that to a browser they are different sites, as
they are in a municipality.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import zlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

CLIENT, SECRET = "forebygg-client", "a secret of the tests"
ENTITY = "https://fake-identity-provider.example/saml"
_PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"


class FakeIdentityProvider:
    """Starts at once; `person` says who signs in next: subject, email, name, groups, amr (a list), acr (SAML);
    claims: what the identity token says otherwise, or None for no token."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        self.saml_lasts = timedelta(minutes=5)
        self.moment: datetime | None = None
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"owner": self}))
        self.address = f"http://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()

    def oidc(self, **more: Any) -> dict[str, Any]:
        """Return this provider as the installation's file would have it, read in."""
        row = {"kind": "oidc", "name": "Fejkade kommunen", "server": self.address, "client": CLIENT, "secret": SECRET}
        return row | more

    def saml(self, **more: Any) -> dict[str, Any]:
        """The same for SAML."""
        row = {"kind": "saml", "name": "Fejkade kommunen", "entity": ENTITY, "sso": f"{self.address}/sso"}
        names = {"uid": "subject", "email": "email", "name": "name"}
        return row | {"certificate": self.certificate(), "attributes": names} | more

    def certificate(self) -> str:
        """Return a certificate of the signing key, in PEM."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fake")])
        day = datetime(2020, 1, 1, tzinfo=UTC)
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
        made = made.serial_number(1).not_valid_before(day).not_valid_after(day + timedelta(days=9000))
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()

    def private_pem(self) -> str:
        """Return the key, in PEM."""
        pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        return self.key.private_bytes(pem, serialization.PrivateFormat.TraditionalOpenSSL, plain).decode()

    # OIDC

    def configuration(self) -> dict[str, Any]:
        """Discovery."""
        here = self.address
        return {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "userinfo_endpoint": f"{here}/userinfo",
            "jwks_uri": f"{here}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where to send the person back, with a code."""
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Return tokens for a code, once, to whoever knows the secret and the verifier."""
        asked = self.codes.pop(given.get("code", ""), None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or given.get("client_secret") != SECRET or challenge != asked["code_challenge"]:
            return None
        if given["redirect_uri"] != asked["redirect_uri"]:
            return None
        access, now = secrets.token_urlsafe(16), datetime.now(UTC)
        claims = {"sub": self.person["subject"], "email": self.person["email"], "name": self.person["name"]}
        claims |= {name: self.person[name] for name in ("groups", "amr", "acr") if name in self.person}
        self.tokens[access] = {"sub": claims["sub"], "email": claims["email"], "name": claims["name"]}
        claims |= {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + timedelta(minutes=5)}
        answer = {"access_token": access, "token_type": "Bearer"}
        if "claims" not in self.person:
            return answer | {"id_token": jwt.encode(claims, self.private_pem(), "RS256")}
        claims |= self.person["claims"] or {}
        return answer | ({"id_token": jwt.encode(claims, self.private_pem(), "RS256")} if self.person["claims"] else {})

    # SAML

    def saml_answer(self, packed: str, *, tamper: bool = False) -> tuple[str, str]:
        """Return (address, SAMLResponse) for a request."""
        from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
        from onelogin.saml2.utils import OneLogin_Saml2_Utils

        asked = ElementTree.fromstring(zlib.decompress(base64.b64decode(packed), -15))
        address = asked.attrib["AssertionConsumerServiceURL"]
        issuer = asked.find("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer")
        assert issuer is not None and issuer.text
        assertion = self._assertion(asked.attrib["ID"], address, issuer.text)
        signed = OneLogin_Saml2_Utils.add_sign(
            assertion, self.private_pem(), self.certificate(), False, Names.RSA_SHA256, Names.SHA256
        )
        text = signed.decode() if isinstance(signed, bytes) else signed
        if tamper:
            text = text.replace(self.person["email"], "annan@vaxjo.example")
        text = text.removeprefix("<?xml version='1.0' encoding='utf-8'?>").removeprefix('<?xml version="1.0"?>').strip()
        answer = (
            '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
            f'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{secrets.token_hex(8)}" Version="2.0" '
            f'IssueInstant="{self._at()}" Destination="{address}" InResponseTo="{asked.attrib["ID"]}">'
            f"<saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status><samlp:StatusCode "
            f'Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{text}</samlp:Response>'
        )
        return address, base64.b64encode(answer.encode()).decode()

    def _at(self, ahead: timedelta = timedelta(0)) -> str:
        return ((self.moment or datetime.now(UTC)) + ahead).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _assertion(self, asked: str, address: str, audience: str) -> str:
        until, before = self._at(self.saml_lasts), self._at(-timedelta(minutes=1))
        words = {"subject": [self.person["subject"]], "email": [self.person["email"]], "name": [self.person["name"]]}
        words |= {"groups": self.person["groups"]} if "groups" in self.person else {}
        attributes = "".join(
            f'<saml:Attribute Name="{name}">'
            + "".join(f"<saml:AttributeValue>{html.escape(value)}</saml:AttributeValue>" for value in values)
            + "</saml:Attribute>"
            for name, values in words.items()
        )
        return (
            f'<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{secrets.token_hex(8)}" '
            f'Version="2.0" IssueInstant="{self._at()}"><saml:Issuer>{ENTITY}</saml:Issuer><saml:Subject>'
            '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">'
            f"{self.person['subject']}</saml:NameID>"
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData '
            f'NotOnOrAfter="{until}" Recipient="{address}" InResponseTo="{asked}"/></saml:SubjectConfirmation>'
            f'</saml:Subject><saml:Conditions NotBefore="{before}" NotOnOrAfter="{until}"><saml:AudienceRestriction>'
            f"<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
            f'<saml:AuthnStatement AuthnInstant="{self._at()}"><saml:AuthnContext><saml:AuthnContextClassRef>'
            f"{self.person.get('acr', _PASSWORD)}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
            f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"
        )


class _Handler(BaseHTTPRequestHandler):
    owner: FakeIdentityProvider

    def do_GET(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        match urlsplit(self.path).path:
            case "/.well-known/openid-configuration":
                self._json(self.owner.configuration())
            case "/authorize":
                back = html.escape(self.owner.authorize(asked))
                self._answer(200, "text/html", f'<h1>Fake</h1><a id="yes" href="{back}">Sign in</a>')
            case "/userinfo":
                known = self.owner.tokens.get(self.headers["Authorization"].removeprefix("Bearer "))
                self._json(known, 200 if known else 401)
            case "/sso":
                address, answer = self.owner.saml_answer(asked["SAMLRequest"])
                self._answer(
                    200,
                    "text/html",
                    f'<h1>Fake</h1><form method="post" action="{html.escape(address)}"><input type="hidden" '
                    f'name="SAMLResponse" value="{answer}"><button id="yes">Sign in</button></form>',
                )
            case _:
                self._json(None, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        tokens = self.owner.token({name: values[0] for name, values in parse_qs(body).items()})
        self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def _json(self, found: object, status: int = 200) -> None:
        self._answer(status, "application/json", json.dumps(found))

    def _answer(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""
