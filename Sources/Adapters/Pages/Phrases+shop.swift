/// The texts of a shop's pages.
extension Phrases {
    static let shop: Table = [
        "shop": ("Shop", "Winkel"),
        "noShops": (
            "None of your zones is a shop with an account.",
            "Geen van uw plekken is een winkel met een rekening."
        ),
        "noSuchShop": (
            "There is no such shop, or it is not one of yours.",
            "Die winkel is er niet, of hij is niet een van de uwe."
        ),
        "takenToday": ("Taken today", "Vandaag ontvangen"),
        "takenByHour": ("Taken by hour", "Ontvangen per uur"),
        "nothingToday": ("Nothing was paid today.", "Vandaag is er niets betaald."),
        "lastPayments": ("Last payments", "Laatste betalingen"),
        "giveBack": ("Give back", "Teruggeven"),
        "giveBackHow": (
            "It goes back to the account it came from. A large sum waits until a colleague says yes.",
            "Het gaat terug naar de rekening waar het vandaan kwam. Een groot bedrag wacht tot een collega ja zegt."
        ),
        "paidThen": ("Paid:", "Betaald:"),
        "leftToGive": ("Left to give back:", "Nog terug te geven:"),
        "waitsForSecond": ("Waits for a second person", "Wacht op een tweede persoon"),
        "askedBy": ("Asked by", "Gevraagd door"),
        // How much, when, and the end of its reference.
        "refundAbout": ("of %@, paid %@ (%@)", "van %@, betaald %@ (%@)"),
        "cannotBeBooked": (
            "Not possible any more: less is left than was asked. It can only be declined.",
            "Kan niet meer: er is minder over dan er gevraagd is. Alleen nee zeggen kan nog."
        ),
        "confirmRefund": ("Yes, give back", "Ja, teruggeven"),
        "declineRefund": ("No", "Nee"),
        "chargeNeedsTill": (
            "This server was started without the keys of the house's bands, so no band is charged on this page. Is the till away? A number on a band proves nothing, so nothing is charged here by number. Take cash, or wait for a till: it charges with the band itself.",
            "Deze server is gestart zonder de sleutels van de bandjes, dus op deze pagina wordt geen bandje afgerekend. Is de kassa weg? Een nummer op een bandje bewijst niets, dus hier wordt niets op nummer afgeschreven. Neem contant geld, of wacht op een kassa: die schrijft af met het bandje zelf."
        ),
        "chargeByHand": ("Charge a band", "Een bandje afrekenen"),
        "shownBand": ("What the band says", "Wat het bandje zegt"),
        "chargeByHandHow": (
            "Put the cursor in the second field and hold the band to the reader. The number on a band is not enough: the band itself proves it.",
            "Zet de cursor in het tweede veld en houd het bandje voor de lezer. Het nummer op een bandje is niet genoeg: het bandje zelf bewijst het."
        ),
        "chargeIt": ("Charge", "Afrekenen"),
        "chargeDone": ("It is paid.", "Het is betaald."),
        "backToShop": ("Back to the shop", "Terug naar de winkel"),
        "shop-chargeBare": (
            "A number proves nothing, since anybody can copy it. Hold the band itself to the reader.",
            "Een nummer bewijst niets, want iedereen kan het overschrijven. Houd het bandje zelf voor de lezer."
        ),
        "shop-chargeAgain": (
            "That was not understood, or was shown before. Hold the band to the reader once more.",
            "Dat werd niet begrepen, of was al eens getoond. Houd het bandje nog een keer voor de lezer."
        ),
        "shop-chargeBand": (
            "This band is good for nothing any more. The desk gives another in its place.",
            "Dit bandje is nergens meer goed voor. De balie geeft er een ander voor in de plaats."
        ),
        "shop-chargeOther": (
            "This band does not pay this now. Ask for another way to pay, or ask a lead.",
            "Dit bandje betaalt dit nu niet. Vraag om een andere manier van betalen, of vraag de leiding."
        ),
        "dayClosing": ("Day closing", "Dagafsluiting"),
        "dayAsTable": ("The day as a table", "De dag als tabel"),
        "otherShop": ("Another shop", "Andere winkel"),
        "dayGoesOn": (
            "The day goes on: these are the sums so far.",
            "De dag is nog bezig: dit zijn de sommen tot nu toe."
        ),
        "whatMoved": ("What moved", "Wat er bewoog"),
        "dayOpening": ("When the day began", "Toen de dag begon"),
        "dayEnd": ("When it was over", "Toen hij voorbij was"),
        "dayBefore": ("The day before", "De dag ervoor"),
        "dayAfter": ("The day after", "De dag erna"),
        "money-deposit": ("put on an account", "op een rekening gezet"),
        "money-charge": ("paid", "betaald"),
        "money-refund": ("given back", "teruggegeven"),
        "money-transfer": ("moved within the house", "binnen het huis verplaatst"),
        "money-pending": ("held", "vastgehouden"),
        "money-post": ("paid out of a hold", "betaald uit wat vastgehouden werd"),
        "money-void": ("hold ended", "niet langer vastgehouden"),
        "shop-done-booked": ("It is given back.", "Het is teruggegeven."),
        "shop-done-waits": (
            "It waits until a colleague says yes.", "Het wacht tot een collega ja zegt."
        ),
        "shop-done-declined": ("It is not given back.", "Het wordt niet teruggegeven."),
        "shop-chargeGone": (
            "There is no such payment here, or nothing is left of it.",
            "Die betaling is hier niet, of er is niets van over."
        ),
        "shop-formDone": (
            "That form was done already, and nothing was done twice. Look below at what was booked, and begin anew if something is still to be done.",
            "Dat formulier was al gedaan, en er is niets dubbel gedaan. Kijk hieronder wat er geboekt is, en begin opnieuw als er nog iets moet."
        ),
        "shop-amountInvalid": (
            "Write an amount above zero, such as 2.50 or 1,250.00. Always write both cents of a thousand and more: 1.250 could be two sums.",
            "Schrijf een bedrag boven nul, zoals 2,50 of 1.250,00. Schrijf bij duizend en meer altijd beide centen: 1.250 kan twee bedragen zijn."
        ),
        "shop-exceedsCharge": (
            "That is more than is left of the payment.",
            "Dat is meer dan er van de betaling over is."
        ),
        "shop-insufficientFunds": (
            "The shop holds less than that.", "De winkel heeft minder dan dat."
        ),
        "shop-exceedsWithWaiting": (
            "With the refunds that wait already, the shop holds less than that. Answer those first.",
            "Met de terugbetalingen die al wachten heeft de winkel minder dan dat. Beantwoord die eerst."
        ),
        "shop-noRequest": (
            "That was answered already, or its time is over.",
            "Dat is al beantwoord, of de tijd is voorbij."
        ),
        "shop-samePerson": (
            "Whoever asked does not say yes: ask a colleague.",
            "Wie het vroeg zegt niet zelf ja: vraag een collega."
        ),
        "shop-tooManyRequests": (
            "Too many wait for a second person. Answer some first.",
            "Er wachten er te veel op een tweede persoon. Beantwoord er eerst een paar."
        ),
        "shop-refused": (
            "The books do not take that. Ask a lead.",
            "De boeken nemen dat niet aan. Vraag de leiding."
        ),
    ]
}
