"""Names of countries that CLDR lacks, and words that stand around names."""

from __future__ import annotations

import functools
from pathlib import Path

from dipfacts.text import fold

# What a country is called in a sentence, where CLDR's name does not fit one.
SHOWN = {"CD": "Congo-Kinshasa", "CG": "Congo-Brazzaville", "HK": "Hong Kong", "MO": "Macao"}

# Names that CLDR lacks in English: common, short, former. "=" begins one that stands beside the
# official name (two countries of that name are asked about); the others are weaker.
COMMON = {
    "AE": "UAE|U.A.E.|Emirates|The Emirates",
    "AG": "Antigua",
    "AU": "Commonwealth of Australia",
    "AW": "Aruba, Kingdom of the Netherlands",
    "AX": "Aland",
    "BA": "Bosnia|Bosnia-Herzegovina|BiH",
    "BD": "East Pakistan",
    "BF": "Upper Volta",
    "BJ": "Dahomey",
    "BN": "Brunei Darussalam|Nation of Brunei",
    "BO": "Bolivia",
    "BW": "Bechuanaland",
    "BY": "Byelorussia|Belorussia|White Russia",
    "BZ": "British Honduras",
    "CC": "Cocos Isds|Cocos Islands|Keeling Islands|Territory of the Cocos (Keeling) Islands"
    "|Territory of Cocos (Keeling) Islands",
    "CD": "=Congo|DRC|DR Congo|D.R. Congo|Congo DR|Congo-Kinshasa|Congo (Kinshasa)|Zaire"
    "|Democratic Republic of the Congo|Democratic Republic of Congo"
    "|Congo, Democratic Republic of the|Congo, Dem. Rep.|Dem. Rep. Congo|Belgian Congo",
    "CF": "CAR",
    "CG": "=Congo|Republic of the Congo|Republic of Congo|Congo-Brazzaville|Congo (Brazzaville)"
    "|Congo Republic|Congo, Rep.|French Congo",
    "CI": "Ivory Coast|Cote d'Ivoire",
    "CN": "China, P.R.: Mainland|China, P.R.|China, mainland|China (mainland)|PRC|Mainland China"
    "|People's Republic of China|Communist China",
    "CV": "Cape Verde|Cabo Verde",
    "CW": "Curaçao, Kingdom of the Netherlands",
    "CZ": "Czech Republic|Czechia|Czech Rep.",
    "DE": "German Federal Republic|Germany (Prussia)|Federal Republic of Germany|West Germany|FRG"
    "|BRD",
    "DO": "Dominican Rep",
    "EG": "Egypt, Arab Rep.",
    "EH": "Western Sahara|Sahrawi Republic|Sahrawi Arab Democratic Republic|SADR"
    "|Western Sahara, non-self-governing territory",
    "ET": "Abyssinia",
    "FK": "Falklands|Malvinas|Falkland Islands",
    "FM": "FSM|Federated States of Micronesia",
    "FO": "Faeroe Islands|Faroes|Faeroes",
    "GB": "UK|U.K.|Britain|Great Britain|United Kingdom of Great Britain and Northern Ireland"
    "|Great Britain and Northern Ireland",
    "GE": "Republic of Georgia",
    "GH": "Gold Coast",
    "GM": "The Gambia|Gambia, The",
    "GN": "Guinea-Conakry|French Guinea",
    "GQ": "Spanish Guinea",
    "GW": "Portuguese Guinea",
    "GY": "British Guiana",
    "HK": "Hong Kong, China|China, Hong Kong|Hong Kong (China)|China, P.R.: Hong Kong"
    "|Hong Kong|Hong Kong Special Administrative Region|British Hong Kong"
    "|China - Hong Kong (Special Administrative Region)"
    "|Hong Kong Special Administrative Region, People's Republic of China"
    "|Hong Kong Special Administrative Region of the People's Republic of China",
    "HT": "Hayti",
    "IE": "Republic of Ireland",
    "IR": "Persia|Iran, Islamic Rep.",
    "JO": "Transjordan",
    "KH": "Kampuchea",
    "KI": "Gilbert Islands|Independent and Sovereign Republic of Kiribati",
    "KG": "Kirghizia|Kirgizia|Kyrgyz Republic",
    "KN": "Saint Kitts, Nevis and Anguilla|St Kitts",
    "KP": "Korea, People's Republic of"
    "|Korea, Dem. Rep.|Korea, Dem. Rep. of|=Korea|DPRK|North Korea|N. Korea|DPR Korea"
    "|Korea, Dem. People's Rep.|Democratic People's Republic of Korea",
    "KR": "=Korea|ROK|South Korea|S. Korea|Korea, Rep.|Republic of Korea",
    "LA": "Lao|Lao PDR",
    "LK": "Ceylon",
    "LS": "Basutoland",
    "LY": "Libyan Arab Jamahiriya",
    "MD": "Moldavia",
    "MF": "=Saint Martin|=St. Martin",
    "MG": "Malagasy Republic|Madagascar (Malagasy)",
    "MP": "Northern Marianas",
    "MK": "Macedonia|Republic of Macedonia|FYROM|Former Yugoslav Republic of Macedonia",
    "ML": "French Sudan",
    "MM": "Burma|Union of Burma|Myanmar",
    "MO": "Macao Special Administrative Region|Macau SAR|Macao, China|China, Macao"
    "|Macau, China|China, P.R.: Macao|Macau|Macao"
    "|China - Macao (Special Administrative Region)"
    "|China - Macau (Special Administrative Region)"
    "|Macao Special Administrative Region, People's Republic of China"
    "|Macau Special Administrative Region, People's Republic of China"
    "|Macao Special Administrative Region of the People's Republic of China",
    "MW": "Nyasaland",
    "MY": "Malaya",
    "NA": "South West Africa",
    "NL": "Holland|The Netherlands",
    "NZ": "Aotearoa",
    "PG": "PNG",
    "PS": "West Bank and Gaza|West Bank and Gaza Strip|Gaza Strip and West Bank"
    "|Occupied Palestinian Terr.|Palestine|State of Palestine|Palestinian Territory"
    "|Occupied Palestinian Territory",
    "RU": "Russian Federation",
    "SA": "KSA",
    "SR": "Surinam|Dutch Guiana",
    "ST": "Sao Tome",
    "SK": "Slovakia, Rep. of|Republic of Slovakia",
    "SX": "=Saint Martin|=St. Martin|Sint Maarten, Kingdom of the Netherlands",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland|Eswatini|eSwatini",
    "TC": "Turks and Caicos",
    "TH": "Siam",
    "TL": "East Timor|Timor Leste",
    "TM": "Turkmenia",
    "TR": "Turkey|Turkiye|Republic of Turkey|Turkey (Ottoman Empire)",
    "TT": "Trinidad",
    "TV": "Ellice Islands",
    "SS": "S. Sudan|S Sudan",
    "TW": "Taiwan, China|China, Taiwan|Taiwan Province of China|Formosa|Chinese Taipei"
    "|Republic of China|Taiwan, Republic of China|Taiwan (Republic of China)|ROC",
    "TZ": "Tanzania/Tanganyika|Tanganyika",
    "US": "USA (before 1981)|USA|U.S.|U.S.A.|America|United States of America|The States",
    "VA": "Holy See (Vatican City)|Vatican|Holy See|The Vatican|Vatican City State|See of Rome",
    "VC": "St Vincent",
    "VE": "Venezuela, RB|Venezuela, Rep. Bolivariana de|Venezuela, República Bolivariana de",
    "VG": "=Virgin Islands|BVI",
    "VI": "=Virgin Islands|USVI",
    "VN": "Democratic Republic of Vietnam|Vietnam (Annam/Cochin China/Tonkin)|Viet Nam",
    "VU": "New Hebrides",
    "WS": "Western Samoa",
    "YE": "Yemen, Rep.",
    "ZA": "RSA",
    "ZM": "Northern Rhodesia",
    "ZW": "Rhodesia|Southern Rhodesia",
    "XK": "Republic of Kosovo|Kosovo, Republic of|Kosovo (under UNSCR 1244)",
    "WF": "Wallis and Futuna Islands",
    "SD": "North Sudan",
    "RO": "Rumania|Roumania",
    "IN": "India, excl. Sikkim",
    "IM": "Man, Isle of|Isle of Man",
    "SH": "Saint Helena, Ascension and Tristan da Cunha|St. Helena"
    "|St. Helena, Asc., Trist. da Cunha",
    "BQ": "Bonaire, Sint Eustatius and Saba",
    "GS": "South Georgia",
    "DM": "Commonwealth of Dominica",
    "TF": "French Southern and Antarctic Territories|French South Antarctic Territories",
    "UM": "US Miscellaneous Pacific Islands|US Misc. Pacific Islands",
    "PK": "East and West Pakistan",
    "IT": "Italy/Sardinia",
    "PA": "Panama, excl. Canal Zone",
    "CX": "Territory of Christmas Island",
    "NF": "Territory of Norfolk Island",
    "GG": "Bailiwick of Guernsey",
    "JE": "Bailiwick of Jersey",
}

