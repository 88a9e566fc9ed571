"""How long a person waits: start to the sign-in window, and signing in to the workspace.

An outside hand starts the enrolled client on the offscreen platform and looks for the controls by
name. Looking costs the program some milliseconds, and the key of the store comes out of a file
under a passphrase, which is slower than the key store of a system: the figures are upper bounds.
The baseline is a bare Qt window with one field, started and looked at in the same way.
"""

from pathlib import Path
from time import monotonic

from benchmarks.harness import Figures, Outcome, Setting, alternate, by_arm
from models.vocabulary import Profile, Role
from tests.journeys.hand import Workstation, wait_until
from tests.service import RunningService, running_service

SIGN_IN_GOAL_S, WORKSPACE_GOAL_S = 1.5, 0.5
USERNAME, PASSWORD = "bench", "a long enough password"
ENVIRONMENT = {"ALMONER_STORE_PASSPHRASE": "of a store that is gone in a minute"}
WORKSPACE = "Find a patient"


class BareWindow(Workstation):
    """The raw arm, under the same hand."""

    MODULE = "benchmarks.bare_window"


def run(setting: Setting) -> list[Outcome]:
    """Measure both waits."""
    with running_service(setting.folder) as service:
        service.add_user(USERNAME, PASSWORD, Role.RECEPTIONIST)
        client = _enrolled(service, setting.folder)
        bare = BareWindow("bare", setting.folder, [], {})

        def ours() -> Figures:
            try:
                return {"sign_in_s": _start(client), "workspace_s": _sign_in(client)}
            finally:
                client.close()

        def baseline() -> Figures:
            try:
                return {"window_s": _start(bare)}
            finally:
                bare.kill()  # It has nothing to put away.

        measured = alternate({"client": ours, "bare": baseline}, setting.rounds)
    return _outcomes(measured)


def _enrolled(service: RunningService, folder: Path) -> Workstation:
    """A client that has joined the hospital and has its people."""
    store = ["--store", str(folder / "store"), "--key-file"]
    code = service.new_code(Profile.RECEPTION, "R-01", "Reception")
    join = ["--server", service.url, "--enrol", code]
    first = Workstation("first", folder, [*store, *join], ENVIRONMENT)
    try:
        _start(first)
        wait_until(lambda: _lets_in(first), "nobody can sign in")
    finally:
        first.close()
    return Workstation("client", folder, store, ENVIRONMENT)


def _start(station: Workstation) -> float:
    began = monotonic()
    station.start()
    wait_until(lambda: _shows(station, "Username"), "there is no field for a name")
    return monotonic() - began


def _sign_in(station: Workstation) -> float:
    station.fill("Username", USERNAME)
    station.fill("Password", PASSWORD)
    began = monotonic()
    station.click("Sign in")
    wait_until(lambda: _shows(station, WORKSPACE), "the workspace does not come")
    return monotonic() - began


def _lets_in(station: Workstation) -> bool:
    """Whether the people of the hospital have arrived: only then can one of them sign in."""
    station.fill("Username", USERNAME)
    station.fill("Password", PASSWORD)
    station.click("Sign in")
    wait_until(
        lambda: _shows(station, WORKSPACE) or not _shows(station, "Checking"), "no answer comes"
    )
    return _shows(station, WORKSPACE)


def _shows(station: Workstation, name: str) -> bool:
    return any(control["name"] == name for control in station.controls())


def _outcomes(measured: dict[str, Figures]) -> list[Outcome]:
    client, window = measured["client"], measured["bare"]["window_s"]
    waits = (
        ("start to the sign-in window", "sign_in_s", SIGN_IN_GOAL_S),
        ("sign-in to the workspace", "workspace_s", WORKSPACE_GOAL_S),
    )
    return [
        Outcome(
            goal_id="desk",
            what=what,
            unit="s",
            ours=client[key],
            baseline=window,
            baseline_is="start of a bare Qt window",
            goal=f"≤ {goal} s",
            met=client[key] <= goal,
            figures=by_arm(measured) if key == "sign_in_s" else {},
        )
        for what, key, goal in waits
    ]
