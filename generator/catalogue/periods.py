"""Where periods were before: see ``text/months``."""

from generator.text.months import FORMS as FORMS
from generator.text.months import Period as Period
from generator.text.months import period as period
