public import Kernel

public enum ModuleNoun {}
public enum ModuleOptionNoun {}
/// A part of what is offered, of which one option is chosen: `room`, `breakfast`.
public typealias ModuleID = Identifier<ModuleNoun>
/// One of a module's options: `garden`, `early`.
public typealias ModuleOptionID = Identifier<ModuleOptionNoun>

/// What an option gives on one facet.
public struct Given: Hashable, Sendable {
    public let facet: FacetID
    public let got: Got

    public init(_ facet: FacetID, _ got: Got) {
        self.facet = facet
        self.got = got
    }
}

public struct ModuleOption: Hashable, Sendable {
    /// In minor units, so that the sum over every module stays far inside 64 bits.
    public static let priceMax: Int64 = 1_000_000_000_000

    public let id: ModuleOptionID
    public let name: Words
    /// In minor units of the catalogue's currency, 0…``priceMax``.
    public let price: Int64
    /// How willingly the house gives this, −100…100: told beside it, and never weighed against
    /// what somebody gives up.
    public let standing: Int?
    public let gives: [Given]

    public init(
        id: ModuleOptionID, name: Words, price: Int64 = 0, standing: Int? = nil, gives: [Given]
    ) {
        self.id = id
        self.name = name
        self.price = price
        self.standing = standing
        self.gives = gives
    }
}

/// A part of what is offered: one of its options is chosen, or none when it may be left out.
public struct OfferModule: Hashable, Sendable {
    public let id: ModuleID
    public let name: Words
    public let isOptional: Bool
    public let options: [ModuleOption]

    public init(id: ModuleID, name: Words, isOptional: Bool = false, options: [ModuleOption]) {
        self.id = id
        self.name = name
        self.isOptional = isOptional
        self.options = options
    }
}

/// An option, by its module: `room/garden`.
public struct OptionPlace: Hashable, Sendable, CustomStringConvertible {
    public let module: ModuleID
    public let option: ModuleOptionID

    public init(_ module: ModuleID, _ option: ModuleOptionID) {
        self.module = module
        self.option = option
    }

    /// - Returns: `nil` unless the text is `MODULE/OPTION`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let module = ModuleID(String(parts[0])),
            let option = ModuleOptionID(String(parts[1]))
        else { return nil }
        self.init(module, option)
    }

    public var description: String { "\(module)/\(option)" }
}

/// What options of a composition must or must not be together.
public enum OfferRule: Hashable, Sendable {
    /// Who has the first has at least one of the others.
    case requires(OptionPlace, anyOf: [OptionPlace])
    /// Who has the first has none of the others.
    case excludes(OptionPlace, [OptionPlace])
    /// Of these at least and at most so many.
    case count(of: [OptionPlace], atLeast: Int, atMost: Int)

    var places: [OptionPlace] {
        switch self {
        case .requires(let one, let others), .excludes(let one, let others): [one] + others
        case .count(let places, _, _): places
        }
    }
}

/// Why a catalogue is none, in the order in which they are looked for.
public enum CatalogueRefusal: Error, Hashable, Sendable {
    case tooLarge
    case facetTwice(FacetID)
    case moduleTwice(ModuleID)
    case noOptions(ModuleID)
    case optionTwice(OptionPlace)
    case priceOutOfBounds(OptionPlace)
    case unknownFacet(OptionPlace, FacetID)
    case facetSpokenTwice(OptionPlace, FacetID)
    /// What an option gives is of another kind than the facet, or names an option it lacks.
    case otherKind(OptionPlace, FacetID)
    case unknownOption(OptionPlace)
    /// A count that nothing can meet: at least more than at most or than there are, or below 0.
    case emptyCount
}

/// What can be offered: modules, their options, and what may stand together.
///
/// When several chosen options speak of one facet, **what serves the person best counts**: of a
/// set, all of them together. So a further option never makes a wish worse; what must not stand
/// together is said by a rule.
public struct Catalogue: Sendable {
    public static let moduleCountMax = 1_000
    /// One bit an option in the search, and one for none.
    public static let optionCountMax = 63
    public static let ruleCountMax = 5_000
    public static let facetCountMax = 1_000

