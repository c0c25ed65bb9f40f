"""The same review as for the people."""

from tests.web.inviting.conftest import Scene, scene

__all__ = ["Scene", "scene"]