# What a state was officially called before, or the territory that it was: no other state followed
# on it under that name.
FORMERLY = {
    "AE": "Trucial States|Trucial Oman",
    "AF": "Islamic Emirate of Afghanistan|Democratic Republic of Afghanistan",
    "AL": "People's Socialist Republic of Albania",
    "AM": "Armenian SSR|Armenian Soviet Socialist Republic",
    "AO": "People's Republic of Angola",
    "AZ": "Azerbaijan SSR|Azerbaijani SSR|Azerbaijan Soviet Socialist Republic",
    "BG": "People's Republic of Bulgaria",
    "BJ": "People's Republic of Benin",
    "BY": "Byelorussian SSR|Belorussian SSR|Byelorussian Soviet Socialist Republic",
    "CF": "Central African Empire|Ubangi-Shari|Oubangui-Chari",
    "CG": "People's Republic of the Congo",
    "DJ": "French Somaliland|Afars and Issas|French Territory of the Afars and the Issas",
    "EE": "Estonian SSR|Estonian Soviet Socialist Republic",
    "EH": "Spanish Sahara",
    "ET": "Ethiopian Empire|People's Democratic Republic of Ethiopia",
    "HU": "Hungarian People's Republic",
    "ID": "Dutch East Indies|Netherlands East Indies",
    "IE": "Irish Free State|Irish Republic",
    "IR": "Imperial State of Iran",
    "KG": "Kirghiz SSR|Kirghiz Soviet Socialist Republic",
    "KH": "Khmer Republic|Democratic Kampuchea|People's Republic of Kampuchea",
    "KN": "Saint Christopher and Nevis|Saint Christopher-Nevis",
    "KZ": "Kazakh SSR|Kazakh Soviet Socialist Republic",
    "LA": "Laos PDR",
    "LT": "Lithuanian SSR|Lithuanian Soviet Socialist Republic",
    "LV": "Latvian SSR|Latvian Soviet Socialist Republic",
    "LY": "Libya Arab Jamahiriya|Socialist People's Libyan Arab Jamahiriya",
    "MD": "Moldavian SSR|Moldavian Soviet Socialist Republic",
    "MM": "Socialist Republic of the Union of Burma",
    "MN": "Mongolian People's Republic|Outer Mongolia",
    "MY": "Federation of Malaya",
    "MZ": "People's Republic of Mozambique|Portuguese East Africa",
    "OM": "Muscat and Oman",
    "PL": "Polish People's Republic",
    "PS": "Palestinian Authority|Palestinian National Authority",
    "RO": "Socialist Republic of Romania|Romanian People's Republic",
    "RU": "Russian SFSR|RSFSR|Russian Soviet Federative Socialist Republic",
    "SB": "British Solomon Islands",
    "SD": "Anglo-Egyptian Sudan|Democratic Republic of the Sudan",
    "SO": "Somali Republic|Somali Democratic Republic",
    "TJ": "Tajik SSR|Tajik Soviet Socialist Republic",
    "TL": "Portuguese Timor",
    "TM": "Turkmen SSR|Turkmen Soviet Socialist Republic",
    "UA": "Ukrainian SSR|Ukrainian Soviet Socialist Republic",
    "UY": "Oriental Republic of Uruguay",
    "UZ": "Uzbek SSR|Uzbek Soviet Socialist Republic",
    "VN": "North Vietnam",
    "ZW": "Zimbabwe Rhodesia",
}

