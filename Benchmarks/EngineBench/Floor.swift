import Domain
import Kernel

/// The floor at its largest: 200,000 people in 10,000 zones, a million known by name.
enum FloorBench {
    private static let zoneCount = 10_000
    private static let visitorCount = 200_000
    private static let personCount = 1_000_000
    private static let seed = KeySeed(first: 1, second: 2)

    static func run() {
        var engine = Engine(seed: seed)
        let now = Instant(milliseconds: 1_767_225_600_000)
        guard let queue = ZoneKind("queue"), let source = SourceID("floor") else { return }
        let zones = (0..<zoneCount).compactMap { number in
            ZoneID("zone-\(number)").map {
                Zone(id: $0, kind: queue, name: Words(en: "Zone \(number)", nl: "Plek \(number)"))
            }
        }
        engine.apply(.zonesAdded(zones), at: now)
        engine.apply(.sourceOpened(Source(id: source, mode: .live)), at: now)
        introduce(&engine, at: now)
        for start in stride(from: 0, to: visitorCount, by: 1_000) {
            let signals = (start..<(start + 1_000)).compactMap { number -> PlainSignal? in
                Token("B\(number)").map {
                    PlainSignal(
                        id: "s\(number)", token: $0, kind: .enter,
                        zone: ZoneIndex(number % zoneCount), at: now)
                }
            }
            let batch = SignalBatch(signals, from: 0, seed: seed)
            _ = engine.step([SourcedBatch(source: 0, batch: batch)], at: now)
        }
        _ = engine.step([], at: now + .seconds(10))
        measure("picture of \(visitorCount) people in \(zoneCount) zones") {
            engine.picture.count(in: 0)
        }
        let exact = name(123_456)
        let first = exact.prefix { $0 != " " }
        let mistaken =
            first.dropLast(2) + String(first.suffix(2).reversed()) + exact.dropFirst(first.count)
        for text in [
            exact, String(mistaken), String(exact.dropFirst(first.count + 1)), "B4711",
            "nobody at all",
        ] {
            measure("find '\(text)' among \(personCount)") {
                let found = engine.people(like: text, limit: 200).count
                precondition(found > 0 || text == "nobody at all", "nobody was found")
                return found
            }
        }
    }

    /// One of 8,000 first and 160,000 last names, made of syllables.
    private static func name(_ number: Int) -> String {
        let syllables = [
            "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so",
            "tu",
            "va", "we", "xi", "yo", "zu",
        ]
        var rest = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 >> 20
        func word(_ count: Int) -> String {
            var word = ""
            for _ in 0..<count {
                word += syllables[Int(rest % 20)]
                rest /= 20
            }
            return word
        }
        return "\(word(3)) \(word(4))"
    }

    /// Everybody with a band and a name.
    private static func introduce(_ engine: inout Engine, at now: Instant) {
        engine.apply(
            .consentDefaultsSet(ConsentDefaults(nobody: .presence, known: .assisted)), at: now)
        for number in 0..<personCount {
            guard let person = PersonID("g\(number)"), let token = Token("B\(number)") else {
                continue
            }
            engine.apply(.tokenLinked(token: token, person: person), at: now)
            engine.apply(
                .told(
                    person: person,
                    Telling(kind: .name, text: name(number), by: .house, at: now)),
                at: now)
        }
    }

    private static func measure(_ what: String, _ body: () -> Int) {
        var best = Duration.seconds(100)
        var found = 0
        for _ in 0..<5 {
            best = min(best, ContinuousClock().measure { found = body() })
        }
        print("floor \(what): \(best) (\(found))")
    }
}
