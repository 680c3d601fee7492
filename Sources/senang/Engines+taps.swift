import Domain
import DoorKeys
import Runtime

extension Engines {
    /// What answers readers that are online.
    ///
    /// - Parameter bandKeys: What the house's bands prove themselves with; none: no band is
    ///   believed. What phones show is proven by the house's own key.
    func tapDesk(_ bandKeys: [BandKeyNumber: BandKeys]) -> TapDesk {
        let desk = desk
        return TapDesk(
            sequencer: sequencer, proof: SunProof(bandKeys: bandKeys, issuers: phoneKeys.issuers),
            nearest: nearest, clock: clock,
            civil: { CivilTime(at: $0, in: desk.venue.timeZone) })
    }

    /// Whose a message of a chip is, read at a desk: it proves the band, and does not count as
    /// shown to a reader. `nil` for what proves no band.
    static func reading(
        _ bandKeys: [BandKeyNumber: BandKeys]
    ) -> @Sendable (String) -> BandID? {
        let proof = SunProof(bandKeys: bandKeys)
        return { text in
            guard case .band(let band, _) = proof.read(text).key else { return nil }
            return band
        }
    }
}
