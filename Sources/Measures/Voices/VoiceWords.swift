public import Kernel

/// Texts as words: in small letters, without accents, without what words lean on.
public enum VoiceWords {
    /// Of a longer text the first so many words count.
    public static let countMax = 2_000
    /// Of a longer word the first so many letters count.
    public static let letterCountMax = 40

    /// The words of a text in their order: unbroken runs of letters and digits.
    ///
    /// `Cafés` and `cafes` are one word. Cost: linear in the text.
    public static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var letterCount = 0
        func isRoom() -> Bool { words.count < countMax }
        for scalar in text.lowercased().unicodeScalars {
            switch kind(of: scalar) {
            case .letter:
                if letterCount < letterCountMax { word.append(scalar) }
                letterCount += 1
            case .accented(let plain):
                if letterCount < letterCountMax { word.append(contentsOf: plain.unicodeScalars) }
                letterCount += 1
            case .nothing: break
            case .gap:
                if letterCount > 0 { words.append(String(word)) }
                guard isRoom() else { return words }
                word = String.UnicodeScalarView()
                letterCount = 0
            }
        }
        if letterCount > 0 { words.append(String(word)) }
        return words
    }

    /// Whether a word holds sentences together and tells nothing of what they are about.
    public static func isFunctionWord(_ word: String, in language: WrittenLanguage) -> Bool {
        switch language {
        case .dutch: dutch.contains(word)
        case .english: english.contains(word)
        }
    }

    private enum Kind {
        case letter
        case accented(String)
        case nothing
        case gap
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x61...0x7A, 0x30...0x39: return .letter
        case 0..<0x80: return .gap
        // A soft hyphen and what joins letters stand within words.
        case 0xAD, 0x200B...0x200D, 0xFEFF: return .nothing
        default: break
        }
        if let plain = plain[scalar] { return .accented(plain) }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark: return .nothing
        case .decimalNumber, .letterNumber, .spacingMark: return .letter
        default: return properties.isAlphabetic ? .letter : .gap
        }
    }

    /// Small Latin letters with something on them, without it.
    private static let plain: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("a", "àáâãäåāăąǎ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
            ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"),
            ("n", "ñńņňŉ"), ("o", "òóôõöøōŏőǒ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"),
            ("u", "ùúûüũūŭůűųǔ"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
            ("ss", "ß"), ("ae", "æ"), ("oe", "œ"), ("ij", "ĳ"), ("th", "þ"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (plain, accented) in groups {
            for scalar in accented.unicodeScalars { table[scalar] = plain }
        }
        return table
    }()

    // Chosen by us: articles, prepositions, pronouns, auxiliaries, conjunctions, and the single
    // letters that apostrophes leave behind. Words of wishing are left in: they can be what it is
    // about.
    private static let dutch = set(
        """
        aan al als bij dan dat de deze die dit door een en er haar had hebben heeft hem hen het
        hier hij hoe hun ik in is je jij jou jouw jullie kan kunnen maar me men met mij mijn n
        na naar nog nu of om omdat onder ons onze ook op over s t te tegen toch tot u uit uw van
        vanaf vanuit via voor waar want was wat we weer wel werd wij worden wordt ze zich zij
        zijn zo zoals zou zullen
        """)
    private static let english = set(
        """
        a about all also am an and are as at be been but by can could d did do does for from had
        has have he her him his how i if in into is it its just ll m me my no not of on or our
        out re s she should so t than that the their them then there these they this those to
        too us ve was we were what when where which who why will with would you your
        """)

    private static func set(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
