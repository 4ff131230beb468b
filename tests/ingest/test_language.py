from __future__ import annotations

from pathlib import Path

import pytest
from generator.ingest.read import read_seeds

from generator.ingest.language import is_english, language

ROOT = Path(__file__).parent.parent.parent
TEXTS = {
    "de": "Die chinesische Regierung hat am Donnerstag mitgeteilt, dass sie die Ausfuhr seltener"
    " Erden weiter beschränken wird. Die Preise für Dysprosium sind in Europa gestiegen.",
    "fr": "La Chine a annoncé jeudi de nouvelles restrictions sur les exportations de terres rares,"
    " selon le ministère du Commerce. Les prix ont triplé en Europe depuis le mois de mai.",
    "es": "China anunció el jueves nuevas restricciones a las exportaciones de tierras raras, según"
    " el Ministerio de Comercio. Los precios se han triplicado en Europa desde mayo.",
    "pt": "A China anunciou na quinta-feira novas restrições às exportações de terras raras,"
    " segundo o Ministério. Os preços triplicaram na Europa desde maio e não há alívio.",
    "no": "Kina kunngjorde torsdag nye restriksjoner på eksport av sjeldne jordarter. Prisene på"
    " dysprosium i Europa er tredoblet siden mai, og det er ikke noe tegn til at det blir bedre.",
    "vi": "Trung Quốc đã công bố các hạn chế mới đối với xuất khẩu đất hiếm vào thứ Năm, theo Bộ"
    " Thương mại. Giá tại châu Âu đã tăng gấp ba lần kể từ tháng Năm và không có dấu hiệu giảm.",
    "ru": "Министерство торговли в четверг объявило о новых ограничениях на экспорт редкоземельных"
    " металлов, и цены на диспрозий в Европе выросли в три раза, как сообщили в агентстве.",
    "zh": "中国商务部周四宣布对稀土出口实施新的限制措施(Lynas Rare Earths, MP Materials)。",
    "ja": "中国商務省は木曜日、レアアースの輸出に対する新たな規制を発表した。",
    "ko": "중국 상무부는 목요일 희토류 수출에 대한 새로운 규제를 발표했다고 밝혔다.",
    "ar": "أعلنت وزارة التجارة الصينية يوم الخميس عن قيود جديدة على صادرات المعادن النادرة",
}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_text_is_recognised_by_its_script_or_its_small_words(code: str) -> None:
    assert language(TEXTS[code]) == code


def test_every_seed_of_the_project_is_english() -> None:
    articles, findings = read_seeds(ROOT / "seeds")
    assert {language(article.text) for article in articles} == {"en"}
    assert [finding for finding in findings if finding.kind == "other-language"] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dysprosium 800 USD/kg; terbium 3 600 USD/kg; 2025-07-18.",
        "Lynas, Iluka, Arafura, Solvay, Neo, JL MAG, Shin-Etsu, Proterial, VAC, Noveon.",
        "The notice (中国商务部公告) was published on Thursday, and the ministry gave no reason.",
        "He called it “une décision politique du ministère de la défense”, and would not say more.",
    ],
)
def test_in_doubt_a_text_counts_as_english(text: str) -> None:
    assert is_english(language(text))


def test_what_the_editor_says_decides(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\nlanguage: en\n---\n{TEXTS['de']}\n")
    (tmp_path / "b.md").write_text("---\nlanguage: fr-CA\n---\nThe text is English, it is said.\n")
    articles, (finding,) = read_seeds(tmp_path)
    assert [article.id for article in articles] == ["a"]
    assert "language fr-CA: not summarised" in finding.message


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "La Chine a suspendu ses exportations de terres rares vers le Japon."),
        (
            "de",
            "Die EU plant ein Lager für Seltene Erden. Das teilte die Kommission am Montag mit.",
        ),
        ("es", "El ministerio aprobó la concesión de la mina por treinta años."),
        ("pt", "O governo vai leiloar áreas com terras raras em Minas Gerais no segundo semestre."),
        ("ru", "Китай приостановил экспорт редкоземельных металлов."),
        (None, "De Beers, La Mancha and El Al gain"),
        (None, "Serra Verde SA of Brazil and De Beers said on Monday La Paz was open."),
        (None, "MP Materials shares jump 12% on Pentagon deal"),
    ],
)
def test_a_few_words_are_another_language_only_where_they_surely_are(
    code: str | None, text: str
) -> None:
    assert language(text) == code
