"""Running Muster: on this machine, in containers, under supervision."""
