"""One program owns a store: the operating system's file lock, let go even by a crash."""

from pathlib import Path

from fasteners import InterProcessLock  # type: ignore[import-untyped]

from local_store.errors import StoreLockedError, file_errors
from models.vocabulary import N_

IN_USE = N_("Almoner is already open on this workstation. Use the window that is open.")


class FolderLock:
    """The lock of one store folder."""

    def __init__(self, folder: Path) -> None:
        self._lock = InterProcessLock(str(folder / "lock"))

    def acquire(self) -> None:
        """Take it, at once or not at all.

        Raises:
            StoreLockedError: another program holds it.
            StoreUnavailableError: the folder cannot be used.
        """
        with file_errors():
            taken = self._lock.acquire(blocking=False)
        if not taken:
            self._lock.lockfile.close()
            raise StoreLockedError(IN_USE)

    def release(self) -> None:
        """Let it go."""
        self._lock.release()
