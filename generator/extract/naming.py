"""What a name looks like: a run of words with capitals, as English writes them."""

_CAP = r"(?:(?:[a-z]{2,5}-)?[A-Z][\w.&'’-]*|[a-z]{1,2}[A-Z]\w+)"
_PARTICLE = r"(?:de|da|di|del|der|du|la|le|van|von|bin|al|el|dos|ten|ter)"
_RUN = rf"{_CAP}(?: (?:{_PARTICLE} ){{0,2}}(?:& )?{_CAP}){{0,7}}"
_BODY = (
    r"(?:Ministry|Department|Bureau|Office|Bank|University|Institut(?:e|ion)|Council|Centers?|Centre"
    r"|Association|Chamber|Federation|Commission|Committee|School|Board|Confederation|Academy"
    r"|Agency|House|Union|Society|Administration|Organi[sz]ation|Alliance|Foundation|Fund|Court)"
)
# "Ministry of Commerce", "Center for Strategic and International Studies"
_OF = rf"(?: (?:of|for|on) (?:the )?{_CAP}(?:,? (?:and |& )?{_CAP}){{0,4}}){{1,2}}"
NAME = rf"(?:{_CAP} ){{0,4}}{_BODY}{_OF}|{_RUN}"
