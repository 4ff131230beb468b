"""A name of before for what ``catalogue.load`` holds."""

from generator.catalogue.load import read_catalogue

__all__ = ["read_catalogue"]
