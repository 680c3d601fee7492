extension Catalogue {
    /// A wish of somebody's, and how a composition is made for it.
    public struct Wished: Sendable {
        public let entry: WishView.Entry
        /// `nil`: the catalogue has no such facet, or has it as something else.
        public let wish: FitWish?
    }

    /// How much a wish weighs of which nobody knows how much it matters, of
    /// ``FitWish/importanceMax``.
    static let importanceUnknown: Int64 = 50

    /// The wishes that something can be made for: those that the person says are so, and that say
    /// what is wanted. A guess is no reason to do anything.
    ///
    /// - Returns: The newest ``Composer/wishCountMax``, the oldest of them first.
    public func wished(in view: WishView) -> [Wished] {
        view.entries.filter { $0.wish.counts && $0.wish.said.want != nil }
            .suffix(Composer.wishCountMax).map { entry in
                Wished(entry: entry, wish: fitWish(entry.wish.said))
            }
    }

    private func fitWish(_ said: SaidWish) -> FitWish? {
        guard let want = said.want, facet(said.facet)?.kind.admits(want) == true else {
            return nil
        }
        let tenth = FitWish.importanceMax / Int64(SaidWish.importanceMax)
        let importance = said.importance.map { max(1, Int64($0) * tenth) }
        return FitWish(
            facet: said.facet, want: want,
            importance: min(importance ?? Self.importanceUnknown, FitWish.importanceMax),
            words: said.words)
    }
}
