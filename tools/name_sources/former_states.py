"""Names of states that were: a table of our own, for CLDR has no names of them any more."""

from __future__ import annotations

# States that were, of ISO 3166-3: names of their own, which never stand for a successor.
NAMES = {
    "AN": "Netherlands Antilles|Netherlands Antilles and Aruba|Neth. Antilles and Aruba|ANT|ANHH",
    "CS": "Czechoslovakia|CSK|CSHH|Czecho-Slovakia|Czechoslovak Socialist Republic"
    "|Czech and Slovak Federal Republic|CSFR|CSSR",
    "DD": "East Germany|DDR|DDDE|GDR|German Democratic Republic|Democratic Republic of Germany",
    "SU": "Soviet Union|Fmr USSR|Former USSR|SUN|SUHH|USSR|U.S.S.R."
    "|Union of Soviet Socialist Republics",
    "YD": "South Yemen|YMD|YDYE|Democratic Yemen|Yemen, People's Republic of"
    "|People's Democratic Republic of Yemen|Yemen: Former Democratic Yemen",
    "YU": "Yugoslavia|YUG|YUCS|SFRY|Socialist Federal Republic of Yugoslavia|FR Yugoslavia"
    "|Federal Republic of Yugoslavia|SFR Yugoslavia|Kingdom of Yugoslavia|Yugoslav SFR",
    "CSXX": "Serbia and Montenegro|SCG|CS|Serbia & Montenegro|State Union of Serbia and Montenegro",
    # Those that ISO never listed, by their ids.
    "austria-hungary": "Austria-Hungary|Austro-Hungarian Empire|Austro-Hungarian Monarchy",
    "baden": "Baden|Grand Duchy of Baden",
    "bavaria": "Bavaria|Kingdom of Bavaria",
    "great-colombia": "Great Colombia|Gran Colombia",
    "hanover": "Hanover|Kingdom of Hanover",
    "hesse-darmstadt": "Hesse-Darmstadt|Hesse-Darmstadt (Ducal)|Hesse Grand Ducal"
    "|Grand Duchy of Hesse",
    "hesse-kassel": "Hesse-Kassel|Hesse-Kassel (Electoral)|Hesse Electoral|Electorate of Hesse",
    "korea-before-1910": "Korea before 1910|Korean Empire|Joseon",
    "mecklenburg-schwerin": "Mecklenburg-Schwerin",
    "modena": "Modena|Duchy of Modena",
    "north-yemen": "North Yemen|Yemen Arab Republic|Yemen (North Yemen)|Arab Republic of Yemen"
    "|Kingdom of Yemen|Yemen: Former Yemen Arab Republic",
    "orange-free-state": "Orange Free State",
    "papal-states": "Papal States",
    "parma": "Parma|Duchy of Parma",
    "saxony": "Saxony|Kingdom of Saxony",
    "south-vietnam": "South Vietnam|Republic of Vietnam|Republic of Viet Nam|Vietnam, Republic of"
    "|Rep. of Vietnam",
    "tibet": "Tibet",
    "transvaal": "Transvaal|South African Republic",
    "tuscany": "Tuscany|Grand Duchy of Tuscany",
    "two-sicilies": "Two Sicilies|Kingdom of the Two Sicilies",
    "united-provinces-of-central-america": "United Provinces of Central America"
    "|Federal Republic of Central America",
    "wurttemberg": "Wurttemberg|Württemberg|Wuerttemberg|Wuerttemburg|Kingdom of Württemberg",
    "zanzibar": "Zanzibar|Zanzibar and Pemba Islands|Sultanate of Zanzibar|Zanzibar and Pemba Isd",
}

# Which of these are codes: of ISO 3166-3, or those that it took back.
CODES = frozenset("ANT ANHH CS CSK CSHH DDR DDDE SUN SUHH YMD YDYE YUG YUCS SCG".split())

