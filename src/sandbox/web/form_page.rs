//! The page of a contact form, and the page that thanks for it.

use super::conduct::{Builder, FormKind};
use super::fields::{Field, Filled, What};
use super::form::{Desk, action};
use super::shell::{escape, page, put};

/// What a form shows beside its fields.
#[derive(Default)]
pub(super) struct Shown<'a> {
    /// What was filled in before.
    pub filled: Option<&'a Filled>,
    /// The names of fields that were not filled in as they must be.
    pub wrong: &'a [&'a str],
    /// The step of a wizard.
    pub step: usize,
    pub notice: &'a str,
    /// Thanks for what was sent before.
    pub done: &'a str,
    /// Hidden fields: name and value.
    pub hidden: Vec<(&'static str, String)>,
}

/// The page with the form.
pub(super) fn form_page(desk: &Desk<'_>, shown: &Shown<'_>) -> String {
    let (site, words, form) = (desk.site, desk.words, desk.form);
    let heading = escape(site.words.contact);
    if form.kind == FormKind::ScriptOnly {
        let main = format!(
            "<h1>{heading}</h1>\n<noscript><p>{}</p></noscript>\n<div id=\"contact-app\"></div>\n{}",
            escape(words.no_script),
            script(desk)
        );
        return page(site, site.words.contact, "", &main);
    }
    let mut rows = String::new();
    for (name, value) in &shown.hidden {
        put(
            &mut rows,
            format_args!(
                "<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n",
                escape(value)
            ),
        );
    }
    let wizard = form.kind == FormKind::Wizard;
    if wizard {
        put(
            &mut rows,
            format_args!(
                "<input type=\"hidden\" name=\"step\" value=\"{}\">\n",
                shown.step
            ),
        );
    }
    let value = |field: &Field| shown.filled.map_or("", |filled| filled.get(field.name));
    let mut shows_file = false;
    for field in &desk.fields {
        if wizard && field.step != shown.step {
            // What the other steps hold goes along.
            if shown
                .filled
                .is_some_and(|f| f.0.iter().any(|(n, _)| n == field.name))
            {
                put(
                    &mut rows,
                    format_args!(
                        "<input type=\"hidden\" name=\"{}\" value=\"{}\">\n",
                        field.name,
                        escape(value(field))
                    ),
                );
            }
            continue;
        }
        shows_file |= field.what == What::File;
        rows.push_str(&row(
            desk,
            field,
            value(field),
            shown.wrong.contains(&field.name),
        ));
    }
    if form.kind == FormKind::Honeypot {
        rows.push_str(&trap(desk));
    }
    if form.kind == FormKind::Captcha {
        rows.push_str(&captcha(
            desk,
            shown.wrong.contains(&"captcha") && shown.wrong.len() == 1,
        ));
    }
    let buttons = buttons(desk, shown.step);
    let method = if form.kind == FormKind::Get {
        "get"
    } else {
        "post"
    };
    let coding = if form.kind == FormKind::Multipart || shows_file {
        " enctype=\"multipart/form-data\""
    } else {
        ""
    };
    // The browser is not to stop what the server is to be asked about.
    let novalidate = if form.variant % 2 == 0 {
        " novalidate"
    } else {
        ""
    };
    let notice = notice(shown);
    let rows = if site.profile.builder == Builder::Ledger {
        format!("<table border=\"0\">\n{rows}<tr><td></td><td>{buttons}</td></tr>\n</table>\n")
    } else {
        format!("{rows}<div class=\"actions\">{buttons}</div>\n")
    };
    let main = format!(
        "<h1>{heading}</h1>\n<p>{}</p>\n{notice}<form id=\"contact-form\" class=\"contact\" action=\"{}\" method=\"{method}\"{coding}{novalidate}>\n{rows}</form>\n",
        escape(words.intro),
        action(site),
    );
    page(site, site.words.contact, trap_style(desk), &main)
}

