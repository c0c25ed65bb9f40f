"""Which request is at work, so that every event names it."""

from contextvars import ContextVar
from uuid import UUID

request_id: ContextVar[UUID | None] = ContextVar("heard_request_id", default=None)
