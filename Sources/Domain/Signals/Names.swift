public import Kernel

public enum TokenNoun {}
public enum ZoneNoun {}
public enum ZoneKindNoun {}
public enum SourceNoun {}
public enum RuleNoun {}
public enum StaffNoun {}
public enum PersonNoun {}

/// One name a customer goes by: a band's number, a device's id.
public typealias Token = Identifier<TokenNoun>
/// A place a token can be: `queue-3`, `room-214`.
public typealias ZoneID = Identifier<ZoneNoun>
/// What sort of place it is: `queue`, `ride`, `shop`.
public typealias ZoneKind = Identifier<ZoneKindNoun>
/// Who sends us signals: a reader gateway, a till, an import.
public typealias SourceID = Identifier<SourceNoun>
public typealias RuleID = Identifier<RuleNoun>
/// A member of staff.
public typealias StaffID = Identifier<StaffNoun>
/// The alias a record is written for.
public typealias PersonID = Identifier<PersonNoun>

/// A zone's number: given once, in order of appearance, and kept for ever.
public typealias ZoneIndex = UInt16
/// A source's number: likewise.
public typealias SourceIndex = UInt32