/// What a form says before its fields.
fn notice(shown: &Shown<'_>) -> String {
    if !shown.done.is_empty() {
        format!(
            "<div class=\"response-output\" role=\"status\">{}</div>\n",
            escape(shown.done)
        )
    } else if shown.notice.is_empty() {
        String::new()
    } else {
        format!(
            "<div class=\"error-summary\" role=\"alert\">{}</div>\n",
            escape(shown.notice)
        )
    }
}

fn buttons(desk: &Desk<'_>, step: usize) -> String {
    let words = desk.words;
    let (next, back) = (escape(words.next), escape(words.back));
    match (desk.form.kind == FormKind::Wizard, step) {
        (true, 0) => format!("<button type=\"submit\" name=\"go\" value=\"next\">{next}</button>"),
        (true, 1) => format!(
            "<button type=\"submit\" name=\"go\" value=\"next\">{next}</button> \
             <button type=\"submit\" name=\"go\" value=\"back\">{back}</button>"
        ),
        _ if desk.site.profile.builder == Builder::Ledger => format!(
            "<input type=\"submit\" name=\"send\" value=\"{}\"> <input type=\"reset\">",
            escape(words.send)
        ),
        _ => format!(
            "<button type=\"submit\" class=\"button primary\">{}</button>",
            escape(words.send)
        ),
    }
}

fn row(desk: &Desk<'_>, field: &Field, value: &str, wrong: bool) -> String {
    let (builder, words) = (desk.site.profile.builder, desk.words);
    let Field { name, label, .. } = field;
    let id = format!("f-{}", name.replace(['[', ']'], "-"));
    let label = escape(label);
    let required = if field.required && builder != Builder::Ledger {
        if builder == Builder::Atlas {
            " aria-required=\"true\""
        } else {
            " required"
        }
    } else {
        ""
    };
    let invalid = if wrong { " aria-invalid=\"true\"" } else { "" };
    let hint = match builder {
        Builder::Atlas => format!(
            " placeholder=\"{label}{}\"",
            if field.required { " *" } else { "" }
        ),
        _ => String::new(),
    };
    let typed = escape(value);
    let attributes = format!("name=\"{name}\" id=\"{id}\"{hint}{required}{invalid}");
    let input = match field.what {
        What::Message => {
            format!("<textarea {attributes} rows=\"8\" cols=\"50\">{typed}</textarea>")
        }
        What::Topic if desk.form.kind == FormKind::Wizard => {
            let options = (1..).zip(words.topics).map(|(n, topic)| {
                let checked = if value == n.to_string() { " checked" } else { "" };
                format!(
                    "<label><input type=\"radio\" name=\"{name}\" value=\"{n}\"{checked}> {}</label><br>\n",
                    escape(topic)
                )
            });
            let options: String = options.collect();
            return table(
                builder,
                &format!("<fieldset><legend>{label}</legend>\n{options}</fieldset>"),
            );
        }
        What::Topic => {
            let options = (1..).zip(words.topics).map(|(n, topic)| {
                let selected = if value == n.to_string() {
                    " selected"
                } else {
                    ""
                };
                format!("<option value=\"{n}\"{selected}>{}</option>", escape(topic))
            });
            let options: String = options.collect();
            format!(
                "<select name=\"{name}\" id=\"{id}\"{required}{invalid}><option value=\"\">{}</option>{options}</select>",
                escape(words.choose)
            )
        }
        What::File => format!("<input type=\"file\" name=\"{name}\" id=\"{id}\">"),
        What::Consent | What::Marketing => {
            let checked = if value.is_empty() { "" } else { " checked" };
            let required = if field.required { " required" } else { "" };
            let star = if field.required { " *" } else { "" };
            return table(
                builder,
                &format!(
                    "<div class=\"check\"><input type=\"checkbox\" name=\"{name}\" id=\"{id}\" value=\"1\"{checked}{required}{invalid}> \
                     <label for=\"{id}\">{label}{star}</label></div>"
                ),
            );
        }
        _ => line(builder, field.what, &attributes, &typed),
    };
    let star = if field.required { " *" } else { "" };
    let error = if wrong {
        format!(
            "<span class=\"field-error\">{}</span>",
            escape(words.missing)
        )
    } else {
        String::new()
    };
    match builder {
        Builder::Plaza => format!(
            "<div class=\"field\"><label for=\"{id}\">{label}{star}</label>{input}{error}</div>\n"
        ),
        Builder::Centre => format!(
            "<div class=\"form-field string\"><label>{label}<abbr title=\"required\">{star}</abbr> {input}</label>{error}</div>\n"
        ),
        Builder::Ledger => format!(
            "<tr><td align=\"right\"><b>{label}:</b>{star}</td><td>{input}{error}</td></tr>\n"
        ),
        Builder::Journal => format!(
            "<p><label> {label}{star}<br><span class=\"form-control-wrap\">{input}</span></label>{error}</p>\n"
        ),
        Builder::Atlas => format!("<div class=\"slot\">{input}{error}</div>\n"),
    }
}

