import Domain
import Kernel

/// The languages pages are written in.
enum Language: String, CaseIterable {
    case en, nl

    /// From a cookie, else from the browser's list, else English.
    init(chosen: String?, accepted: String?) {
        if let chosen, let language = Language(rawValue: chosen) {
            self = language
            return
        }
        let wanted = (accepted ?? "").lowercased().split(separator: ",").compactMap {
            Language(rawValue: String($0.drop { $0 == " " }.prefix(2)))
        }
        self = wanted.first ?? .en
    }

    func of(_ words: Words) -> String { self == .nl ? words.nl : words.en }
}

/// Every text of the pages, in both languages.
enum Phrases {
    static func all(in language: Language) -> [String: String] {
        table.mapValues { language == .nl ? $0.nl : $0.en }
    }

    /// A sort of place in the reader's language; the venue's own word when it is none of the usual.
    static func kind(_ kind: ZoneKind, in language: Language) -> String {
        guard language == .nl else { return kind.description }
        let dutch = [
            "queue": "rij", "ride": "attractie", "shop": "winkel", "food": "horeca",
            "gate": "poort", "care": "zorg", "door": "deur", "mat": "mat", "room": "kamer",
        ]
        return dutch[kind.description] ?? kind.description
    }

    private static let table: [String: (en: String, nl: String)] = [
        "cues": ("Cues", "Seintjes"),
        "floor": ("Floor", "Vloer"),
        "rules": ("Rules", "Regels"),
        "admin": ("Set up", "Inrichten"),
        "signOut": ("Sign out", "Afmelden"),
        "signIn": ("Sign in", "Aanmelden"),
        "name": ("Name", "Naam"),
        "accountName": ("Sign-in name", "Aanmeldnaam"),
        "password": ("Password", "Wachtwoord"),
        "newPassword": (
            "Choose a password, at least 10 characters",
            "Kies een wachtwoord, minstens 10 tekens"
        ),
        "welcome": ("Welcome", "Welkom"),
        "start": ("Start", "Beginnen"),
        "other": ("Nederlands", "English"),
        "asOf": ("as of", "stand van"),
        "connecting": ("connecting…", "verbinden…"),
        "lost": ("Connection lost. Trying again…", "Verbinding weg. Opnieuw proberen…"),
        "noCues": (
            "All is calm. A cue appears here as soon as somebody can use your help.",
            "Alles is rustig. Zodra iemand uw hulp kan gebruiken, verschijnt hier een seintje."
        ),
        "take": ("I'm going", "Ik ga"),
        "helped": ("It helped", "Het hielp"),
        "didNotHelp": ("Did not help", "Hielp niet"),
        "reject": ("Not now", "Nu niet"),
        "undo": ("Undo", "Ongedaan maken"),
        "takenBy": ("taken by", "opgepakt door"),
        "takenByYou": ("you are on your way", "u bent onderweg"),
        "shownToAll": (
            "nobody took it yet: shown to everyone",
            "nog niemand ging: aan iedereen getoond"
        ),
        "since": ("since", "sinds"),
        "until": ("until", "tot"),
        "band": ("band", "band"),
        "takenAlready": ("A colleague was first.", "Een collega was eerder."),
        "gone": ("This cue is no longer open.", "Dit seintje is niet meer open."),
        "cannotUndo": ("Too late to undo.", "Te laat om ongedaan te maken."),
        "failed": (
            "That did not reach the server. Try again.",
            "Dat kwam niet aan. Probeer het opnieuw."
        ),
        "zone": ("Zone", "Plek"),
        "kind": ("Kind", "Soort"),
        "here": ("Here now", "Nu hier"),
        "openCues": ("Open cues", "Open seintjes"),
        "rule": ("Rule", "Regel"),
        "issued": ("Raised", "Gegeven"),
        "taken": ("Taken", "Opgepakt"),
        "helpedCount": ("Helped", "Hielp"),
        "didNotHelpCount": ("Did not help", "Hielp niet"),
        "rejected": ("Not now", "Nu niet"),
        "withdrawn": ("No longer needed", "Niet meer nodig"),
        "expired": ("Nobody came", "Niemand ging"),
        "people": ("Staff", "Medewerkers"),
        "screens": ("Screens", "Schermen"),
        "sources": ("Sources", "Bronnen"),
        "role": ("Role", "Rol"),
        "zones": ("Zones (empty: all)", "Plekken (leeg: alle)"),
        "add": ("Add", "Toevoegen"),
        "invite": ("New sign-in link", "Nieuwe aanmeldlink"),
        "pairCode": ("New pairing code", "Nieuwe koppelcode"),
        "close": ("Take off", "Afsluiten"),
        "active": ("active", "actief"),
        "closed": ("off", "uit"),
        "mode": ("Mode", "Soort bron"),
        "live": ("live", "live"),
        "history": ("history", "historie"),
        "addSource": ("Add a source", "Bron toevoegen"),
        "addPerson": ("Add a colleague or a screen", "Medewerker of scherm toevoegen"),
        "linkOnce": (
            "Give this link to them. It works once, for three days:",
            "Geef deze link aan hen. Hij werkt één keer, drie dagen lang:"
        ),
        "codeOnce": (
            "Open /pair on the screen and type this code. It works once, for half an hour:",
            "Open /pair op het scherm en typ deze code. Hij werkt één keer, een half uur lang:"
        ),
        "keyOnce": (
            "The source's key. It is shown this once; keep it where the sender can read it:",
            "De sleutel van de bron. Hij wordt één keer getoond; bewaar hem bij de afzender:"
        ),
        "newKey": ("New key", "Nieuwe sleutel"),
        "pair": ("Pair this screen", "Dit scherm koppelen"),
        "code": ("Code", "Code"),
        "screen": ("screen", "scherm"),
        "host": ("host", "gastheer/-vrouw"),
        "lead": ("lead", "leiding"),
        "adminRole": ("administrator", "beheerder"),
        "tooManyAttempts": (
            "Too many attempts. Wait a minute.",
            "Te veel pogingen. Wacht een minuut."
        ),
        "wrongNameOrPassword": (
            "Name or password is not right.",
            "Naam of wachtwoord klopt niet."
        ),
        "invitationNotValid": (
            "This link or code was used, or is too old. Ask for a new one.",
            "Deze link of code is gebruikt of te oud. Vraag een nieuwe."
        ),
        "passwordTooShort": ("Use at least 10 characters.", "Gebruik minstens 10 tekens."),
        "nameInvalid": ("Use 1 to 64 of A-Z a-z 0-9 _ -", "Gebruik 1 tot 64 van A-Z a-z 0-9 _ -"),
        "notAllowed": ("That is not yours to do.", "Dat kunt u niet doen."),
        "unknownZone": (
            "One of these zones does not exist.",
            "Een van deze plekken bestaat niet."
        ),
        "accountExists": (
            "Somebody has that sign-in name already.", "Iemand heeft die aanmeldnaam al."
        ),
        "ownAccount": (
            "Ask another administrator to do that.", "Vraag dat aan een andere beheerder."
        ),
        "sourceDiffers": (
            "There is a source of that name of another sort.",
            "Er is al een bron met die naam, van een andere soort."
        ),
        "open": ("Let in again", "Weer toelaten"),
        "yourName": ("Your sign-in name is", "Uw aanmeldnaam is"),
        "unknownAccount": ("Nobody has that name.", "Niemand heeft die naam."),
        "notFound": ("There is nothing here.", "Hier is niets."),
        "unavailable": (
            "That did not work. Try again in a moment.",
            "Dat lukte niet. Probeer het zo nog eens."
        ),
        "noscript": ("Cues need JavaScript.", "Voor seintjes is JavaScript nodig."),
        "nobodyYet": ("Nothing has been raised yet.", "Er is nog niets gegeven."),
        "ofTaken": ("of those taken", "van wat is opgepakt"),
    ]
}
