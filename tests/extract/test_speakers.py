from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from claim_labels import catalogue

from generator.extract.actors.memory import Memory
from generator.extract.actors.persons import personal_name
from generator.extract.speech.claims import claims
from generator.ingest.read import read_text
from generator.model import SpeaksAs as As

ARTICLE = read_text("text", "seeds/text.txt", "Nothing is said here.", {})


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("official Chinese media", As.STATE_MEDIA),
        ("state broadcaster CCTV", As.STATE_MEDIA),
        ("CGTN", As.STATE_MEDIA),
        ("The Global Times", As.STATE_MEDIA),
        ("Analysts", As.UNNAMED),
        ("officials who asked not to be named", As.UNNAMED),
        ("two people familiar with the matter", As.UNNAMED),
        ("a senior US official", As.UNNAMED),
        ("Reuters", As.OUTLET),
        ("Bloomberg", As.OUTLET),
        ("The Financial Times", As.OUTLET),
        ("Nikkei Asia", As.OUTLET),
        ("The Associated Press", As.OUTLET),
        ("Rawmaterials.net", As.OUTLET),
        ("MOFCOM", As.OFFICIAL_STATEMENT),
        ("the White House", As.OFFICIAL_STATEMENT),
        ("A White House spokesperson", As.OFFICIAL_STATEMENT),
        ("Germany's economy minister, Robert Habeck", As.OFFICIAL_STATEMENT),
        ("Union Minister for Heavy Industries H D Kumaraswamy", As.OFFICIAL_STATEMENT),
        ("Beijing", As.OFFICIAL_STATEMENT),
        ("A White House fact sheet", As.OFFICIAL_DOCUMENT),
        ("the announcement", As.OFFICIAL_DOCUMENT),
        ("Announcement No. 61", As.OFFICIAL_DOCUMENT),
        ("Don Swartz, chief executive of American Rare Earths", As.COMPANY),
        ("Lynas Rare Earths", As.COMPANY),
        ("a spokesperson for the German carmaker", As.COMPANY),
        ("USGS", As.DATA_PROVIDER),
        ("Customs data", As.DATA_PROVIDER),
        ("the price agency Argus", As.DATA_PROVIDER),
        ("Nomura Research Institute economist Takahide Kiuchi", As.EXPERT),
        ("the law firm Pillsbury", As.EXPERT),
        ("China Daily Brief", As.OUTLET),
        ("NDTV Profit", As.OUTLET),
        ("Mizuho Research & Technologies", As.EXPERT),
        ("George Chen of The Asia Group", As.EXPERT),
        ("SASAC head Hao Peng", As.OFFICIAL_STATEMENT),
        ("Mayor Odd Hegdal", As.OFFICIAL_STATEMENT),
        ("Japan's Takashi Mori", As.OFFICIAL_STATEMENT),
        ("the opposition Justice Party", As.OFFICIAL_STATEMENT),
        ("Finance chief Wendy Liang", As.COMPANY),
        ("Ingrid Solheim, who runs the plant for Nordlys", As.COMPANY),
        ("Dr Jens Okafor, Voltwerk's Chief Purchasing Officer", As.COMPANY),
        ("The definitive feasibility study", As.COMPANY),
        ("One Rotterdam distributor", As.UNNAMED),
        ("The letter, signed by Senator Maria Castell", As.OFFICIAL_DOCUMENT),
        ("Nathan Picarsic, co-founder of the consultancy Horizon Advisory", As.EXPERT),
        # the post decides, else the house it is held at
        ("Energy Secretary Chris Wright", As.OFFICIAL_STATEMENT),
        ("David Copley, who leads the National Energy Dominance Council", As.OFFICIAL_STATEMENT),
        ("Peter Navarro, a White House trade adviser", As.OFFICIAL_STATEMENT),
        ("Bernd Lange, chair of the European Parliament's trade committee", As.OFFICIAL_STATEMENT),
        ("Deputy spokesman Rick Alvaro", As.OFFICIAL_STATEMENT),
        ("the Kyrgyz president, Sadyr Japarov", As.OFFICIAL_STATEMENT),
        ("MEP Bernd Lange", As.OFFICIAL_STATEMENT),
        ("Sen. Mark Kelly", As.OFFICIAL_STATEMENT),
        ("Benjamin Krieger, secretary general of CLEPA", As.COMPANY),
        ("SIAM president Shailesh Chandra", As.COMPANY),
        ("Michael Kern, a board member at the supplier Schaeffler", As.COMPANY),
        ("Ole Hansen, head of commodity strategy at Saxo Bank", As.EXPERT),
        ("Neha Mukherjee, research manager at Benchmark", As.EXPERT),
        ("Jitin Makkar, group head of corporate ratings at ICRA", As.EXPERT),
        ("Zhou Mi, a researcher at a think tank affiliated with the ministry", As.EXPERT),
        # the last noun of a name tells what it names
        ("the Minerals Council of Australia", As.COMPANY),
        ("The EU Chamber of Commerce in China, a lobby group", As.COMPANY),
        ("state-owned China Minmetals", As.COMPANY),
        ("Hayate Motion, a supplier of actuators to the navy", As.COMPANY),
        ("Nordlys Metall AS", As.COMPANY),
        ("the Colorado School of Mines", As.EXPERT),
        ("rating agency ICRA", As.EXPERT),
        ("the Observer Research Foundation", As.EXPERT),
        ("the Reserve Bank of India", As.OFFICIAL_STATEMENT),
        ("Mining Weekly", As.OUTLET),
        ("A study by researchers at Yale", As.EXPERT),
        # papers and people without a name
        ("court papers", As.OFFICIAL_DOCUMENT),
        ("The document, a copy of which was shown to Bloomberg", As.OFFICIAL_DOCUMENT),
        ("a regulatory filing", As.COMPANY),
        ("one of them, a procurement head at a supplier", As.UNNAMED),
        ("a member of the army's economic committee", As.UNNAMED),
    ],
)
def test_a_voice_is_heard_in_its_quality(phrase: str, kind: As) -> None:
    named = Memory(ARTICLE, catalogue()).resolve(phrase)
    assert named is not None
    assert named.speaker.kind is kind


@pytest.mark.parametrize(
    "phrase", ["the first", "another", "Others", "Published reports", "Most accounts", "nobody"]
)
def test_nobody_in_particular_is_no_speaker(phrase: str) -> None:
    assert Memory(ARTICLE, catalogue()).resolve(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Commerce Minister Chen Deming", "Chen Deming"),
        ("Tao Yong, a spokesman for China's customs agency", "Tao Yong"),
        ("President Luiz Inácio Lula da Silva", None),
        ("Northern Minerals", None),
        ("The New York Times", None),
        ("Yuxiao Fund", None),
    ],
)
def test_a_personal_name_is_told_from_a_company(phrase: str, name: str | None) -> None:
    found = personal_name(phrase)
    assert found == name or (name is None and "Lula" in phrase and found is not None)


def test_a_surname_finds_its_owner() -> None:
    memory = Memory(ARTICLE, catalogue())
    memory.read("Japan's trade minister is new. Trade Minister Akihiro Ohata spoke.")
    named = memory.resolve("Ohata")
    assert named is not None
    assert named.speaker.name.endswith("Akihiro Ohata")


def test_a_company_called_general_is_no_officer() -> None:
    for text in (
        "General Motors attended the launch and said supply was critical.",
        "General Electric said supply was critical.",
    ):
        (claim,) = claims(read_text("a", "a.txt", text, {}), catalogue())
        assert claim.speaker.kind is As.COMPANY, text
        assert claim.speaker.name.startswith("General ")
