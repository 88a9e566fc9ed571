"""The cable is cut in three ways, and work goes on at both ends of it."""

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.desk_work import Newcomer
from tests.journeys.hand import wait_until
from tests.journeys.parts import part

OFFLINE = {
    "refuse": (
        Newcomer("Mensah", "Abena", "1984", "0240 555 001"),
        Newcomer("Diallo", "Fatou", "7/8/2001", "0240 555 002"),
    ),
    "black_hole": (
        Newcomer("Nguyen", "Linh", "14.2.1979", "0240 555 003"),
        Newcomer("O'Connor", "Niamh", "age 41", "0240 555 004"),
    ),
}
LOST_REPLY = Newcomer("Haddad", "Yusuf", "1/1/1960", "0240 555 005")


@part("works-on-when-refused", "catches-up-when-refused")
def the_cable_refuses(day: Day) -> None:
    """The server cannot be reached at all."""
    _cut_and_mend(day, "refuse", "works-on-when-refused", "catches-up-when-refused")


@part("works-on-in-a-black-hole", "catches-up-after-a-black-hole")
def the_cable_is_a_black_hole(day: Day) -> None:
    """Everything is taken and nothing is answered."""
    _cut_and_mend(day, "black_hole", "works-on-in-a-black-hole", "catches-up-after-a-black-hole")


def _cut_and_mend(day: Day, mode: str, works_on: str, catches_up: str) -> None:
    at_a, at_b = OFFLINE[mode]
    if not day.findings.planted(works_on):
        day.cable_a.set(mode)
    with day.findings.checking(works_on) as seen:
        desk_work.register(day.a, at_a)
        said = desk_work.wait_for_pill(day.a, "Offline since")
        assert "waiting" in said, f"the pill says {said!r}"
        seen.append(f"registered while the pill said {said!r}")
        day.picture(day.a, f"offline-{mode}")
        desk_work.register(day.b, at_b)
    if not day.findings.planted(catches_up):
        day.cable_a.set("pass")
    with day.findings.checking(catches_up) as seen:
        desk_work.wait_for_pill(day.a, "Online")
        desk_work.find(day.b, at_a.family, at_a.shown)
        desk_work.find(day.a, at_b.family, at_b.shown)
        seen.append(f"{at_a.shown} is on B and {at_b.shown} is on A")
    day.registered += 2


@part("one-effect-when-the-reply-is-lost")
def the_reply_is_lost(day: Day) -> None:
    """The service has committed; the desk never hears of it, and sends again."""
    name = "one-effect-when-the-reply-is-lost"
    before = day.cable_a.cuts()
    day.cable_a.set("refuse" if day.findings.planted(name) else "cut_before_reply")
    with day.findings.checking(name) as seen:
        desk_work.register(day.a, LOST_REPLY)
        desk_work.find(day.b, "haddad", LOST_REPLY.shown)
        said = desk_work.pill(day.a)
        assert "waiting" in said, f"A has heard of it all the same: {said!r}"
        wait_until(lambda: day.cable_a.cuts() > before, "no reply was cut off")
        day.cable_a.set("pass")
        desk_work.wait_for_pill(day.a, "Online")
        count = desk_work.count_found(day.b, "haddad", LOST_REPLY.shown)
        assert count == 1, f"B finds {count} of them"
        seen.append(f"on B while A still said {said!r}; sent again, and there is one of it")
    day.registered += 1
