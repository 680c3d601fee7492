public import Domain

/// Signs what tills may take while nobody can be asked.
public protocol FloatSigner: Sendable {
    /// What tills check the signature with: 64 hexadecimal digits.
    var publicKey: String { get }
    /// The float and its signature; `nil` when it cannot be signed.
    func sealed(_ float: TillFloat) -> [UInt8]?
}
