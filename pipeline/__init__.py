"""What Muster knows about text."""

import os

# One thread a process, and said before anything here imports NumPy, which looks only once: a worker has a process a
# core, and BLAS's threads, which wait by spinning, take the other processes' time (the parse cost twice as much).
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
