//! The words on the companies' sites, by language. `{company}` is the company, `{topic}` what something is
//! about, `{words}` what was searched for.

use crate::model::Language;

/// The words of a language.
pub(super) struct SiteWords {
    pub home: &'static str,
    pub help: &'static str,
    pub faq: &'static str,
    pub contact: &'static str,
    pub search: &'static str,
    /// In an empty search field.
    pub hint: &'static str,
    pub results: &'static str,
    pub no_results: &'static str,
    pub popular: &'static str,
    pub related: &'static str,
    pub helpful: &'static str,
    pub yes_no: [&'static str; 2],
    pub menu: &'static [&'static str],
    pub footer: &'static [&'static str],
    pub cookies: &'static str,
    pub accept: &'static str,
    pub newsletter: &'static str,
    pub subscribe: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub log_in: &'static str,
    pub heroes: &'static [&'static str],
    pub offers: &'static [&'static str],
    /// Before an answer.
    pub leads: &'static [&'static str],
    /// Behind an answer.
    pub tails: &'static [&'static str],
    /// About a matter, and nothing of substance.
    pub vague: &'static [&'static str],
    pub teasers: &'static [&'static str],
    /// Titles of articles about a matter.
    pub titles: &'static [&'static str],
    /// Articles that every site has: title and text.
    pub general: &'static [(&'static str, &'static str)],
    pub not_found: &'static str,
    pub updated: &'static str,
    /// Words that say nothing in a search.
    pub stop: &'static [&'static str],
}

/// The words of a language.
pub(super) const fn site_words(language: Language) -> &'static SiteWords {
    match language {
        Language::En => &EN,
        Language::Nl => &NL,
        Language::Fr => &FR,
        Language::De => &DE,
    }
}

static EN: SiteWords = SiteWords {
    home: "Home",
    help: "Help & support",
    faq: "Frequently asked questions",
    contact: "Contact us",
    search: "Search",
    hint: "How can we help?",
    results: "Search results for “{words}”",
    no_results: "Sorry, we found nothing for “{words}”. Check the spelling or try fewer words.",
    popular: "Popular articles",
    related: "Related articles",
    helpful: "Was this helpful?",
    yes_no: ["Yes", "No"],
    menu: &["Our range", "Offers", "About us", "My account"],
    footer: &["Careers", "Press", "Privacy", "Terms", "Accessibility"],
    cookies: "We use cookies to make this site work and to see how it is used. You can change your mind at any time.",
    accept: "Accept all",
    newsletter: "Be the first to hear about news and offers from {company}",
    subscribe: "Sign up",
    email: "Email address",
    password: "Password",
    log_in: "Log in",
    heroes: &[
        "Welcome to {company}",
        "Made for the way you live",
        "Good value, and somebody who cares",
        "New this season at {company}",
    ],
    offers: &[
        "Chosen by our customers",
        "New in",
        "Award winners of the year",
        "Ideas for the weekend",
        "Last chance",
        "Our story",
    ],
    leads: &[
        "This page is about {topic}.",
        "Here you can read what applies at {company}.",
        "We are often asked about this, so here it is in short.",
    ],
    tails: &[
        "Is something still unclear? Our team is happy to help.",
        "Thank you for choosing {company}.",
        "Did this answer your question? Tell us below.",
    ],
    vague: &[
        "We know how much {topic} matters to our customers, and we work hard to keep it simple.",
        "Every case is a little different when it comes to {topic}. Please get in touch and we will look at it together.",
        "At {company} we always think along with you. Our colleagues can tell you everything about {topic}.",
    ],
    teasers: &[
        "Questions about {topic}? Contact us.",
        "Would you like to know more about {topic}? Our team is waiting to hear from you.",
    ],
    titles: &["{topic}", "About {topic}", "All about {topic}"],
    general: &[
        (
            "I have forgotten my password",
            "Choose “Forgotten password” on the login page. We send you a link with which you set a new one.",
        ),
        (
            "Cookies on this site",
            "Cookies are small files in your browser. You decide in your settings which of them we may place.",
        ),
        (
            "Accessibility",
            "This site can be read with a screen reader and used without a mouse. Tell us where it falls short.",
        ),
        (
            "Working at {company}",
            "We are always looking for friendly people. All vacancies stand on our careers page.",
        ),
        (
            "Press enquiries",
            "Journalists reach our press office by email. Pictures may be used with mention of {company}.",
        ),
    ],
    not_found: "Page not found",
    updated: "Last updated",
    stop: &[
        "the", "and", "for", "you", "your", "are", "can", "how", "what", "when", "does", "did",
        "with", "that", "this", "have", "has", "had", "from", "not", "but", "was", "will", "would",
        "could", "should", "there", "their", "they", "them", "which", "who", "whom", "where",
        "why", "any", "all", "our", "ours", "its", "into", "one", "please", "some", "than", "then",
        "also", "about", "been", "being", "get", "got", "may", "might", "let", "know", "tell",
        "like", "want", "need", "much", "many", "still", "just", "only", "very", "out",
    ],
};

