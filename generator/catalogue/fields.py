"""A name of before for what ``catalogue.schema`` holds."""

from generator.catalogue.schema import ADDRESS, SLUG, Fields, near

__all__ = ["ADDRESS", "SLUG", "Fields", "near"]
