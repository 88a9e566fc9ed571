"""How this desk stands to the others: what waits, what is stuck, when they last agreed."""
