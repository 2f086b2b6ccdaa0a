"""Rules: who is told of what. Kept in Elasticsearch, written as YAML, searched for, tried on past days."""
