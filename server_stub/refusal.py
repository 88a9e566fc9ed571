"""A request that the service does not do: raised anywhere inside, answered as a Problem."""

from typing import Any

from models.wire import Problem


class Refusal(Exception):
    """Why not, in the words and codes of the wire, and the HTTP status it is answered with."""

    def __init__(self, problem: Problem, http_status: int) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.http_status = http_status


def refuse(code: str, http_status: int, message: str, **details: Any) -> Refusal:
    """Make a refusal; `details` are the further fields of the Problem."""
    return Refusal(Problem(code=code, message=message, **details), http_status)
