import ExactJSON
import Files
import Measures

/// A survey as facts of a running house: lines for `POST /v1/wishes` and `POST /v1/experiences`.
struct SurveyFacts {
    /// Why a survey holds no such facts.
    struct Refusal: Error {
        let advice: String
    }

    let map: SurveyMap
    let prefix: String

    /// - Throws: ``Refusal`` when the survey says nothing of the sort.
    func lines(
        _ facts: SurveyCommand.Facts, of survey: Survey
    ) throws(Refusal) -> [ExactJSON] {
        let lines: [ExactJSON]
        switch (survey, facts) {
        case (.items(let survey), .wishes): lines = wishes(survey)
        case (.items(let survey), .experiences): lines = experiences(survey)
        case (.bookings(let survey), .wishes):
            lines = try booked(survey).enumerated().flatMap(wish)
        case (.bookings(let survey), .experiences):
            lines = try booked(survey).enumerated().flatMap(experience)
        case (.kano, _), (.recommendations, _), (.choices, _), (.bestWorst, _):
            throw Refusal(
                advice: "only servqual and bookings say what somebody wants or got; this kind "
                    + "tells how people weigh things, and a house learns that from pairs it asks")
        }
        guard !lines.isEmpty else {
            throw Refusal(
                advice: facts == .wishes
                    ? "it does not say what people want: name the column in 'wanted'"
                    : "it does not say what people got, expected or perceived")
        }
        return lines
    }

    // MARK: Items

    private func facet(_ item: String) -> String {
        let name = (map.facet ?? "{item}").split(
            separator: "{item}", omittingEmptySubsequences: false
        )
        .joined(separator: item)
        // A facet's name holds letters, digits, _ and -.
        return String(name.prefix(64).map { Self.isPlain($0) ? $0 : "-" })
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "_-".contains(character))
    }

    private func person(_ name: String) -> (name: String, value: ExactJSON) {
        ("person", .string(prefix + name))
    }

    /// A level has at most three decimals.
    private static func level(_ value: Double) -> ExactJSON {
        let rounded = (value * 1_000).rounded() / 1_000
        guard let whole = Int64(exactly: rounded) else { return ExactJSON(rounded) }
        return .integer(whole)
    }

    private func wishes(_ survey: ItemSurvey) -> [ExactJSON] {
        survey.answers.enumerated().compactMap { place, answer in
            guard let wanted = answer.wanted else { return nil }
            var fields: [(name: String, value: ExactJSON)] = [
                ("id", .string("\(prefix)\(place + 1)")),
                person(answer.person), ("facet", .string(facet(answer.item))),
                ("want", .object([("level", Self.level(wanted))])),
                ("words", .string(map.texts[answer.item] ?? answer.item)),
            ]
            if let importance = answer.importance {
                let ofTen = ofTen(importance, survey.scale).rounded()
                fields.append(("importance", ExactJSON(Int(ofTen))))
            }
            return .object(fields)
        }
    }

    private func ofTen(_ value: Double, _ scale: ClosedRange<Double>) -> Double {
        min(10, max(0, 10 * (value - scale.lowerBound) / (scale.upperBound - scale.lowerBound)))
    }

    private func experiences(_ survey: ItemSurvey) -> [ExactJSON] {
        survey.answers.enumerated().flatMap { place, answer -> [ExactJSON] in
            let id = "\(prefix)\(place + 1)"
            func line(_ word: String, _ fields: [(name: String, value: ExactJSON)]) -> ExactJSON {
                let whose = [
                    ("id", .string("\(id)-\(word)")), person(answer.person),
                    ("facet", .string(facet(answer.item))),
                ]
                return .object(whose + fields)
            }
            func felt(_ word: String, _ value: Double?) -> ExactJSON? {
                value.map {
                    line(
                        word,
                        [
                            ("feels", .string(word)),
                            ("level", Self.level(ofTen($0, survey.scale).rounded())),
                        ])
                }
            }
            let got = answer.wanted == nil ? nil : answer.perception
            return [
                felt("expects", answer.expectation), felt("perceived", answer.perception),
                answer.closeness.map {
                    line("closeness", [("closeness", Self.level($0.rounded()))])
                },
                got.map { line("got", [("got", .object([("level", Self.level($0))]))]) },
            ].compactMap { $0 }
        }
    }

    // MARK: Bookings

    private func booked(
        _ survey: BookingSurvey
    ) throws(Refusal) -> [(person: String, booking: BookingSurvey.Booking)] {
        let booked = survey.bookings.compactMap { booking in
            booking.person.map { (person: $0, booking: booking) }
        }
        if booked.isEmpty {
            throw Refusal(advice: "it does not say whose bookings they are: name it in 'person'")
        }
        return booked
    }

    private var room: String { facet("booking") }

    private func wish(
        _ place: Int, _ booked: (person: String, booking: BookingSurvey.Booking)
    ) -> [ExactJSON] {
        let option = ExactJSON.string(Self.option(booked.booking.wanted))
        return [
            .object([
                ("id", .string("\(prefix)\(place + 1)")), person(booked.person),
                ("facet", .string(room)), ("want", .object([("oneOf", .array([option]))])),
                ("words", .string(map.texts[booked.booking.wanted] ?? booked.booking.wanted)),
            ])
        ]
    }

    private static func option(_ name: String) -> String {
        String(name.prefix(64).map { isPlain($0) ? $0 : "-" })
    }

    private func experience(
        _ place: Int, _ booked: (person: String, booking: BookingSurvey.Booking)
    ) -> [ExactJSON] {
        let got = ExactJSON.string(Self.option(booked.booking.got))
        return [
            .object([
                ("id", .string("\(prefix)\(place + 1)-got")), person(booked.person),
                ("facet", .string(room)), ("got", .object([("option", got)])),
            ])
        ]
    }
}
