"""Files in the browser, shown or downloaded, so that nothing in them can run, reach out, or act as this site."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SANDBOX = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"


def sealed(content: bytes | str, *, content_type: str, file_name: str, attached: bool = False) -> HttpResponse:
    """Give a file in a sandbox of its own: shown in the browser, or `attached` to be downloaded.

    The browsers' own viewers of PDF open in a sandbox too.
    """
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(attached, file_name) or "attachment"
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store, private"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
