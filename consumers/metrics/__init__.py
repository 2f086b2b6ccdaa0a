"""What Muster counts of itself, for Prometheus: `declared` has every metric once, the other files count.

Nothing here knows what it is counted for: stages, stores and servers call in with numbers and names. No label holds a
story's uri or any other words that newsrooms or people write.
"""
