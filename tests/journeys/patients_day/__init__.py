"""The patient's day: one story through every workspace, played with the mouse, then by keyboard."""
