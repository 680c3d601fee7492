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
        language == .nl ? inDutch : inEnglish
    }

    private static let inDutch = table.mapValues(\.nl)
    private static let inEnglish = table.mapValues(\.en)

    /// A sort of place in the reader's language; the venue's own word when it is none of the usual.
    static func kind(_ kind: ZoneKind, in language: Language) -> String {
        guard language == .nl else { return kind.description }
        let dutch = [
            "queue": "rij", "ride": "attractie", "shop": "winkel", "food": "horeca",
            "gate": "poort", "care": "zorg", "door": "deur", "desk": "balie",
            "waiting": "wachtkamer", "blood": "prikpost", "follow-up": "vervolgafspraken",
            "coffee": "koffiehoek", "entrance": "ingang", "examination": "spreekkamer",
            "ward": "afdeling", "laboratory": "laboratorium", "home": "thuis", "mat": "mat",
            "room": "kamer",
        ]
        return dutch[kind.description] ?? kind.description
    }

    typealias Table = [String: (en: String, nl: String)]

    /// All of them: one table a room, no text in two.
    private static let table = [
        house, floor, own, ownBands, bands, cash, shop, people, push, queue, roster, venue, doors,
        topUp, wishes, insight, ownPromises, promiseLife, promises,
        expectations, survey, bonds, voices, voice, proposals, identity, ownVoices, experiments,
    ].reduce(
        into: Table()
    ) {
        $0.merge($1) { _, _ in preconditionFailure("A text stands in two tables.") }
    }

    private static let house: Table = [
        "skip": ("To the page", "Naar de pagina"),
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
        "band": ("band", "bandje"),
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
        "openCue": ("open cue", "open seintje"),
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
        "find": ("Find", "Zoeken"),
        "findWhat": ("A band, a name or a number", "Een bandje, een naam of een nummer"),
        "findWho": (
            "Finds people who are in your zones now. It never tells where somebody else is.",
            "Vindt wie nu op uw plekken is. Het vertelt nooit waar iemand anders is."
        ),
        "foundNobody": (
            "Nobody near goes by that. Spelling mistakes are forgiven; people elsewhere are not found.",
            "Niemand in de buurt heet zo. Tikfouten mogen; wie ergens anders is, wordt niet gevonden."
        ),
        "roster": ("Roster", "Rooster"),
        "rosterHow": (
            "Take the zones you look after now. Their cues and people come to you, and go from whoever had them.",
            "Neem de plekken waar u nu voor zorgt. Hun seintjes en mensen komen bij u, en gaan weg bij wie ze had."
        ),
        "takeZone": ("I take this", "Ik neem deze"),
        "leaveZone": ("Leave", "Laten gaan"),
        "endShift": ("End my shift", "Mijn dienst eindigen"),
        "youWatch": ("you", "u"),
        "nobodyWatches": ("nobody in particular", "niemand in het bijzonder"),
        "hereNow": ("here now", "nu hier"),
        "hereFor": ("Here for", "Hier sinds"),
        "howMany": ("How many", "Hoeveel"),
        "behindIt": ("The numbers", "De getallen"),
        "halfLonger": (
            "half of them here for %@ min or more, the longest %@ min",
            "de helft is er %@ min of langer, de langste %@ min"
        ),
        "venue": ("Your venue", "Uw locatie"),
        "venueHow": (
            "Zones, words, waits and rules. Check them, see what changes, try the rules on the last day, then put all of it live: no restart is needed.",
            "Plekken, woorden, wachttijden en regels. Controleer ze, zie wat er verandert, probeer de regels op de laatste dag, en zet dan alles live: zonder herstart."
        ),
        "isOlder": (
            "This is an earlier version. Put it live to bring it back.",
            "Dit is een eerdere versie. Zet hem live om hem terug te halen."
        ),
        "mendThis": ("Mend this first:", "Los dit eerst op:"),
        "whatChanges": ("What changes", "Wat er verandert"),
        "checkIt": ("Check", "Controleren"),
        "putLive": ("Put live", "Live zetten"),
        "isLive": ("It is live.", "Het is live."),
        "allWell": ("All well. Nothing is changed yet.", "Alles klopt. Er is nog niets veranderd."),
        "versions": ("Earlier versions", "Eerdere versies"),
        "isNow": ("live now", "nu live"),
        "fromFolder": ("from the folder", "uit de map"),
        "lookAtVersion": ("Look at it", "Bekijken"),
        "practice": (
            "Practice: nothing here is real", "Oefening: niets hier is echt"
        ),
        "zoneKindDiffers": (
            "A zone's kind never changes: rules and the past rest on it. Give the zone a new name.",
            "De soort van een plek verandert nooit: regels en het verleden rusten erop. Geef de plek een nieuwe naam."
        ),
        "tooManyZones": (
            "A house has at most 65,535 zones.", "Een huis heeft hooguit 65.535 plekken."
        ),
        "awake": ("Sound, and stay awake", "Geluid aan, scherm wakker"),
        "whoIsIt": ("Who is it?", "Wie is het?"),
        "neverHelps": (
            "Colleagues tried it, and it has not helped once. Change it, or let it go?",
            "Collega's hebben hem geprobeerd, en hij heeft nog niet geholpen. Aanpassen, of loslaten?"
        ),
        "untried": (
            "Raised %@ times, and nobody has gone to one yet: whether it helps is not known.",
            "%@ keer gegeven, en nog niemand ging erheen: of hij helpt, is niet bekend."
        ),
        "justCame": ("all came within the last minute", "allen kwamen in de laatste minuut"),
        "waited": ("Waited", "Gewacht"),
        "waitSummary": (
            "half of them within %@, nine in ten within %@",
            "de helft binnen %@, negen van de tien binnen %@"
        ),
        "floorCalm": ("Nobody is here yet.", "Er is nog niemand."),
        "elsewhere": ("Elsewhere", "Elders"),
        "moreOfMine": ("More of your zones", "Meer van uw plekken"),
        "silent": ("its reader is silent", "de lezer zwijgt"),
        "silentLong": (
            "The reader here is silent. Whoever was here counts as here until it is heard again.",
            "De lezer hier zwijgt. Wie hier was, telt als hier totdat hij weer iets hoort."
        ),
        "nobodyHere": ("Nobody is here now.", "Hier is nu niemand."),
        "unsure": ("not sure", "niet zeker"),
        "longestFirst": (
            "Only the longest here are listed.", "Alleen wie hier het langst is, staat erbij."
        ),
        "inTheirWords": ("In their own words", "In eigen woorden"),
        "today": ("Today", "Vandaag"),
        "notSeen": ("Not seen today", "Vandaag niet gezien"),
        "seenJustNow": ("Seen in the last ten minutes", "De laatste tien minuten gezien"),
        "seenEarlier": ("Seen earlier today", "Eerder vandaag gezien"),
        "child": ("child", "kind"),
        "mode-tap-only": ("taps only", "alleen tikken"),
        "mode-presence": ("may be noticed", "mag gezien worden"),
        "mode-assisted": ("may be known", "mag herkend worden"),
        "telling-name": ("How they are called", "Hoe ze heten"),
        "telling-wish": ("What they wish", "Wat ze wensen"),
        "telling-manner": ("How they like to be served", "Hoe ze graag geholpen worden"),
        "telling-promise": ("What was promised", "Wat is beloofd"),
        "alias-account": ("number here", "nummer hier"),
        "alias-mail": ("mail address", "mailadres"),
        "alias-phone": ("telephone", "telefoon"),
        "alias-device": ("device", "apparaat"),
        "alias-band": ("band", "bandje"),
        "aliasInvalid": ("That cannot be such a name.", "Zo ziet dat soort naam er niet uit."),
        "happened-2": ("taken", "opgepakt"),
        "happened-3": ("it helped", "het hielp"),
        "happened-4": ("did not help", "hielp niet"),
        "happened-5": ("told", "verteld"),
        "askName": ("See the whole name, to", "De hele naam zien, om"),
        "showName": ("Show", "Tonen"),
        "forService": ("serve them", "te helpen"),
        "forIdentity": ("be sure who it is", "zeker te weten wie het is"),
        "forSafety": ("keep them safe", "voor hun veiligheid"),
        "samePerson": ("Same person?", "Dezelfde persoon?"),
        "yesSame": ("Yes, the same", "Ja, dezelfde"),
        "notSame": ("No", "Nee"),
        "tellUs": ("Keep something they said", "Bewaren wat ze zeiden"),
        "kindOfTelling": ("What it is about", "Waar het over gaat"),
        "keep": ("Keep", "Bewaren"),
        "otherNames": ("Their other names", "Hun andere namen"),
        "kindOfName": ("Sort of name", "Soort naam"),
        "theName": ("The name or number", "De naam of het nummer"),
        "howKnown": ("How you know", "Hoe u dat weet"),
        "whatTheyAllow": ("What they allow", "Wat zij toestaan"),
        "isChild": ("A child", "Een kind"),
        "guardian": ("Number of who looks after them", "Nummer van wie voor ze zorgt"),
        "refusingCostsNothing": (
            "Refusing costs no service, and can be taken back at any time.",
            "Weigeren kost geen dienst, en kan altijd weer anders."
        ),
        "guardianNeeded": (
            "For a child, name somebody here who looks after them.",
            "Noem bij een kind iemand hier die voor ze zorgt."
        ),
        "textTooLong": ("Write 1 to 400 letters.", "Schrijf 1 tot 400 letters."),
        "unknownClaim": (
            "That was settled already, or a lead settles it.",
            "Dat is al beslist, of de leiding beslist het."
        ),
        "sameName": ("That is the same name.", "Dat is dezelfde naam."),
        "linkedToAnother": ("That is somebody else's.", "Dat is van iemand anders."),
        "ofTaken": ("of those taken", "van wat is opgepakt"),
    ]
}
