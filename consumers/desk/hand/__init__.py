"""An analyst's hand: what was marked in a story in words (`shown`), what a form has in it (`form`), and what becomes of
it (`giving`)."""
