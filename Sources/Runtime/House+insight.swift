public import Domain
public import Kernel
public import Measures
import Ports

/// Of what people want and give up, what a viewer may know of single people: those whose card they
/// may open.
extension House {
    /// Somebody near, in the landscape.
    public struct InsightDot: Sendable {
        public let person: PersonID
        public let initials: String
        /// What is known of them; what they gave up and whether it met what they expected apart.
        public let summary: PersonSummary
    }

    /// The most people that are shown by themselves.
    public static var insightDotCountMax: Int { 60 }

    /// People near the viewer of whom a wish is known.
    public func insightDots(for viewer: Viewer) async -> [InsightDot] {
        guard viewer.role >= .host else { return [] }
        return await sequencer.readFloor(at: now) { engine, picture in
            engine.peopleNear(viewer, picture).prefix(Self.insightDotCountMax).compactMap {
                person -> InsightDot? in
                guard let facts = engine.insightFacts(of: person, until: .min),
                    !facts.now.isEmpty
                else { return nil }
                var measures = PersonMeasures()
                for fact in facts.now { measures.take(fact) }
                return InsightDot(
                    person: person, initials: engine.initials(of: person),
                    summary: measures.summary)
            }
        }
    }

    /// What somebody near wants of a facet, in their own words.
    public struct InsightWords: Sendable {
        public let person: PersonID
        public let initials: String
        public let words: [String]
    }

    /// Wishes of people near on a facet. Each look is kept before it is shown.
    ///
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func insightWords(
        on facet: FacetID, for viewer: Viewer
    ) async throws -> [InsightWords] {
        guard viewer.role >= .host else { return [] }
        let found = await sequencer.readFloor(at: now) { engine, picture in
            engine.peopleNear(viewer, picture).prefix(Self.insightDotCountMax).compactMap {
                person -> InsightWords? in
                guard let view = engine.wishes(of: person) else { return nil }
                let wishes = view.entries.map(\.wish).filter {
                    $0.said.facet == facet && !$0.isWithdrawn && !$0.said.words.isEmpty
                }
                return wishes.isEmpty
                    ? nil
                    : InsightWords(
                        person: person, initials: engine.initials(of: person),
                        words: wishes.map(\.said.words))
            }
        }
        for each in found {
            try await sequencer.submit(
                .look(each.person, by: viewer.account, reason: WishDesk.lookReason))
        }
        return found
    }
}

extension Engine {
    /// People whose card a viewer may open now, in the order of their names.
    func peopleNear(_ viewer: Viewer, _ picture: FloorPicture) -> [PersonID] {
        let cueTokens = cueTokens(staff: viewer.account, watching: viewer.mayWatch)
        var tokens = cueTokens
        for zone in zones.indices.map({ ZoneIndex($0) }) where viewer.mayWatch(zone) {
            for visitor in picture.visitors(in: zone) {
                if let name = token(of: visitor)?.name { tokens.insert(name) }
            }
        }
        return Set(tokens.compactMap { label(of: $0)?.person }).filter { person in
            isAssisted(person)
                && isNear(person, cueTokens: cueTokens, watching: viewer.mayWatch)
        }.sorted()
    }
}
