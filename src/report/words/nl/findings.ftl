findings-title = Er werd { $share } van { $n_number ->
    [one] { $n } vraag
   *[other] { $n } vragen
} aan { $companies_number ->
    [one] { $companies } bedrijf
   *[other] { $companies } bedrijven
} beantwoord
findings-title-open = Tot nu toe is { $share } van { $n_number ->
    [one] { $n } vraag
   *[other] { $n } vragen
} aan { $companies_number ->
    [one] { $companies } bedrijf
   *[other] { $companies } bedrijven
} beantwoord
findings-title-nothing = Er is niets gevraagd
findings-title-unknown = Van geen enkele vraag is bekend dat hij is verstuurd, dus valt er nog niets te zeggen
findings-intervals = Tussen haakjes: 95%-intervallen; n is waarop een cijfer berust.
finding-answered = Over alle kanalen werd { $share } van de vragen aan alle bedrijven beantwoord; van de aangekomen vragen { $delivered }.
finding-answered-by = Via { $channel } werd { $share } van de vragen aan alle bedrijven beantwoord; van de aangekomen vragen { $delivered }.
finding-sectors = Van de { $n } sectoren beantwoordde { $best } het meest ({ $best_share }) en { $worst } het minst ({ $worst_share }); { $verdict }.
finding-sectors-alike = Alle { $n } sectoren beantwoordden hetzelfde aandeel, { $share }.
sectors-others = { $sector } en andere
finding-sectors-apart = hun intervallen overlappen niet
finding-sectors-overlap = hun intervallen overlappen, dus het verschil kan toeval zijn
finding-sectors-unknown = hoeveel van het verschil toeval is, valt niet te zeggen
finding-waited = Tijd tot de helft van de aangekomen vragen was beantwoord: { $channels }.
waited-median = { $channel } { $median }
waited-none = { $channel } niet bereikt, n = { $n }
finding-expectation = Naar wat consumenten zeggen te verwachten, zou de tijd tot het antwoord { $share } van hen tevredenstellen; stilte stelt niemand tevreden.
finding-hour = Van wie op Twitter klaagt, verwacht 72 op de 100 binnen een uur antwoord; { $share } van de vragen via Twitter kreeg dat.
finding-correct = Van de antwoorden die konden worden getoetst aan wat bekend juist is, was { $share } juist.
finding-consistent = { $share } van de bedrijven gaf op elk kanaal hetzelfde antwoord.
finding-pairs = Van de paren antwoorden van een bedrijf op dezelfde vraag stemt { $agree } overeen, spreekt { $contradict } elkaar tegen en is { $open } onbeslist.
finding-offered = Gemiddeld biedt een bedrijf { $mean } van de { $n } kanalen aan.
finding-offered-by = Van alle vragen was { $share } aan bedrijven die { $channel } aanbieden.
finding-no-contact = Geen enkel kanaal wordt aangeboden door { $share } van de bedrijven.
finding-first-contact = De eerste reactie, ontvangstbevestigingen niet meegeteld, beantwoordde { $share } van de aangekomen vragen volledig.
finding-promise = Van de vragen aan bedrijven die een reactietijd beloven, werd { $share } binnen die tijd beantwoord.
finding-gate-holds = { $n_number ->
    [one] De ene grens van de toets is gehaald.
   *[other] Alle { $n } grenzen van de toets zijn gehaald.
}
finding-gate-broken = { $n_number ->
    [one] De ene grens van de toets is niet gehaald.
   *[other] { $broken_number ->
        [one] Van de { $n } grenzen van de toets is { $broken } niet gehaald.
       *[other] Van de { $n } grenzen van de toets zijn er { $broken } niet gehaald.
    }
}
finding-ours = Ons eigen aandeel: niet verstuurd { $not_sent }, misschien verstuurd { $in_doubt }. Deze vragen tellen in geen enkel aandeel mee.
change-better = In de vorige ronde, bij dezelfde bedrijven: { $base }, dus duidelijk beter.
change-worse = In de vorige ronde, bij dezelfde bedrijven: { $base }, dus duidelijk slechter.
change-clear = In de vorige ronde, bij dezelfde bedrijven: { $base }, een duidelijke verandering.
change-noise = In de vorige ronde, bij dezelfde bedrijven: { $base }; het verschil kan toeval zijn.
change-unknown = In de vorige ronde, bij dezelfde bedrijven: { $base }; of er iets veranderd is, valt niet te zeggen.
measured = { $value } ({ $low }–{ $high }; n = { $n })
measured-alone = { $value } (n = { $n })
