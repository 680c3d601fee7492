public import Domain
public import Kernel
public import Ports

/// Answers readers that are online: tills, gates, rides, lockers.
public struct TapDesk: Sendable {
    /// The most characters of what is shown.
    public static let textCountMax = 4_096

    private let sequencer: Sequencer
    private let proof: any BandProof
    private let nearest: NearestStaff
    private let clock: any Clock
    private let civil: @Sendable (Instant) -> CivilTime

    /// - Parameters:
    ///   - proof: Checks what was shown, with the keys of the house's bands.
    ///   - civil: The venue's own time around a moment.
    public init(
        sequencer: Sequencer, proof: any BandProof, nearest: NearestStaff, clock: any Clock,
        civil: @escaping @Sendable (Instant) -> CivilTime
    ) {
        self.sequencer = sequencer
        self.proof = proof
        self.nearest = nearest
        self.clock = clock
        self.civil = civil
    }

    /// A tap as its reader tells it.
    public struct Said: Sendable {
        public enum Wish: Sendable {
            case hello
            /// - `into`: Where the door leads, when the reader's zone is not it.
            case key(door: DoorID?, into: ZoneID?)
            case pay(amount: Int64, currency: Currency?)
            /// - `queue`: The name of a line or of its zone, when it is not at the reader's zone;
            ///   `boards`: whoever comes boards as well.
            case pass(queue: ZoneID?, boards: Bool)
        }

        public let id: TapID
        public let zone: ZoneID
        public let reader: Token?
        public let text: String
        public let wish: Wish

        public init(id: TapID, zone: ZoneID, reader: Token?, text: String, wish: Wish) {
            self.id = id
            self.zone = zone
            self.reader = reader
            self.text = text
            self.wish = wish
        }
    }

    /// Why a tap is not understood: the reader is set up wrongly. In this order.
    public enum Refusal: String, Error, CaseIterable, Sendable {
        case textTooLong
        case unknownZone
        case unknownDoor
        /// Neither a queue nor a zone has the name that was said of the queue.
        case unknownQueue
    }

    /// Judges a tap, and answers when what follows from it is on disk.
    ///
    /// - Throws: ``Refusal``; ``Overload``; ``JournalFailure``.
    public func take(_ said: Said, from source: SourceIndex) async throws -> TapAnswer {
        guard said.text.utf8.count <= Self.textCountMax else { throw Refusal.textTooLong }
        let now = clock.now
        let known = await nearest.look(at: now)
        guard let zone = known.zones[said.zone] else { throw Refusal.unknownZone }
        let tap = Tap(
            id: said.id, source: source, zone: zone, reader: said.reader, text: said.text,
            shown: proof.read(said.text), wish: try Self.wish(said, known), civil: civil(now),
            reach: known.reach(of: zone, said.zone))
        return try await sequencer.submit(tap)
    }

    /// Charges a band that was shown to staff on a page of ours, exactly as a till does: its proof,
    /// its counter, its limits, and once however often it is sent.
    ///
    /// - Parameters:
    ///   - id: The form's own, which becomes the payment's.
    ///   - text: What the band said when it was read.
    ///   - staff: Stands beside the tap as its reader.
    /// - Throws: ``Refusal``; ``Overload``; ``JournalFailure``.
    public func charge(
        _ id: TapID, _ amount: Money, shown text: String, in shop: ShopDesk.Shop, by staff: StaffID
    ) async throws -> TapAnswer {
        guard text.utf8.count <= Self.textCountMax else { throw Refusal.textTooLong }
        let now = clock.now
        let known = await nearest.look(at: now)
        guard let zone = known.zones[shop.zone.id] else { throw Refusal.unknownZone }
        let tap = Tap(
            id: id, source: Tap.ownPages, zone: zone, reader: Token(staff.description), text: text,
            shown: proof.read(text),
            wish: .pay(amount: amount.minorUnits, currency: amount.currency),
            shop: shop.account.id, civil: civil(now))
        return try await sequencer.submit(tap)
    }

    private static func wish(
        _ said: Said, _ known: NearestStaff.Known
    ) throws(Refusal) -> TapWish {
        switch said.wish {
        case .hello: return .hello
        case .key(let id, let into):
            var zone = into ?? said.zone
            if let id {
                guard let door = known.venue.doors.first(where: { $0.id == id }) else {
                    throw .unknownDoor
                }
                zone = into ?? door.to
            }
            guard known.zones[zone] != nil else { throw .unknownZone }
            return .key(door: id, zone: zone)
        case .pay(let amount, let currency): return .pay(amount: amount, currency: currency)
        case .pass(let name, let boards):
            let name = name ?? said.zone
            if let plan = known.queues.first(where: { $0.id.utf8.elementsEqual(name.utf8) }) {
                return .pass(queue: plan.id, zone: plan.zone, boards: boards)
            }
            guard known.zones[name] != nil else { throw .unknownQueue }
            return .pass(queue: nil, zone: name, boards: boards)
        }
    }
}
