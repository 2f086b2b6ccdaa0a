"""Making an index anew while everything runs: from the index that stands, or from the topics that hold its past."""
