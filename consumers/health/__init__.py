"""Whether a worker does what it is for: `/live`, after which a process is to be restarted, and `/ready`.

It is asked of the broker, from a thread of its own, what the worker has committed: a worker can stay alive, answer and
stop consuming, and its event loop may be what hangs.
"""
