/// The texts of cash at the band desk.
extension Phrases {
    static let cash: Table = [
        "cash": ("Cash", "Contant"),
        "cashPayOut": ("Pay out", "Uitbetalen"),
        "cashTakeIn": ("Put on the band", "Op het bandje zetten"),
        "cashFirst": (
            "This is of whoever wore it last. Pay it out before the band goes to somebody else: after that it no longer leads here.",
            "Dit is van wie het het laatst droeg. Betaal het uit voor het bandje naar iemand anders gaat: daarna leidt het hier niet meer heen."
        ),
        "cashPaidOut": ("Paid out in cash", "Contant uitbetaald"),
        "cashTakenIn": ("Put on in cash", "Contant opgewaardeerd"),
        "cashConfirm": ("Yes, pay out", "Ja, uitbetalen"),
        "cashDecline": ("No, do not", "Nee, niet doen"),
        "cashOther": (
            "That band stands for another account by now, or for none. Nothing was booked.",
            "Dat bandje staat intussen voor een andere rekening, of voor geen. Er is niets geboekt."
        ),
        "cashTooMuch": ("There is less on it than that.", "Er staat minder op dan dat."),
        "cashOthersWait": (
            "Part of what is on it waits to be paid out already. Have a colleague answer that first.",
            "Een deel van wat erop staat wacht al op uitbetaling. Laat een collega dat eerst beantwoorden."
        ),
        "cashDone": (
            "That form was done already, with another amount. Look at what is left.",
            "Dat formulier is al gedaan, met een ander bedrag. Kijk wat er nog over is."
        ),
        "cashSamePerson": (
            "Whoever asked for it does not confirm it: a colleague does.",
            "Wie erom vroeg, bevestigt het niet: dat doet een collega."
        ),
        "cashAnswered": (
            "That is answered already, or waited too long.",
            "Dat is al beantwoord, of wachtte te lang."
        ),
        "cashRefused": (
            "The books do not take that. Nothing was booked.",
            "Dat nemen de boeken niet aan. Er is niets geboekt."
        ),
        "done-cashWaits": (
            "A colleague must say yes first: it waits below.",
            "Een collega moet eerst ja zeggen: het wacht hieronder."
        ),
        "done-cashDeclined": ("It is not paid out.", "Het wordt niet uitbetaald."),
    ]
}
