"""What is typed into the search box, and what Elasticsearch is asked for it."""
