"""Money as texts write it: the sign or code before a sum, the name behind it."""

from __future__ import annotations

import re

#: The signs and codes that stand before a sum.
SYMBOLS = {
    "US$": "USD", "$US": "USD", "USD$": "USD", "$A": "AUD", "AUD$": "AUD", "$C": "CAD",
    "CAD$": "CAD",
    "NT$": "TWD", "RMB¥": "CNY", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD",
    "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "$": "USD", "£": "GBP", "€": "EUR", "CN¥": "CNY",
    "¥": "JPY", "₹": "INR", "₩": "KRW", "RMB": "CNY", "Yn": "CNY", "Rmb": "CNY", "CNY": "CNY",
    "USD": "USD", "EUR": "EUR",
    "GBP": "GBP", "JPY": "JPY", "AUD": "AUD", "CAD": "CAD", "Rs": "INR", "Rs.": "INR",
    "RM": "MYR", "CHF": "CHF", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "BRL": "BRL", "KRW": "KRW",
    "INR": "INR", "ZAR": "ZAR", "MYR": "MYR",
}  # fmt: skip
#: Names that several countries share: without the country they stay words.
WORDS = frozenset(
    {"dollars", "kroner", "cents", "kwacha", "pesos", "francs", "shillings", "dinars", "dirhams"}
)
_NAMES = (
    (r"(?:US |U\.S\. |American )?dollars?", "USD"),
    (r"Australian dollars?", "AUD"),
    (r"Canadian dollars?", "CAD"),
    (r"Hong Kong dollars?", "HKD"),
    (r"Singapore dollars?", "SGD"),
    (r"euros?", "EUR"),
    (r"(?:Chinese )?(?:yuan|renminbi|RMB)", "CNY"),
    (r"(?:Japanese )?yen", "JPY"),
    (r"pounds sterling|British pounds|(?<=lion )pounds(?! of)", "GBP"),
    (r"(?:Indian )?rupees?", "INR"),
    (r"rupiah", "IDR"),
    (r"(?:South Korean |Korean )?won", "KRW"),
    (r"roubles?|rubles?", "RUB"),
    (r"Danish (?:kroner?|crowns?)", "DKK"),
    (r"Norwegian (?:kroner?|crowns?)", "NOK"),
    (r"Swedish (?:kron[ao]r?|crowns?)", "SEK"),
    (r"kronor", "SEK"),
    (r"(?:Swiss )francs?", "CHF"),
    (r"Malawian? kwacha", "MWK"),
    (r"Zambian kwacha", "ZMW"),
    (r"(?:Nigerian )?naira", "NGN"),
    (r"(?:Burmese |Myanmar )?kyats?", "MMK"),
    (r"(?:Polish )?z[lł]otys?", "PLN"),
    (r"(?:Turkish )?lira", "TRY"),
    (r"(?:Mexican )pesos?", "MXN"),
    (r"Kenyan shillings?", "KES"),
    (r"Tanzanian shillings?", "TZS"),
    (r"Saudi riyals?", "SAR"),
    (r"(?:UAE |Emirati )dirhams?", "AED"),
    (r"Taiwan(?:ese)? dollars?", "TWD"),
    (r"New Zealand dollars?", "NZD"),
    (r"(?:US |U\.S\. )?cents", "cents"),
    *((word, word) for word in sorted(WORDS - {"dollars", "cents"})),
    (r"ringgit", "MYR"),
    (r"baht", "THB"),
    (r"tenge", "KZT"),
    (r"reais|Brazilian reals?", "BRL"),
    (r"rand", "ZAR"),
    (r"Vietnamese dong", "VND"),
)
#: The form of a name behind a sum, and the currency.
MONEY = tuple((re.compile(rf"[\s-](?:{form})(?!\w)", re.IGNORECASE), name) for form, name in _NAMES)

#: Matches nothing wide, right behind a code of letters that a sum may be glued to: "EUR62".
AFTER_CODE = (
    "(?:"
    + "|".join(rf"(?<=(?<![A-Za-z]){re.escape(code)})" for code in SYMBOLS if code[-1].isalpha())
    + ")"
)
#: A sum glued to its code, which is no name: "Yn742,000", "EUR62".
GLUED = "(?:" + "|".join(code.lstrip("$") for code in SYMBOLS if code[-1].isalpha()) + r")\d"
_SIGN = re.compile(
    r"(?<![A-Za-z])("
    + "|".join(re.escape(each) for each in sorted(SYMBOLS, key=len, reverse=True))
    + r")\s?$"
)


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the currency whose sign stands right before ``start``, and where the sign begins."""
    match = _SIGN.search(text, max(0, start - 5), start)
    return (SYMBOLS[match[1]], match.start(1)) if match else None
