"""Words that people write for currencies, and those that several currencies share."""

from __future__ import annotations

MONEY = {
    "USD": "dollar dollars usd $ us$ us-dollar us-dollars american-dollars"
    " abd-doları abd-dolari abd-dolar abd-$ dolar"
    " доллар доллара доллары долларов долл долл. доллар-сша доллара-сша доллары-сша долларов-сша"
    " долл-сша долл.-сша us-$ $us $-us dollars-us dollar-us us-dólares dólares-eeuu dólares-ee.uu."
    " dólar dólares dolares dólares-estadounidenses dollaro dollari dollari-usa"
    " 美元 美金 ドル 米ドル 달러 미국-달러",
    "EUR": "euro euros eur € avro евро euroa eurot евра євро ευρώ 欧元 歐元 ユーロ 유로",
    "RUB": "ruble rubles rouble roubles rub rur ₽ рубль рубля рубли рублей руб руб.",
    "AZN": "manat manats azn ₼ манат маната манаты манатов",
    "GBP": "pounds-sterling pound-sterling sterling livres-sterling gbp £ 英镑 英鎊",
    "CNY": "yuan yuans renminbi rmb cny юань юаня юани юаней 人民币 人民幣 元人民币",
    "TRY": "lira liras turkish-liras try ₺ tl türk-lirası",
    "JPY": "yen japanese-yen jpy иена иены иен 円 日元 日圆",
    "INR": "inr ₹",
    "KRW": "krw ₩ 韩元 韓元",
    "CHF": "chf sfr sfr. francs-suisses schweizer-franken",
    "KZT": "tenge kzt ₸ тенге",
    "UAH": "hryvnia hryvnias hryvnya uah ₴ гривна гривны гривен грн грн.",
    "GEL": "lari laris gel ₾ лари",
    "AMD": "armenian-dram armenian-drams amd ֏",
    "IRR": "irr",
    "PLN": "zloty zlotys pln zł złoty złotych",
    "ILS": "shekel shekels ils ₪",
    "BDT": "taka takas",
    "AUD": "a$ au$",
    "BRL": "brazilian-real brazilian-reals reais r$",
    "CAD": "c$ ca$ can$",
    "CZK": "koruna korunas koruny korun kč",
    "HKD": "hk$",
    "NZD": "nz$",
    "SGD": "s$",
    "TWD": "nt$",
    "DKK": "dkk",
    "ETB": "birr",
    "HUF": "forint forints",
    "IDR": "rupiah rupiahs rp rp.",
    "MYR": "ringgit ringgits",
    "NGN": "naira nairas",
    "NOK": "nok",
    "SEK": "sek",
    "THB": "baht bahts",
    "TJS": "somoni somonis",
    "VND": "dong vietnamese-dong đồng",
    "XDR": "sdr sdrs xdr",
    "ZAR": "rand rands",
}
"""The words that mean a currency, by its code."""

OF_SEVERAL = {
    "dollar dollars": "AUD:australian CAD:canadian HKD:hong-kong NZD:new-zealand "
    "SGD:singapore,singaporean TWD:taiwan,new-taiwan,taiwanese",
    "ruble rubles rouble roubles": "RUB:russian BYN:belarusian,belarus",
    "рубль рубля рубли рублей руб руб.": "RUB:российский,российских BYN:белорусский,белорусских",
    "manat manats": "AZN:azerbaijani,azerbaijan TMT:turkmen,turkmenistan",
    "rupee rupees rs rs. ₨": "INR:indian LKR:sri-lankan,sri-lanka MUR:mauritian,mauritius "
    "NPR:nepalese,nepali PKR:pakistani,pakistan SCR:seychellois,seychelles",
    "pound pounds": "GBP:british,uk EGP:egyptian FKP:falkland,falkland-islands GIP:gibraltar "
    "LBP:lebanese SDG:sudanese SHP:saint-helena,st-helena SSP:south-sudanese SYP:syrian",
    "franc francs fr.": "CHF:swiss BIF:burundian,burundi CDF:congolese DJF:djiboutian,djibouti "
    "GNF:guinean KMF:comorian RWF:rwandan,rwanda XAF:central-african XOF:west-african XPF:cfp",
    "cfa cfa-franc cfa-francs fcfa f-cfa franc-cfa francs-cfa": "XAF:central-african "
    "XOF:west-african",
    "dinar dinars": "BHD:bahraini,bahrain DZD:algerian IQD:iraqi JOD:jordanian KWD:kuwaiti,kuwait "
    "LYD:libyan RSD:serbian TND:tunisian",
    "peso pesos": "ARS:argentine,argentinian CLP:chilean COP:colombian CUP:cuban DOP:dominican "
    "MXN:mexican PHP:philippine UYU:uruguayan",
    "crown crowns krona kronor kronas krone kroner krones kr kr.": "CZK:czech DKK:danish "
    "ISK:icelandic NOK:norwegian SEK:swedish",
    "won 원": "KRW:south-korean,korean KPW:north-korean",
    "dirham dirhams": "AED:emirati,uae MAD:moroccan",
    "rial rials riyal riyals": "IRR:iranian OMR:omani QAR:qatari,qatar SAR:saudi,saudi-arabian "
    "YER:yemeni",
    "shilling shillings": "KES:kenyan,kenya SOS:somali TZS:tanzanian,tanzania UGX:ugandan,uganda",
    "leu lei": "MDL:moldovan RON:romanian",
    "som soms": "KGS:kyrgyz,kyrgyzstani UZS:uzbek,uzbekistani",
    "¥": "CNY JPY",
    "元": "CNY HKD TWD",
}
"""The words that several currencies share: their codes, each with what names it before the word."""
