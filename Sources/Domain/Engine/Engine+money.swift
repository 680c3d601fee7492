public import Kernel

/// The wallet within the one fold.
extension Engine {
    /// Judges a command about money.
    ///
    /// What is due by now was written down before: ``moneyDue(at:)``.
    func decideMoney(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        switch command {
        case .openAccount(let account):
            do throws(AccountRefusal) {
                return try ledger.decide(account).map(Record.money)
            } catch {
                throw .account(error)
            }
        case .transfer(let transfer, let day):
            do throws(LedgerRefusal) {
                return try ledger.decide(transfer, at: now, day: day).map(Record.money)
            } catch {
                throw .money(error)
            }
        default: preconditionFailure("no command about money")
        }
    }

    /// The hold whose time is over next, if it is over by now: to be written down, applied, and
    /// asked for again.
    public func moneyDue(at now: Instant) -> Record? { ledger.due(at: now).map(Record.money) }

    /// Puts the ledger back into an engine made from the same snapshot's aggregates.
    public mutating func restoreLedger(_ image: [UInt8]) throws(ByteReaderFailure) {
        guard !image.isEmpty else { return }
        let seed = seed
        let read = image.withUnsafeBytes { bytes -> Result<Ledger, ByteReaderFailure> in
            do throws(ByteReaderFailure) {
                return .success(try Ledger(image: bytes, seed: seed))
            } catch {
                return .failure(error)
            }
        }
        switch read {
        case .success(let restored): ledger = restored
        case .failure(let failure): throw failure
        }
    }
}
