"""The heads of a table of one's own, and words in its cells in other languages than English.

What looks for words of English in a head or a cell finds those of German, French, Spanish,
Italian, Portuguese, Russian and Polish, too, if it is put into English first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from dipfacts.text import fold

_TIMES = {
    "year": "jahr berichtsjahr année annee año anno ano год rok",
    "month": "monat monate berichtsmonat mois mes meses mese mesi mês месяц miesiąc",
    "quarter": "quartal vierteljahr trimestre trimester квартал kwartał",
    "half": "halbjahr полугодие półrocze",
    "semester": "semestre",
    "week": "woche kalenderwoche semaine semana settimana неделя tydzień",
    "day": "tag jour día giorno день dzień",
    "date": "datum fecha дата",
    "period": "periode période periodo período zeitraum период okres",
}
_UNITS = {
    "unit": "einheit maßeinheit masseinheit unité unités unidad unidades unità unidade единица"
    " единицы ед jednostka",
    "currency": "währung devise moneda monnaie valuta moeda валюта waluta",
    "quantity": "menge quantità cantidad quantidade количество ilość",
    "weight": "gewicht poids peso вес масса waga",
    "scale": "skala escala échelle scala масштаб",
    "factor": "faktor facteur fattore",
    "value": "wert valeur valor valore значение стоимость wartość",
    "amount": "betrag montant monto importo сумма kwota",
}
_PARTS = {
    "product": "produkt produkte produktgruppe produit produits prodotto prodotti produto produtos"
    " ware waren warengruppe warennummer warenart warenbezeichnung marchandise marchandises"
    " mercancía mercancías merce merci mercadoria продукт продукция towar",
    "goods": "güter gütergruppe biens bienes beni bens",
    "service": "dienstleistung dienstleistungen servicio servicios servizio servizi serviço"
    " serviços услуга услуги usługa usługi",
    "sector": "sektor secteur settore setor сектор отрасль branche wirtschaftszweig",
    "category": "kategorie catégorie categoría categoria категория kategoria",
    "purpose": "zweck verwendungszweck",
    "sex": "geschlecht sexe sexo sesso пол płeć",
    "age": "alter altersgruppe âge edad idade возраст wiek",
    "balance": "saldo saldi solde сальдо handelsbilanz",
    "turnover": "товарооборот handelsvolumen außenhandelsvolumen",
    "flow": "richtung verkehrsrichtung flujo flux flusso fluxo направление поток przepływ",
}
_FLOWS = {
    "imports": "einfuhr einfuhren importations importaciones importazioni importações импорт",
    "exports": "ausfuhr ausfuhren exportations exportaciones esportazioni exportações экспорт",
    "re-exports": "wiederausfuhr wiederausfuhren réexportations reexportaciones riesportazioni"
    " реэкспорт",
}
_PARTIES = {
    "country": "land länder pays país países paese paesi страна страны kraj kraje",
    "reporter": "meldeland berichtsland berichterstatter déclarant déclarante déclarants"
    " rapporteur declarante declarantes informante reportante notificante dichiarante segnalante"
    " репортер репортёр отчитывающаяся отчетная декларант sprawozdawca sprawozdający",
    "partner": "handelspartner partnerland partenaire partenaires socio socios parceiro parceiros"
    " contrepartie contraparte controparte партнер партнёр партнеры партнёры контрагент"
    " kontrahent",
    "importer": "importeur importeure importland einfuhrland importateur importateurs importatrice"
    " importador importadores importadora importatore importatori импортер импортёр импортеры"
    " импортирующая",
    "exporter": "exporteur exporteure exportland ausfuhrland exportateur exportateurs exportatrice"
    " exportador exportadores exportadora esportatore esportatori экспортер экспортёр экспортеры"
    " экспортирующая eksporter",
    "origin": "ursprung ursprungsland herkunft herkunftsland versendungsland origine origen origem"
    " provenance procedencia provenienza происхождения отправления выезда pochodzenia",
    "destination": "bestimmung bestimmungsland ziel zielland destino destinazione назначения"
    " въезда przeznaczenia",
    "sender": "absender absenderland entsendestaat expéditeur remitente mittente отправитель"
    " nadawca",
    "receiver": "empfänger empfängerland empfangsstaat destinataire destinatario destinatário"
    " bénéficiaire beneficiario beneficiário receptor получатель реципиент odbiorca",
    "supplier": "lieferant lieferland fournisseur proveedor fornitore fornecedor поставщик"
    " dostawca",
    "buyer": "käufer abnehmer acheteur comprador acquirente покупатель kupujący",
    "seller": "verkäufer vendeur vendedor venditore продавец",
    "donor": "geber geberland donateur donante donatore doador донор",
    "member": "mitglied mitglieder mitgliedstaat mitgliedsland membre membres miembro miembros"
    " membro membri член члены członek",
    "organization": "organización organizzazione organização организация organizacja",
    "alliance": "bündnis allianz alianza alleanza aliança альянс союз sojusz",
}
_ENDS = {
    "start": "beginn anfang startdatum début debut commencement inicio inicial inizio início"
    " comienzo начало начала początek",
    "from": "von desde",
    "since": "seit depuis",
    "entry": "inkrafttreten entrée entrada entrata вступление вступления wejście",
    "end": "ende fin fine fim finalización término termine конец окончание окончания завершение"
    " завершения koniec",
    "enddate": "enddatum endtermin",
    "endyear": "endjahr",
    "until": "bis jusqu hasta até до",
    "denunciation": "kündigung kündigungsdatum dénonciation denuncia denúncia денонсация денонсации"
    " wypowiedzenie",
    "termination": "beendigung außerkrafttreten résiliation terminación rescisión cessazione"
    " прекращение прекращения расторжение расторжения rozwiązanie zakończenie",
    "expiry": "ablauf ablaufdatum échéance expiración vencimiento scadenza caducidad истечение"
    " истечения wygaśnięcie",
    "withdrawal": "austritt rücktritt retrait retirada retiro recesso выход выхода wystąpienie",
    "exit": "sortie salida saída uscita",
    "abrogation": "aufhebung derogación abrogación abrogazione revogação",
    "dissolution": "auflösung disolución scioglimento dissolução роспуск роспуска",
    "closure": "schließung fermeture cierre chiusura encerramento закрытие закрытия",
    "update": "mise_à_jour aktualisierung aktualisiert actualisation actualización aggiornamento"
    " обновление обновления",
    "publication": "veröffentlichung veröffentlicht publicación pubblicazione публикация"
    " публикации",
}
_MATTERS = {
    "in force": "en_vigueur en_vigor em_vigor in_vigore in_kraft в_силе geltend vigente"
    " vigentes действует действующий действующее obowiązuje",
    "not in force": "nicht_in_kraft non_en_vigueur pas_en_vigueur no_vigente non_in_vigore"
    " не_в_силе не_действует",
    "no longer in force": "außer_kraft nicht_mehr_in_kraft plus_en_vigueur утратил_силу"
    " утратило_силу",
    "proposed": "vorgeschlagen proposé proposée propuesto propuesta proposto предложен",
    "signed": "unterzeichnet signé signée firmado firmada firmato assinado подписан подписано"
    " podpisany",
    "ratified": "ratifiziert ratifié ratifiée ratificado ratificada ratificato ратифицирован"
    " ратифицировано ratyfikowany",
    "suspended": "ausgesetzt suspendu suspendue suspendido suspendida sospeso suspenso"
    " приостановлен приостановлено zawieszony",
    "denounced": "gekündigt dénoncé dénoncée denunciado denunciada denunciato денонсирован"
    " денонсировано wypowiedziany",
    "terminated": "beendet terminé terminée résilié résiliée rescindido terminado terminada"
    " terminato cessato прекращен прекращено прекратил расторгнут расторгнуто rozwiązany"
    " zakończony",
    "expired": "abgelaufen expiré expirée expirado expirada vencido scaduto истек wygasły",
    "withdrawn": "zurückgezogen ausgetreten retiré retirée retirado ritirato отозван",
    "abrogated": "aufgehoben abrogé abrogée derogado derogada abrogado abrogato revogado",
    "dissolved": "aufgelöst dissous dissoute disuelto disuelta sciolto dissolvido распущен",
    "held": "stattgefunden",
    "planned": "geplant prévu prévue planifié planificado запланирован запланировано planowany",
    "postponed": "verschoben vertagt reporté reportée aplazado aplazada rinviato adiado отложен"
    " отложено перенесен przełożony",
    "cancelled": "abgesagt storniert annulé annulée cancelado cancelada annullato отменен отменено"
    " odwołany",
}
_STATUSES = {
    "status": "statut статус",
    "notes": "bemerkung bemerkungen anmerkung anmerkungen remarque remarques observación"
    " observaciones nota notas osservazioni примечание примечания комментарий uwagi",
    "provisional": "vorläufig vorläufige vorläufiger vorläufiges provisorisch provisoire"
    " provisoires preliminar preliminares préliminaire préliminaires provisionales provvisorio"
    " provvisori provvisoria provvisorie provisório provisórios предварительный предварительная"
    " предварительные предварительно wstępne wstępny",
    "estimate": "geschätzt schätzung schätzungen schätzwert estimé estimée estimés estimées"
    " estimation estimado estimada estimados estimadas estimación estimativa stima stime stimato"
    " stimata оценка оценки оценочный оценочные szacunek szacunkowe",
    "forecast": "prognose prognosen prévision prévisions pronóstico previsión proyección"
    " previsione previsioni previsto previsão прогноз прогнозный prognoza",
    "final": "endgültig endgültige définitif définitive définitifs definitivo definitiva"
    " definitivos definitivi окончательный окончательные окончательно ostateczne",
}
_MONTHS = {
    "january": "januar jänner janvier enero gennaio janeiro январь января styczeń",
    "february": "februar février fevrier febrero febbraio fevereiro февраль февраля luty",
    "march": "märz maerz mars marzo março март марта marzec",
    "april": "avril abril aprile апрель апреля kwiecień",
    "may": "mai mayo maggio maio май мая maj",
    "june": "juni juin junio giugno junho июнь июня czerwiec",
    "july": "juli juillet julio luglio julho июль июля lipiec",
    "august": "août aout agosto август августа sierpień",
    "september": "septembre septiembre setiembre settembre setembro сентябрь сентября wrzesień",
    "october": "oktober octobre octubre ottobre outubro октябрь октября październik",
    "november": "novembre noviembre novembro ноябрь ноября listopad",
    "december": "dezember décembre diciembre dicembre dezembro декабрь декабря grudzień",
}
YES = (
    *("yes", "y", "true", "t", "1", "x"),
    *"ja oui sí sì si sim да tak wahr vrai verdadero vero verdadeiro".split(),
)
NO = (
    *("no", "n", "false", "f", "0"),
    *"nein non não нет nie falsch faux falso".split(),
)
"""Cells that say yes or no, in small letters."""


@cache
def _english() -> dict[str, str]:
    """Return the English of each word or phrase, by its folded form."""
    return {fold(word): english for english, word in _words()}


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a phrase, the longest first, or of any word."""
    phrases = sorted((word for _, word in _words() if "_" in word), key=len, reverse=True)
    known = "|".join(it.replace("_", "[ _-]") for it in phrases)
    return re.compile(rf"(?<![^\W\d_])(?:{known})(?![^\W\d_])|[^\W\d_]+")


def _words() -> Iterator[tuple[str, str]]:
    """Yield each word or phrase, with a low line between its words, after its English."""
    tables = _TIMES, _UNITS, _PARTS, _FLOWS, _PARTIES, _ENDS, _MATTERS, _STATUSES, _MONTHS
    for table in tables:
        for english, words in table.items():
            yield from ((english, word) for word in words.split())


@lru_cache(maxsize=4096)
def in_english(text: str) -> str:
    """Return a head or a cell in small letters, its known words of other languages in English.

    >>> in_english("Месяц"), in_english("Unité de mesure"), in_english("Trimestre_2")
    ('month', 'unit de mesure', 'quarter_2')
    >>> in_english("1. Quartal"), in_english("Vorläufiger Wert"), in_english("Monthly")
    ('1. quarter', 'provisional value', 'monthly')
    >>> in_english("En_vigueur"), in_english("Entrée en vigueur"), in_english("Nicht in Kraft")
    ('in force', 'entry in force', 'not in force')
    """
    known = _english()
    return _pattern().sub(lambda word: known.get(fold(word[0]), word[0]), text.lower())