    /// An option that speaks of a facet.
    struct Speaker: Hashable, Sendable {
        let module: Int
        let option: Int
        let got: Got
    }

    public let facets: [Facet]
    public let modules: [OfferModule]
    public let rules: [OfferRule]
    public let currency: Currency?
    /// By facet, in the order of the catalogue.
    let speakers: [[Speaker]]
    private let facetNumbers: [FacetID: Int]
    private let optionNumbers: [OptionPlace: OptionNumber]

    struct OptionNumber: Hashable, Sendable {
        let module: Int
        let option: Int
    }

    /// - Throws: The first ``CatalogueRefusal``.
    public init(
        facets: [Facet], modules: [OfferModule], rules: [OfferRule] = [],
        currency: Currency? = nil
    ) throws(CatalogueRefusal) {
        guard facets.count <= Self.facetCountMax, modules.count <= Self.moduleCountMax,
            rules.count <= Self.ruleCountMax,
            modules.allSatisfy({ $0.options.count <= Self.optionCountMax })
        else { throw .tooLarge }
        var facetNumbers: [FacetID: Int] = [:]
        for (number, facet) in facets.enumerated() {
            if facetNumbers.updateValue(number, forKey: facet.id) != nil {
                throw .facetTwice(facet.id)
            }
        }
        var optionNumbers: [OptionPlace: OptionNumber] = [:]
        var speakers = [[Speaker]](repeating: [], count: facets.count)
        var names: Set<ModuleID> = []
        for (number, module) in modules.enumerated() {
            guard names.insert(module.id).inserted else { throw .moduleTwice(module.id) }
            guard !module.options.isEmpty else { throw .noOptions(module.id) }
            for (place, option) in module.options.enumerated() {
                let at = OptionPlace(module.id, option.id)
                let own = OptionNumber(module: number, option: place)
                if optionNumbers.updateValue(own, forKey: at) != nil { throw .optionTwice(at) }
                guard (0...ModuleOption.priceMax).contains(option.price) else {
                    throw .priceOutOfBounds(at)
                }
                var spoken: Set<FacetID> = []
                for given in option.gives {
                    guard let facet = facetNumbers[given.facet] else {
                        throw .unknownFacet(at, given.facet)
                    }
                    guard spoken.insert(given.facet).inserted else {
                        throw .facetSpokenTwice(at, given.facet)
                    }
                    guard facets[facet].kind.admits(given.got) else {
                        throw .otherKind(at, given.facet)
                    }
                    speakers[facet].append(
                        Speaker(module: number, option: place, got: given.got))
                }
            }
        }
        for rule in rules {
            for place in rule.places where optionNumbers[place] == nil {
                throw .unknownOption(place)
            }
            if case .count(let places, let least, let most) = rule,
                least < 0 || most < least || Set(places).count < least
            {
                throw .emptyCount
            }
        }
        (self.facets, self.modules, self.rules, self.currency) = (facets, modules, rules, currency)
        (self.speakers, self.facetNumbers, self.optionNumbers) =
            (speakers, facetNumbers, optionNumbers)
    }

    public func facet(_ id: FacetID) -> Facet? { number(of: id).map { facets[$0] } }

    func number(of facet: FacetID) -> Int? { facetNumbers[facet] }

    func number(of place: OptionPlace) -> OptionNumber? { optionNumbers[place] }

    func place(_ module: Int, _ option: Int) -> OptionPlace {
        OptionPlace(modules[module].id, modules[module].options[option].id)
    }
}

extension FacetKind {
    /// Whether this can be what is got on such a facet.
    public func admits(_ got: Got) -> Bool {
        switch (self, got) {
        case (.more, .level), (.ideal, .level), (.time, .after): true
        case (.category(let options), .one(let option)): options.contains(option)
        case (.set(let options), .some(let given)): given.allSatisfy(options.contains)
        default: false
        }
    }
}
