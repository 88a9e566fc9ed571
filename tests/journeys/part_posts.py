"""The other desks of the hospital open: two on the ward, the pharmacy, the cashier."""

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.parts import part


@part("every-desk-joins")
def the_other_desks_join(day: Day) -> None:
    """Each joins with a code of its own, and its first person signs in."""
    with day.findings.checking("every-desk-joins") as seen:
        for name in ("W", "D", "P", "C"):
            post = day.posts[name]
            if day.findings.planted("every-desk-joins"):
                post.cable.set("refuse")
            post.station.start()
            desk_work.enrol(post.station, post.cable.url, day.codes[post.device])
            desk_work.sign_in(post.station, day.people[post.username])
            desk_work.wait_for_pill(post.station, "Online")
            seen.append(f"{post.device} {post.username}")
