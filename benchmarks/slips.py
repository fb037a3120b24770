"""Slips of the registers: names that are no name of the country they stand for, each with why.

`make_names.py` and `iso_codes.py` leave them out. "*" stands for every name in that language.
"""

from __future__ import annotations

# What was looked at to find them: names that two countries have, and names that are nearer to what
# another country is called in the same language than to what their own is.

CLDR = {
    ("bgn", "MU", "موریتانیا"): "Mauritania, not Mauritius",
    ("gez", "KP", "ደቡብ፡ኮሪያ"): "South Korea, not North Korea",
    ("gez", "KR", "ሰሜን፡ኮሪያ"): "North Korea, not South Korea",
    ("ksh", "NG", "Nikaraagua"): "Nicaragua, not Nigeria",
    ("sa", "GB", "संयुक्त राष्ट्र:"): "the United Nations, not the United Kingdom",
    ("mzn", "CC", "کوک (کیلینگ) جزایر"): "but for the brackets, the Cook Islands",
    ("mzn", "LT", "لتونی"): "Latvia, not Lithuania",
    ("tok", "*", "*"): "a language made for play, which calls Latvia Malawi",
    ("yav", "AM", "Almanía"): "what Germany is called around the Black Sea, not Armenia",
}

ISO_CODES = {
    ("ar", "MD", "المالديف"): "the Maldives, not Moldova",
    ("ca", "GM", "República de Zàmbia"): "Zambia, not the Gambia",
    ("fa", "ER", "فلسطین"): "Palestine, not Eritrea",
    ("fa", "GM", "جمهوری زامبیا"): "Zambia, not the Gambia",
    ("fa", "MO", "موناکو منطقه تحت مدیریت چین"): "Monaco, not Macao",
    ("gl", "TH", "Reino de Tanzania"): "Tanzania, not Thailand",
    ("kk", "NP", "Орталық Африка Республикасы"): "the Central African Republic, not Nepal",
    ("sk", "GM", "Slovenská republika"): "Slovakia, not the Gambia",
    ("sk", "IR", "Slovenčina"): "the Slovak language, not Iran",
}

I18N_ISO_COUNTRIES = {
    ("dv", "*", "*"): "most names are one line off: Mali for the Maldives",
    ("pt", "CD", "República Popular do Congo"): "what the other Congo was called, CG",
    ("pt", "CG", "República Democrática do Congo"): "the other Congo, CD",
    ("tk", "IQ", "Eýran"): "Iran, not Iraq",
}


def is_slip(slips: dict[tuple[str, str, str], str], language: str, code: str, name: str) -> bool:
    """Return whether a register is known to be wrong about a name."""
    return any(key in slips for key in ((language, code, name), (language, "*", "*")))