/// A field of one line.
fn line(builder: Builder, what: What, attributes: &str, typed: &str) -> String {
    let kind = match what {
        What::Email | What::Confirm if builder != Builder::Ledger => "email",
        What::Phone if builder == Builder::Plaza => "tel",
        _ => "text",
    };
    let complete = match what {
        _ if builder != Builder::Centre => "",
        What::FullName => " autocomplete=\"name\"",
        What::First => " autocomplete=\"given-name\"",
        What::Last => " autocomplete=\"family-name\"",
        What::Email => " autocomplete=\"email\"",
        _ => "",
    };
    format!("<input type=\"{kind}\" {attributes}{complete} value=\"{typed}\">")
}

/// A row of its own, where rows are those of a table.
fn table(builder: Builder, inner: &str) -> String {
    if builder == Builder::Ledger {
        format!("<tr><td colspan=\"2\">{inner}</td></tr>\n")
    } else {
        format!("{inner}\n")
    }
}

/// A field that no person sees.
fn trap(desk: &Desk<'_>) -> String {
    let (name, label) = (desk.trap(), escape(desk.words.trap));
    let inner = match desk.form.variant % 4 {
        0 => format!(
            "<div style=\"display:none\"><label>Website <input type=\"text\" name=\"{name}\"></label></div>"
        ),
        1 => format!(
            "<p class=\"extra-hp\" aria-hidden=\"true\"><label>Fax <input type=\"text\" name=\"{name}\" tabindex=\"-1\" autocomplete=\"off\"></label></p>"
        ),
        2 => format!(
            "<div class=\"seldom\"><label for=\"u\">{label}</label><input type=\"text\" id=\"u\" name=\"{name}\" value=\"\"></div>"
        ),
        _ => format!(
            "<div hidden><label>{label} <input type=\"text\" name=\"{name}\"></label></div>"
        ),
    };
    table(desk.site.profile.builder, &inner)
}

