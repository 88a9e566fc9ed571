"""One program owns a store: the operating system's file lock, let go even by a crash.

Where such locks belong to the whole process, a second one of the same process would be granted,
and letting it go would let both go; so a process also keeps count of the folders it owns.
"""

from pathlib import Path
from threading import Lock

from fasteners import InterProcessLock  # type: ignore[import-untyped]

from local_store.errors import StoreLockedError, file_errors
from models.vocabulary import N_

IN_USE = N_("Almoner is already open on this workstation. Use the window that is open.")


_owned: set[Path] = set()
_owning = Lock()


class FolderLock:
    """The lock of one store folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._lock = InterProcessLock(str(folder / "lock"))

    def acquire(self) -> None:
        """Take it, at once or not at all.

        Raises:
            StoreLockedError: another program holds it, or this one does already.
            StoreUnavailableError: the folder cannot be used.
        """
        with _owning, file_errors():
            if self._folder in _owned:
                raise StoreLockedError(IN_USE)
            taken = self._lock.acquire(blocking=False)
            if taken:
                _owned.add(self._folder)
        if not taken:
            self._lock.lockfile.close()
            raise StoreLockedError(IN_USE)

    def release(self) -> None:
        """Let it go."""
        with _owning:
            self._lock.release()
            _owned.discard(self._folder)
