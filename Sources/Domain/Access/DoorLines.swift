/// What somebody at a door reads: one calm line. None says that they were refused, and none says
/// why to whoever stands behind them: a line that tells what was taken back tells too much.
public enum DoorLines {
    public static func of(_ decision: DoorDecision) -> Words {
        switch decision {
        case .open(.egress): Words(en: "See you soon", nl: "Tot ziens")
        case .open: Words(en: "Welcome, come in", nl: "Welkom, kom binnen")
        case .deny(let denial): of(denial)
        }
    }

    /// - Returns: What to do next, or that somebody is coming.
    public static func of(_ denial: DenialCode) -> Words {
        switch denial {
        case .noSnapshot, .forgedSnapshot, .wrongDoor, .oldSnapshot, .clockTurnedBack,
            .leaseEnded, .memoryFull:
            Words(
                en: "One moment, this door is asking for help",
                nl: "Een ogenblik, deze deur vraagt om hulp")
        case .unreadable:
            Words(
                en: "Please hold it still, once more",
                nl: "Houd hem nog een keer stil, alstublieft")
        case .bareIdentifier, .unknownKey, .forged, .otherTag:
            Words(
                en: "Let us look at this together, we are on our way",
                nl: "Laten we samen even kijken, we komen eraan")
        case .lifetimeTooLong, .expired, .replayed:
            Words(
                en: "Please hold it here once more", nl: "Houd hem hier nog een keer, alstublieft")
        case .notYetValid, .outsideDates:
            Words(
                en: "You are welcome on another day, we gladly look it up",
                nl: "U bent op een andere dag welkom, we zoeken het graag op")
        case .outsideHours:
            Words(
                en: "This door is for another hour, we gladly look it up",
                nl: "Deze deur is voor een ander uur, we zoeken het graag op")
        case .revoked, .notGranted:
            Words(
                en: "We are glad to show you the way",
                nl: "We wijzen u graag de weg")
        case .alreadyInside:
            Words(
                en: "You seem to be inside already, we are on our way",
                nl: "U lijkt al binnen te zijn, we komen eraan")
        }
    }
}