# What CLDR does not have though many say it, in the languages that most of our readers speak.
SPOKEN = {
    "LK": "Цейлон|Ceylan",
    "CZ": "Чехия|República Checa|République tchèque|Repubblica Ceca|Tschechien|Tschechei"
    "|捷克共和国",
    "LA": "老挝",
    "SA": "السعودية|沙特|沙特阿拉伯|サウジ|사우디|Arabia Saudita|Arabie saoudite",
    "BS": "البهاما",
    "CF": "Centrafrique|中央アフリカ",
    "HK": "中国香港|中國香港",
    "IN": "हिन्दुस्तान|हिंदुस्तान",
    "MO": "中国澳门|中國澳門",
    "MV": "المالديف",
    "VA": "バチカン|Heiliger Stuhl",
    "HU": "المجر|Venqriya",
    "AU": "호주|豪州",
    "AE": "الإمارات|امارات|アラブ首長国連邦|Emirate|Émirats|Emiratos|Emirados|Emirati Arabi|ОАЭ"
    "|Эмираты|BƏƏ|ОАЕ",
    "AM": "Hayastan|Ermənistan Respublikası",
    "AZ": "Azərbaycan Respublikası",
    "BY": "Belarus Respublikası|Белоруссия|Biélorussie|Weißrussland|Bielorrusia|Beyaz Rusya"
    "|Belorusiya",
    "BA": "Босния|Bosnie-et-Herzégovine",
    "BF": "Верхняя Вольта|Haute-Volta|Obervolta|Alto Volta",
    "CD": "Konqo Demokratik Respublikası|ДР Конго|ДРК|Заир|扎伊尔|薩伊|ザイール|자이르|زائير"
    "|RD Congo|RDC",
    "CG": "Konqo Respublikası",
    "CI": "Берег Слоновой Кости",
    "CN": "República Popular de China|República Popular da China|Repubblica Popolare Cinese"
    "|Zhongguo"
    "|Tiongkok|Republik Rakyat Tiongkok|中华人民共和国|中華人民共和国|中華人民共和國"
    "|Chińska Republika Ludowa|КНР|Çin Xalq Respublikası|Volksrepublik China"
    "|République populaire de Chine",
    "DE": "Gjermania|ФРГ|RFA|RFN|Westdeutschland|Allemagne de l'Ouest|Alemania Occidental"
    "|Alemania Federal|Alemanha Ocidental|Germania Ovest|Западная Германия"
    "|Західна Німеччина|Batı Almanya|Qərbi Almaniya|Niemcy Zachodnie|Západní Německo"
    "|West-Duitsland|Västtyskland|ألمانيا الغربية|西ドイツ|西德|서독",
    "GB": "بريطانيا|英国|بریتانیا|ब्रिटेन|Inggris|Anh|בריטניה|イギリス|영국|Великобритания"
    "|Велика Британія|Wielka Brytania|Велика Британия|Velika Britanija|Velká Británie"
    "|Veľká Británia|Nagy-Britannia|Storbritannien|Groot-Brittannië|Μεγάλη Βρετανία"
    "|大不列颠|Großbritannien|Grande-Bretagne|Gran Bretaña|Gran Bretagna|Grã-Bretanha"
    "|Büyük Britanya|Böyük Britaniya|Zjednoczone Królestwo|Сполучене Королівство",
    "IR": "İran İslam Respublikası|Персия",
    "KG": "Qırğızıstan Respublikası",
    "KP": "북조선|República Democrática Popular da Coreia"
    "|Корея, Народно-Демократическая Республика"
    "|北朝鲜|北朝鮮|朝鲜|КНДР|KXDR|Koreya Xalq Demokratik Respublikası",
    "KZ": "Qazaxıstan Respublikası",
    "KR": "Hàn Quốc|Corée (Sud)|República de Corea|República da Coreia|Республика Корея"
    "|韓國|남조선|Hanguk"
    "|Koreya Respublikası|대한민국"
    "|Korea Selatan|Южная Корея|南韩|南韓|韩国|韓国|南朝鮮|남한"
    "|কোরিয়া প্রজাতন্ত্র",
    "MD": "Молдавия|Moldawien|Moldavie|Moldavia",
    "DO": "Доминикана|Домінікана|Дамінікана|Dominicana|Dominikana|דומיניקנה|დომინიკანა|Δομινικανή",
    "MK": "Македония|Mazedonien|Macédoine|Makedonya|Makedoniya|Македонија|Македонія|Македонія"
    "|Makedonija|Makedonie|Macedónsko|Μακεδονία|Makedonia|Maqedonia|მაკედონია|Մակեդոնիա"
    "|马其顿|馬其頓|マケドニア|مقدونيا|مقدونیه|מקדוניה",
    "MM": "緬甸|缅甸|ビルマ|버마|Бирма|Birma|Birmanie|Birmania",
    "NL": "Голландия|Holland|Hollande|Holanda|Olanda|Hollanda|Hollandiya",
    "RU": "Rusiya Federasiyası|РФ|俄国|俄國",
    "SK": "Slowakische Republik|Словацкая Республика",
    "SY": "سورية",
    "TJ": "Tacikistan Respublikası",
    "TM": "Туркмения",
    "TR": "Türkei|Turquie|Turquía|Турция|Türkiyə Respublikası",
    "US": "أمريكا|أميركا|アメリカ|미국|Estados Unidos da América|США|АҚШ|آمریکا|امریکا|अमरीका"
    "|Америка|Amerika|Amerika Birləşmiş Ştatları|ئامېرىكا|Les États-Unis d'Amérique",
    "UZ": "Özbəkistan Respublikası",
    "TW": "中华民国|中華民国",
    "ZA": "ЮАР|남아공|南ア|ПАР",
    "ZW": "Родезия",
    "AL": "Shqipëria",
    "CV": "Îles du Cap-Vert",
    "MU": "Île Maurice",
    "VN": "Nordvietnam|Nord-Vietnam|Viêt Nam du Nord|Vietnam del Norte|Vietnam del Nord"
    "|Северный Вьетнам|ДРВ|Kuzey Vietnam|北越|북베트남",
    "GE": "Sakartvelo",
    "GR": "Ellada",
    "JP": "Nippon",
}

