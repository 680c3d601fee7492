/// The texts of ringing a locked phone.
extension Phrases {
    static let push: Table = [
        "ringPhone": (
            "Ring this phone, even when locked", "Laat deze telefoon rinkelen, ook op slot"
        ),
        "ringTry": ("Try it", "Probeer het"),
        "ringOn": (
            "This phone now rings for your cues, for as long as you are signed in on it.",
            "Deze telefoon rinkelt nu voor uw seintjes, zolang u erop bent aangemeld."
        ),
        "ringOff": ("This phone no longer rings.", "Deze telefoon rinkelt niet meer."),
        "ringTried": (
            "A try is on its way. Lock the phone and listen.",
            "Er is een proef onderweg. Zet de telefoon op slot en luister."
        ),
        "ringTriedJustNow": (
            "A try went out a moment ago. Wait a few seconds.",
            "Er ging net al een proef uit. Wacht een paar seconden."
        ),
        "ringUnheard": (
            "The push service did not take it. Switch ringing off and on, and try again.",
            "De pushdienst nam het niet aan. Zet het rinkelen uit en aan, en probeer het opnieuw."
        ),
        "ringFailed": (
            "That did not work. Try again in a moment.",
            "Dat lukte niet. Probeer het zo meteen opnieuw."
        ),
        "ringNoHTTPS": (
            "A phone rings only for a page with https in its address. Ask who runs this for that address.",
            "Een telefoon rinkelt alleen voor een pagina met https in het adres. Vraag de beheerder om dat adres."
        ),
        "ringNoPush": (
            "This browser cannot ring while it is closed. On an iPhone or iPad, add this page to the Home Screen first and open it from there.",
            "Deze browser kan niet rinkelen als hij dicht is. Zet deze pagina op een iPhone of iPad eerst op het beginscherm en open hem daar."
        ),
        "ringRefused": (
            "This browser may not show notifications for this page. Allow them in its settings, and press again.",
            "Deze browser mag voor deze pagina geen meldingen tonen. Sta ze toe in de instellingen en druk opnieuw."
        ),
        "ringUnknownService": (
            "The push service of this browser is not one that this house rings through.",
            "De pushdienst van deze browser is er geen waardoor dit huis laat rinkelen."
        ),
        "pushSince": ("since", "sinds"),
        "pushMore": ("and %@ more", "en nog %@"),
        "pushTry": ("This is how it rings", "Zo rinkelt het"),
        "pushTryHow": ("A try that you asked for.", "Een proef waar u om vroeg."),
        "pushSomething": ("Something needs you", "Er is iets voor u"),
    ]
}
