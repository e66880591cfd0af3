//! The chat on a site's pages: a launcher, and behind it a panel that a small script makes.

use super::conduct::{ChatProfile, Widget};
use super::shell::{escape, page};
use super::site::Site;
use serde_json::json;

/// Where the chat's other side listens.
pub(super) const SOCKET: &str = "/chat/socket";
/// The page that stands in a frame.
pub(super) const FRAME: &str = "/chat/frame";

/// The page of the chat alone.
pub(super) fn chat_page(site: &Site, profile: &ChatProfile) -> String {
    let main = format!(
        "<h1>{}</h1>\n{}",
        escape(site.chat_words.title),
        widget(site, profile)
    );
    page(site, site.chat_words.title, "", &main)
}

/// What stands in the frame.
pub(super) fn frame_page(site: &Site, profile: &ChatProfile) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n</head>\n<body>\n\
         <div id=\"chat-root\"></div>\n{}</body>\n</html>\n",
        site.language,
        escape(site.chat_words.title),
        script(
            site,
            profile,
            "openPanel(document.getElementById('chat-root'));"
        )
    )
}

/// The launcher and what it opens, for any page of the site.
pub(super) fn widget(site: &Site, profile: &ChatProfile) -> String {
    let start = match profile.widget {
        Widget::Plain => {
            "var host = document.createElement('div');\n\
             host.id = 'chat-widget';\n\
             document.body.appendChild(host);\n\
             launcher(host, function () { openPanel(host); });"
        }
        Widget::Frame => {
            "var host = document.createElement('div');\n\
             host.id = 'chat-widget';\n\
             document.body.appendChild(host);\n\
             launcher(host, function () {\n\
               var frame = make('iframe', {src: chat.frame, title: chat.title, width: 360, height: 480});\n\
               host.appendChild(frame);\n\
             });"
        }
        Widget::Shadow => {
            "var outer = document.createElement('chat-widget');\n\
             document.body.appendChild(outer);\n\
             var host = outer.attachShadow({mode: 'open'});\n\
             launcher(host, function () { openPanel(host); });"
        }
    };
    script(site, profile, start)
}

fn script(site: &Site, profile: &ChatProfile, start: &str) -> String {
    let (words, form) = (site.chat_words, site.form_words);
    let settings = json!({
        "socket": SOCKET, "frame": FRAME, "title": words.title, "launcher": words.launcher,
        "placeholder": words.placeholder, "send": words.send, "start": words.start,
        "asksFirst": profile.asks_first, "editable": profile.editable,
        "name": form.full_name, "email": form.email, "message": form.message,
    });
    let settings = settings.to_string().replace("</", "<\\/");
    format!(
        "<script>\n(function () {{\nvar chat = {settings};\n{SCRIPT}\n{start}\n}})();\n</script>\n"
    )
}

/// Makes the launcher, the panel, and what goes on in it.
const SCRIPT: &str = "\
function make(tag, attributes, text) {
  var element = document.createElement(tag);
  Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
  if (text) element.textContent = text;
  return element;
}
function launcher(root, open) {
  var button = make('button', {type: 'button', 'class': 'chat-launcher', 'aria-label': chat.launcher,
    style: 'position:fixed;right:16px;bottom:16px'}, chat.launcher);
  button.addEventListener('click', function () { button.remove(); open(); });
  root.appendChild(button);
}
function field(root, id, label, kind) {
  root.appendChild(make('label', {'for': id}, label));
  var input = make(kind === 'textarea' ? 'textarea' : 'input', {id: id, name: id});
  if (kind !== 'textarea') input.type = kind;
  root.appendChild(input);
  return input;
}
function openPanel(root) {
  var panel = make('div', {'class': 'chat-panel', role: 'dialog', 'aria-label': chat.title,
    style: 'position:fixed;right:16px;bottom:16px;width:320px;background:#fff;border:1px solid #888'});
  panel.appendChild(make('div', {'class': 'chat-title'}, chat.title));
  root.appendChild(panel);
  if (!chat.asksFirst) { talk(panel, null); return; }
  var first = make('form', {'class': 'chat-first'});
  var name = field(first, 'chat-name', chat.name, 'text');
  var email = field(first, 'chat-email', chat.email, 'email');
  first.appendChild(make('button', {type: 'submit'}, chat.start));
  first.addEventListener('submit', function (event) {
    event.preventDefault();
    if (!name.value || email.value.indexOf('@') < 1) return;
    first.remove();
    talk(panel, {name: name.value, email: email.value});
  });
  panel.appendChild(first);
}
function talk(panel, who) {
  var log = make('div', {'class': 'chat-log', role: 'log', 'aria-live': 'polite'});
  var entry = chat.editable
    ? make('div', {contenteditable: 'true', role: 'textbox', 'aria-label': chat.placeholder, 'class': 'chat-entry',
        style: 'min-height:40px;border:1px solid #ccc'})
    : make('textarea', {placeholder: chat.placeholder, 'aria-label': chat.placeholder, 'class': 'chat-entry', rows: 2});
  var send = make('button', {type: 'button', 'class': 'chat-send'}, chat.send);
  [log, entry, send].forEach(function (part) { panel.appendChild(part); });
  var socket = new WebSocket('ws://' + location.host + chat.socket);
  function row(kind, name, text) {
    var line = make('div', {'class': 'chat-message chat-' + kind});
    if (name) line.appendChild(make('span', {'class': 'chat-author'}, name));
    line.appendChild(make('span', {'class': 'chat-text'}, text));
    log.appendChild(line);
  }
  function leave(text) {
    entry.remove(); send.remove();
    row('system', '', text);
    var form = make('form', {'class': 'chat-leave'});
    var name = field(form, 'leave-name', chat.name, 'text');
    var email = field(form, 'leave-email', chat.email, 'email');
    var message = field(form, 'leave-message', chat.message, 'textarea');
    form.appendChild(make('button', {type: 'submit'}, chat.send));
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      socket.send(JSON.stringify({leave: {name: name.value, email: email.value, message: message.value}}));
      form.remove();
    });
    panel.appendChild(form);
  }
  function say() {
    var text = (chat.editable ? entry.innerText : entry.value).trim();
    if (!text || socket.readyState !== 1) return;
    row('visitor', '', text);
    socket.send(JSON.stringify({text: text}));
    if (chat.editable) entry.textContent = ''; else entry.value = '';
  }
  send.addEventListener('click', say);
  entry.addEventListener('keydown', function (event) {
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); say(); }
  });
  socket.addEventListener('open', function () { socket.send(JSON.stringify({start: who || {}})); });
  socket.addEventListener('message', function (event) {
    var line = JSON.parse(event.data);
    if (line.kind === 'closed') leave(line.text); else row(line.kind, line.name, line.text);
    socket.send(JSON.stringify({seen: line.id}));
  });
}";
