import Domain
import Foundation
import Kernel
package import Ports

/// What letters say, in Dutch and in English: one person is spoken to, about what they said.
package struct LetterText: Sendable {
    /// The most letters of what somebody said that a letter repeats.
    private static let quotedCountMax = 400

    package let subject: String
    package let text: String

    /// - Parameter canReply: Whether somebody reads what is sent back.
    package init(_ letter: Letter, canReply: Bool) {
        let words = LetterWords(
            isDutch: letter.isDutch,
            house: letter.isDutch ? letter.house.nl : letter.house.en,
            numbers: letter.numbers.map(Self.spoken), canReply: canReply)
        var parts: [String]
        switch letter.content {
        case .acknowledgement(let answerBy, let postponedFor):
            subject = words.acknowledged(isLater: !postponedFor.isEmpty)
            let day = words.day(answerBy, in: letter.timeZone)
            parts = words.acknowledgement(by: day, postponedFor: postponedFor)
        case .openAgain(let answerBy, let missing):
            subject = words.openAgain
            parts = words.openAgain(by: words.day(answerBy, in: letter.timeZone))
            parts.insert(Self.quoted(missing), at: 1)
        case .answer(let asked, let kind, let said):
            subject = words.answered
            parts = words.answer(kind, said) + asked.map(Self.quoted) + [words.noAnswer]
        case .question(let asked, let said):
            subject = words.asked
            parts = words.question + [said] + asked.map(Self.quoted) + [words.tellUs]
        }
        parts = parts.filter { !$0.isEmpty }
        text = ([words.greeting] + parts + [words.house]).joined(separator: "\n\n")
    }

    /// Nine digits in threes, as one reads them out.
    private static func spoken(_ number: VoiceNumber) -> String {
        let digits = Array(String(number))
        return stride(from: 0, to: digits.count, by: 3).map { place in
            String(digits[place..<min(place + 3, digits.count)])
        }.joined(separator: " ")
    }

    private static func quoted(_ said: String) -> String {
        guard !said.isEmpty else { return "" }
        var cut = String.UnicodeScalarView()
        cut.append(contentsOf: said.unicodeScalars.prefix(quotedCountMax))
        let whole = said.unicodeScalars.count <= quotedCountMax
        let lines = (String(cut) + (whole ? "" : " …")).split(whereSeparator: \.isNewline)
        return lines.map { "> " + $0 }.joined(separator: "\n")
    }
}

/// The table of sentences.
private struct LetterWords {
    let isDutch: Bool
    let house: String
    let numbers: [String]
    let canReply: Bool

    private func of(_ english: String, _ dutch: String) -> String { isDutch ? dutch : english }

    private var number: String { numbers.joined(separator: ", ") }

    var greeting: String { of("Hello,", "Dag,") }

    func day(_ moment: Instant, in zone: String) -> String {
        let parts = CalendarDay(moment, in: TimeZone(identifier: zone) ?? .gmt)
        let days =
            isDutch
            ? ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"]
            : ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
        let months =
            isDutch
            ? [
                "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
                "september", "oktober", "november", "december",
            ]
            : [
                "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December",
            ]
        return "\(days[parts.weekday]) \(parts.day) \(months[parts.month]) \(parts.year)"
    }

    // MARK: Subjects

    func acknowledged(isLater: Bool) -> String {
        isLater
            ? of(
                "\(house): a later date for \(number)", "\(house): een latere datum voor \(number)")
            : of("\(house): we heard you, \(number)", "\(house): wij hebben u gehoord, \(number)")
    }

    var openAgain: String {
        of("\(house): open again, \(number)", "\(house): weer open, \(number)")
    }

    var answered: String {
        of("\(house): our answer to \(number)", "\(house): ons antwoord op \(number)")
    }

    var asked: String {
        of("\(house): did it help? \(number)", "\(house): heeft het geholpen? \(number)")
    }

    // MARK: What is said

    func acknowledgement(by day: String, postponedFor: String) -> [String] {
        if postponedFor.isEmpty {
            return [
                of(
                    "Thank you for telling us. What you said has number \(number) with us.",
                    "Dank u dat u het ons zei. Wat u zei heeft bij ons nummer \(number)."),
                of(
                    "You hear what we do with it by \(day) at the latest.",
                    "U hoort uiterlijk \(day) wat wij ermee doen."),
            ]
        }
        return [
            of(
                "What you told us, number \(number), takes us longer. The reason:",
                "Wat u ons zei, nummer \(number), kost ons meer tijd. De reden:"),
            postponedFor,
            of(
                "You hear what we do with it by \(day) at the latest.",
                "U hoort uiterlijk \(day) wat wij ermee doen."),
        ]
    }

    func openAgain(by day: String) -> [String] {
        [
            of(
                "You told us that our answer to number \(number) was none. It is open again.",
                "U zei ons dat ons antwoord op nummer \(number) er geen was. Het staat weer open."),
            of(
                "You hear anew from us by \(day) at the latest.",
                "U hoort uiterlijk \(day) opnieuw van ons."),
        ]
    }

    func answer(_ kind: VoiceAnswer.Kind, _ said: String) -> [String] {
        let verdict =
            switch kind {
            case .asAsked: of("We do what you asked.", "Wij doen wat u vroeg.")
            case .ourWay:
                of(
                    "We do something about it, in our own way.",
                    "Wij doen er iets aan, op onze eigen manier.")
            case .declined: of("We do not do this.", "Wij doen dit niet.")
            case .said: ""
            }
        let about = of(
            "You asked us something, number \(number). This is our answer.",
            "U vroeg ons iets, nummer \(number). Dit is ons antwoord.")
        return [about, verdict, said]
    }

    private var way: String {
        canReply
            ? of(
                "Answer this letter, or say so on your own page",
                "Antwoord op deze brief, of zeg het op uw eigen pagina")
            : of(
                "Say so on your own page or to our staff",
                "Zeg het op uw eigen pagina of tegen onze mensen")
    }

    var noAnswer: String {
        of(
            "Is this no answer to what you asked? \(way), with the number: then it is open again.",
            "Is dit geen antwoord op wat u vroeg? \(way), met het nummer: dan gaat het weer open.")
    }

    var question: [String] {
        [
            of(
                "We did what we told you about number \(number). Did it help you?",
                "Wij hebben gedaan wat wij u zeiden over nummer \(number). Heeft het u geholpen?")
        ]
    }

    var tellUs: String {
        of(
            "\(way), with the number: yes or no is enough. We ask this once.",
            "\(way), met het nummer: ja of nee is genoeg. Wij vragen dit één keer.")
    }
}
