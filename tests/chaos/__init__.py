"""What happens when things break: a known stream, faults at seeded random moments, and a comparison with a quiet run.

`python -m tests.chaos` (`make chaos`). Each run prints its seed, and the seed repeats it.
"""
