"""What the pages show, as JSON: a file each."""
