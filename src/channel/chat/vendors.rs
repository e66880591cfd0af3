//! Hints about the usual chat software: where its parts stand. They make finding surer and name what a site
//! runs; a chat of which nothing is said here is found all the same.

/// What is known of one.
#[derive(Debug, PartialEq, Eq)]
pub struct Vendor {
    /// Its name.
    pub name: &'static str,
    /// What stands in the addresses of its scripts and frames.
    pub marks: &'static [&'static str],
    /// Selectors of what opens it.
    pub launcher: &'static [&'static str],
    /// Selectors of the frame in which it stands.
    pub frame: &'static [&'static str],
    /// Selectors of what is typed into.
    pub input: &'static [&'static str],
    /// Selectors of what was said.
    pub log: &'static [&'static str],
}

/// Those there are hints about.
pub const VENDORS: &[Vendor] = &[
    Vendor {
        name: "intercom",
        marks: &["widget.intercom.io", "intercomcdn.com", "js.intercomcdn"],
        launcher: &[".intercom-launcher", ".intercom-lightweight-app-launcher"],
        frame: &["iframe[name^='intercom-']"],
        input: &["textarea[name='message']", ".intercom-composer textarea"],
        log: &[
            ".intercom-conversation-parts",
            "[data-testid='conversation-parts']",
        ],
    },
    Vendor {
        name: "zendesk",
        marks: &["static.zdassets.com", "zopim.com", "zendesk.com/embeddable"],
        launcher: &[
            "#launcher",
            "[data-testid='launcher']",
            ".zopim .button_bar",
        ],
        frame: &[
            "iframe#launcher",
            "iframe#webWidget",
            "iframe[title*='Messaging window']",
        ],
        input: &["#composer-input", "textarea[data-testid='chat-msg-input']"],
        log: &["[data-testid='message-log']", "#chatlog"],
    },
    Vendor {
        name: "livechat",
        marks: &[
            "cdn.livechatinc.com",
            "secure.livechatinc.com",
            "livechat-files.com",
        ],
        launcher: &["#chat-widget-minimized", "button[aria-label*='LiveChat']"],
        frame: &["iframe#chat-widget", "iframe#chat-widget-minimized"],
        input: &["textarea#chat-widget-message", "textarea[name='message']"],
        log: &["#chat-widget-messages", "[data-test='messages-list']"],
    },
    Vendor {
        name: "tawk",
        marks: &["embed.tawk.to", "va.tawk.to"],
        launcher: &[".tawk-button", ".tawk-min-container"],
        frame: &["iframe[title='chat widget']"],
        input: &[".tawk-chatinput-editor", "textarea.tawk-textarea"],
        log: &[".tawk-chat-panel", "#tawk-chat-panel"],
    },
    Vendor {
        name: "drift",
        marks: &["js.driftt.com", "drift.com/"],
        launcher: &["#drift-widget-button", ".drift-widget-welcome-online"],
        frame: &["iframe#drift-frame-controller", "iframe#drift-frame-chat"],
        input: &[
            "[data-testid='drift-widget-composer']",
            ".drift-widget-composer textarea",
        ],
        log: &[".drift-widget-messages", "[data-testid='message-list']"],
    },
    Vendor {
        name: "hubspot",
        marks: &[
            "js.hs-scripts.com",
            "usemessages.com",
            "hubspot-conversations",
        ],
        launcher: &[
            "[data-test-id='chat-widget-launcher']",
            "button[aria-label*='chat widget']",
        ],
        frame: &["#hubspot-messages-iframe-container iframe"],
        input: &[
            "[data-test-id='chat-widget-editor'] [contenteditable]",
            "textarea[data-test-id]",
        ],
        log: &["[data-test-id='message-list']", ".thread-list"],
    },
    Vendor {
        name: "freshchat",
        marks: &["wchat.freshchat.com", "fw-cdn.com", "freshchat.com"],
        launcher: &["#fc_push_button", "#chat-icon", ".hotline-launcher"],
        frame: &["iframe#fc_widget"],
        input: &["#app-conversation-editor", ".editor-div[contenteditable]"],
        log: &[".h-conv-chat", ".message-list"],
    },
    Vendor {
        name: "crisp",
        marks: &["client.crisp.chat"],
        launcher: &[
            "[data-crisp-launcher]",
            "#crisp-chatbox-button",
            "a.cc-1m2mf",
        ],
        frame: &[],
        input: &["textarea[name='message']", "#crisp-chatbox textarea"],
        log: &["#crisp-chatbox-chat [role='log']", ".cc-messages"],
    },
    Vendor {
        name: "olark",
        marks: &["static.olark.com"],
        launcher: &["#olark-launch-button", ".olark-launch-button"],
        frame: &["iframe[title*='olark']"],
        input: &["#olark-form-message-input", ".olark-form-message-input"],
        log: &["#olark-messages", ".olark-messages"],
    },
    Vendor {
        name: "liveperson",
        marks: &["lpcdn.lpsnmedia.net", "liveperson.net", "lptag.liveperson"],
        launcher: &[".LPMcontainer", ".LPMoverlay"],
        frame: &[],
        input: &[
            ".lpview_form_textarea",
            "textarea.lp_input_area",
            "[data-lp-point='chat_input']",
        ],
        log: &[".lp_lines_area", "[data-lp-point='lines_area']"],
    },
    Vendor {
        name: "genesys",
        marks: &["apps.mypurecloud", "genesys.min.js", "genesyscloud"],
        launcher: &[
            ".cx-webchat-chat-button",
            "button[aria-label*='Messenger']",
            "#launcher-button",
        ],
        frame: &["iframe#genesys-mxg-frame", "iframe[title*='Messenger']"],
        input: &["textarea.cx-input", "textarea[aria-label*='message']"],
        log: &[".cx-transcript", "[data-testid='message-list']"],
    },
    Vendor {
        name: "salesforce",
        marks: &[
            "embeddedservice",
            "service.force.com",
            "esw.min.js",
            "salesforceliveagent",
        ],
        launcher: &[
            ".helpButtonEnabled",
            "button.embeddedMessagingConversationButton",
            ".flatButton",
        ],
        frame: &[
            "iframe#embeddedMessagingFrame",
            "iframe[name='embeddedMessagingFrame']",
        ],
        input: &["textarea.chasitorText", "textarea.slds-textarea"],
        log: &["ul.messageWrapper", ".messageArea"],
    },
    Vendor {
        name: "tidio",
        marks: &["code.tidio.co", "widget-v4.tidiochat.com"],
        launcher: &["#button-body", "[data-testid='widgetButtonBody']"],
        frame: &["iframe#tidio-chat-iframe"],
        input: &[
            "textarea[data-testid='newMessageTextarea']",
            "#new-message-textarea",
        ],
        log: &["#messages", "#conversation-scroll"],
    },
    Vendor {
        name: "userlike",
        marks: &["userlike-cdn-widgets", "userlike.com"],
        launcher: &["#userlike-tab", "button[aria-label*='Chat']"],
        frame: &["iframe[id^='userlike']"],
        input: &["textarea#msg-input", "textarea[aria-label]"],
        log: &["[data-testid='chat-messages']", ".message-list"],
    },
    Vendor {
        name: "deep-chat",
        marks: &["deepchat", "deep-chat"],
        launcher: &[],
        frame: &[],
        input: &["#text-input"],
        log: &["#messages"],
    },
    Vendor {
        name: "converse.js",
        marks: &["converse.min.js", "converse.js", "conversejs"],
        launcher: &[".toggle-controlbox", "#converse-login-open"],
        frame: &[],
        input: &["textarea.chat-textarea"],
        log: &[".chat-content", "converse-chat-content"],
    },
];

/// Which one's marks stand in addresses of scripts and frames, small letters.
#[must_use]
pub fn of<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Option<&'static Vendor> {
    let mut addresses = addresses.into_iter();
    addresses.find_map(|address| {
        let address = address.to_lowercase();
        VENDORS
            .iter()
            .find(|v| v.marks.iter().any(|mark| address.contains(mark)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_known_by_where_their_scripts_come_from() {
        let found = |address: &str| of([address]).map(|v| v.name);
        assert_eq!(
            found("https://widget.intercom.io/widget/abc"),
            Some("intercom")
        );
        assert_eq!(found("https://Embed.Tawk.to/1/default"), Some("tawk"));
        assert_eq!(found("https://shop.example/app.js"), None);
        assert_eq!(
            of(["a.js", "https://client.crisp.chat/l.js"]).unwrap().name,
            "crisp"
        );
    }

    #[test]
    fn every_selector_is_one() {
        for vendor in VENDORS {
            assert!(!vendor.marks.is_empty(), "{}", vendor.name);
            for list in [vendor.launcher, vendor.frame, vendor.input, vendor.log] {
                for selector in list {
                    assert!(scraper::Selector::parse(selector).is_ok(), "{selector}");
                }
            }
        }
    }
}
