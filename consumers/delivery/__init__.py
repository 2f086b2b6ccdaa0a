"""From an alert to people: who gets it, when, in what words, by what way, and what if they can't be reached.

A delivery is one alert for one receiver, a document in the index `deliveries`. The stage `deliver` makes it
(`plan`); the sender (`sender`, `lane`) claims it, has it sent, and marks it. Only `receivers` and the two ways to
send (`by_webhook`, `by_apprise`) ever hold a secret, and nothing that they raise, log or give back contains one.
"""
