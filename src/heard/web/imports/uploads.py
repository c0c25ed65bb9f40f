"""How large an upload may be. Reading stops at the limit, so that nobody can fill the memory of the server."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 300  # of one return; the looked-after children of all England take less than 100
MOST_NAMES_MEGABYTES = 2  # of one list of names: about 30,000 children
MOST_OFFICERS_MEGABYTES = 3  # a photo or a list of at most 2 MB, and what a form puts round it
MOST_PAPERS_MEGABYTES = 26  # a paper of at most 25 MB, and what a form puts round it
ELSEWHERE = 1  # megabytes; no other page takes a file
UNDER = {
    "/service/imports/": MOST_MEGABYTES,
    "/service/officers/": MOST_OFFICERS_MEGABYTES,
    "/reviews/": MOST_PAPERS_MEGABYTES,
}


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep files; counts every byte of the request, over all its files."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0

    @property
    def most(self) -> int:
        path = self.request.path if self.request is not None else ""
        return next((most for under, most in UNDER.items() if path.startswith(under)), ELSEWHERE) * MEGABYTE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Let the data through until the limit is passed; then the rest is read away and the form says so."""
        self.taken += len(raw_data)
        if self.taken > self.most:
            if self.request is not None:
                self.request.META["heard.upload_too_large"] = "yes"
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to the handlers that keep it."""
        return None


def too_large(request: HttpRequest) -> bool:
    """Whether the upload of this request was stopped at the limit. Looking reads the body."""
    return bool(request.POST is not None and request.META.get("heard.upload_too_large"))
