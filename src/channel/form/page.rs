//! What stands on a page, as far as forms go.

use url::Url;

/// How a form is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// In the address.
    #[default]
    Get,
    /// In a body.
    Post,
    /// Not at all: it closes a dialog.
    Dialog,
}

/// What a control is (HTML, section 4.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ControlKind {
    /// `input` of a type that is typed into and that has no variant of its own here: text, search, and what
    /// no browser knows.
    Text,
    /// `input type=email`.
    Email,
    /// `input type=tel`.
    Tel,
    /// `input type=url`.
    Url,
    /// `input type=number` or `range`.
    Number,
    /// `input type=date`, `time`, `month`, `week` or `datetime-local`.
    Date,
    /// `input type=color`.
    Color,
    /// `input type=password`.
    Password,
    /// `input type=hidden`.
    Hidden,
    /// `input type=checkbox`.
    Checkbox,
    /// `input type=radio`.
    Radio,
    /// `input type=file`.
    File,
    /// `input type=image`.
    Image,
    /// `input type=submit`, or a `button` that submits.
    Submit,
    /// Any other button: it submits nothing.
    Button,
    /// `textarea`.
    TextArea,
    /// `select`.
    Select,
}

/// Why a person would not see a control, or could not reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unseen {
    /// It, or what it stands in, has `hidden`, `display: none` or `visibility: hidden`.
    NotShown,
    /// It is moved off the page, or has no size.
    OffPage,
    /// It can be seen through.
    Transparent,
    /// It, or what it stands in, is `aria-hidden`, or left out of the tab order.
    NotForPeople,
}

/// An option of a `select`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The label of its group; empty for none.
    pub group: String,
    /// Whether it is chosen from the start.
    pub selected: bool,
    /// Whether it cannot be chosen.
    pub disabled: bool,
}

/// A control of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are the attributes of HTML that are there or not"
)]
pub struct Control {
    /// A CSS selector that finds it alone on the page.
    pub selector: String,
    /// What it is.
    pub kind: ControlKind,
    /// `type` as it is written, lower case; of a `button` too.
    pub written_type: String,
    /// `name`; empty for none, and then it is never sent.
    pub name: String,
    /// `id`; empty for none.
    pub id: String,
    /// `class`.
    pub class: String,
    /// The value that it has from the start; of a `textarea` its text.
    pub value: String,
    /// Whether there is a `value` at all: a box without one sends `on`.
    pub has_value: bool,
    /// Of a box or radio button: whether it is ticked from the start.
    pub checked: bool,
    /// Whether it, or a `fieldset` around it, is disabled: then it is not sent.
    pub disabled: bool,
    /// Whether it stands in a `datalist`, and so is not sent.
    pub in_datalist: bool,
    /// Whether it cannot be typed into.
    pub readonly: bool,
    /// Whether it must be filled in: `required`, `aria-required`, or its label says so.
    pub required: bool,
    /// Whether several options may be chosen, or several files.
    pub multiple: bool,
    /// `dirname`; empty for none.
    pub dirname: String,
    /// Which way what is typed into it runs: `ltr`, `rtl`, or `auto` where that is seen by what is typed.
    pub direction: &'static str,
    /// `min`, `max` and `step` as they are written; empty for none.
    pub limits: [String; 3],
    /// `maxlength`, in UTF-16 code units, where it is a number.
    pub max_length: Option<usize>,
    /// `pattern`.
    pub pattern: String,
    /// What labels it: `label`, `aria-labelledby`, `aria-label`, in that order; one line, without marks of
    /// being required.
    pub label: String,
    /// What stands right before it in the reading order, where no label does: of the cell to its left, the
    /// line above it, the term that it defines.
    pub before: String,
    /// `placeholder`.
    pub placeholder: String,
    /// `title`.
    pub title: String,
    /// What `aria-describedby` leads to.
    pub described: String,
    /// `autocomplete`, lower case.
    pub autocomplete: String,
    /// The legend of the group that it stands in; of a radio button what the whole group is about.
    pub group: String,
    /// The options of a `select`.
    pub choices: Vec<Choice>,
    /// Of a button: what stands on it.
    pub caption: String,
    /// Of a button: `formaction`, `formmethod`, `formenctype`, as they are written.
    pub overrides: [Option<String>; 3],
    /// Why a person would not see it; `None` where one would. Of `input type=hidden` always `NotShown`.
    pub unseen: Option<Unseen>,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its place among the forms of the page, from 0.
    pub index: usize,
    /// A CSS selector that finds it alone on the page.
    pub selector: String,
    /// `id`; empty for none.
    pub id: String,
    /// `name`; empty for none.
    pub name: String,
    /// `class`.
    pub class: String,
    /// How it is sent.
    pub method: Method,
    /// `action` as it is written; `None` where there is none.
    pub action: Option<String>,
    /// `enctype`, lower case, one of the three that there are.
    pub enctype: String,
    /// `accept-charset`, lower case; empty for none.
    pub charset: String,
    /// `target`.
    pub target: String,
    /// Its own words without those of its fields: headings, hints.
    pub text: String,
    /// The nearest heading above it.
    pub heading: String,
    /// Whether a person sees none of it.
    pub unseen: Option<Unseen>,
    /// Whether it has an `onsubmit`, or attributes by which a script takes it over.
    pub scripted: bool,
    /// Its controls in tree order, those that it owns by `form=` too.
    pub controls: Vec<Control>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, resolved.
    pub address: Url,
    /// What stands on it.
    pub text: String,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it stood, after all redirects.
    pub address: Url,
    /// What its addresses are relative to.
    pub base: Url,
    /// In which character encoding it came, as WHATWG names it; what a form is sent in where it says nothing.
    pub encoding: String,
    /// `lang` of the root; empty for none.
    pub language: String,
    /// `title`.
    pub title: String,
    /// What a person reads on it, a line a block; without scripts, styles and what is not shown.
    pub text: String,
    /// Its forms.
    pub forms: Vec<Form>,
    /// Controls that are in no form: only a script can send them.
    pub loose: Vec<Control>,
    /// Its links, in order.
    pub links: Vec<Link>,
    /// Addresses of frames in it.
    pub frames: Vec<Url>,
    /// Addresses of scripts that it loads, and the first bytes of those that stand in it.
    pub scripts: Vec<String>,
    /// Where it says that one should go instead: `meta http-equiv=refresh`.
    pub refresh: Option<Url>,
    /// What was left out because there was too much of it, a sentence each.
    pub problems: Vec<String>,
}
