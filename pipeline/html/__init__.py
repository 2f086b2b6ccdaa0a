"""HTML as text, in parts: what tags mean, lines, characters, and reading markup that is not tame."""
