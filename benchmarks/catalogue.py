"""Every bench: its name, which is its module here, and what it measures.

A module has one entry, `run(setting: Setting) -> list[Outcome]`.
"""

BENCHES = {
    "bulk_push": "G1: change sets of one row into the service, 500 a request",
    "live": "G4: committed at one desk to committed and signalled at ten others",
    "reading": "G4: vital signs recorded at a ward to signalled at ten wards and pharmacies",
    "local_write": "G9: a registration committed at its desk",
    "search": "type-ahead over 100,000 patients",
    "chart": "a chart with five years of history, and one visit of it",
    "papers": "wristband, label, invoice and prescription to bytes",
    "tasks": "the commonest tasks of each desk: actions, and seconds of person and machine",
    "start_up": "start to the sign-in window, and sign-in to the workspace",
    "second_start": "what dev.py costs when everything is set up",
}