# Formal names that the registers lack: in a state's own languages, and in German, French, Spanish,
# Italian and Russian.
FORMAL = {
    "AD": "Principato di Andorra",
    "AU": "Commonwealth dell'Australia|Commonwealth Australien|Mancomunidad de Australia"
    "|Содружество Австралии",
    "BD": "Volksrepublik Bangladesch",
    "BI": "Republika y'Uburundi",
    "BN": "Nation of Brunei, the Abode of Peace",
    "BO": "Wuliwya|Wuliwya Suyu|Buliwya|Buliwya Mamallaqta|Volívia|Tetã Volívia",
    "BR": "Repubblica Federativa del Brasile",
    "BW": "Lefatshe la Botswana",
    "CF": "Bêafrîka",
    "CH": "Confederaziun svizra",
    "DZ": "Repubblica Algerina Democratica e Popolare",
    "EH": "République arabe sahraouie démocratique|República Árabe Saharaui Democrática"
    "|Demokratische Arabische Republik Sahara|Repubblica Araba Saharawi Democratica"
    "|Сахарская Арабская Демократическая Республика",
    "ER": "ሃገረ ኤርትራ",
    "ET": "የኢትዮጵያ ፌዴራላዊ ዲሞክራሲያዊ ሪፐብሊክ",
    "FJ": "Matanitu Tugalala o Viti",
    "GB": "Regno Unito di Gran Bretagna e Irlanda del Nord",
    "GG": "Vogtei Guernsey|Bailliage de Guernesey",
    "HT": "Repiblik Ayiti|Repiblik d Ayiti",
    "IE": "Poblacht na hÉireann",
    "IL": "Stato di Israele",
    "IN": "இந்தியக் குடியரசு",
    "JE": "Vogtei Jersey|Bailliage de Jersey",
    "JO": "Regno Hascemita di Giordania",
    "KG": "Кыргыз Республикасы",
    "KI": "Ribaberiki Kiribati",
    "KM": "Union der Komoren|Udzima wa Komori|الاتحاد القمري",
    "KN": "Föderation von St. Kitts und Nevis|Fédération de Saint-Christophe-et-Niévès"
    "|Federación de San Cristóbal y Nieves|Федерация Сент-Китс и Невис",
    "KP": "Repubblica Popolare Democratica di Corea",
    "KR": "Republik Korea|Repubblica di Corea",
    "LA": "ສປປລາວ|Demokratische Volksrepublik Laos|Repubblica Popolare Democratica del Laos",
    "LK": "இலங்கை சனநாயக சோசலிசக் குடியரசு|République démocratique socialiste du Sri Lanka",
    "LU": "Groussherzogtum Lëtzebuerg",
    "LY": "Stato della Libia|Stato di Libia",
    "MA": "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ",
    "MM": "Republik der Union Myanmar|Repubblica dell'Unione di Myanmar|ပြည်ထောင်စု သမ္မတ မြန်မာနိုင်ငံတော်",
    "MT": "Repubblika ta' Malta",
    "MV": "ދިވެހިރާއްޖޭގެ ޖުމްހޫރިއްޔާ",
    "NA": "Lefatshe la Namibia",
    "NG": "Repubblica Federale di Nigeria",
    "NO": "Norgga gonagasriika",
    "NP": "सङ्घीय लोकतान्त्रिक गणतन्त्र नेपाल|नेपाल संघीय लोकतान्त्रिक गणतन्त्र",
    "PE": "Piruw|Piruw Suyu|Piruw Ripuwlika",
    "PG": "Independen Stet bilong Papua Niugini",
    "PK": "اسلامی جمہوریۂ پاكستان|اسلامی جمہوریہ پاکستان",
    "PR": "Freistaat Puerto Rico|Estado Libre Asociado de Puerto Rico",
    "PT": "Repubblica Portoghese",
    "PW": "Beluu er a Belau",
    "PY": "Tetã Paraguái",
    "RU": "Federazione Russa|فدراسیون روسیه|РСФСР",
    "SC": "Republik der Seychellen|Repiblik Sesel",
    "SH": "Sankt Helena, Ascension und Tristan da Cunha",
    "SM": "Serenissima Repubblica di San Marino|Serenísima República de San Marino",
    "SO": "Jamhuuriyadda Federaalka Soomaaliya",
    "SY": "Arabische Republik Syrien|Syrische Arabische Republik|Repubblica Araba Siriana",
    "SZ": "Umbuso weSwatini",
    "TL": "Repúblika Demokrátika Timór-Leste|République démocratique du Timor oriental",
    "TZ": "Jamhuri ya Muungano wa Tanzania",
    "VA": "Stato della Città del Vaticano|Estado de la Ciudad del Vaticano"
    "|Status Civitatis Vaticanae|Город-государство Ватикан",
    "VN": "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "VU": "Ripablik blong Vanuatu",
    "WS": "Malo Saʻoloto Tutoʻatasi o Sāmoa",
    "ZA": "Ningizimu Afrika|Afrika Dzonga|Afurika Tshipembe|Sewula Afrika"
    "|Rephaboliki ya Afrika-Borwa|Rephaboliki ya Aforika Borwa"
    "|Riphabliki ra Afrika Dzonga|Riphabuḽiki ya Afurika Tshipembe"
    "|IRiphabliki yaseMzantsi Afrika|IRiphabliki yeSewula Afrika"
    "|IRiphabhulikhi yeNingizimu Afrika",
}

