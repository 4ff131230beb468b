"""A name of before for what ``text.months`` holds."""

from generator.text.months import FORMS, Period, period

__all__ = ["FORMS", "Period", "period"]
