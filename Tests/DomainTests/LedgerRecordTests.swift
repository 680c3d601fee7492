import Domain
import Foundation
import Kernel
import Testing

@Suite("Ledger records")
struct LedgerRecordTests {
    private func written() throws -> [(LedgerRecord, String)] {
        let account = WalletAccount(
            id: AccountID("ann")!, kind: .guest, currency: Till.euro,
            limits: SpendingLimits(charge: 100), family: FamilyID("f")!)
        let transfer = Transfer(
            "p", .pending, "ann", "shop", 100, expires: 60, currency: Till.euro, at: Till.noon)
        return [
            (
                .accountOpened(account),
                #"{"accountOpened":{"_0":{"currency":"EUR","family":"f","id":"ann","kind":"guest","#
                    + #""limits":{"charge":100},"mayBeNegative":false,"mayLeaveFamily":false}}}"#
            ),
            (
                .transferBooked(transfer, day: 20_648),
                #"{"transferBooked":{"_0":{"amount":100,"at":1784030400000,"currency":"EUR","#
                    + #""expires":1784030460000,"from":"ann","id":"p","kind":5,"to":"shop"},"#
                    + #""day":20648}}"#
            ),
            (
                .pendingExpired(TransferID("p")!, at: Till.noon),
                #"{"pendingExpired":{"_0":"p","at":1784030400000}}"#
            ),
        ]
    }

    @Test("Records are written under names that stand for ever, and read back the same")
    func names() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys

        for (record, text) in try written() {
            let data = try encoder.encode(record)

            #expect(String(decoding: data, as: UTF8.self) == text)
            #expect(try JSONDecoder().decode(LedgerRecord.self, from: data) == record)
        }
    }
}
