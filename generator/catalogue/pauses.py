"""A name of before for what ``catalogue.status`` holds."""

from generator.catalogue.status import Pause, ahead, begun, pauses

__all__ = ["Pause", "ahead", "begun", "pauses"]
