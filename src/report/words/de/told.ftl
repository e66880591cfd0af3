# What companies said, word for word, and what was made of it.
contradictions-title = { $n_number ->
    [one] { $n } Antwortpaar, in dem die eine Antwort der anderen widerspricht
   *[other] { $n } Antwortpaare, in denen die eine Antwort der anderen widerspricht
  }
contradictions-how = Nebeneinander, im Wortlaut. Markiert ist, worauf sich die Kodierung stützt.
contradictions-first = Gezeigt werden nur die ersten 200 in der Reihenfolge des Plans; die übrigen stehen in data/codings.csv.

contradiction-head = { $company }: { $question }
contradiction-coded = Kodiert von: { $by }.

told-title = Jede Antwort im Wortlaut, und was daraus gemacht wurde
told-how = Nach Unternehmen und Frage. Unter jeder Antwort stehen ihre Codes: in Klammern, wer sie vergab oder warum, und wie sicher eine Maschine war, von 0 bis 1. Lange Antworten sind auf 2.000 Zeichen oder 40 Zeilen gekürzt; mehr davon steht in data/answers.csv.
told-files = Für eine Seite sind es zu viele; sie stehen auf eigenen Seiten:
told-leaf = Antworten: { $first } bis { $last }
told-leaf-one = Antworten: { $company }
told-report = Der Bericht
told-before = Die vorige Seite
told-next = Die nächste Seite

reply-head = { $channel }: { $kind }
reply-when = Gefragt { $asked }; Antwort { $came }
reply-asked = Gefragt { $asked }; kein Server vermerkte, wann die Antwort kam
reply-came = Antwort { $came }
reply-no-time = Kein Server vermerkte, wann gefragt oder geantwortet wurde
reply-cut = Gekürzt
reply-none = Keine Antwort per { $channels }.

coding-judged = { $criterion }: { $code } ({ $by })
coding-item = { $criterion }: { $code } ({ $why })
coding-others = Durch { $coder }: { $codes }
coding-not-counted = zählt nicht

kind-answer = Antwort
kind-partial = Antwort auf einen Teil
kind-acknowledgement = Eingangsbestätigung
kind-out-of-office = Abwesenheitsnotiz
kind-autoreply = automatische Antwort
kind-redirect = anderswohin verwiesen
kind-refusal = Ablehnung
kind-clarification = Rückfrage
kind-survey = Bitte um Bewertung
kind-marketing = Werbung
kind-bounce-hard = nicht zugestellt
kind-bounce-soft = vorerst nicht zugestellt
kind-bounce-delayed = Zustellung verspätet
kind-unrelated = ohne Bezug

criterion-substance = Inhalt
criterion-correct = Richtigkeit
criterion-relation = Gegen einen anderen Kanal
criterion-greeting-by-name = Anrede mit Namen
criterion-agent-named = Name des Bearbeiters
criterion-apology = Entschuldigung
criterion-empathy = Einfühlung
criterion-understood = Frage verstanden
criterion-all-parts = alle Teile beantwortet
criterion-next-step = nächster Schritt
criterion-link = Link
criterion-language-kept = Sprache beibehalten
criterion-reading-ease = Lesbarkeit
criterion-grammar-slips = Sprachfehler
criterion-words = Wörter
criterion-rating = Bewertung
criterion-recommend = Weiterempfehlung
criterion-resolved = gelöst
criterion-use-again = erneute Nutzung

code-answer = Antwort
code-partial = Antwort auf einen Teil
code-acknowledgement = Eingangsbestätigung
code-redirect = anderswohin verwiesen
code-refusal = Ablehnung
code-clarification = Rückfrage
code-off-point = an der Sache vorbei
code-not-known = dem Unternehmen nicht bekannt
code-correct = richtig
code-partly = teilweise richtig
code-wrong = falsch
code-unsure = unentschieden
code-na = nicht anwendbar
code-agree = stimmt überein
code-contradict = widerspricht ihm
code-incomparable = handelt von anderem
code-yes = ja
code-no = nein
