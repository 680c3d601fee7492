public import Domain

/// Signs what phones show at doors.
public protocol PhoneKeySigner: Sendable {
    /// Whose signature doors must be told to believe.
    var issuer: TokenIssuer { get }

    /// A token that says so much and no more, as a phone shows it.
    ///
    /// - Returns: A CWT in a COSE_Sign1, in base64url without padding.
    func sign(_ claims: TokenClaims) throws(PhoneKeyFailure) -> String
}

/// A token could not be signed.
public struct PhoneKeyFailure: Error, Sendable {
    public init() {}
}

/// Draws texts as squares of dots that a reader takes in at a glance.
public protocol SquareCodes: Sendable {
    /// - Returns: `nil` when the text is empty or too long for a square.
    func square(_ text: String) -> SquareDrawing?
}

/// A square of dots as it stands in a page.
public struct SquareDrawing: Equatable, Sendable {
    /// How many dots a side has, with the light ones around it.
    public let side: Int
    /// What is dark, as the path of an SVG.
    public let path: String

    public init(side: Int, path: String) {
        self.side = side
        self.path = path
    }
}
