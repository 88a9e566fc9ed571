"""The reception desk of the application's own tests."""

from tests.app.conftest import bench

__all__ = ["bench"]
