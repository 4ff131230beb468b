"""Where the catalogue was read from before: see ``load``."""

from generator.catalogue.load import read_catalogue as read_catalogue