# What a country is officially called, and it alone, though the words stand within the longer name
# of the other, as "Republic of the Congo" does.
OFFICIAL = {
    "CG": "Республика Конго|Република Конго|جمهورية الكونغو|Republik Kongo|Republika Kongo"
    "|Republika Konga|Republiken Kongo|Republikken Kongo|Respubliko Kongo|Kongoko Errepublika",
}

# Names that several states share, by their codes, where the registers have them of one or of none.
SHARED = {
    "GF GY SR": "=Guiana|The Guianas",
    "GF GY": "Gviana|Gwiana|Gviāna|Guaiana|Gijana|기아나|Գվիանա|გვიანა|Guyane"
    "|Guayana|Гвиана|Гвіана|Guiane|Guyanne|Qviana|ギアナ|圭亞那地區|غويانا|گویان",
    "KP KR": "Corée|Corea|Coreia|Coreea|Корея|Koreya|Kore|Koreja|Кореја|Korėja|Κορέα|كوريا|کره"
    "|קוריאה|कोरिया|コリア|코리아|朝鮮|조선|Кореа|Կորեա|კორეა|Chosŏn",
    "VG VI": "Jungferninseln|Islas Vírgenes|Îles Vierges|Ilhas Virgens|Isole Vergini"
    "|Виргинские острова|维尔京群岛|維京群島|バージン諸島|Jomfruøerne|Quần đảo Virgin"
    "|หมู่เกาะเวอร์จิน|ヴァージン諸島|버진아일랜드|버진 제도|جزر العذراء",
    "CD CG": "An Congó",
    "CN TW": "Republik China|République de Chine|República de China|República da China"
    "|Repubblica di Cina|Китайская Республика|Китайська Республіка|Çin Cumhuriyeti"
    "|Çin Respublikası|جمهورية الصين|中华|中華",
    "DM DO": "=Dominican",
    "EG SY": "=United Arab Republic|UAR",
    "MF SX": "سانت مارتن|圣马丁|聖馬丁|圣马丁岛|聖馬丁島|セント・マーチン|Shën Martin"
    "|Saint-Martin|San Martín|San Martino|São Martinho|Sint-Marten|Sankt Martin"
    "|Сен-Мартен|ساينىت-مارتېن",
    "DE DD": "=Germany (before 1990)",
    "AS WS": "=A. Samoa",
    "GN GQ GW": "=E. Guinea",
    # What one is called in another language, and in English the beginning or a code of the other.
    "CN SG": "Sin",
    "TH TW": "Tai",
    "ES PA": "Pana",
    "DE JM": "Jamai",
    # What one is called in another language, and in English the other but for a letter.
    "GH UG": "Ugana",
    "LB LY": "Liba",
    "NE NG": "Nigera",
    "NL PL": "Oland",
    "OM RO": "Omania",
    "SD SS": "Sudani|=Former Sudan|=Sudan (before 2011)|=Sudan (pre-secession)",
}


@functools.cache
def words_around() -> set[tuple[str, ...]]:
    """Return what stands before and after a name by `words_around.txt`, folded."""
    patterns = Path(__file__).with_name("words_around.txt").read_text("utf-8").splitlines()[2:]
    return {tuple(map(fold, pattern.split("…"))) for pattern in patterns}