/// What hides the trap that its own attributes do not hide.
fn trap_style(desk: &Desk<'_>) -> &'static str {
    if desk.form.kind != FormKind::Honeypot {
        return "";
    }
    match desk.form.variant % 4 {
        1 => "<style>.extra-hp{position:absolute;left:-6000px}</style>\n",
        2 => {
            "<style>.seldom{opacity:0;position:absolute;height:0;width:0;overflow:hidden}</style>\n"
        }
        _ => "",
    }
}

/// A CAPTCHA of one of the kinds there are. None of them loads anything from elsewhere.
fn captcha(desk: &Desk<'_>, wrong: bool) -> String {
    let invalid = if wrong { " aria-invalid=\"true\"" } else { "" };
    let inner = match desk.form.variant % 5 {
        0 => {
            "<div class=\"g-recaptcha\" data-sitekey=\"6Lsandboxsandboxsandbox\"></div>".to_owned()
        }
        1 => {
            "<div class=\"h-captcha\" data-sitekey=\"10000000-sand-box0-0000-000000000001\"></div>"
                .to_owned()
        }
        2 => "<div class=\"cf-turnstile\" data-sitekey=\"0x4AAsandbox\"></div>".to_owned(),
        3 => "<div class=\"frc-captcha\" data-sitekey=\"FCSANDBOX\"></div>".to_owned(),
        _ => format!(
            "<div class=\"captcha\"><img src=\"/captcha.png\" alt=\"captcha\" width=\"160\" height=\"50\"><br>\
             <label for=\"captcha-text\">{}</label> <input type=\"text\" id=\"captcha-text\" name=\"captcha\" autocomplete=\"off\" required{invalid}></div>",
            escape(desk.words.captcha)
        ),
    };
    table(desk.site.profile.builder, &inner)
}

/// The script that makes a form, and sends it.
fn script(desk: &Desk<'_>) -> String {
    let fields: Vec<_> = desk
        .fields
        .iter()
        .map(|f| {
            let kind = match f.what {
                What::Message => "textarea",
                What::Consent | What::Marketing => "checkbox",
                What::Email | What::Confirm => "email",
                _ => "text",
            };
            serde_json::json!({"name": f.name, "label": f.label, "required": f.required, "kind": kind})
        })
        .collect();
    let text = |value: serde_json::Value| value.to_string().replace("</", "<\\/");
    format!(
        "<script>\n\
         (function () {{\n\
           var fields = {};\n\
           var form = document.createElement('form');\n\
           form.noValidate = true;\n\
           fields.forEach(function (f, n) {{\n\
             var row = document.createElement('div'), label = document.createElement('label');\n\
             var input = document.createElement(f.kind === 'textarea' ? 'textarea' : 'input');\n\
             if (f.kind !== 'textarea') input.type = f.kind;\n\
             input.name = f.name; input.id = 'app-' + n; input.required = f.required;\n\
             if (f.kind === 'checkbox') input.value = '1';\n\
             label.htmlFor = input.id; label.textContent = f.label + (f.required ? ' *' : '');\n\
             row.appendChild(label); row.appendChild(input); form.appendChild(row);\n\
           }});\n\
           var button = document.createElement('button');\n\
           button.type = 'submit'; button.textContent = {}; form.appendChild(button);\n\
           var note = document.createElement('p');\n\
           note.setAttribute('role', 'status'); form.appendChild(note);\n\
           form.addEventListener('submit', function (event) {{\n\
             event.preventDefault();\n\
             var data = {{}};\n\
             new FormData(form).forEach(function (value, name) {{ data[name] = value; }});\n\
             fetch({}, {{method: 'POST', headers: {{'content-type': 'application/json'}}, body: JSON.stringify(data)}})\n\
               .then(function (answer) {{ return answer.json(); }})\n\
               .then(function (answer) {{\n\
                 if (answer.status === 'ok') {{\n\
                   var done = document.createElement('p');\n\
                   done.className = 'thanks';\n\
                   done.textContent = answer.message + (answer.reference ? ' (' + answer.reference + ')' : '');\n\
                   form.replaceWith(done);\n\
                 }} else {{ note.textContent = answer.message; }}\n\
               }});\n\
           }});\n\
           document.getElementById('contact-app').appendChild(form);\n\
         }})();\n\
         </script>\n",
        text(serde_json::json!(fields)),
        text(serde_json::json!(desk.words.send)),
        text(serde_json::json!(action(desk.site))),
    )
}

/// The page that thanks.
pub(super) fn thanks_page(desk: &Desk<'_>, first: &str, reference: &str) -> String {
    let (site, words) = (desk.site, desk.words);
    let thanks = words.thanks.replace("{first}", first).replace(", .", ".");
    let reference = if reference.is_empty() {
        String::new()
    } else {
        format!(
            "<p>{}</p>\n",
            escape(&words.reference.replace("{ref}", reference))
        )
    };
    let main = format!(
        "<div class=\"confirmation\" role=\"status\">\n<h1>{}</h1>\n<p>{}</p>\n{reference}</div>\n",
        escape(site.words.contact),
        escape(&thanks)
    );
    page(site, site.words.contact, "", &main)
}