static NL: SiteWords = SiteWords {
    home: "Home",
    help: "Klantenservice",
    faq: "Veelgestelde vragen",
    contact: "Contact",
    search: "Zoeken",
    hint: "Waarmee kunnen we je helpen?",
    results: "Zoekresultaten voor ‘{words}’",
    no_results: "Helaas, niets gevonden voor ‘{words}’. Controleer de spelling of gebruik minder woorden.",
    popular: "Veel gelezen",
    related: "Lees ook",
    helpful: "Was dit nuttig?",
    yes_no: ["Ja", "Nee"],
    menu: &["Assortiment", "Aanbiedingen", "Over ons", "Mijn account"],
    footer: &["Vacatures", "Pers", "Privacy", "Voorwaarden"],
    cookies: "Wij gebruiken cookies om deze site te laten werken en te verbeteren.",
    accept: "Alles accepteren",
    newsletter: "Ontvang het laatste nieuws van {company}",
    subscribe: "Aanmelden",
    email: "E-mailadres",
    password: "Wachtwoord",
    log_in: "Inloggen",
    heroes: &["Welkom bij {company}", "Nieuw dit seizoen"],
    offers: &["Door klanten gekozen", "Nieuw binnen", "Laatste kans"],
    leads: &[
        "Deze pagina gaat over {topic}.",
        "Hier lees je wat er bij {company} geldt.",
    ],
    tails: &[
        "Is er nog iets onduidelijk? Ons team helpt graag.",
        "Bedankt dat je voor {company} kiest.",
    ],
    vague: &[
        "Wij weten hoe belangrijk {topic} voor onze klanten is en doen ons best om het eenvoudig te houden.",
        "Bij {topic} is elk geval anders. Neem contact op, dan kijken we er samen naar.",
    ],
    teasers: &["Vragen over {topic}? Neem contact met ons op."],
    titles: &["{topic}", "Over {topic}"],
    general: &[
        (
            "Wachtwoord vergeten",
            "Kies ‘Wachtwoord vergeten’ op de inlogpagina. Wij sturen een link waarmee je een nieuw wachtwoord instelt.",
        ),
        (
            "Cookies op deze site",
            "Cookies zijn kleine bestanden in je browser. Je bepaalt zelf welke wij mogen plaatsen.",
        ),
        (
            "Werken bij {company}",
            "Wij zoeken altijd vriendelijke mensen. Alle vacatures staan op onze vacaturepagina.",
        ),
    ],
    not_found: "Pagina niet gevonden",
    updated: "Laatst bijgewerkt",
    stop: &[
        "een", "het", "van", "voor", "met", "dat", "die", "dit", "zijn", "kan", "hoe", "wat",
        "wanneer", "ik", "jullie", "uw", "mijn", "niet", "maar", "ook", "nog", "als", "bij", "aan",
        "naar", "welke", "waar", "moet", "heb", "hebben", "worden", "wordt", "dan", "graag",
        "weten",
    ],
};

