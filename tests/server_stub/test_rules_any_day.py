"""Beds through any day: claims, arrivals, moves and discharges in whatever order they come."""

from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.bed_state import BedState, bed_states
from models.encounter import BedCleaning, Encounter, EncounterLocation
from models.location import BedBooking
from models.vocabulary import AttentionKind, EncounterStatus, LocationId
from models.wire import CommandReply, CommandRequest
from server_stub.commands.run import run_command
from tests.server_stub.care import Care
from tests.server_stub.hospital import dict_hospital
from tests.server_stub.ops import patch

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["book", "release", "come", "leave", "discharge", "clean"]),
        st.integers(0, 2),
        st.integers(0, 1),
    ),
    min_size=3,
    max_size=14,
)


class Day:
    """Three patients with a visit each, two beds, and desks that record what happens."""

    def __init__(self) -> None:
        self.care = Care(dict_hospital())
        self.beds = [self.care.hospital.bed(number) for number in (1, 2)]
        self.patients = [self.care.newcomer() for _ in range(3)]
        self.visits = [
            self.care.record("encounter", patient_id=patient, encounter_id=None)
            for patient in self.patients
        ]
        self.told = 0

    def state(self, bed: UUID) -> BedState:
        facts, cleanings = self.care.rows(EncounterLocation), self.care.rows(BedCleaning)
        return bed_states(facts, cleanings).get(LocationId(bed), BedState())

    def ask(self, name: str, who: int, bed: UUID) -> CommandReply:
        hospital, desk = self.care.hospital, self.care.ward
        args = {"patient_id": str(self.patients[who]), "bed_id": str(bed)}
        if name == "bed.book":
            args["encounter_id"] = str(self.visits[who])
        request = CommandRequest(
            id=self.care.new_id(),
            name=name,
            user=self.care.user,
            args=args,
            after_dseq=desk.dseq - 1,
        )
        means = (hospital.clock, hospital.chance.bytes, hospital.keys)
        return run_command(hospital.port, desk.caller, request, *means)

    def fact(self, who: int, bed: UUID, status: str) -> None:
        self.told += 1
        self.care.record(
            "encounter_location",
            patient_id=self.patients[who],
            encounter_id=self.visits[who],
            location_id=bed,
            status=status,
        )

    def discharge(self, who: int) -> None:
        ward = self.care.ward
        ward.pull()
        seq = ward.seq_of("encounter", self.visits[who])
        ward.say(patch("encounter", self.visits[who], seq, status="finished"))

    def step(self, what: str, who: int, bed: UUID) -> None:
        self.care.hospital.clock.advance(60)
        if what == "book":
            before = self.state(bed)
            had = any(each.patient_id == self.patients[who] for each in self.open(bed))
            reply = self.ask("bed.book", who, bed)
            if reply.status == "done" and not had:
                assert before.occupant is None, "nobody is laid on somebody"
                assert not before.to_clean
        elif what == "release":
            self.ask("bed.release", who, bed)
        elif what == "clean":
            self.care.record("bed_cleaning", bed_id=bed)
        elif what == "discharge":
            self.discharge(who)
        else:
            self.fact(who, bed, "active" if what == "come" else "completed")

    def open(self, bed: UUID) -> list[BedBooking]:
        rows = self.care.rows(BedBooking)
        return [row for row in rows if row.bed_id == bed and row.ends_at is None]

    def check(self) -> None:
        visits = {visit.id: visit for visit in self.care.rows(Encounter)}
        facts = self.care.rows(EncounterLocation)
        assert len(facts) == self.told, "nobody is lost"
        for bed in self.beds:
            claims = self.open(bed)
            assert len(claims) <= 1
            for claim in claims:
                assert claim.encounter_id is not None
                assert visits[claim.encounter_id].status is EncounterStatus.IN_PROGRESS
                came = [
                    f for f in facts if f.patient_id == claim.patient_id and f.status == "active"
                ]
                assert all(f.occurred_at < claim.starts_at for f in came)
            stays = self.state(bed).stays
            pairs = {
                frozenset((item.subject_id, item.other_id))
                for item in self.care.told(AttentionKind.TWO_IN_ONE_BED)
            }
            assert all(
                frozenset((one.id, other.id)) in pairs
                for one in stays
                for other in stays
                if one.patient_id != other.patient_id
            )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_no_bed_is_claimed_twice_given_away_occupied_or_left_to_somebody_gone(
    steps: list[tuple[str, int, int]],
) -> None:
    day = Day()
    for what, who, bed in steps:
        day.step(what, who, day.beds[bed])
        day.check()
