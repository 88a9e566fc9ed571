"""G4: committed at one desk to committed and signalled at ten others, while the house works on.

Every desk is a process of its own with a real store and its line; the service is one more, and
one pushes other people's rows all the time. The baseline, under the same load: the same message
there and back over a bare loopback WebSocket, and a forced insert of its row into bare SQLCipher.
"""

from contextlib import ExitStack

from benchmarks.harness import Figures, Outcome, Setting, alternate, by_arm, spread
from benchmarks.live_baseline import BareRow, echo, echo_line
from benchmarks.live_hospital import LiveHospital
from models.vocabulary import Profile
from tests.service import running_service

P99_GOAL_MS = 250.0
SUBSCRIBERS = 10


def run(setting: Setting) -> list[Outcome]:
    """Measure G4."""
    profiles = [Profile.RECEPTION] * (1 + setting.size(SUBSCRIBERS, 2))
    what = f"commit at one desk to signal at {len(profiles) - 1} others, p99"
    return [delivered(setting, "phone", profiles, what)]


def delivered(setting: Setting, mark: str, profiles: list[Profile], what: str) -> Outcome:
    """Measure how long a mark takes from the first of these desks to all others."""
    count = setting.size(100, 5)
    with running_service(setting.folder) as service, ExitStack() as ending:
        hospital = LiveHospital(service, setting.folder, mark, profiles, ending)
        line = ending.enter_context(echo_line())
        bare = BareRow(setting.folder / "bare.db")
        ending.callback(bare.close)

        def ours() -> Figures:
            return spread(hospital.deliver(count))

        def baseline() -> Figures:
            return spread([echo(line, bare) for _ in range(count)])

        measured = alternate({mark: ours, f"{mark}_echo": baseline}, setting.rounds)
        rows_per_s = hospital.end_background()
    return Outcome(
        goal_id="G4",
        what=what,
        unit="ms",
        ours=measured[mark]["p99_ms"],
        baseline=measured[f"{mark}_echo"]["p99_ms"],
        baseline_is="bare WebSocket echo and forced insert",
        goal=f"≤ {P99_GOAL_MS:.0f} ms",
        met=measured[mark]["p99_ms"] <= P99_GOAL_MS,
        figures={**by_arm(measured), "background_rows_per_s": rows_per_s},
    )
