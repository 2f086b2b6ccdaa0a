"""One story: its text with what is known about it, its copies, its versions."""
