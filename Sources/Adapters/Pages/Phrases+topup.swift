/// The texts about putting money on an account by way of a payment provider.
extension Phrases {
    static let topUp: Table = [
        "topUp": ("Put money on it", "Geld erop zetten"),
        "topUpHow": (
            "You pay at our payment provider, on a page of theirs. It is on your band once they say that it is paid.",
            "U betaalt bij onze betaaldienst, op een pagina van hen. Het staat op uw bandje zodra zij zeggen dat het betaald is."
        ),
        "topUpBounds": ("From %@ to %@.", "Van %@ tot %@."),
        "topUpOn": ("Go on", "Verder"),
        "topUpGo": ("To the payment page", "Naar de betaalpagina"),
        "topUpGoHow": (
            "The next page belongs to the payment provider. Nothing is paid yet.",
            "De volgende pagina is van de betaaldienst. Er is nog niets betaald."
        ),
        "topUpDescribes": ("%@: money on a band", "%@: geld op een bandje"),
        "topUp-amountInvalid": (
            "Write an amount within those bounds, such as 20.00 or 1,000.00.",
            "Schrijf een bedrag binnen die grenzen, zoals 20,00 of 1.000,00."
        ),
        "topUp-refused": (
            "That was not begun, and nothing was paid. Look at the amount and press again.",
            "Dat is niet begonnen, en er is niets betaald. Kijk naar het bedrag en druk nog eens."
        ),
        "topUp-failed": (
            "The payment provider does not answer now. Nothing was paid. Press again in a moment, or pay at the desk.",
            "De betaaldienst antwoordt nu niet. Er is niets betaald. Druk zo nog eens, of betaal aan de balie."
        ),
        "topUp-state-asked": (
            "Waiting for the payment provider. Nothing is on your band yet; this page asks again by itself.",
            "Wachten op de betaaldienst. Er staat nog niets op uw bandje; deze pagina vraagt het vanzelf opnieuw."
        ),
        "topUp-state-paid": (
            "It is paid, and on your band.", "Het is betaald, en staat op uw bandje."
        ),
        "topUp-state-failed": (
            "It was not paid. Nothing came on your band.",
            "Het is niet betaald. Er is niets op uw bandje gekomen."
        ),
        "topUp-state-expired": (
            "The time to pay it is over. Nothing came on your band.",
            "De tijd om te betalen is voorbij. Er is niets op uw bandje gekomen."
        ),
        "topUp-state-refunded": (
            "The payment provider gave it back. It is not on your band.",
            "De betaaldienst heeft het teruggegeven. Het staat niet op uw bandje."
        ),
        "topUp-state-doubt": (
            "Somebody of the house is looking at this payment, and it is not on your band yet. The desk knows the reference.",
            "Iemand van het huis kijkt naar deze betaling, en ze staat nog niet op uw bandje. De balie kent het kenmerk."
        ),
        "topUpGone": (
            "Nothing was asked for under that address, or it is long ago.",
            "Onder dat adres is niets gevraagd, of het is lang geleden."
        ),
    ]
}
