findings-title = Wat er is gevonden
findings-intervals = Tussen haakjes: 95%-intervallen; n is waarop een cijfer berust.
finding-answered = Via { $channel } werd { $share } van de vragen aan alle bedrijven beantwoord.
finding-median = Via { $channel } was de helft van de aangekomen vragen beantwoord binnen { $median }.
finding-no-median = Via { $channel } werd minder dan de helft van de aangekomen vragen beantwoord zolang er gewacht werd (n = { $n }).
finding-consistent = { $share } van de bedrijven gaf op elk kanaal hetzelfde antwoord.
