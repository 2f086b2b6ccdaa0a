"""What people were told, as it comes: `feed` reads it a page at a time, `stream` waits for what is new."""
