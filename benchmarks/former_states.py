"""What states that were are called: a table of our own, for CLDR has no names of them any more."""

from __future__ import annotations

# States that were, of ISO 3166-3: names of their own, which never stand for a successor.
NAMES = {
    "AN": "Netherlands Antilles|ANT|ANHH",
    "CS": "Czechoslovakia|CSK|CSHH|Czecho-Slovakia|Czechoslovak Socialist Republic",
    "DD": "East Germany|DDR|DDDE|GDR|German Democratic Republic",
    "SU": "Soviet Union|SUN|SUHH|USSR|U.S.S.R.|Union of Soviet Socialist Republics",
    "YD": "South Yemen|YMD|YDYE|Democratic Yemen|People's Democratic Republic of Yemen",
    "YU": "Yugoslavia|YUG|YUCS|SFRY|Socialist Federal Republic of Yugoslavia|FR Yugoslavia"
    "|Federal Republic of Yugoslavia|Kingdom of Yugoslavia",
    "CSXX": "Serbia and Montenegro|SCG|Serbia & Montenegro",
}

# In the languages that most of our readers speak.
TRANSLATED = {
    "AN": "Niederländische Antillen|Antilles néerlandaises|Antillas Neerlandesas"
    "|Nederlandse Antillen|Нидерландские Антильские острова",
    "CS": "Tschechoslowakei|Tchécoslovaquie|Checoslovaquia|Checoslováquia|Cecoslovacchia"
    "|Чехословакия|ЧССР|Çexoslovakiya|Çekoslovakya|Československo|Česko-Slovensko"
    "|Czechosłowacja|Csehszlovákia|Tsjechoslowakije|Tjeckoslovakien|Чехословаччина"
    "|Чехословачка|捷克斯洛伐克|チェコスロバキア|체코슬로바키아|تشيكوسلوفاكيا|چکسلواکی|צ'כוסלובקיה",
    "DD": "Ostdeutschland|Deutsche Demokratische Republik|Allemagne de l'Est|Alemania Oriental"
    "|República Democrática Alemana|Alemanha Oriental|Germania Est|ГДР|Восточная Германия"
    "|Şərqi Almaniya|Doğu Almanya|NRD|Niemcy Wschodnie|Východní Německo|Oost-Duitsland"
    "|Östtyskland|Східна Німеччина|东德|東德|東ドイツ|동독|ألمانيا الشرقية|آلمان شرقی|מזרח גרמניה",
    "SU": "Sowjetunion|UdSSR|Union der Sozialistischen Sowjetrepubliken|URSS|Union soviétique"
    "|Unión Soviética|União Soviética|Unione Sovietica|СССР|Советский Союз"
    "|Союз Советских Социалистических Республик|Sovet İttifaqı|SSRİ|Sovetlər Birliyi"
    "|Sovyetler Birliği|SSCB|Związek Radziecki|ZSRR|Sovětský svaz|SSSR|Szovjetunió|Sovjet-Unie"
    "|Sovjetunionen|Neuvostoliitto|Uniunea Sovietică|Σοβιετική Ένωση|Радянський Союз|СРСР"
    "|Савецкі Саюз|Съветски съюз|Совјетски Савез|საბჭოთა კავშირი|Սովետական Միություն|ԽՍՀՄ"
    "|Кеңес Одағы|苏联|蘇聯|ソ連|ソビエト連邦|소련|الاتحاد السوفيتي|الاتحاد السوفياتي"
    "|شوروی|اتحاد جماهیر شوروی|ברית המועצות|सोवियत संघ",
    "YD": "Südjemen|Yémen du Sud|Yemen del Sur|Южный Йемен|НДРЙ|Cənubi Yəmən|Güney Yemen"
    "|اليمن الجنوبي|南也门",
    "YU": "Jugoslawien|Yougoslavie|Yugoslavia|Iugoslávia|Jugoslávia|Jugoslavia|Югославия|СФРЮ|ФРЮ"
    "|Yuqoslaviya|Yugoslavya|Jugosławia|Jugoslávie|Jugoslavija|Југославија|Jugoszlávia"
    "|Joegoslavië|Jugoslavien|Iugoslavia|Γιουγκοσλαβία|Югославія|南斯拉夫|ユーゴスラビア|유고슬라비아"
    "|يوغوسلافيا|یوگسلاوی|יוגוסלביה",
    "CSXX": "Serbien und Montenegro|Serbie-et-Monténégro|Serbia y Montenegro|Serbia e Montenegro"
    "|Сербия и Черногория|Srbija i Crna Gora|Србија и Црна Гора|Serbiya və Monteneqro"
    "|Sırbistan-Karadağ",
}
