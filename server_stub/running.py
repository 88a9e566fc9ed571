"""One hospital in this process: its parts put together, and what the routes need of them."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from time import monotonic

import psycopg
import structlog
from psycopg_pool import PoolTimeout
from starlette.applications import Starlette

from models.ids import Clock, Entropy, uuid7
from server_stub.auth import Gate
from server_stub.callers import Callers
from server_stub.database import Database, open_database
from server_stub.device_keys import KeysNotShownError, show_keys
from server_stub.engine import Engine
from server_stub.enrol import Enrolments, GuessLimit
from server_stub.founding import Founding, found
from server_stub.hospital import Hospital
from server_stub.live import Live
from server_stub.metrics import Metrics
from server_stub.migrations import migrate
from server_stub.operator_requests import LocalOperator
from server_stub.port import DatabaseTrouble
from server_stub.refusal import Refusal
from server_stub.rules.site_days import day_at, seconds_of_the_day_left
from server_stub.sql_port import SqlPort

TRY_WAITING_S = 600.0
"""How often what only the database refused is tried again."""

_DAY_S = 86_400.0
_log = structlog.get_logger("almoner.service")


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> datetime:
        """The wall clock, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some start."""
        return monotonic()


@dataclass(frozen=True)
class Works:
    """What reads and writes the hospital's database, with or without a network in front."""

    hospital: Hospital
    port: SqlPort
    engine: Engine
    enrolments: Enrolments
    operator: LocalOperator


@contextmanager
def open_works(hospital: Hospital, clock: Clock, entropy: Entropy) -> Iterator[Works]:
    """Start the database where it is ours, bring it to the present shape, and an engine on it.

    Raises:
        DatabaseError, EmbeddedError: the database cannot be used.
    """
    with open_database(hospital.home) as database:
        bring_up_to_date(hospital, database, clock, entropy)
        port = SqlPort(database.service.conninfo)
        try:
            engine = Engine(port, clock, entropy, hospital.keys.service, hospital.keys.hash)
            try:
                enrolments = Enrolments(engine, port, hospital.keys.token, hospital.keys.hash)
                seams = (clock, entropy)
                operator = LocalOperator(engine, port, enrolments, hospital.authority, seams)
                yield Works(hospital, port, engine, enrolments, operator)
            finally:
                engine.close()
        finally:
            port.close()


def bring_up_to_date(
    hospital: Hospital, database: Database, clock: Clock, entropy: Entropy
) -> None:
    """Migrate the database, and begin its history if it has none; safe to repeat."""
    migrate(database.owner.url, database.service.parameters["user"])
    now_ms = int(clock.now().timestamp() * 1000)
    founding = Founding(
        epoch=uuid7(now_ms, entropy),
        mark=entropy(8),
        service_device=uuid7(now_ms, entropy),
        service_public_key=hospital.keys.service.public_key().public_bytes_raw(),
    )
    if found(database.owner.conninfo, founding):
        _log.info("history_begun", epoch=str(founding.epoch))


class Running:
    """The works with a network in front of them."""

    def __init__(self, works: Works, clock: Clock, entropy: Entropy) -> None:
        keys = works.hospital.keys
        self.hospital = works.hospital
        self.engine = works.engine
        self.enrolments = works.enrolments
        self.operator = works.operator
        self.clock = clock
        self.metrics = Metrics()
        self.live = Live(works.engine, works.port, clock, self.metrics)
        self.callers = Callers(Gate(keys.token, clock, entropy), works.enrolments, keys.admin)
        self.guesses = GuessLimit(clock)
        self._port = works.port

    @cached_property
    def tls(self) -> ssl.SSLContext:
        """The TLS side of the listening socket."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # A ticket after the handshake is read while a client with two threads already writes;
        # before Python 3.13 that can stall such a client, and nothing here resumes a session.
        context.num_tickets = 0
        context.load_cert_chain(*self.hospital.service_certificate(self.clock.now()))
        return context

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Tail the log and keep the certificate fresh while requests are served."""
        self.live.start()
        works = (self._renew_daily, self._try_waiting, self._charge_bed_days)
        chores = [asyncio.create_task(each()) for each in works]
        try:
            yield
        finally:
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
            await self.live.stop()

    def why_not_ready(self) -> str | None:
        """What keeps this process from serving, or None when nothing does."""
        if not self.engine.is_writer():
            return "standing by: another process writes for this hospital"
        try:
            with self._port.connection() as connection:
                connection.execute("select 1")
        except (psycopg.Error, PoolTimeout):
            return "the database does not answer"
        return None

    def metrics_page(self) -> bytes:
        """The metrics with what only the database knows."""
        with self._port.connection() as connection:
            found = connection.execute(
                "select count(*) from change_set where status = 'parked'"
            ).fetchone()
        self.metrics.parked.set(found[0] if found else 0)
        return self.metrics.text()

    async def _try_waiting(self) -> None:
        while True:
            await self._chore("keys_not_shown", lambda: show_keys(self.engine, self._port))
            await asyncio.sleep(TRY_WAITING_S)
            await self._chore("not_tried_again", self.engine.try_waiting)

    async def _charge_bed_days(self) -> None:
        charged: date | None = None
        while True:
            now = self.clock.now()
            today = day_at(now)
            if charged != today and await self._chore(
                "bed_days_not_charged", self.engine.charge_bed_days
            ):
                charged = today
            # In steps, because a computer that slept through the night wakes at another time.
            await asyncio.sleep(min(TRY_WAITING_S, seconds_of_the_day_left(now) + 1))

    async def _chore(self, otherwise: str, work: Callable[[], object]) -> bool:
        """Do something that is done again later where it fails now; whether it was done."""
        try:
            await asyncio.to_thread(work)
        except (Refusal, DatabaseTrouble, KeysNotShownError, psycopg.Error, PoolTimeout) as trouble:
            _log.warning(otherwise, why=str(trouble))
            return False
        return True

    async def _renew_daily(self) -> None:
        while True:
            await asyncio.sleep(_DAY_S)
            self.tls.load_cert_chain(*self.hospital.service_certificate(self.clock.now()))
