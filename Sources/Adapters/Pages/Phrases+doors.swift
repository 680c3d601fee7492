/// The texts of the door list.
extension Phrases {
    static let doors: Table = [
        "doors": ("Doors", "Deuren"),
        "noDoors": ("None of the doors leads into your zones.", "Geen deur leidt naar uw plekken."),
        "doorFrom": ("from", "van"),
        "doorInto": ("to", "naar"),
        "doorOutside": ("outside", "buiten"),
        "doorWithoutAgent": (
            "Nothing of ours stands beside this door. It tells nothing, and nothing here opens it.",
            "Naast deze deur staat niets van ons. Hij vertelt niets, en niets hier opent hem."
        ),
        "doorListens": (
            "Listens: whatever is changed counts here within seconds.",
            "Luistert: wat verandert, geldt hier binnen enkele seconden."
        ),
        "doorHeard": ("Heard at %@.", "Gehoord om %@."),
        "doorNotHeard": (
            "Not heard since %@. It goes on by itself with what it knew.",
            "Niet gehoord sinds %@. Hij gaat zelf door met wat hij wist."
        ),
        "doorNeverHeard": (
            "Not heard since this server began.", "Niet gehoord sinds deze server begon."
        ),
        "doorLeaseBoth": (
            "Without news it decides for guests until %@, and for staff until %@.",
            "Zonder nieuws beslist hij voor gasten tot %@, en voor medewerkers tot %@."
        ),
        "doorLeaseStaff": (
            "For guests its time alone is over; for staff it decides until %@.",
            "Voor gasten is zijn tijd alleen voorbij; voor medewerkers beslist hij tot %@."
        ),
        "doorLeaseOver": (
            "Its time alone is over, for guests and for staff.",
            "Zijn tijd alleen is voorbij, voor gasten en voor medewerkers."
        ),
        "doorStaysShut": (
            "Without news for longer it stays shut until it hears the house. Going out always works.",
            "Langer zonder nieuws blijft hij dicht tot hij het huis hoort. Naar buiten kan altijd."
        ),
        "doorOpensStill": (
            "Without news for longer it still opens for every genuine key that was not taken back. Going out always works.",
            "Langer zonder nieuws gaat hij nog open voor elke echte sleutel die niet is ingetrokken. Naar buiten kan altijd."
        ),
        "doorOnceInside": (
            "Whoever is inside goes out before coming in again.",
            "Wie binnen is, gaat eerst naar buiten voor hij weer binnenkomt."
        ),
        "doorLost": (
            "Passages that the door could not tell: %@.",
            "Passages die de deur niet kon doorgeven: %@."
        ),
        "openingsToday": ("Opened today: %@", "Vandaag open: %@"),
        "openingsByHour": ("Openings by hour", "Open per uur"),
        "noOpenings": ("It has not opened today.", "Hij is vandaag niet open geweest."),
        "onlyLastPassages": (
            "Counted among the last 200 passages; there were more today.",
            "Geteld onder de laatste 200 passages; vandaag waren er meer."
        ),
        "lastPassages": ("Last passages", "Laatste passages"),
        "passage-in": ("Somebody came in.", "Iemand kwam binnen."),
        "passage-out": ("Somebody went out.", "Iemand ging naar buiten."),
        "passage-alone": (
            "Opened for a genuine key, without news from the house.",
            "Ging open voor een echte sleutel, zonder nieuws van het huis."
        ),
        "passage-trouble": (
            "Stayed shut: the door itself asked for help.",
            "Bleef dicht: de deur vroeg zelf om hulp."
        ),
        "passage-leaseEnded": (
            "Stayed shut: the house was not heard for too long.",
            "Bleef dicht: het huis was te lang niet gehoord."
        ),
        "passage-unreadable": (
            "Stayed shut: what was shown could not be read.",
            "Bleef dicht: wat getoond werd was niet te lezen."
        ),
        "passage-noKey": (
            "Stayed shut: what was shown is no key of this house.",
            "Bleef dicht: wat getoond werd is geen sleutel van dit huis."
        ),
        "passage-again": (
            "Stayed shut: it had been shown before, or its minutes were over.",
            "Bleef dicht: het was al eens getoond, of de minuten waren om."
        ),
        "passage-revoked": (
            "Stayed shut: that band or key was taken back.",
            "Bleef dicht: dat bandje of die sleutel is ingetrokken."
        ),
        "passage-notGranted": (
            "Stayed shut: no right to this door.", "Bleef dicht: geen recht op deze deur."
        ),
        "passage-otherTime": (
            "Stayed shut: the right is for another day or hour.",
            "Bleef dicht: het recht is voor een andere dag of een ander uur."
        ),
        "passage-inside": (
            "Stayed shut: that band is inside already.", "Bleef dicht: dat bandje is al binnen."
        ),
    ]
}
