"""The commonest tasks of each desk, key by key, as somebody plays them who knows the keys.

Each has a part that makes ready, which is not counted, and a part that is played. `Play.number`
counts how often a task has been played, so that nobody is registered twice.
"""

from dataclasses import dataclass

from benchmarks.task_patients import Someone
from benchmarks.task_stage import Stage
from benchmarks.typist import Typist
from models.vocabulary import EncounterClass, Frequency, Profile
from tests.journeys import desk_work
from tests.journeys.hand import Workstation, wait_until

NEWCOMERS = (
    ("okwonga", "temitope", "3/4/84", "f", "08035550142"),
    ("brzeziak", "halina", "12/5/51", "f", "08065550777"),
    ("santoro", "gualtiero", "30/9/2001", "m", "08095550318"),
)
"""Family name, given name, born, gender, mobile, as they are typed."""
SIGNS = ("22", "94", "a", "108", "64", "112", "a", "38.6")
"""In the order of the form; `a` is for Air, then for Alert. They make 7."""
GIVEN_ON_THE_WARD = "M-110"
HANDED_OVER_TOGETHER = ("M-108", "M-106", "M-115")
RECORDED = "Recorded at this desk"


@dataclass(slots=True)
class Play:
    """One playing of a task: where, by whom, for the how-manieth time, counted from 0."""

    stage: Stage
    typist: Typist
    number: int

    @property
    def desk(self) -> Workstation:
        """The window."""
        return self.typist.desk


def quick_registration(play: Play) -> None:
    """Somebody new stands at the counter: registered, with a wristband."""
    family, given, born, gender, mobile = NEWCOMERS[play.number % len(NEWCOMERS)]
    hand, bands = play.typist, play.typist.printed()
    hand.press("Ctrl+1")
    hand.see("Register a patient")
    hand.type(family, "Tab")
    hand.type(given, "Tab")
    hand.press("Tab")  # past the title
    hand.type(born, "Tab")
    hand.decide()
    hand.type(gender, "Tab")
    hand.type(mobile)
    hand.decide()  # nobody similar is shown
    hand.press("Return")
    hand.see(f"{family.upper()}, ")
    hand.take_paper(bands, 1)


def visit_with_token(play: Play) -> None:
    """Somebody who was here before: found, a visit opened, the number to wait under read out."""
    someone = play.stage.elsewhere.register()
    _until_held(play.desk, someone)
    hand = play.typist
    hand.scan(someone.band)
    hand.wait(lambda: someone.shown in desk_work.banner(play.desk), "nobody was opened")
    hand.press("Ctrl+O")
    hand.see(desk_work.SAVE)
    hand.decide()  # an outpatient, as the form proposes
    hand.press("Return")
    hand.wait(lambda: _has(play.desk, "Number to wait under"), "no number came")


def vitals_with_news2(play: Play) -> None:
    """A whole set at the bedside, with its score seen, on a round: the last one was a set too."""
    someone = play.stage.elsewhere.admit(EncounterClass.INPATIENT)
    _until_held(play.desk, someone, "Alt+V")
    hand = play.typist
    hand.scan(someone.band)
    hand.wait(lambda: someone.shown in desk_work.banner(play.desk), "nobody was opened")
    hand.see("The score appears here")
    for text in SIGNS[:-1]:
        if text == "a":
            hand.decide()
        hand.type(text, "Tab")
    hand.type(SIGNS[-1])
    hand.see("NEWS2 7: emergency response")
    hand.decide()
    hand.press("Return")
    hand.see(RECORDED)


def dose_by_scan(play: Play) -> None:
    """A dose that is due: the band, the pack, Enter."""
    others = play.stage.elsewhere
    someone = others.admit(EncounterClass.INPATIENT, [GIVEN_ON_THE_WARD])
    hand, pack = play.typist, others.pack(GIVEN_ON_THE_WARD)
    _open_the_doses(play.desk, someone)
    hand.scan(someone.band)
    hand.see("Wristband checked")
    hand.scan(pack)
    hand.wait(lambda: "Scan the pack" not in play.desk.screen(), "the pack was not taken")
    hand.decide()  # the right dose, shown beside the pack
    hand.press("Return")
    hand.see("Given. Saved at this desk")


def dispense_three(play: Play) -> None:
    """A prescription of three medicines: verified, scanned, handed over with their labels."""
    others, table = play.stage.elsewhere, "Prescriptions that wait"
    someone = others.admit(EncounterClass.AMBULATORY, HANDED_OVER_TOGETHER, Frequency.TWICE_DAILY)
    play.desk.key("Ctrl+3")
    play.desk.fill("Filter the prescriptions", "")
    _until_listed(play.desk, table, someone)
    play.desk.reach(table)
    hand, labels = play.typist, play.typist.printed()
    hand.press("Ctrl+F")
    hand.type(someone.family[:5].lower(), "Return")
    hand.press("Return")
    hand.see("Hand over and print labels")
    hand.decide(1 + len(HANDED_OVER_TOGETHER))  # whose it is, and each order
    for code in HANDED_OVER_TOGETHER:
        hand.scan(others.pack(code))
    hand.wait(lambda: _scanned(play.desk) == len(HANDED_OVER_TOGETHER), "a pack was not taken")
    hand.press("Return")
    hand.take_paper(labels, len(HANDED_OVER_TOGETHER))


def cash_for_a_bill(play: Play) -> None:
    """The exact amount over the counter, with a receipt."""
    someone = play.stage.elsewhere.admit(EncounterClass.AMBULATORY)
    play.desk.key("Ctrl+4")
    play.desk.fill("Filter the accounts", "")
    _until_listed(play.desk, "Accounts", someone)
    hand, receipts = play.typist, play.typist.printed()
    hand.press("Ctrl+4")
    hand.type(someone.family[:5].lower(), "Return")
    hand.wait(lambda: someone.shown in play.desk.screen(), "the account is not shown")
    hand.decide()
    hand.press("Ctrl+Y")
    hand.see(desk_work.SAVE)
    hand.decide()  # what is owed stands there
    hand.press("Return")
    hand.take_paper(receipts, 1)


def unlock(play: Play) -> None:
    """A shared workstation that somebody left locked."""
    play.desk.key("Ctrl+L")
    play.desk.wait_for("Locked by")
    hand = play.typist
    hand.type(play.stage.worker(Profile.RECEPTION).password)
    hand.press("Return")
    hand.wait(lambda: "Locked by" not in play.desk.screen(), "it stays locked")


def _until_held(desk: Workstation, someone: Someone, *turn: str) -> None:
    """Until the patient who was admitted elsewhere has come to this desk; `turn` to a tab."""
    desk_work.find(desk, someone.family, someone.shown)
    for keys in turn:
        desk.key(keys)
    desk.key("Ctrl+W")
    wait_until(lambda: not desk_work.banner(desk), f"{desk.name}: the page stays open")


def _open_the_doses(desk: Workstation, someone: Someone) -> None:
    desk_work.find(desk, someone.family, someone.shown)
    desk.key("Ctrl+Shift+D")
    desk.wait_for("Scan the wristband")
    wait_until(lambda: bool(desk.rows("Doses of the day")), "no dose is due")


def _until_listed(desk: Workstation, table: str, someone: Someone) -> None:
    wait_until(
        lambda: any(someone.shown in " ".join(row) for row in desk.rows(table)),
        f"{someone.family} is not among {table}",
    )


def _scanned(desk: Workstation) -> int:
    return desk.screen().count("The scanned pack is the right product.")


def _has(desk: Workstation, name: str) -> bool:
    return any(control["name"] == name for control in desk.controls())
