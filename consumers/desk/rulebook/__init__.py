"""Rules on the desk: as a form has them (`form`), changed by one of two people at once (`changing`)."""
