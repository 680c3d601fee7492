public import Domain
public import Runtime

extension PageRoutes {
    /// What pages offer when the command line says so.
    public struct Offers: Sendable {
        /// Whose a message of a chip is that does not say it openly; `nil` without its keys.
        public var readBand: @Sendable (String) -> BandID? = { _ in nil }
        /// Charges bands that prove themselves; `nil` without their keys.
        public var till: TapDesk?
        /// `nil`: nobody is offered to put money on a band.
        public var topUps: TopUps?
        /// Where guests come back to from a payment provider, without a path; `nil`: where their
        /// browser asked.
        public var origin: String?
        /// Out of what something is composed for somebody; `nil`: the venue has no catalogue.
        public var composer: Composer?

        public init() {}
    }
}
