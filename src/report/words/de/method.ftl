method-title-nothing = Wie vorgegangen wurde: Es wurde nichts gefragt
method-title = Wie vorgegangen wurde: { $n_enquiries ->
    [one] { $enquiries } Anfrage
   *[other] { $enquiries } Anfragen
} an { $n_companies ->
    [one] { $companies } Unternehmen
   *[other] { $companies } Unternehmen
} per { $channels }
method-design = Anlage
method-locked = Die Anlage wurde am { $date } festgeschrieben, bevor etwas gesendet wurde; ihr SHA-256 ist { $design }, der des Plans { $plan }.
method-unlocked = Der SHA-256 der Anlage ist { $design }, der des Plans { $plan }; sie wurde nicht festgeschrieben.
method-seed = Aller Zufall im Plan und in der Statistik kommt aus dem Startwert { $seed }.
method-dates = Die Welle lief vom { $opens } bis zum { $closes }; Nachrichten sind gelesen bis zum { $as_of }.
method-panel = { $n_companies ->
    [one] Das Panel: { $companies } Unternehmen
   *[other] Das Panel: { $companies } Unternehmen
} in { $n_sectors ->
    [one] { $sectors } Branche.
   *[other] { $sectors } Branchen.
}
method-questions = { $n_questions ->
    [one] { $questions } Frage
   *[other] { $questions } Fragen
} in { $n_wordings ->
    [one] { $wordings } Wortlaut, der reihum verwendet wird.
   *[other] { $wordings } Wortlauten, die reihum verwendet werden.
}
method-asked-all = Per { $channel }: jede Frage der Branche des Unternehmens.
method-asked-count = { $n_asked ->
    [one] Per { $channel }: { $asked } Frage je Unternehmen, so gelost, dass jede gleich oft gestellt wird.
   *[other] Per { $channel }: { $asked } Fragen je Unternehmen, so gelost, dass jede gleich oft gestellt wird.
}
method-asked-ids = Per { $channel }: die Fragen { $asked }.
method-personas = { $n_personas ->
    [one] { $personas } Testkunde fragte, unter einer eigenen Adresse des Betreibers.
   *[other] { $personas } Testkunden fragten, unter eigenen Adressen des Betreibers.
}
method-exclusions = Ausschlüsse und Abweichungen
method-exclusions-about = Unsere eigenen Fehler, nicht gesendet oder zweifelhaft, stehen in keinem Nenner außer dem des Angebots. Eine unzustellbare Anfrage zählt nicht als zugestellt; eine Antwort nach dem Stichtag zählt als keine.
method-exclusions-caption = Anfragen nach Kanal
method-planned = geplant
method-not-offered = Kanal nicht angeboten
method-not-sent = nicht gesendet (unser Fehler)
method-in-doubt = zweifelhaft (unser Fehler)
method-undeliverable = unzustellbar
method-too-late = zu spät beantwortet
method-sent-late = über eine Stunde zu spät gesendet
method-retried = mehr als einmal versucht
method-conduct = Umgang
method-kind-own = Die Unternehmen gehören dem Betreiber oder sind seine Kunden; ihr Personal sollte unterrichtet sein.
method-kind-competitor = Die Unternehmen stehen im Wettbewerb mit dem Betreiber oder seinem Kunden.
method-kind-regulator = Der Betreiber beaufsichtigt die Unternehmen.
method-pace = Mindestens { $spacing } zwischen zwei Kontakten mit einem Unternehmen; höchstens { $n_daily ->
    [one] { $daily } Kontakt
   *[other] { $daily } Kontakte
} am Tag und { $cap } in der Welle; gesendet in der Zeit { $hours } Ortszeit des Unternehmens; mindestens { $patience } für jede Antwort vor dem Stichtag.
method-burden = Die Unternehmen hatten { $contacts } Kontakte, die ihr Personal etwa { $minutes } Minuten kosteten, gerechnet mit { $each } Minuten je Anfrage.
method-consents = { $n_consents ->
    [0] Kein Konto hat eingewilligt, von einem Programm gefragt zu werden.
    [one] { $consents } Konto hat eingewilligt, von einem Programm gefragt zu werden.
   *[other] { $consents } Konten haben eingewilligt, von einem Programm gefragt zu werden.
}
method-names = Niemand wurde nachgeahmt, nichts wurde bestellt oder bezahlt; von Namen derer, die geantwortet haben, bleibt nur, ob es einen gab.
method-coders = Codierung
method-nothing-coded = Es wurde nichts codiert.
method-codes = Wer was codierte
method-codes-caption = Codes, die zählen, nach Kriterium und Codierer
method-no-agreement = In dieser Welle haben keine zwei Personen dieselben Antworten codiert; wie weit Codierer übereinstimmen, ist also nicht bekannt; shopper code agree misst es.
method-agreement = Krippendorffs Alpha: ab 0,8 darf ein Kriterium veröffentlicht werden, ab 0,667 ist es vorläufig, darunter ungeeignet. Eine Maschine wird an dem gemessen, worin Personen sich einig sind.
method-agreement-caption = Wie weit jene übereinstimmen, die dasselbe codiert haben
method-head-criterion = Kriterium
method-head-coder = Codierer
method-head-codes = Codes
method-head-people = Personen
method-head-units = Einheiten
method-head-raw = gleich
method-head-alpha = Alpha (95-%-Intervall)
method-head-kappa = Kappa
method-coder-people = Personen
method-coder-human = Personen
method-coder-adjudicated = Personen, zwischen Codierern entschieden
method-coder-rules = Regeln
method-coder-model = statistisches Modell
method-coder-llm = Sprachmodell
method-clock = Geschäftszeiten, Feiertage und Erwartungen
method-hours = Unternehmen, die keine Zeiten nennen, gelten als geöffnet { $hours }, in ihrer Zeitzone, sonst { $zone }.
method-no-hours = Geschäftszeiten sind nur von Unternehmen bekannt, die sie nennen.
method-own-hours = { $n_own ->
    [0] Kein Unternehmen hat eigene Geschäftszeiten.
    [one] { $own } Unternehmen hat eigene Geschäftszeiten.
   *[other] { $own } Unternehmen haben eigene Geschäftszeiten.
}
method-no-holiday = Kein Feiertag fiel in die Welle.
method-holidays = Geschlossen am { $days }.
method-holiday = { $day } ({ $name })
method-no-calendar = Für { $countries } ist kein Feiertagskalender bekannt: Dort zählt jeder Wochentag.
method-expectation = Was Kunden erwarten ({ $channel }), als Wartezeiten und Anteil der dann noch Zufriedenen: { $curve }.
method-limits = Grenzen
method-limit-draws = Die Unternehmen des Panels sind die Ziehungen: Gesagtes gilt für Unternehmen wie sie, nicht weiter.
method-limit-silence = Schweigen zählt bis zum Stichtag; was später gekommen wäre, ist nicht bekannt.
method-limit-questions = Es wurden alltägliche Fragen gestellt; über Beschwerden, Bestellungen oder Notfälle wird nichts gesagt.
method-limit-codes = Codes von Maschinen enthalten Fehler; wie viele, ist nur bekannt, wo Personen dasselbe codiert haben.
method-limit-intervals = Intervalle gelten für einzelne Zahlen und sind nicht für deren Anzahl berichtigt.
method-limit-noise = Dass etwas Rauschen ist, heißt nicht, dass da nichts ist.
method-denominators = Nenner
method-of-all = Alle Unternehmen: jede geplante Anfrage, ob das Unternehmen den Kanal anbietet oder nicht.
method-of-offering = Unternehmen, die den Kanal anbieten: die bei ihnen geplanten Anfragen.
method-of-delivered = Zugestellte Anfragen: jene, die das Unternehmen erreicht haben.
method-of-failures = Unsere eigenen Fehler stehen in keinem davon, außer dass das Angebot ein Anteil an allem Geplanten ist.
method-formula = Die Gesamtwertung: { $formula }.
method-formulas = Jede Kennzahl mit ihrer Formel
method-formulas-caption = Kennzahlen wie im Codebuch, dessen Namen und Texte englisch sind
method-head-metric = Kennzahl
method-head-scale = Skala
method-head-denominator = n zählt
method-head-about = was sie besagt und wie sie berechnet wird (englisch)
method-head-interval = wie ihr 95-%-Intervall entsteht (englisch)
method-head-source = woher sie stammt (englisch)
method-scale-count = Anzahl
method-scale-share = Anteil
method-scale-hours = Stunden
method-scale-seconds = Sekunden
method-scale-minutes = Minuten
method-scale-points = Punkte
denominator-all-companies = alle Unternehmen
denominator-companies-offering-the-channel = Unternehmen, die den Kanal anbieten
denominator-enquiries-delivered = zugestellte Anfragen
denominator-enquiries-answered = beantwortete Anfragen
denominator-enquiries-with-a-promise = Anfragen mit Zusage
denominator-answers-coded = codierte Antworten
denominator-accounts-found = gefundene Konten
denominator-companies = Unternehmen
denominator-pairs-of-answers = Antwortpaare
method-cite = So zu zitieren
method-citation = { $title }, Welle { $wave }. Testkundenstudie, Feldzeit vom { $opens } bis zum { $closes }, Startwert { $seed }. Berechnet mit shopper { $program }.
method-citation-hash = Anlage { $hash }.
