import Domain
import DoorKeys
import HTTPIntake
import Hummingbird
import Runtime
import SQLiteStore
import Secrets

/// What is served to programs, by what it is about.
extension Engines {
    var wishDesk: WishDesk {
        WishDesk(
            house: house, own: ownPages, credentials: Argon2Credentials(), seed: journal.seed)
    }

    var promiseDesk: PromiseDesk {
        PromiseDesk(
            house: house, own: ownPages, credentials: Argon2Credentials(), seed: journal.seed)
    }

    var voiceDesk: VoiceDesk {
        VoiceDesk(
            house: house, own: ownPages, search: voiceSearch, credentials: Argon2Credentials(),
            seed: journal.seed)
    }

    var proposalBoard: ProposalBoard {
        ProposalBoard(house: house, credentials: Argon2Credentials())
    }

    var experimentDesk: ExperimentDesk {
        ExperimentDesk(house: house, own: ownPages, credentials: Argon2Credentials())
    }

    /// Signals, what an operator asks for, and queues.
    func addIntake(to router: Router<some RequestContext>, token: String) {
        SignalRoutes(intake).add(to: router)
        OperatorRoutes(
            intake, replay: replay, house: house, credentials: Argon2Credentials(), token: token
        ).add(to: router)
        PassRoutes(
            passes, credentials: Argon2Credentials(), token: token,
            source: { [doorkeeper] in doorkeeper.source(key: $0) }
        ).add(to: router)
        WishRoutes(
            wishDesk, credentials: Argon2Credentials(), token: token,
            source: { [doorkeeper] in doorkeeper.source(key: $0) }
        ).add(to: router)
        PromiseRoutes(
            promiseDesk, board: promiseBoard, credentials: Argon2Credentials(), token: token,
            source: { [doorkeeper] in doorkeeper.source(key: $0) }
        ).add(to: router)
        ExperimentRoutes(
            experimentDesk, credentials: Argon2Credentials(), token: token,
            source: { [doorkeeper] in doorkeeper.source(key: $0) }
        ).add(to: router)
        VoiceRoutes(
            voiceDesk, board: proposalBoard, credentials: Argon2Credentials(), token: token,
            source: { [doorkeeper] in doorkeeper.source(key: $0) }
        ).add(to: router)
    }

    func addMoney(
        to router: Router<some RequestContext>, token: String, offers: WalletRoutes.Offers
    ) {
        WalletRoutes(
            cashier, bookkeeper: bookkeeper, credentials: Argon2Credentials(), token: token,
            offers: offers
        ).add(to: router)
    }

    /// Bands, phones, readers and doors.
    ///
    /// - Parameters:
    ///   - bandKeys: What the house's bands prove themselves with; none: no band is believed.
    ///   - language: Of readers' lines to whoever told none.
    func addDoorsAndBands(
        to router: Router<some RequestContext>, token: String,
        bandKeys: [BandKeyNumber: BandKeys], speaking language: String
    ) {
        BandRoutes(
            bandDesk, credentials: Argon2Credentials(), token: token,
            venue: { [desk] in desk.venue }
        ).add(to: router)
        PhoneKeyRoutes(phoneKeys, credentials: Argon2Credentials(), token: token).add(to: router)
        TapRoutes(tapDesk(bandKeys), intake: intake, firstLanguage: { language }).add(to: router)
        DoorRoutes(doorman, credentials: Argon2Credentials(), token: token).add(to: router)
    }
}
