"""Slips of the registers: names that are no name of the country they stand for, each with why.

`make_names.py` and `iso_codes.py` leave them out. "*" stands for every name in that language.
"""

from __future__ import annotations

# What was looked at to find them: names that two countries have, and names that are nearer to what
# another country is called in the same language than to what their own is.

CLDR = {
    ("el_POLYTON", "LA", "Λατινικὴ Ἀμερική"): "Latin America, not Laos",
    ("yo", "KP", "Guusu Kọria"): "South Korea, not North Korea",
    ("yo", "KR", "Ariwa Kọria"): "North Korea, not South Korea",
    ("yo_BJ", "KP", "Guusu Kɔria"): "South Korea, not North Korea",
    ("yo_BJ", "KR", "Ariwa Kɔria"): "North Korea, not South Korea",
    ("br", "SJ", "Svalbard"): "without Jan Mayen",
    ("bgn", "MU", "موریتانیا"): "Mauritania, not Mauritius",
    ("gez", "KP", "ደቡብ፡ኮሪያ"): "South Korea, not North Korea",
    ("gez", "KR", "ሰሜን፡ኮሪያ"): "North Korea, not South Korea",
    ("ksh", "NG", "Nikaraagua"): "Nicaragua, not Nigeria",
    ("sa", "GB", "संयुक्त राष्ट्र:"): "the United Nations, not the United Kingdom",
    ("kn", "UN", "ಸಂಯುಕ್ತ ಸಂಸ್ಥಾನಗಳು"): "united states, not the United Nations",
    ("mzn", "CC", "کوک (کیلینگ) جزایر"): "but for the brackets, the Cook Islands",
    ("mzn", "LT", "لتونی"): "Latvia, not Lithuania",
    ("su", "ID", "Basa Indonesia"): "the language Indonesian, not Indonesia",
    ("tok", "*", "*"): "a language made for play, which calls Latvia Malawi",
    ("rif", "SD", "ssudan"): "in English, S. Sudan is South Sudan",
    ("tzm", "SD", "Ssudan"): "in English, S. Sudan is South Sudan",
    ("shi_Latn", "SD", "ssudan"): "in English, S. Sudan is South Sudan",
    ("wo", "EU", "EZ"): "the code of the euro area, which is another body",
    ("xh", "WS", "ESamoa"): "in English, E. Samoa is Eastern Samoa",
    ("yav", "AM", "Almanía"): "what Germany is called around the Black Sea, not Armenia",
    ("agq", "ML", "Malè"): "without its mark the capital of the Maldives, not Mali",
    ("asa", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("cgg", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("dav", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("ebu", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("guz", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("jmc", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("wae", "TL", "Wešttimor"): "the other half of the island, Indonesia's, not Timor-Leste",
    ("kab", "CN", "Lacin"): "a district of Azerbaijan, where its ç is not written",
    ("kam", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("kde", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("ki", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("ksb", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("luy", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("mas", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("mer", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("nyn", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("rof", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("rwk", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("saq", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("teo", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
    ("vun", "PG", "Papua"): "a part of Indonesia, not Papua New Guinea",
}

ISO_CODES = {
    ("ar", "MD", "المالديف"): "the Maldives, not Moldova",
    ("bn", "SX", "সেন্ট মার্টিন (ফ্রেঞ্চ অংশ)"): "the French part of the island, not the Dutch",
    ("bn_IN", "SX", "সেন্ট মার্টিন (ফ্রেঞ্চ অংশ)"): "the French part of the island, not the Dutch",
    ("ca", "GM", "República de Zàmbia"): "Zambia, not the Gambia",
    ("fa", "ER", "فلسطین"): "Palestine, not Eritrea",
    ("fa", "GM", "جمهوری زامبیا"): "Zambia, not the Gambia",
    ("fa", "MO", "موناکو منطقه تحت مدیریت چین"): "Monaco, not Macao",
    ("gl", "TH", "Reino de Tanzania"): "Tanzania, not Thailand",
    ("gu", "GM", "રીપબ્લિક ઓફ ઝાંબિયા"): "Zambia, not the Gambia",
    ("gu", "MK", "ન્યુ કેલેડોનિયા"): "New Caledonia, not North Macedonia",
    ("gu", "MK", "રીપબ્લિક ઓફ લિથુઆનીઆ"): "Lithuania, not North Macedonia",
    ("gu", "SO", "રીપબ્લિક ઓફ જર્મની"): "Germany, not Somalia",
    ("gu", "SZ", "કિંગડમ ઓફ સ્પેન"): "Spain, not Eswatini",
    ("kk", "NP", "Орталық Африка Республикасы"): "the Central African Republic, not Nepal",
    ("kn", "MX", "ಹೊಂಡುರಾಸ್"): "Honduras, not Mexico",
    ("ky", "PF", "Полинезия"): "the region, not the French part of it",
    ("mr", "AF", "इस्लामिक रिपब्लिक ऑफ पाकिस्तान"): "Pakistan, not Afghanistan",
    ("mr", "AM", "अमेरिका"): "America, not Armenia",
    ("mr", "RS", "अझेर्बेजान"): "Azerbaijan, not Serbia",
    ("mr", "RS", "रिपब्लिक ऑफ लायबेरिया"): "Liberia, not Serbia",
    ("pa", "KH", "ਕੋਲੰਬੀਆ"): "Colombia, not Cambodia",
    ("pa", "KH", "ਕੋਲੰਬੀਆ ਰਾਜ"): "Colombia, not Cambodia",
    ("ps", "GN", "ګیانا"): "Guyana, not Guinea",
    ("pt_BR", "AF", "República Islâmica do Paquistão"): "Pakistan, not Afghanistan",
    ("sk", "GM", "Slovenská republika"): "Slovakia, not the Gambia",
    ("sk", "IR", "Slovenčina"): "the Slovak language, not Iran",
    ("mk", "DM", "Доминикана"): "the Dominican Republic, not Dominica",
    ("mk", "DM", "Комонвелт Доминикана"): "the Commonwealth of Dominica would be Доминика",
    ("ta", "CD", "காங்கோ குடியரசு"): "the other Congo, CG",
    ("te", "AF", "ఇస్లామిక్ రిపబ్లిక్ ఆఫ్ పాకిస్తాన్"): "Pakistan, not Afghanistan",
}

I18N_ISO_COUNTRIES = {
    ("dv", "*", "*"): "most names are one line off: Mali for the Maldives",
    ("pt", "CD", "República Popular do Congo"): "what the other Congo was called, CG",
    ("pt", "CG", "República Democrática do Congo"): "the other Congo, CD",
    ("tk", "IQ", "Eýran"): "Iran, not Iraq",
    ("lv", "IM", "Mena"): "a short name, and MENA is the Middle East and North Africa",
}


def is_slip(slips: dict[tuple[str, str, str], str], language: str, code: str, name: str) -> bool:
    """Return whether a register is known to be wrong about a name."""
    return any(key in slips for key in ((language, code, name), (language, "*", "*")))
