"""What SAML needs beside the library's own: how people proved who they are. Imported only where SAML is in use."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.saml.provider import SAMLProvider


class Provider(SAMLProvider):  # type: ignore[misc]
    """The library's provider, telling the ways of the sign-in too, under the name OIDC has for it."""

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Return what was told, and `acr`."""
        return {**data.get_attributes(), "acr": data.get_last_authn_contexts()}
