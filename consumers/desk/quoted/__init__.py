"""Who said what: what is asked for (`asked`), the quotes that there are (`found`), and when they were said (`over_time`)."""
