"""The drafting desk: a request to a writer, the answer, and asking again for what was refused."""
