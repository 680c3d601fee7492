import Domain
import DoorKeys
import HTTPIntake
import Runtime

extension Engines {
    /// What answers readers that are online.
    ///
    /// - Parameters:
    ///   - bandKeys: What the house's bands prove themselves with; none: no band is believed. What
    ///     phones show is proven by the house's own key.
    ///   - language: Of lines to whoever told none.
    func tapRoutes(
        _ bandKeys: [BandKeyNumber: BandKeys], speaking language: String
    ) -> TapRoutes {
        let desk = desk
        let tapDesk = TapDesk(
            sequencer: sequencer, proof: SunProof(bandKeys: bandKeys, issuers: phoneKeys.issuers),
            nearest: nearest, clock: clock,
            civil: { CivilTime(at: $0, in: desk.venue.timeZone) })
        return TapRoutes(tapDesk, intake: intake, firstLanguage: { language })
    }
}
