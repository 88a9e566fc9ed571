"""Finding one patient among very many, however the name is typed."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from local_store import search_index
from local_store.lettering import fold_text, name_tokens, number_token, sound_of
from local_store.search import PatientHit, SearchTerms, search_patients
from local_store.store import Store
from models.patient import PatientName
from models.vocabulary import DatePrecision, PatientId
from tests.local_store.desk import USER, Desk, page, registered

PEOPLE = [
    ("García", "José", "000000418", "1980-02-29", "+34 911 234 567"),
    ("Garcia", "Josefa", "000000500", "1979-11-05", "0700 900123"),
    ("O'Brien", "Siobhán", "000000617", "2001-01-01", "0700 900124"),
    ("Smith-Jones", "Mary Ann", "000000724", "1955-06-30", "0700 900125"),
    ("Schmidt", "Catherine", "000000831", "1955-06-30", "0700 900126"),
    ("محمد", "أحمد", "000000948", "1990-12-12", "0700 900127"),
]


@pytest.fixture
def hall(desk: Desk) -> Iterator[Store]:
    """A desk that holds everybody above."""
    store = desk.enrolled()
    rows = [row for number, person in enumerate(PEOPLE, start=1) for row in rows_of(number, person)]
    store.replica.apply_page(page(rows))
    yield store
    store.close()


def rows_of(
    number: int, person: tuple[str, str, str, str, str]
) -> list[tuple[str, UUID, UUID | None, dict[str, object]]]:
    family, given, mrn, born_on, phone = person
    patient = UUID(int=number)
    named = {"patient_id": patient, "use": "official", "family": family, "given": given}
    numbered = {"patient_id": patient, "system": "urn:almoner:mrn", "value": mrn}
    facts = {"patient_id": patient, "gender": "female", "born_on": born_on, "born_precision": "day"}
    reached = {"patient_id": patient, "system": "phone", "value": phone}
    return [
        ("patient", patient, patient, {"registered_at": number}),
        ("patient_name", UUID(int=1000 + number), patient, {**named}),
        ("patient_identifier", UUID(int=2000 + number), patient, {**numbered}),
        ("patient_demographics", patient, patient, {**facts}),
        ("patient_contact", UUID(int=3000 + number), patient, {**reached}),
    ]


def found(store: Store, terms: SearchTerms) -> list[str]:
    with store.read() as read:
        return [str(hit.family) for hit in search_patients(read, terms)]


def words(typed: str, *, prefix_last: bool = True) -> SearchTerms:
    return SearchTerms(name_tokens=tuple(name_tokens(typed)), prefix_last=prefix_last)


@pytest.mark.parametrize(
    ("typed", "families"),
    [
        ("jose garcia", ["García"]),
        ("GARCÍA josé", ["García", "Garcia"]),
        ("garcia josef", ["Garcia"]),
        ("obrien", ["O'Brien"]),
        ("O’Brien siob", ["O'Brien"]),
        ("jones mary", ["Smith-Jones"]),
        ("smithjones", ["Smith-Jones"]),
        ("smith-jones", ["Smith-Jones"]),
        ("احمد", ["محمد"]),
        ("katherine schmitt", ["Schmidt"]),
        ("nobody", []),
        ('" OR name : *', []),
        ("", []),
    ],
)
def test_a_name_is_found_as_people_type_it(hall: Store, typed: str, families: list[str]) -> None:
    assert found(hall, words(typed)) == families


def test_whole_words_come_before_beginnings(hall: Store) -> None:
    assert found(hall, words("jose")) == ["García", "Garcia"]
    assert found(hall, words("jose", prefix_last=False)) == ["García"]


def test_numbers_telephones_and_birth_dates_narrow_it_down(hall: Store) -> None:
    assert found(hall, SearchTerms(digits=("000000617",))) == ["O'Brien"]
    assert found(hall, SearchTerms(digits=("911234567",))) == ["García"]
    assert found(hall, SearchTerms(digits=("34911234567",))) == ["García"]
    assert set(found(hall, SearchTerms(born=("19550630",)))) == {"Smith-Jones", "Schmidt"}
    assert found(hall, SearchTerms(name_tokens=("mary",), born=("1955",))) == ["Smith-Jones"]
    assert set(found(hall, SearchTerms(born=("19800229", "197911")))) == {"García", "Garcia"}


def test_a_hit_says_who_it_is(hall: Store) -> None:
    with hall.read() as read:
        (hit,) = search_patients(read, SearchTerms(digits=("000000418",)))
    assert isinstance(hit, PatientHit)
    assert hit.patient_id == PatientId(UUID(int=1))
    assert (hit.given, hit.mrn, hit.deceased) == ("José", "000000418", False)
    assert (str(hit.born_on), hit.born_precision) == ("1980-02-29", DatePrecision.DAY)


def test_what_changed_is_found_by_its_new_words_only(hall: Store) -> None:
    named = {"patient_id": UUID(int=1), "use": "official", "family": "Nuñez", "given": "José"}
    start = len(PEOPLE) * 5
    hall.replica.apply_page(
        page([("patient_name", UUID(int=1001), UUID(int=1), named)], start=start)
    )
    assert found(hall, words("nunez")) == ["Nuñez"]
    assert found(hall, words("garcia")) == ["Garcia"]


def test_folding_is_the_same_for_what_is_typed_and_what_is_kept() -> None:
    assert fold_text("  D'Ångström—Łódź  STRASSE ") == "dangstrom lodz strasse"
    assert number_token("T-A1-7") == "ta17"
    assert sound_of("محمد") == "" == sound_of("x1")
    assert sound_of("katherine") == sound_of("catherine")


def test_a_search_sees_the_same_before_and_after_the_index_is_brought_up_to_date(
    hall: Store,
) -> None:
    registered(hall, "Garcia-Lopez", phone="0700 900199")
    with hall.act("patient.change_name", USER) as tx:
        tx.change(PatientName, UUID(int=1001), family="Nuñez")
    looks = [words(typed) for typed in ("garcia", "garcia l", "lopez", "nunes", "ama", "nuñez j")]
    looks += [SearchTerms(digits=(digits,)) for digits in ("0700900199", "900199", "070", "t")]
    looks += [SearchTerms(name_tokens=("smith",), born=("1955",)), words("garcia ama")]

    def look() -> list[list[PatientHit]]:
        with hall.read() as read:
            return [search_patients(read, terms) for terms in looks]

    before = look()
    raw = hall._writing.raw
    assert len(search_index.owed(raw)) == 2
    hall.replica.take_receipts([], 1)
    assert search_index.owed(raw) == []
    assert look() == before
    assert ["Garcia-Lopez"] in [[hit.family for hit in hits] for hits in before]
    assert sum(map(bool, before)) >= 8


def test_whoever_is_registered_is_found_at_once_and_after_many_more(store: Store) -> None:
    for number in range(2 * search_index.OWED_MAX + 3):
        registered(store, f"Osei{number}")
        assert found(store, words(f"osei{number}", prefix_last=False)) == [f"Osei{number}"]
    assert len(search_index.owed(store._writing.raw)) < search_index.OWED_MAX
    assert found(store, words("osei3", prefix_last=False)) == ["Osei3"]


def test_an_owed_entry_survives_the_end_of_the_program(desk: Desk) -> None:
    store = desk.enrolled()
    registered(store, "Osei")
    store.close()
    store = desk.open()
    assert found(store, words("osei")) == ["Osei"]
    store.replica.take_receipts([], 1)
    assert search_index.owed(store._writing.raw) == []
    assert found(store, words("osei")) == ["Osei"]
    store.close()
