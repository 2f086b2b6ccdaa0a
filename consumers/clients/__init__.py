"""The only place that makes clients of Kafka and Elasticsearch: none goes without what the settings say of TLS and
users. (ruff's banned-api keeps everybody else from the libraries' own.)
"""
