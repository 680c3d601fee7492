/// Grounds on which the law lets nobody be preferred or refused.
///
/// Found by stems of words, so that more is stopped than has to be: whoever writes finds other
/// words for what people want or do.
///
/// Source: Algemene wet gelijke behandeling, art. 1; Wet gelijke behandeling op grond van handicap
/// of chronische ziekte; Charter of Fundamental Rights of the European Union, art. 21.
public enum ProtectedGround: String, CaseIterable, Sendable {
    case religion
    case belief
    case politics
    case origin
    case nationality
    case sex
    case orientation
    case family
    case disability
    case age

    /// How words of this ground begin, in Dutch and English, in small letters.
    var beginnings: [String] {
        switch self {
        case .religion:
            [
                "relig", "geloof", "gelovig", "moslim", "muslim", "islam", "christ", "katholiek",
                "catholic", "protestant", "jood", "joden", "joods", "jew", "hindoe", "hindu",
                "boeddhist", "buddhist", "kerk", "church", "moskee", "mosque", "synago",
                "hoofddoek", "headscar",
            ]
        case .belief: ["levensovertuig", "atheïs", "atheis", "humanis", "believer"]
        case .politics:
            ["politiek", "politic", "socialist", "liberal", "conservat", "links-stem", "vakbond"]
        case .origin:
            [
                "ras", "rassen", "race", "racial", "etnisch", "etnic", "ethnic", "huidskleur",
                "skin", "afkomst", "herkomst", "origin", "allochto", "migrant", "migrat",
                "zigeuner", "gypsy", "roma", "zwarte", "marokka", "morocc", "turk", "surina",
                "antillia", "afrika", "africa",
            ]
        case .nationality:
            ["nationalit", "buitenlander", "foreigner", "paspoort", "vluchteling", "refugee"]
        case .sex:
            [
                "geslacht", "gender", "vrouw", "woman", "women", "female", "mannen", "male",
                "transgender", "transseks", "transsex", "zwanger", "pregnan", "meisje", "jongens",
                "girl", "boys", "dames", "ladies",
            ]
        case .orientation:
            [
                "homo", "gay", "lesbi", "biseks", "bisex", "hetero", "lhbt", "lgbt", "seksuele",
                "sexual", "queer",
            ]
        case .family:
            [
                "gehuwd", "getrouwd", "married", "marital", "gescheiden", "divorc", "ongehuwd",
                "alleenstaand", "burgerlijke staat",
            ]
        case .disability:
            [
                "handicap", "gehandicapt", "disab", "invalide", "chronisch", "chronic", "rolstoel",
                "wheelchair", "blind", "doof", "dove", "deaf", "autis", "dement", "psychiatr",
            ]
        case .age:
            [
                "leeftijd", "bejaard", "ouderen", "jongeren", "elderly", "senior", "65+", "65-plus",
                "leeftijden", "ages", "aged", "pension",
            ]
        }
    }

    /// The first ground that a text names, and the word by which; `nil`: none.
    ///
    /// - Cost: linear in the text.
    public static func named(in text: String) -> (ground: ProtectedGround, word: String)? {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || "+-".contains($0)) }
        for word in words {
            for ground in allCases {
                let isNamed = ground.beginnings.contains { beginning in
                    // A short stem is only a word by itself: `ras` is no part of `terras`, and not
                    // the beginning of `rasechte`.
                    beginning.count <= 4 ? word == beginning : word.hasPrefix(beginning)
                }
                if isNamed { return (ground, String(word)) }
            }
        }
        return nil
    }
}
