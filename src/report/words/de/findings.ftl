findings-title = Was gefunden wurde
findings-intervals = In Klammern: 95-%-Intervalle; n ist, worauf eine Zahl beruht.
finding-answered = Per { $channel } wurden { $share } der Anfragen an alle Unternehmen beantwortet.
finding-median = Per { $channel } war die Hälfte der zugestellten Anfragen beantwortet nach { $median }.
finding-no-median = Per { $channel } wurde weniger als die Hälfte der zugestellten Anfragen beantwortet, solange beobachtet wurde (n = { $n }).
finding-consistent = { $share } der Unternehmen gaben auf jedem Kanal dieselbe Antwort.
