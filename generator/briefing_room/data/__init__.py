"""Words and fitted weights as data: one list each, read by the module that its head names."""
