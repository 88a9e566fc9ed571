"""The home folder of a hospital: its settings, its secrets, its certificates and its database.

`config.toml` is what the operator may read and edit, `keys/` holds every secret, for the service's
account alone, `certificates/` what anybody may see, `postgres/` the embedded database where there
is no other, and `running.json` tells where the running service listens; it goes when that stops.
"""

import json
import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from models.ids import Clock, Entropy
from server_stub import certificates
from server_stub.database import prepare_database
from server_stub.keys import Keys, make_keys, read_keys, write_private

_CONFIG = "config.toml"
DEFAULT_PORT = 8443
LOOPBACK = ("localhost", "127.0.0.1")


class HospitalError(Exception):
    """The home folder cannot be made or opened; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the operator decides.

    Attributes:
        name: of the hospital.
        listen: the address the service binds; loopback unless the operator says otherwise.
        port: the TCP port.
        hosts: further names and addresses by which workstations reach the service.
    """

    name: str
    listen: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    hosts: tuple[str, ...] = ()

    @property
    def certificate_hosts(self) -> list[str]:
        """Every name the service certificate must carry."""
        return [*LOOPBACK, *(host for host in self.hosts if host not in LOOPBACK)]


@dataclass(frozen=True)
class Hospital:
    """An opened home folder."""

    home: Path
    settings: Settings
    keys: Keys
    authority: bytes
    """The certificate of the hospital's authority, PEM."""

    def service_certificate(self, now: datetime) -> tuple[Path, Path]:
        """The files of a valid service certificate and its key, renewed here when needed."""
        shown, secret = _pair_files(self.home, "service")
        hosts = self.settings.certificate_hosts
        made = shown.exists() and secret.exists()
        if not made or certificates.needs_renewal(shown.read_bytes(), hosts, now):
            authority = certificates.Pair(self.authority, _authority_key(self.home))
            pair = certificates.make_service_certificate(authority, hosts, now)
            write_private(secret, pair.key)
            shown.write_bytes(pair.certificate)
        return shown, secret


def make_hospital(
    home: Path, settings: Settings, *, database_url: str | None, clock: Clock, entropy: Entropy
) -> Hospital:
    """Make the home folder of a new hospital; one cut off half-way is finished.

    Raises:
        HospitalError: there is a hospital already, or the folder holds something else.
    """
    if has_hospital(home):
        raise HospitalError(f"there is a hospital in {home} already; it is left as it is")
    if home.exists() and not (home / "keys").exists() and any(home.iterdir()):
        raise HospitalError(f"{home} is not empty and is no hospital; choose another folder")
    home.mkdir(parents=True, exist_ok=True)
    make_keys(home / "keys", entropy)
    shown, secret = _pair_files(home, "authority")
    if not (shown.exists() and secret.exists()):
        shown.parent.mkdir(exist_ok=True)
        pair = certificates.make_authority(settings.name, clock.now())
        write_private(secret, pair.key)
        shown.write_bytes(pair.certificate)
    prepare_database(home, database_url, entropy)
    (home / _CONFIG).write_text(_as_toml(settings), "utf-8")
    return open_hospital(home)


def has_hospital(home: Path) -> bool:
    """Whether a folder is the finished home of a hospital."""
    return (home / _CONFIG).exists()


def open_hospital(home: Path) -> Hospital:
    """Open the home folder of a hospital.

    Raises:
        HospitalError: there is none, or its settings cannot be read.
        KeysError: a secret is missing or damaged.
    """
    try:
        found = tomllib.loads((home / _CONFIG).read_text("utf-8"))
        settings = Settings(**{**found, "hosts": tuple(found.get("hosts", ()))})
        authority = _pair_files(home, "authority")[0].read_bytes()
    except FileNotFoundError as error:
        raise HospitalError(
            f"there is no hospital in {home}: make one with `admin --home {home} init`"
        ) from error
    except (OSError, ValueError, TypeError) as error:
        raise HospitalError(f"the settings in {home} cannot be read: {error}") from error
    return Hospital(home, settings, read_keys(home / "keys"), authority)


def _pair_files(home: Path, name: str) -> tuple[Path, Path]:
    return home / "certificates" / f"{name}.pem", home / "keys" / f"{name}-certificate.key"


def _authority_key(home: Path) -> bytes:
    try:
        return _pair_files(home, "authority")[1].read_bytes()
    except OSError as error:
        raise HospitalError(f"the authority's key cannot be read: {error}") from error


def _as_toml(settings: Settings) -> str:
    # A JSON string, number or list of strings is TOML as well, so long as it is not escaped.
    pairs = asdict(settings).items()
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in pairs)
