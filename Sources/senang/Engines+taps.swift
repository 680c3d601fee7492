import Domain
import DoorKeys
import HTTPIntake
import Runtime

extension Engines {
    /// What answers readers that are online.
    ///
    /// - Parameters:
    ///   - bandKeys: What the house's bands prove themselves with; none: no band is believed.
    ///   - language: Of lines to whoever told none.
    func tapRoutes(
        _ bandKeys: [BandKeyNumber: BandKeys], speaking language: String
    ) -> TapRoutes {
        let desk = desk
        let nearest = NearestStaff(
            sequencer: sequencer, doorkeeper: doorkeeper, board: board, venue: { desk.venue })
        let tapDesk = TapDesk(
            sequencer: sequencer, proof: SunProof(bandKeys: bandKeys), nearest: nearest,
            clock: clock,
            civil: { CivilTime(at: $0, in: desk.venue.timeZone) })
        return TapRoutes(tapDesk, intake: intake, firstLanguage: { language })
    }
}
