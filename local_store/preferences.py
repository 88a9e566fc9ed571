"""What this desk looks like and prints to: settings that no other desk needs to know."""

from local_store.writing import Writing

_PUT = (
    "INSERT INTO preference (key, value) VALUES (?, ?)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


class Preferences:
    """Text by key; each call is one small transaction."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    def get(self, key: str) -> str | None:
        """A setting, or None."""
        with self._writing.database.reading() as connection:
            found = connection.exec_driver_sql("SELECT value FROM preference WHERE key = ?", (key,))
            value: str | None = found.scalar()
        return value

    def put(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self._writing.person() as raw:
            raw.execute(_PUT, (key, value))
