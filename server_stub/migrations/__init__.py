"""The steps by which a hospital's database came to its present shape; run by its owner."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy import URL, create_engine
from sqlalchemy.pool import NullPool

_FOLDER = Path(__file__).parent


def migrate(owner: URL, service_role: str) -> None:
    """Bring a database to the present shape and let the service role use it; safe to repeat.

    The service may read and write rows, and delete or alter nothing.
    """
    engine = create_engine(owner, poolclass=NullPool)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        role = sql.Identifier(service_role).as_string(None)
        connection.exec_driver_sql(f"grant usage on schema public to {role}")
        connection.exec_driver_sql(
            f"grant select, insert, update on all tables in schema public to {role}"
        )
        connection.exec_driver_sql(f"grant usage on sequence fence to {role}")
