"""The script in which a language is written in a territory, where it is not the usual one."""

from __future__ import annotations

# CLDR's likely subtags, by Babel 2.19.0: those of the languages and scripts in cldr_languages.tsv.
_TERRITORIES = {
    "az-Cyrl": "RU",
    "kk-Arab": "AF CN IR MN",
    "ms-Arab": "CC",
    "pa-Arab": "PK",
    "sd-Deva": "IN",
    "sr-Latn": "ME RO TR",
    "uz-Arab": "AF",
    "uz-Cyrl": "CN",
    "yue-Hans": "CN",
    "zh-Hant": "AU BN GB GF HK ID MO PA PF PH SR TH TW US VN",
}
LIKELY = {
    (code.partition("-")[0], territory): code
    for code, territories in _TERRITORIES.items()
    for territory in territories.split()
}
"""The language with its script by the language and the territory: zh-Hant by zh and TW."""

MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva"}
"""The scripts by the names that locales have for them: sr_RS@latin."""
