"""The commands, most in a file of their own: each returns its exit code; only these print."""
