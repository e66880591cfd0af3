findings-title = { $share } von { $n_number ->
    [one] { $n } Anfrage
   *[other] { $n } Anfragen
} an { $companies_number ->
    [one] { $companies } Unternehmen
   *[other] { $companies } Unternehmen
} wurden beantwortet
findings-title-open = Bisher wurden { $share } von { $n_number ->
    [one] { $n } Anfrage
   *[other] { $n } Anfragen
} an { $companies_number ->
    [one] { $companies } Unternehmen
   *[other] { $companies } Unternehmen
} beantwortet
findings-title-nothing = Es wurde nichts gefragt
findings-title-unknown = Von keiner Anfrage ist bekannt, dass sie gesendet wurde, also lässt sich noch nichts sagen
findings-intervals = In Klammern: 95-%-Intervalle; n ist, worauf eine Zahl beruht.
finding-answered = Über alle Kanäle wurden { $share } der Anfragen an alle Unternehmen beantwortet; von den zugestellten { $delivered }.
finding-answered-by = Per { $channel } wurden { $share } der Anfragen an alle Unternehmen beantwortet; von den zugestellten { $delivered }.
finding-sectors = Von den { $n } Branchen hat { $best } am meisten beantwortet ({ $best_share }) und { $worst } am wenigsten ({ $worst_share }); { $verdict }.
finding-sectors-alike = Alle { $n } Branchen haben denselben Anteil beantwortet, { $share }.
sectors-others = { $sector } und andere
finding-sectors-apart = ihre Intervalle überlappen nicht
finding-sectors-overlap = ihre Intervalle überlappen, der Unterschied kann also Zufall sein
finding-sectors-unknown = wie viel vom Unterschied Zufall ist, lässt sich nicht sagen
finding-waited = Zeit, bis die Hälfte der zugestellten Anfragen beantwortet war: { $channels }.
waited-median = { $channel } { $median }
waited-none = { $channel } nicht erreicht, n = { $n }
finding-expectation = Nach dem, was Verbraucher zu erwarten angeben, wären { $share } von ihnen mit der Zeit bis zur Antwort zufrieden; Schweigen stellt niemanden zufrieden.
finding-hour = Von denen, die sich auf Twitter beschweren, erwarten 72 von 100 binnen einer Stunde eine Antwort; { $share } der Anfragen per Twitter erhielten sie.
finding-correct = Von den Antworten, die sich an dem als richtig Bekannten messen ließen, waren { $share } richtig.
finding-consistent = { $share } der Unternehmen gaben auf jedem Kanal dieselbe Antwort.
finding-pairs = Von den Antwortpaaren eines Unternehmens auf dieselbe Frage stimmen { $agree } überein, { $contradict } widersprechen sich, und { $open } sind unentschieden.
finding-offered = Im Mittel bietet ein Unternehmen { $mean } der { $n } Kanäle an.
finding-offered-by = Von allen Anfragen gingen { $share } an Unternehmen, die den Kanal { $channel } anbieten.
finding-no-contact = Gar keinen Kanal bieten { $share } der Unternehmen an.
finding-first-contact = Die erste Reaktion, Eingangsbestätigungen nicht gezählt, erledigte { $share } der zugestellten Anfragen.
finding-promise = Von den Anfragen an Unternehmen, die eine Antwortzeit versprechen, wurden { $share } innerhalb dieser Zeit beantwortet.
finding-gate-holds = { $n_number ->
    [one] Die eine Grenze der Prüfung ist eingehalten.
   *[other] Alle { $n } Grenzen der Prüfung sind eingehalten.
}
finding-gate-broken = { $n_number ->
    [one] Die eine Grenze der Prüfung ist nicht eingehalten.
   *[other] { $broken_number ->
        [one] Von den { $n } Grenzen der Prüfung ist { $broken } nicht eingehalten.
       *[other] Von den { $n } Grenzen der Prüfung sind { $broken } nicht eingehalten.
    }
}
finding-ours = Unser eigener Anteil: nicht gesendet { $not_sent }, vielleicht gesendet { $in_doubt }. Diese Anfragen gehen in keinen Anteil ein.
change-better = In der vorigen Welle, bei denselben Unternehmen: { $base }, also deutlich besser.
change-worse = In der vorigen Welle, bei denselben Unternehmen: { $base }, also deutlich schlechter.
change-clear = In der vorigen Welle, bei denselben Unternehmen: { $base }, eine deutliche Veränderung.
change-noise = In der vorigen Welle, bei denselben Unternehmen: { $base }; der Unterschied kann Zufall sein.
change-unknown = In der vorigen Welle, bei denselben Unternehmen: { $base }; ob sich etwas geändert hat, lässt sich nicht sagen.
measured = { $value } ({ $low }–{ $high }; n = { $n })
measured-alone = { $value } (n = { $n })
