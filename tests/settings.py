"""Settings of the tests: real settings, a fixed home, one of the two databases."""

import os
import tempfile

os.environ.setdefault("FOREBYGG_HOME", tempfile.mkdtemp(prefix="forebygg-test-"))
os.environ.pop("FOREBYGG_MODE", None)
if os.environ.get("FOREBYGG_TEST_DATABASE") == "postgresql":
    from tests.postgres import start_both

    start_both()
    os.environ["FOREBYGG_DATABASE_URL"] = os.environ["FOREBYGG_TEST_MAIN_URL"]
    os.environ["FOREBYGG_KEYS_DATABASE_URL"] = os.environ["FOREBYGG_TEST_KEYS_URL"]

from forebygg.site.settings import *  # noqa: F403
from forebygg.site.settings import DATABASES, HOME, INSTALLED_APPS

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
FOREBYGG_STORES_ARE_WRAPPED = True
FOREBYGG_MAIL_IN_DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
FOREBYGG_LIMITS_FILE = HOME / f"limits-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}.sqlite3"
for _database in DATABASES.values():
    _database["CONN_MAX_AGE"] = 0
_PROTOCOLS = ["allauth.socialaccount.providers.openid_connect", "allauth.socialaccount.providers.saml"]
INSTALLED_APPS = [*INSTALLED_APPS, *_PROTOCOLS]
