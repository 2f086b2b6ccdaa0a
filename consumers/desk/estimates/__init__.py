"""What the Counts page shows: whose figures there are (`choices`), what is asked for (`asked`), each estimate with its
sentence (`found`), and how they go onto the chart (`drawn`)."""
