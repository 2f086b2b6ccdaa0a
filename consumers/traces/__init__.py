"""The way of each story through the stages, for a collector of OpenTelemetry's; off unless `MUSTER_TRACES` names one.

Each record that a stage takes is a span, and what it sends on carries that span in the header `traceparent` (W3C Trace
Context), so the next stage's is a child of it. A newsroom that sends one with its article finds the whole way in its own
trace. `stage` is what runners call, `provider` the one file that knows OpenTelemetry.
"""
