"""A worker: stages as Faust agents, the processes that read stories, and what is done when something breaks."""
