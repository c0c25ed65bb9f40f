"""The settings of the service, with what tests need beside them.

Each run has a state folder and a database name of its own, chosen once by the controller and inherited by the
workers of xdist, so that two runs on one machine never meet.
"""

import atexit
import os
import secrets
import shutil
import tempfile

if "HEARD_TEST_RUN" not in os.environ:
    os.environ["HEARD_TEST_RUN"] = f"{os.getpid()}_{secrets.token_hex(3)}"
    os.environ["HEARD_HOME"] = tempfile.mkdtemp(prefix="heard-tests-")
    atexit.register(shutil.rmtree, os.environ["HEARD_HOME"], ignore_errors=True)
os.environ.pop("HEARD_TODAY", None)

from heard.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {  # the manifest of the built files is checked by the browser tests
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
