/// Why rows of a table that was tried were not used.
extension Phrases {
    /// A sentence for a reason; the reason itself when there is none.
    static func unused(_ reason: String, in language: Language) -> String {
        guard let words = unusedRows[reason] else { return reason }
        return language == .nl ? words.nl : words.en
    }

    private static let unusedRows: Table = [
        "leftOut": (
            "they do not have what 'where' asks for.", "ze hebben niet wat 'where' vraagt."
        ),
        "emptyValue": (
            "a column that the mapping needs is empty.",
            "een kolom die de vertaling nodig heeft is leeg."
        ),
        "unknownKind": (
            "their word is none of enter, exit, read, service and tap, and 'kinds' does not name it.",
            "hun woord is geen enter, exit, read, service of tap, en 'kinds' noemt het niet."
        ),
        "unknownPlace": (
            "their place is not in the table of zones.",
            "hun plek staat niet in de tabel met plekken."
        ),
        "unknownZone": (
            "the venue has no zone of that identifier.",
            "de locatie heeft geen plek met dat kenmerk."
        ),
        "invalidTime": ("their time cannot be read.", "hun tijd is niet te lezen."),
        "invalidStrength": (
            "their level is no number from -127 to 0.",
            "hun sterkte is geen getal van -127 tot 0."
        ),
        "invalidIdentifier": (
            "an identifier has other signs than A-Z a-z 0-9 _ -, or more than 64.",
            "een kenmerk heeft andere tekens dan A-Z a-z 0-9 _ -, of meer dan 64."
        ),
        "outOfRange": (
            "their time lies outside 2000 to 2100.", "hun tijd ligt buiten 2000 tot 2100."
        ),
        "lineTooLong": ("they are too long.", "ze zijn te lang."),
        "tooLate": (
            "they come too far behind the others: sort the table by time.",
            "ze komen te ver achter de andere aan: sorteer de tabel op tijd."
        ),
        "inTheFuture": ("they lie in the future.", "ze liggen in de toekomst."),
    ]
}
