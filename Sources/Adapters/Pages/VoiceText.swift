/// What pages say of voices that has to be worked out: counts and dates in words, how much of a
/// text is shown, and what one tap puts together.
public struct VoiceText: Sendable {
    private let texts: [String: String]

    public init(isDutch: Bool) { texts = Phrases.all(in: isDutch ? .nl : .en) }

    private func say(_ key: String, _ numbers: Int...) -> String {
        var text = texts[key] ?? key
        for (place, number) in numbers.enumerated() {
            text = text.split(separator: "{\(place)}", omittingEmptySubsequences: false)
                .joined(separator: "\(number)")
        }
        return text
    }

    // MARK: Nobody is lost

    /// "Asked 12 = answered 5 + open 7, each with a date"; where that does not hold, it says so.
    ///
    /// - Parameter isCounted: Whether counting every voice again comes to the same.
    public func tally(asked: Int, answered: Int, open: Int, isCounted: Bool) -> String {
        let holds = isCounted && asked == answered + open
        return say(holds ? "vo-tally" : "vo-tallyBroken", asked, answered, open)
    }

    public func overdue(_ count: Int) -> String? {
        count == 0 ? nil : say(count == 1 ? "vo-overdueOne" : "vo-overdueMany", count)
    }

    // MARK: Dates

    /// How far off a day is: "today", "in 5 days", "2 days past its date".
    ///
    /// - Parameter days: From today to that day; below 0 it is over.
    public func due(days: Int) -> String {
        switch days {
        case 0: say("vo-today")
        case 1: say("vo-tomorrow")
        case -1: say("vo-yesterday")
        case 2...: say("vo-inDays", days)
        default: say("vo-daysPast", -days)
        }
    }

    // MARK: Words

    /// The beginning of a text on one line, cut between two words where there is a blank.
    ///
    /// - Parameter countMax: The most letters, with the sign that there is more.
    public static func begin(of words: String, atMost countMax: Int) -> String {
        let line = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.count > countMax, countMax > 1 else { return line }
        let cut = line.prefix(countMax - 1)
        // A word that is as long as the line is cut within.
        let begin =
            line[cut.endIndex] == " " ? cut : cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)]
        return "\(begin)…"
    }

    /// The longest beginning of a text of so many bytes, whole letters, with the sign that there is
    /// more.
    public static func begin(of words: String, bytes byteCountMax: Int) -> String {
        guard words.utf8.count > byteCountMax else { return words }
        let sign = "…"
        var begin = Substring()
        var left = byteCountMax - sign.utf8.count
        var end = words.startIndex
        while end < words.endIndex {
            left -= words[end].utf8.count
            guard left >= 0 else { break }
            end = words.index(after: end)
            begin = words[..<end]
        }
        return "\(begin)\(sign)"
    }

    /// What a proposal is called until somebody gives it a name: by numbers, and by nobody's words.
    public func title(of number: UInt32, and other: UInt32? = nil) -> String {
        let key = other == nil ? "vo-titleOne" : "vo-titleBoth"
        let title = (texts[key] ?? key).replacing("{0}", with: Self.number(number))
        return other.map { title.replacing("{1}", with: Self.number($0)) } ?? title
    }

    /// Nine digits in groups of three, as they are read out.
    public static func number(_ number: UInt32) -> String {
        let digits = Array("\(number)")
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text += "\u{a0}" }
            text.append(digit)
        }
        return text
    }

    /// The number in what was typed, however its digits were grouped; `nil`: there is none.
    public static func number(typed text: String) -> UInt32? {
        let digits = text.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        guard digits.utf8.count == 9, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return UInt32(digits)
    }

    /// Whether words look to be in another of our languages than the one their reader speaks.
    ///
    /// - Parameters:
    ///   - theirs: What they speak; `nil`: nobody knows.
    ///   - read: What the words look like; `nil`: nobody can tell. A guess, so another language
    ///     than Dutch and English is taken for neither.
    public static func isOther(theirs: String?, read: String?) -> Bool {
        guard let theirs, let read, ["nl", "en"].contains(theirs) else { return false }
        return ["nl", "en"].contains(read) && read != theirs
    }
}

/// What one tap does that puts two voices together.
public enum VoiceTogether: Equatable, Sendable {
    /// They are in one proposal.
    case done
    /// The one that is read goes to where the other is.
    case here(proposal: String)
    /// The other comes to where the one that is read is.
    case there(proposal: String)
    /// A proposal of both.
    case new
    /// One of them is answered, or taken back.
    case never

    /// - Parameters:
    ///   - mine: The proposal that the one that is read is in; `nil`: in none.
    ///   - isOpen: Whether it waits for an answer.
    ///   - theirs: The same of the other.
    public init(mine: String?, isOpen: Bool, theirs: String?, isOtherOpen: Bool) {
        if let mine, mine == theirs {
            self = .done
        } else if isOpen, let theirs {
            // To others that are there already, which may be many.
            self = .here(proposal: theirs)
        } else if isOtherOpen, let mine {
            self = .there(proposal: mine)
        } else {
            self = isOpen && isOtherOpen ? .new : .never
        }
    }
}
