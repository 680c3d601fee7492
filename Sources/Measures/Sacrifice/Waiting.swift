import RealModule

/// What waiting longer than wanted gives up, in millionths: 1 − exp(−over/patience), rounded.
/// measures.md 1.2 e.
///
/// - Parameters:
///   - over: How much longer than wanted; any unit, the same for both.
///   - patience: After which 63 % is lost; without any, every wait is all.
public func waitingSacrificeMillionths(over: Int64, patience: Int64) -> Int32 {
    guard over > 0 else { return 0 }
    guard patience > 0 else { return 1_000_000 }
    let share = -Double.expMinusOne(-Double(over) / Double(patience))
    return Int32((share * 1_000_000).rounded())
}
