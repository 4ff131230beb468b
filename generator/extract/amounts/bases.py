"""What a figure is counted on: the stage of the chain and the group of elements it is about."""

from __future__ import annotations

import re

# In the order in which a phrase is asked: trade before the product traded, so that "magnet
# exports" is about exports, and reserves before the mine that will dig them.
_STAGES = (
    ("exports", r"exports?|exporters|exported|exporting|shipments?|shipped|smuggled"),
    ("imports", r"imports?|imported|importing"),
    ("recycling", r"end-of-life|recycl\w+|scrap|e-waste|electronic waste"),
    (
        "reserves",
        (
            r"reserves|mineral resources?|resource (?:inventory|estimates?|base)"
            r"|ore ?bod(?:y|ies)|(?:ore|head|average) grades?"
            r"|(?<!to )(?<!will )(?<!would )(?<!shall )(?<!for )(?<!on )(?<!into )"
            r"reserve(?! (?:up|for|at|\d))"
            r"|(?-i:(?:rare[- ]earth|ore|measured|indicated|inferred) resources?(?=$| of| at| in))"
        ),
    ),
    (
        "separation and refining",
        r"refin\w+|separat(?:ion|ing|ed|ors?)|smelt\w*|process(?:ing|ed|es|(?= \d))",
    ),
    (
        "metals and alloys",
        (
            r"alloys?|metal-making|metallurgy|metals? (?:and alloy|output|production|making)"
            r"|(?:capacity|output|production) of metal|metalli[sz]\w+"
            r"|(?:NdPr|neodymium|praseodymium|dysprosium|terbium|samarium) metal"
        ),
    ),
    ("magnets", r"magnets?"),
    ("mining", r"min(?:e|es|ed|ing)|ore|(?:ionic|ion-adsorption)[- ]clays?|extract\w*|dug"),
)
# "magnet-free", "rare earth metals" and the name of a company, site or fund do not tell a stage.
_NO_STAGE = re.compile(
    r"magnet-free|magnet rare earths?|(?:Energy Transition|Northern|[A-Z]\w+) Minerals|"
    r"[Rr]are[- ]?[Ee]arth Exchanges|processing equipment|[Ee]xport [Cc]ontrol|[Ee]xport-[Ii]mport|"
    r"(?:[A-Z]\w+ )+Reserves?\b|\b[\w-]+\.(?:com|dev|org|net|io|co|ca|cn|eu)\b|"
    r"(?:for|of) Mines\b|export licen[cs]\w+|export permi\w+|Mountain Pass mine|export bans?"
)
_STAGE = tuple((name, re.compile(rf"\b(?:{form})\b", re.IGNORECASE)) for name, form in _STAGES)

_ELEMENTS = (
    "lanthanum cerium praseodymium neodymium promethium samarium europium gadolinium terbium "
    "dysprosium holmium erbium thulium ytterbium lutetium scandium yttrium gallium germanium "
    "antimony graphite tungsten lithium cobalt nickel copper manganese molybdenum indium bismuth "
    "tellurium uranium thorium niobium tantalum titanium magnesium silver zinc platinum palladium "
    "hafnium zirconium rhenium vanadium beryllium caesium rubidium selenium"
)
#: The names of single elements, and of the pair that is sold as one.
ELEMENTS = frozenset({*_ELEMENTS.split(), "neodymium-praseodymium"})
_NAMED = re.compile(
    r"\b(?:NdPr|neodymium[-–/ ](?:and )?praseodymium|praseodymium[-–/ ]neodymium|"
    + "|".join(_ELEMENTS.split())
    + r"|(?:para)?tungstate)\b",
    re.IGNORECASE,
)
_RARE = r"rare[- ]earths?"
_GROUPS = (
    ("medium and heavy rare earths", rf"(?:medium|middle) and heavy {_RARE}"),
    ("light and heavy rare earths", rf"light(?: {_RARE})? and heavy {_RARE}"),
    ("heavy rare earths", rf"heavy {_RARE}|heavy feed|HREEs?|HREO"),
    ("light rare earths", rf"light {_RARE}|LREEs?"),
    (
        "magnet rare earths",
        rf"magnet(?:ic)? {_RARE}|{_RARE} used in magnets|magnet-related {_RARE}",
    ),
)
_GROUP = tuple((name, re.compile(rf"\b(?:{form})\b", re.IGNORECASE)) for name, form in _GROUPS)
# "Lynas Rare Earths" and "China Rare Earth Group" are companies.
_COMPANY = re.compile(r"(?:[A-Z][\w.&]+ )+Rare[- ]Earths?\b(?: [A-Z]\w+)*|Rare Earths? [A-Z]\w+")
_SITE = re.compile(r"\b[\w-]+\.(?:com|dev|org|net|io|co|ca|cn|eu)\b")  # "Samarium.dev"
_ALL = re.compile(rf"\b(?:{_RARE}|REEs?|REO|TREO)\b", re.IGNORECASE)


def without_names(text: str) -> str:
    """Return ``text`` without names and phrases whose words only seem to tell a stage."""
    return _NO_STAGE.sub(" ", text)


def stage(text: str) -> str | None:
    """Return the stage that ``text`` names, ``None`` if it names none."""
    plain = without_names(text)
    return next((name for name, form in _STAGE if form.search(plain)), None)


def stages(text: str) -> tuple[str, ...]:
    """Return every stage that ``text`` names, from the mine on."""
    plain = without_names(text)
    return tuple(name for name, form in reversed(_STAGE) if form.search(plain))


def group(text: str) -> str | None:
    """Return the elements that ``text`` is about: named ones, a group, or all rare earths."""
    text = _COMPANY.sub(" ", _SITE.sub(" ", text))
    named = tuple(dict.fromkeys(_element(match.group()) for match in _NAMED.finditer(text)))
    if len(named) == 1:
        return named[0]
    if 1 < len(named) <= 4:
        return ", ".join(named[:-1]) + f" and {named[-1]}"
    for name, form in _GROUP:
        if form.search(text):
            return name
    return "rare earths" if _ALL.search(text) else None


def _element(word: str) -> str:
    lower = word.lower().replace("paratungstate", "tungsten").replace("tungstate", "tungsten")
    return "neodymium-praseodymium" if lower == "ndpr" or "praseodymium" in lower[3:] else lower