# In the languages that most of our readers speak.
TRANSLATED = {
    "AN": "Niederländische Antillen|Antilles néerlandaises|Antillas Neerlandesas"
    "|Nederlandse Antillen|Нидерландские Антильские острова",
    "CS": "Tschechoslowakei|Tchécoslovaquie|Checoslovaquia|Checoslováquia|Cecoslovacchia"
    "|Чехословакия|ЧССР|ČSSR|ČSFR|Çexoslovakiya|Çekoslovakya|Československo|Česko-Slovensko"
    "|Czechosłowacja|Csehszlovákia|Tsjechoslowakije|Tjeckoslovakien|Чехословаччина"
    "|Чехословачка|捷克斯洛伐克|チェコスロバキア|체코슬로바키아|تشيكوسلوفاكيا|چکسلواکی|צ'כוסלובקיה",
    "DD": "Ostdeutschland|Deutsche Demokratische Republik|Allemagne de l'Est"
    "|Alemania Oriental|República Democrática Alemana|Alemanha Oriental|Germania Est"
    "|ГДР|Восточная Германия|Şərqi Almaniya|Doğu Almanya|NRD|Niemcy Wschodnie"
    "|Východní Německo|Oost-Duitsland|Östtyskland|Східна Німеччина|东德|東德|東ドイツ|동독"
    "|ألمانيا الشرقية|آلمان شرقی|מזרח גרמניה|RDA|République démocratique allemande"
    "|Repubblica Democratica Tedesca|República Democrática Alemã"
    "|Германская Демократическая Республика|Niemiecka Republika Demokratyczna"
    "|Alman Demokratik Cumhuriyeti",
    "SU": "Sowjetunion|UdSSR|Union der Sozialistischen Sowjetrepubliken|URSS|Union soviétique"
    "|Unión Soviética|União Soviética|Unione Sovietica|СССР|Советский Союз"
    "|Союз Советских Социалистических Республик|Sovet İttifaqı|SSRİ|Sovetlər Birliyi"
    "|Sovyetler Birliği|SSCB|Związek Radziecki|ZSRR|Sovětský svaz|SSSR|Szovjetunió"
    "|Sovjet-Unie|Sovjetunionen|Neuvostoliitto|Uniunea Sovietică|Σοβιετική Ένωση"
    "|Радянський Союз|СРСР|Савецкі Саюз|Съветски съюз|Совјетски Савез|საბჭოთა კავშირი"
    "|Սովետական Միություն|ԽՍՀՄ|Кеңес Одағы|苏联|蘇聯|ソ連|ソビエト連邦|소련|الاتحاد السوفيتي"
    "|الاتحاد السوفياتي|شوروی|اتحاد جماهیر شوروی|ברית המועצות|सोवियत संघ"
    "|Unione delle Repubbliche Socialiste Sovietiche"
    "|Union des républiques socialistes soviétiques"
    "|Unión de Repúblicas Socialistas Soviéticas",
    "north-yemen": "Nordjemen|Yémen du Nord|Yemen del Norte|Северный Йемен|Şimali Yəmən|Kuzey Yemen"
    "|اليمن الشمالي|北也门",
    "south-vietnam": "Südvietnam|Sud-Vietnam|Viêt Nam du Sud|Vietnam del Sur|Южный Вьетнам"
    "|Cənubi Vyetnam|Güney Vietnam|南越|Vietnam del Sud|남베트남",
    "austria-hungary": "Österreich-Ungarn|Autriche-Hongrie|Австро-Венгрия|Austria-Hungría"
    "|Avusturya-Macaristan|Avstriya-Macarıstan",
    "YD": "Südjemen|Yémen du Sud|Yemen del Sur|Южный Йемен|НДРЙ|Cənubi Yəmən|Güney Yemen"
    "|اليمن الجنوبي|南也门",
    "YU": "Jugoslawien|Yougoslavie|Yugoslavia|Iugoslávia|Jugoslávia|Jugoslavia|Югославия|СФРЮ|ФРЮ"
    "|SFRJ|Yuqoslaviya|Yugoslavya|Jugosławia|Jugoslávie|Jugoslavija|Југославија|Jugoszlávia"
    "|Joegoslavië|Jugoslavien|Iugoslavia|Γιουγκοσλαβία|Югославія|南斯拉夫|ユーゴスラビア|유고슬라비아"
    "|يوغوسلافيا|یوگسلاوی|יוגוסלביה",
    "CSXX": "Serbien und Montenegro|Serbie-et-Monténégro|Serbia y Montenegro|Serbia e Montenegro"
    "|Сербия и Черногория|Srbija i Crna Gora|Србија и Црна Гора|Serbiya və Monteneqro"
    "|Sırbistan-Karadağ",
}
