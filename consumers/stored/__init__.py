"""What is kept in Elasticsearch, and how it is reached."""
