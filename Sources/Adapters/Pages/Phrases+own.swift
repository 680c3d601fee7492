/// The texts of a customer's own page: to the customer, never about them.
extension Phrases {
    static let own: Table = [
        "ownPage": ("What we keep of you", "Wat wij van u bewaren"),
        "ownPageHow": (
            "This page is yours. You see here what is kept and who looked, and change what you like. Nobody needs to know why.",
            "Deze pagina is van u. U ziet hier wat er bewaard is en wie keek, en verandert wat u wilt. Niemand hoeft te weten waarom."
        ),
        "own-whatTheyAllow": ("What you allow", "Wat u toestaat"),
        "own-forWhat": ("What we may know it for", "Waarvoor wij het mogen weten"),
        "own-mode-tap-only": ("only what I do myself", "alleen wat ik zelf doe"),
        "own-mode-presence": ("I may be noticed", "u mag mij zien"),
        "own-mode-assisted": ("you may know me", "u mag mij herkennen"),
        "own-purpose-presence": ("Where you are now", "Waar u nu bent"),
        "own-purpose-name": ("How you are called", "Hoe u heet"),
        "own-purpose-help": ("What would help you", "Wat u zou helpen"),
        "own-purpose-memory": ("What happened with you today", "Wat er vandaag met u gebeurde"),
        "own-purpose-sameness": (
            "Ask whether two names are yours", "Vragen of twee namen van u zijn"
        ),
        "own-telling-name": ("How you are called", "Hoe u heet"),
        "own-telling-wish": ("What you wish", "Wat u wenst"),
        "own-telling-manner": (
            "How you like to be served", "Hoe u graag geholpen wordt"
        ),
        "own-telling-promise": ("What we promised you", "Wat wij u beloofden"),
        "own-alias-account": ("your number here", "uw nummer hier"),
        "own-alias-mail": ("your mail address", "uw mailadres"),
        "own-alias-phone": ("your telephone", "uw telefoon"),
        "own-alias-band": ("your band", "uw bandje"),
        "own-look-band": ("your band, at the desk", "uw bandje, aan de balie"),
        "own-look-card": ("your card", "uw kaart"),
        "own-look-choice": ("what you allow", "wat u toestaat"),
        "own-look-service": ("your whole name, to serve you", "uw hele naam, om u te helpen"),
        "own-look-identity": (
            "your whole name, to be sure that it is you",
            "uw hele naam, om zeker te weten dat u het bent"
        ),
        "own-look-safety": (
            "your whole name, for your safety", "uw hele naam, voor uw veiligheid"
        ),
        "own-look-link": ("making your own link", "uw eigen link maken"),
        "own-look-link-service": (
            "making your own link, to serve you", "uw eigen link maken, om u te helpen"
        ),
        "own-look-link-identity": (
            "making your own link, sure that it is you",
            "uw eigen link maken, zeker dat u het bent"
        ),
        "own-look-link-safety": (
            "making your own link, for your safety", "uw eigen link maken, voor uw veiligheid"
        ),
        "own-look-ownPage": ("this page", "deze pagina"),
        "by-own-link": ("whoever has your link", "wie uw link heeft"),
        "childNarrows": (
            "Allowing more goes at the desk, with whoever looks after you.",
            "Meer toestaan gaat aan de balie, samen met wie voor u zorgt."
        ),
        "keepOwnChoice": ("Keep what I chose", "Mijn keuze bewaren"),
        "stopHow": (
            "From then on only what you do yourself is kept, nobody sees who you are, and what staff had open about you is gone. What you told before stays kept, unseen, until you let it be forgotten. You are helped just as well.",
            "Vanaf dan wordt alleen bewaard wat u zelf doet, ziet niemand wie u bent, en is weg wat er bij medewerkers over u open stond. Wat u eerder vertelde blijft bewaard, ongezien, tot u het laat vergeten. U wordt net zo goed geholpen."
        ),
        "stopAll": ("Stop everything", "Alles stoppen"),
        "sureStop": ("Stop everything?", "Alles stoppen?"),
        "forgetHow": (
            "You can also let us forget: all you told in words, or you altogether.",
            "U kunt ons ook laten vergeten: alles wat u in woorden vertelde, of u helemaal."
        ),
        "forgetTold": ("Forget all I told", "Vergeet alles wat ik vertelde"),
        "forgetToldHow": (
            "How you are called, your wishes and what was promised: nobody reads it again and it counts no more. Your names here and what you allow stay.",
            "Hoe u heet, uw wensen en wat er beloofd is: niemand leest het nog en het telt niet meer. Uw namen hier en wat u toestaat blijven."
        ),
        "sureForgetTold": (
            "Forget all you told?", "Alles vergeten wat u vertelde?"
        ),
        "forgetMe": ("Forget me", "Vergeet mij"),
        "forgetMeHow": (
            "All that is kept of you, by every name, is destroyed and cannot be brought back. This link ends with it, and you pay for nobody any more.",
            "Alles wat van u bewaard is, onder elke naam, wordt vernietigd en komt niet terug. Deze link eindigt ermee, en u betaalt voor niemand meer."
        ),
        "forgetLeft": ("On your account stands", "Op uw rekening staat"),
        "forgetLeftHow": (
            "Have it paid out first, at %@: bring your band. Whoever is forgotten cannot be paid any more.",
            "Laat het eerst uitbetalen, bij %@: neem uw bandje mee. Wie vergeten is, kan niets meer krijgen."
        ),
        "forgetGivingUp": (
            "Forget me all the same, I give up %@", "Vergeet mij toch, ik zie af van %@"
        ),
        "sureForgetMe": ("Forget you altogether?", "U helemaal vergeten?"),
        "forgotten": (
            "You are forgotten: what was kept of you here is destroyed.",
            "U bent vergeten: wat hier van u bewaard was, is vernietigd."
        ),
        "endLinkHow": (
            "This link works for thirty days. End it if somebody else may have it.",
            "Deze link werkt dertig dagen. Beëindig hem als iemand anders hem kan hebben."
        ),
        "endLink": ("End this link", "Deze link beëindigen"),
        "sureEnd": ("End this link?", "Deze link beëindigen?"),
        "whatIsKept": ("What is kept", "Wat er bewaard is"),
        "yourNames": ("What you go by", "Waaraan wij u kennen"),
        "yourFacts": ("What helps to know", "Wat helpt om te weten"),
        "whatYouSaid": ("What you told us", "Wat u ons vertelde"),
        "happenedToday": ("Times you were helped today", "Keren dat u vandaag geholpen bent"),
        "whyKept": (
            "It is kept to help you, for no other end, and only what you allow is shown to staff.",
            "Het is bewaard om u te helpen, nergens anders voor, en alleen wat u toestaat ziet een medewerker."
        ),
        "yourLinks": ("Names we take for yours", "Namen die wij voor de uwe houden"),
        "notMe": ("That is not me", "Dat ben ik niet"),
        "notMeHow": (
            "We no longer take these two for one person. At the desk it can be changed back.",
            "Wij houden deze twee niet meer voor één persoon. Aan de balie kan het weer terug."
        ),
        "sureNotMe": ("Is one of these not you?", "Bent u een van deze niet?"),
        "rather": ("Back, change nothing", "Terug, niets veranderen"),
        "whoLookedAtYou": ("Who looked", "Wie er keek"),
        "done-own-choose": (
            "It is kept, and counts from now on.", "Het is bewaard, en geldt vanaf nu."
        ),
        "done-own-withdraw": (
            "We no longer take that for you.", "Dat houden wij niet meer voor u."
        ),
        "done-own-stop": ("Everything is stopped.", "Alles is gestopt."),
        "done-own-forget-told": (
            "What you told is forgotten.", "Wat u vertelde is vergeten."
        ),
        "linkGone": (
            "This link does not work, or no longer. Ask for a new one at the desk.",
            "Deze link werkt niet, of niet meer. Vraag een nieuwe aan de balie."
        ),
        "linkEnded": (
            "The link no longer works. What you chose stays as it is.",
            "De link werkt niet meer. Wat u koos blijft zo."
        ),
    ]
}
