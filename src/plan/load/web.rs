//! [channels.web-form], [channels.web-search] and [channels.chat]: how sites are asked. Each may be left out:
//! what it would say has a default.

use super::tree::Section;
use super::values::span;
use crate::model::{BrowserUse, Channel, TransportKind, Web};
use jiff::SignedDuration;

/// No pause between two questions to a host is shorter: a site is somebody's.
const LEAST_PAUSE: SignedDuration = SignedDuration::from_millis(500);

/// Reads the tables of the web; `operator` is who the study says that it is.
pub(super) fn read(channels: Option<&Section<'_>>, operator: Option<String>) -> Web {
    let mut web = Web {
        operator: operator.unwrap_or_default(),
        ..Web::default()
    };
    let Some(channels) = channels else {
        return web;
    };
    if let Some(forms) = channels.section(Channel::WebForm.as_str()) {
        if let Some(way) = forms.get("transport").and_then(|v| {
            v.choice(&[
                ("auto", TransportKind::Auto),
                ("assisted", TransportKind::Assisted),
            ])
        }) {
            web.forms.transport = way;
        }
        if let Some(browser) = forms.get("browser").and_then(|v| v.choice(&browsers())) {
            web.forms.browser = browser;
        }
        forms.close(&[]);
    }
    if let Some(searches) = channels.section(Channel::WebSearch.as_str()) {
        if let Some(value) = searches.get("pause")
            && let Some(pause) = span(&value)
        {
            if pause < LEAST_PAUSE {
                value.wrong(
                    "no host is asked twice within half a second",
                    Some("`pause = \"2s\"` is what it is without".to_owned()),
                );
            }
            web.searches.pause = pause;
        }
        if let Some(pages) = searches.get("pages").and_then(|v| v.integer(1..=200)) {
            web.searches.most_pages = u32::try_from(pages).unwrap_or(u32::MAX);
        }
        if let Some(megabytes) = searches.get("megabytes").and_then(|v| v.integer(1..=1_000)) {
            web.searches.most_bytes = megabytes * 1_000_000;
        }
        searches.close(&[]);
    }
    if let Some(chats) = channels.section(Channel::Chat.as_str()) {
        if let Some(patience) = chats.get("patience").and_then(|v| span(&v)) {
            web.chats.patience = patience;
        }
        chats.close(&[]);
    }
    web
}

/// The words by which a study says when a browser is used.
pub(super) fn browsers() -> Vec<(&'static str, BrowserUse)> {
    BrowserUse::ALL.iter().map(|b| (b.as_str(), *b)).collect()
}
