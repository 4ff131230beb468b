"""One file per command; each returns an exit code, and only these print."""
