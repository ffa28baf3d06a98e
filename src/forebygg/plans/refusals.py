"""Why a document could not be read, in a sentence with the way on."""

from django.utils.translation import gettext_lazy as _

from forebygg.files.formats import refusal

WHY = {
    refusal.EMPTY: _("Det finns ingen text i dokumentet."),
    refusal.UNKNOWN: _("Filen är varken PDF, Word (docx), webbsida eller text. Spara den som något av det."),
    refusal.TOO_LARGE: _("Dokumentet är för stort. Spara det utan bilder, eller dela det."),
    refusal.SCANNED: _("PDF-filen består av bilder utan text. Kör den genom textigenkänning först."),
    refusal.ENCRYPTED: _("Filen är låst med lösenord. Spara en kopia utan lås."),
    refusal.BROKEN: _("Filen är trasig. Öppna den i programmet den kom från och spara den på nytt."),
    refusal.MACROS: _(
        "Dokumentet innehåller makron eller inbäddade program. Vi kör aldrig sådant. Spara det som vanlig docx."
    ),
    refusal.BOMB: _("Filen packar upp sig till något långt större än ett dokument. Vi öppnar den inte."),
    refusal.TOO_SLOW: _("Det tog för lång tid att läsa filen. Spara den utan bilder, eller dela den."),
    refusal.TEMPLATE: _(
        "Mallen använder ord vi inte känner till, eller sådant en mall inte får göra. Den gamla är kvar."
    ),
}


def template(code: str) -> str:
    """Return why a Word template cannot be used."""
    said = WHY[refusal.BROKEN] if code == refusal.UNKNOWN else WHY[code]
    return str(said)


def table(code: str) -> str:
    """Return why a table cannot be read."""
    known = {
        refusal.UNKNOWN: _("Filen är varken Excel (xlsx) eller CSV."),
        refusal.TOO_LARGE: _("Tabellen är för stor. Dela den: högst 5 000 rader åt gången."),
        refusal.EMPTY: _("Filen är tom."),
    }
    return str(known.get(code, WHY[code]))
