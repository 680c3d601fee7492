/// Names as they are written at a desk, and as they are shown to somebody who must recognise them.
extension Alias {
    /// Every name that a text may mean, the likeliest of each kind first.
    ///
    /// - Parameters:
    ///   - kind: The sort of name it is, when that is known.
    ///   - callingCode: What numbers here begin with when called from abroad, such as `31`: then
    ///     `06…`, `+31 6…`, `+31 (0)6…` and `0031 6…` are one telephone.
    public static func readings(
        of text: String, as kind: AliasKind? = nil, callingCode: String?
    ) -> [Alias] {
        AliasKind.allCases.filter { kind == nil || $0 == kind }.flatMap { kind in
            guard let plain = Alias(kind, text) else { return [Alias]() }
            guard kind == .phone else { return [plain] }
            var seen = Set<Alias>()
            return (plain.spellings(callingCode) + [plain]).filter { seen.insert($0).inserted }
        }
    }

    /// The name somebody new is kept under.
    public static func likeliest(
        of text: String, as kind: AliasKind? = nil, callingCode: String?
    ) -> Alias? {
        let readings = readings(of: text, as: kind, callingCode: callingCode)
        if kind != nil { return readings.first }
        if let mail = readings.first(where: { $0.kind == .mail }) { return mail }
        let digits = text.utf8.filter { $0 >= 48 && $0 <= 57 }.count
        let isPhone = text.utf8.first == 43 || text.utf8.first == 48 && digits >= 9
        return readings.first { $0.kind == (isPhone ? .phone : .band) } ?? readings.first
    }

    /// A telephone in every usual way, the one that is understood abroad first.
    private func spellings(_ callingCode: String?) -> [Alias] {
        var abroad: [String] = []
        if name.hasPrefix("+") { abroad.append(String(name.dropFirst())) }
        if name.hasPrefix("00") { abroad.append(String(name.dropFirst(2))) }
        guard let code = callingCode, !code.isEmpty else {
            return abroad.flatMap { ["+\($0)", "00\($0)"] }.compactMap { Alias(.phone, $0) }
        }
        var own = abroad.filter { $0.hasPrefix(code) }.map { String($0.dropFirst(code.utf8.count)) }
        if abroad.isEmpty, name.hasPrefix("0") { own.append(name) }
        if abroad.isEmpty, name.hasPrefix(code) {
            own.append(String(name.dropFirst(code.utf8.count)))
        }
        // The nought that is dialled only from within: +31 (0)6.
        let numbers = own.map { $0.hasPrefix("0") ? String($0.dropFirst()) : $0 }
        let spelt = numbers.flatMap { number in
            ["+\(code)", "0", "00\(code)", code, "+\(code)0", "00\(code)0"].map { $0 + number }
        }
        let foreign = own.isEmpty ? abroad.flatMap { ["+\($0)", "00\($0)"] } : []
        return (spelt + foreign).compactMap { Alias(.phone, $0) }
    }

    /// Enough of a name to recognise it by, and not enough to use it: `a…@example.org`, `…678`.
    public var partial: String {
        let letters = Array(name)
        guard kind == .mail else {
            let count = kind == .phone ? 3 : letters.count > 3 ? 2 : 1
            return "…" + String(letters.suffix(count))
        }
        let at = letters.lastIndex(of: "@") ?? letters.startIndex
        return String(letters.prefix(at > 1 ? 1 : 0)) + "…" + String(letters[at...])
    }
}
