"""The hospital as the target of an import: its one writer, reached as the operator reaches it."""

from collections.abc import Sequence
from uuid import UUID

from models.entity import Entity
from models.patient import Patient
from server_stub.fhir_import.bundle import RefusedError
from server_stub.leases import MAX_BLOCK
from server_stub.operator_line import Operator
from server_stub.operator_requests import KnownRequest, SerialsRequest
from server_stub.refusal import Refusal
from server_stub.writing import NotWrittenError, write_new


class HospitalTarget:
    """Writes what an import made through the service's own change sets."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator

    def known_patients(self, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these patients the hospital has already."""
        return self._operator.known(KnownRequest(table=Patient.TABLE, ids=list(ids)))

    def take_serials(self, count: int) -> list[int]:
        """That many medical record serials, nobody else's."""
        taken: list[int] = []
        while len(taken) < count:
            block = min(count - len(taken), MAX_BLOCK)
            taken += self._operator.take_serials(SerialsRequest(count=block))
        return taken

    def write(self, use_case: str, records: list[list[Entity]]) -> None:
        """Store each list of records as one change set of the service.

        Raises:
            RefusedError: one of them could not be applied.
        """
        try:
            write_new(self._operator, use_case, records)
        except (NotWrittenError, Refusal) as error:
            raise RefusedError("", f"the service did not take it: {error}") from error
