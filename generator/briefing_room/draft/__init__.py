"""Have a page written: the request to a writer, the answer, and requests to reword it."""
