"""What can go wrong with the desk's memory, each with words that say what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3  # type: ignore[import-untyped]
from sqlalchemy.exc import DBAPIError

from models.vocabulary import N_

FULL = N_(
    "The disk of this workstation is full. Nothing was saved. Free some space, then try again."
)
READ_ONLY = N_("The store cannot be written: its folder or disk is read-only. Nothing was saved.")
UNREADABLE = N_("The store's folder cannot be used. Check the disk and its permissions: {reason}")
DAMAGED = N_(
    "The records on this workstation are damaged. Nothing was deleted. Do not reinstall: work"
    " that has not been sent yet can still be recovered. Call your administrator. ({reason})"
)

_SQLITE_CORRUPT, _SQLITE_FULL, _SQLITE_NOTADB = 11, 13, 26
_ENVIRONMENT = {5, 6, 8, 10, 14}  # busy, locked, read-only, input/output, cannot open
_SQLITE_READONLY = 8
_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class StoreError(Exception):
    """Something about the store; the message is for people."""


class StoreUnavailableError(StoreError):
    """The disk is full, read-only or gone. Nothing was written; it may work later."""


class StoreLockedError(StoreError):
    """Another running program owns this store."""


class StoreKeyError(StoreError):
    """The key box gives no key, or a wrong one."""


class StoreDamagedError(StoreError):
    """The file is no longer what was written. It is left as it is."""


class StoreTooNewError(StoreError):
    """A newer version of the program has written this store."""


class UnsafeSqliteError(StoreError):
    """The SQLite library has a known fault that can lose committed work."""


class NotEnrolledError(StoreError):
    """The desk does not belong to a hospital yet."""


class WrongEntityError(StoreError):
    """The program tried to write a record that this desk may not write in this way."""


class NotHeldError(WrongEntityError):
    """The program tried to make a record of a class that this desk does not hold.

    A fault of the program: the profile of the desk decides what a use case may offer here.
    """


class MissingRowError(StoreError):
    """The row to change is not held at this desk."""


class PageGapError(StoreError):
    """A page does not begin where this replica stands."""


class BadPageError(StoreError):
    """A page of the service does not have the shape of a page; nothing of it was applied."""


class OtherHistoryError(StoreError):
    """The service speaks of another history than the one this replica follows."""


class ForeignPaperError(StoreError):
    """A code on paper comes from no workstation of this hospital that is known here."""


class TamperedPaperError(StoreError):
    """A code on paper is not what its workstation signed."""


class ForkedError(StoreError):
    """The service holds change sets of this desk that this store never wrote: it is a copy."""


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn what SQLite says about disk and file into errors with words; bugs pass unchanged."""
    try:
        yield
    except sqlcipher3.Error as error:
        if (known := _known(error)) is None:
            raise
        raise known from error
    except DBAPIError as error:
        if (known := _known(error.orig)) is None:
            raise
        raise known from error


@contextmanager
def file_errors() -> Iterator[None]:
    """Turn what the file system says into an error with words."""
    try:
        yield
    except OSError as error:
        raise _unavailable(error) from error


def _unavailable(error: OSError) -> StoreUnavailableError:
    if error.errno in _NO_SPACE:
        return StoreUnavailableError(FULL)
    if error.errno == errno.EROFS:
        return StoreUnavailableError(READ_ONLY)
    return StoreUnavailableError(UNREADABLE.format(reason=error.strerror or error))


def _known(error: BaseException | None) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (_SQLITE_CORRUPT, _SQLITE_NOTADB):
        return StoreDamagedError(DAMAGED.format(reason=error))
    if code == _SQLITE_FULL:
        return StoreUnavailableError(FULL)
    if code == _SQLITE_READONLY:
        return StoreUnavailableError(READ_ONLY)
    if code in _ENVIRONMENT:
        return StoreUnavailableError(UNREADABLE.format(reason=error))
    return None
