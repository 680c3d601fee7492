public import Domain
public import Kernel
import Ports

/// Finding somebody who is near. Whoever is not near is not found, so that it is no way to ask
/// where somebody is.
extension House {
    /// Somebody who was found.
    public struct Hit: Sendable {
        public let person: PersonID?
        public let token: Token?
        public let initials: String
        public let facts: [String]
        /// Where they are, of the viewer's own zones.
        public let zone: ZoneIndex?
        public let since: Instant?
    }

    static let hitCountMax = 10

    /// Finds people near by a band's number, a name or a number.
    ///
    /// - Parameter callingCode: What telephone numbers here begin with when called from abroad.
    public func find(
        _ text: String, callingCode: String? = nil, for viewer: Viewer
    ) async -> [Hit] {
        guard viewer.role >= .host, !text.isEmpty, text.utf8.count <= 254 else { return [] }
        return await sequencer.readFloor(at: now) { engine, picture in
            let cueTokens = engine.cueTokens(staff: viewer.account, watching: viewer.mayWatch)
            let search = Search(engine: engine, viewer: viewer, cueTokens: cueTokens)
            let token = Token(text.replacing(" ", with: ""))
            let exact = search.hits(
                tokens: token.map { [$0] } ?? [],
                people: engine.people(like: text, callingCode: callingCode, limit: 200))
            guard exact.isEmpty else { return exact }
            // A mistake is forgiven among people near only.
            let found = engine.tokens(like: text, among: search.tokensNear(picture))
            return search.hits(
                tokens: found, people: found.compactMap { engine.label(of: $0)?.person })
        }
    }

    /// Who is behind a cue that the viewer may see, by the cue's number.
    public func who(isBehind number: CueNumber, for viewer: Viewer) async -> [Hit] {
        guard viewer.role >= .host else { return [] }
        return await sequencer.read { engine in
            guard let open = engine.openCue(numbered: number),
                viewer.maySee(open, leadRules: engine.leadRules)
            else { return [] }
            let token = open.cue.token
            let cueTokens = engine.cueTokens(staff: viewer.account, watching: viewer.mayWatch)
            return Search(engine: engine, viewer: viewer, cueTokens: cueTokens).hits(
                tokens: [token], people: engine.label(of: token).map { [$0.person] } ?? [])
        }
    }

    /// One question of one viewer.
    private struct Search {
        let engine: Engine
        let viewer: Viewer
        let cueTokens: Set<Token>

        /// - Parameters:
        ///   - tokens: Shown by themselves when they are near and nobody's who is known.
        ///   - people: Shown when they are near and let staff know who they are.
        func hits(tokens: [Token], people: [PersonID]) -> [Hit] {
            var hits: [Hit] = []
            for token in tokens where engine.label(of: token) == nil {
                guard hits.count < House.hitCountMax, let place = engine.whereabouts(of: token),
                    let zone = place.zone, viewer.mayWatch(zone)
                else { continue }
                hits.append(
                    Hit(
                        person: nil, token: token, initials: "", facts: [], zone: zone,
                        since: place.since))
            }
            var seen = Set<PersonID>()
            for person in people where seen.insert(person).inserted {
                guard hits.count < House.hitCountMax else { break }
                guard engine.isAssisted(person),
                    engine.isNear(person, cueTokens: cueTokens, watching: viewer.mayWatch),
                    let card = engine.card(of: person, at: engine.clock, watching: viewer.mayWatch)
                else { continue }
                hits.append(
                    Hit(
                        person: card.person, token: nil, initials: card.initials,
                        facts: card.facts, zone: card.zone, since: card.since))
            }
            return hits
        }

        func tokensNear(_ picture: FloorPicture) -> [Token] {
            var near = cueTokens
            for zone in engine.zones.indices.map({ ZoneIndex($0) }) where viewer.mayWatch(zone) {
                for visitor in picture.visitors(in: zone) {
                    if let name = engine.token(of: visitor)?.name { near.insert(name) }
                }
            }
            return near.sorted()
        }
    }
}
