//! The words of chats, by language. `{company}` is the company, `{name}` who speaks, `{n}` a number.

use crate::model::Language;

/// The words of a language.
pub(super) struct ChatWords {
    pub launcher: &'static str,
    pub title: &'static str,
    pub greeting: &'static str,
    pub puzzled: &'static str,
    pub connects: &'static str,
    pub waits: &'static str,
    pub queue: &'static str,
    pub joins: &'static str,
    pub agent_hello: &'static str,
    pub anything_else: &'static str,
    pub helped: &'static str,
    pub deflects: &'static str,
    pub redirects: &'static str,
    pub closed: &'static str,
    pub left: &'static str,
    pub placeholder: &'static str,
    pub send: &'static str,
    pub start: &'static str,
}

/// The words of a language.
pub(super) const fn chat_words(language: Language) -> &'static ChatWords {
    match language {
        Language::En => &EN,
        Language::Nl => &NL,
        Language::Fr => &FR,
        Language::De => &DE,
    }
}

static EN: ChatWords = ChatWords {
    launcher: "Chat with us",
    title: "Live chat",
    greeting: "Hi there! Welcome to {company}. What can I do for you today?",
    puzzled: "Sorry, I did not understand that. Could you put it differently?",
    connects: "One moment please, I am connecting you to a colleague.",
    waits: "Please wait for a member of our team.",
    queue: "You are number {n} in the queue.",
    joins: "{name} has joined the chat.",
    agent_hello: "Hello, you are chatting with {name}. Give me a moment to look into this.",
    anything_else: "Is there anything else I can help you with?",
    helped: "Did that answer your question?",
    deflects: "I cannot help with that, I am afraid. Have a look at our help pages.",
    redirects: "I am sorry, we cannot answer this by chat. Please call our customer service.",
    closed: "Our team is not online right now. Leave a message and we will reply by email.",
    left: "Thank you, your message has been sent.",
    placeholder: "Type your message",
    send: "Send",
    start: "Start chat",
};

static NL: ChatWords = ChatWords {
    launcher: "Chat met ons",
    title: "Livechat",
    greeting: "Hallo! Welkom bij {company}. Waarmee kan ik je helpen?",
    puzzled: "Sorry, dat begreep ik niet. Kun je het anders zeggen?",
    connects: "Een ogenblik, ik verbind je door met een collega.",
    waits: "Even geduld, een medewerker komt eraan.",
    queue: "Je bent nummer {n} in de wachtrij.",
    joins: "{name} neemt deel aan de chat.",
    agent_hello: "Hallo, je chat met {name}. Een moment, ik zoek het even op.",
    anything_else: "Kan ik nog iets anders voor je doen?",
    helped: "Is je vraag hiermee beantwoord?",
    deflects: "Daar kan ik helaas niet bij helpen. Kijk eens op onze hulppagina’s.",
    redirects: "Sorry, dit kunnen wij niet via de chat beantwoorden. Bel onze klantenservice.",
    closed: "Er is nu niemand online. Laat een bericht achter, dan antwoorden wij per e-mail.",
    left: "Bedankt, je bericht is verzonden.",
    placeholder: "Typ je bericht",
    send: "Verstuur",
    start: "Chat starten",
};

static FR: ChatWords = ChatWords {
    launcher: "Discuter avec nous",
    title: "Discussion en direct",
    greeting: "Bonjour ! Bienvenue chez {company}. Que puis-je faire pour vous ?",
    puzzled: "Désolé, je n’ai pas compris. Pouvez-vous le dire autrement ?",
    connects: "Un instant, je vous mets en relation avec un collègue.",
    waits: "Un membre de notre équipe va vous répondre, merci de patienter.",
    queue: "Vous êtes numéro {n} dans la file d’attente.",
    joins: "{name} a rejoint la discussion.",
    agent_hello: "Bonjour, vous discutez avec {name}. Un instant, je regarde.",
    anything_else: "Puis-je faire autre chose pour vous ?",
    helped: "Ai-je répondu à votre question ?",
    deflects: "Je ne peux pas vous aider sur ce point. Consultez nos pages d’aide.",
    redirects: "Désolé, nous ne pouvons pas répondre par chat. Appelez notre service clients.",
    closed: "Notre équipe n’est pas en ligne. Laissez un message, nous répondrons par e-mail.",
    left: "Merci, votre message a été envoyé.",
    placeholder: "Écrivez votre message",
    send: "Envoyer",
    start: "Démarrer",
};

static DE: ChatWords = ChatWords {
    launcher: "Chatten Sie mit uns",
    title: "Live-Chat",
    greeting: "Hallo! Willkommen bei {company}. Was kann ich für Sie tun?",
    puzzled: "Das habe ich leider nicht verstanden. Können Sie es anders sagen?",
    connects: "Einen Moment bitte, ich verbinde Sie mit einem Kollegen.",
    waits: "Bitte warten Sie auf einen Mitarbeiter.",
    queue: "Sie sind Nummer {n} in der Warteschlange.",
    joins: "{name} ist dem Chat beigetreten.",
    agent_hello: "Hallo, Sie chatten mit {name}. Einen Moment, ich sehe nach.",
    anything_else: "Kann ich sonst noch etwas für Sie tun?",
    helped: "Hat das Ihre Frage beantwortet?",
    deflects: "Dabei kann ich leider nicht helfen. Sehen Sie sich unsere Hilfeseiten an.",
    redirects: "Das können wir im Chat leider nicht beantworten. Bitte rufen Sie unseren Kundenservice an.",
    closed: "Zurzeit ist niemand online. Hinterlassen Sie eine Nachricht, wir antworten per E-Mail.",
    left: "Danke, Ihre Nachricht wurde gesendet.",
    placeholder: "Ihre Nachricht eingeben",
    send: "Senden",
    start: "Chat starten",
};