static FR: SiteWords = SiteWords {
    home: "Accueil",
    help: "Aide",
    faq: "Questions fréquentes",
    contact: "Contactez-nous",
    search: "Rechercher",
    hint: "Comment pouvons-nous vous aider ?",
    results: "Résultats pour « {words} »",
    no_results: "Désolé, aucun résultat pour « {words} ». Vérifiez l’orthographe ou essayez avec moins de mots.",
    popular: "Articles les plus lus",
    related: "À lire aussi",
    helpful: "Cette page vous a-t-elle aidé ?",
    yes_no: ["Oui", "Non"],
    menu: &["Notre gamme", "Offres", "À propos", "Mon compte"],
    footer: &["Emplois", "Presse", "Confidentialité", "Conditions"],
    cookies: "Nous utilisons des cookies pour faire fonctionner ce site et l’améliorer.",
    accept: "Tout accepter",
    newsletter: "Recevez les nouveautés de {company}",
    subscribe: "S’inscrire",
    email: "Adresse e-mail",
    password: "Mot de passe",
    log_in: "Connexion",
    heroes: &["Bienvenue chez {company}", "Les nouveautés de la saison"],
    offers: &["Le choix de nos clients", "Nouveautés", "Dernière chance"],
    leads: &[
        "Cette page traite du sujet suivant : {topic}.",
        "Voici ce qui s’applique chez {company}.",
    ],
    tails: &[
        "Une question ? Notre équipe vous aide volontiers.",
        "Merci d’avoir choisi {company}.",
    ],
    vague: &[
        "Nous savons combien ce sujet ({topic}) compte pour nos clients et faisons de notre mieux.",
        "Chaque cas est différent ({topic}). Contactez-nous et nous l’étudierons ensemble.",
    ],
    teasers: &["Des questions sur {topic} ? Contactez-nous."],
    titles: &["{topic}", "Tout savoir : {topic}"],
    general: &[
        (
            "Mot de passe oublié",
            "Choisissez « Mot de passe oublié » sur la page de connexion. Nous vous envoyons un lien pour en définir un nouveau.",
        ),
        (
            "Les cookies sur ce site",
            "Les cookies sont de petits fichiers dans votre navigateur. Vous décidez lesquels nous pouvons déposer.",
        ),
        (
            "Travailler chez {company}",
            "Nous cherchons toujours des personnes aimables. Toutes les offres figurent sur notre page emplois.",
        ),
    ],
    not_found: "Page introuvable",
    updated: "Dernière mise à jour",
    stop: &[
        "les", "des", "une", "pour", "avec", "que", "qui", "est", "sont", "vous", "votre", "vos",
        "mon", "mes", "dans", "sur", "par", "pas", "mais", "aussi", "comment", "quand", "quel",
        "quelle", "quels", "quelles", "puis", "peut", "faut", "ont", "ces", "cette", "bonjour",
        "merci",
    ],
};

static DE: SiteWords = SiteWords {
    home: "Startseite",
    help: "Hilfe & Service",
    faq: "Häufige Fragen",
    contact: "Kontakt",
    search: "Suchen",
    hint: "Wie können wir helfen?",
    results: "Suchergebnisse für „{words}“",
    no_results: "Leider nichts gefunden für „{words}“. Prüfen Sie die Schreibweise oder versuchen Sie es mit weniger Wörtern.",
    popular: "Meistgelesen",
    related: "Lesen Sie auch",
    helpful: "War das hilfreich?",
    yes_no: ["Ja", "Nein"],
    menu: &["Sortiment", "Angebote", "Über uns", "Mein Konto"],
    footer: &["Karriere", "Presse", "Datenschutz", "AGB"],
    cookies: "Wir verwenden Cookies, damit diese Seite funktioniert und besser wird.",
    accept: "Alle akzeptieren",
    newsletter: "Neuigkeiten von {company} erhalten",
    subscribe: "Anmelden",
    email: "E-Mail-Adresse",
    password: "Passwort",
    log_in: "Einloggen",
    heroes: &["Willkommen bei {company}", "Neu in dieser Saison"],
    offers: &[
        "Von Kunden gewählt",
        "Neu eingetroffen",
        "Letzte Gelegenheit",
    ],
    leads: &[
        "Auf dieser Seite geht es um: {topic}.",
        "Hier lesen Sie, was bei {company} gilt.",
    ],
    tails: &[
        "Ist noch etwas unklar? Unser Team hilft gern.",
        "Danke, dass Sie sich für {company} entschieden haben.",
    ],
    vague: &[
        "Wir wissen, wie wichtig dieses Thema ({topic}) für unsere Kunden ist, und machen es so einfach wie möglich.",
        "Jeder Fall ist ein wenig anders ({topic}). Sprechen Sie uns an, dann sehen wir ihn uns gemeinsam an.",
    ],
    teasers: &["Fragen zu: {topic}? Sprechen Sie uns an."],
    titles: &["{topic}", "Alles zum Thema: {topic}"],
    general: &[
        (
            "Passwort vergessen",
            "Wählen Sie „Passwort vergessen“ auf der Anmeldeseite. Wir senden einen Link, mit dem Sie ein neues festlegen.",
        ),
        (
            "Cookies auf dieser Seite",
            "Cookies sind kleine Dateien in Ihrem Browser. Sie entscheiden, welche wir setzen dürfen.",
        ),
        (
            "Arbeiten bei {company}",
            "Wir suchen immer freundliche Menschen. Alle Stellen finden Sie auf unserer Karriereseite.",
        ),
    ],
    not_found: "Seite nicht gefunden",
    updated: "Zuletzt geändert",
    stop: &[
        "der", "die", "das", "und", "für", "mit", "ein", "eine", "einen", "ich", "sie", "ihr",
        "ihre", "mein", "meine", "ist", "sind", "kann", "wie", "was", "wann", "wo", "bei", "von",
        "nicht", "aber", "auch", "noch", "wenn", "zum", "zur", "den", "dem", "des", "auf", "bitte",
        "muss", "haben", "wird", "werden", "gern", "gerne", "wissen", "viele", "viel",
    ],
};
