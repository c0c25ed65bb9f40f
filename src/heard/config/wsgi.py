"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

from heard.common import lifeline

lifeline.watch()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
application = get_wsgi_application()
