/// Which field of a form.
public struct VenueField: Hashable, Sendable {
    /// `words`, `zones`, `doors`, `hours` or `holidays`.
    public let section: String
    /// Of a table its row, of hours the day, both from 0.
    public let row: Int?
    /// As ``VenueForm`` calls it; of hours none.
    public let column: String

    public init(section: String, row: Int?, column: String) {
        self.section = section
        self.row = row
        self.column = column
    }
}

/// A venue's file as the fields of a form: texts as they are written, right or wrong.
public struct VenueForm: Equatable, Sendable {
    public struct Words: Equatable, Sendable {
        public var nameEN = ""
        public var nameNL = ""
        public var customerEN = ""
        public var customerNL = ""
        public var customersEN = ""
        public var customersNL = ""
        public var accent = ""
        public var timeZone = ""
        public var callingCode = ""
        /// From which level of recognising themself in the house on somebody is let go kindly.
        public var partingLevel = ""

        public init() {}
    }

    public struct Zone: Equatable, Sendable {
        public var id = ""
        public var kind = ""
        public var nameEN = ""
        public var nameNL = ""
        /// With commas between.
        public var antennas = ""
        public var edgeBand = ""
        public var edge = ""
        public var goneAfter = ""

        public init() {}
    }

    public struct Door: Equatable, Sendable {
        public var id = ""
        public var nameEN = ""
        public var nameNL = ""
        /// Empty: from outside.
        public var from = ""
        public var to = ""
        /// `yes`: an agent stands beside it.
        public var agent = ""
        public var failMode = ""
        public var antiPassback = ""

        public init() {}
    }

    public struct Holiday: Equatable, Sendable {
        public var date = ""
        public var nameEN = ""
        public var nameNL = ""
        /// Empty: closed.
        public var hours = ""

        public init() {}
    }

    public var words = Words()
    // A section that is not written as a form could show it is `nil`: it is changed as text.
    public var zones: [Zone]?
    public var doors: [Door]?
    /// Seven, Monday first; all empty when the venue does not say.
    public var hours: [String]?
    public var holidays: [Holiday]?

    public init() {}
}
