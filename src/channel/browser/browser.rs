//! One browser with one persona's profile.

use super::driver::Driver;
use super::gate::Gate;
use super::options::{BrowserOptions, find};
use crate::channel::near::is_near;
use crate::channel::tls;
use crate::error::{Error, Result};
use crate::model::Language;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::error::{WebDriverError, WebDriverErrorInfo, WebDriverErrorInner};
use thirtyfour::{RequestData, SessionId, TimeoutConfiguration, WebDriver, WebElement};

/// No more of a page is taken in, in UTF-16 code units.
const MOST: usize = 4_000_000;
/// No picture is larger.
const MOST_PICTURE: usize = 8_000_000;

/// Why a browser did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The page was not reached: no such host, no connection, a certificate that does not fit.
    Unreached(String),
    /// What was to be looked at or pressed is not there any more, or cannot be pressed.
    Gone(String),
    /// The browser itself failed, or took too long.
    Broken(String),
}

impl Trouble {
    /// What happened.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Unreached(reason) | Self::Gone(reason) | Self::Broken(reason) => reason,
        }
    }
}

/// A frame in the document that is looked at.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The element.
    pub element: WebElement,
    /// Its title, name or id.
    pub title: String,
    /// Where it leads.
    pub address: String,
}

/// A browser. Dropping it kills it; what its profile should keep, [`Browser::close`] sees to.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    gate: Gate,
    persona: String,
    language: Language,
    // Behind what needs it: dropped last.
    process: Driver,
}

impl Browser {
    /// Starts one for a persona, known by any text of its own such as its address, that reads a language.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is no browser, or it does not start.
    pub async fn start(
        options: &BrowserOptions,
        persona: &str,
        language: Language,
    ) -> Result<Self> {
        let (chromium, chromedriver) = find(options)?;
        let profile = profile(options, persona)?;
        let gate = Gate::open().await.map_err(|error| {
            refused(&format!(
                "no port on this machine for the browser's way out: {error}"
            ))
        })?;
        let process = Driver::start(&chromedriver, options).await?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(None)?)
            .no_proxy()
            .timeout(options.load.max(options.command) + Duration::from_secs(10))
            .build()
            .map_err(|error| refused(&format!("no client for chromedriver: {error}")))?;
        let capabilities = json!({
            "browserName": "chrome",
            "pageLoadStrategy": "normal",
            "unhandledPromptBehavior": "dismiss",
            "goog:chromeOptions": {
                "binary": chromium,
                "args": arguments(options, &profile, &gate, language, &process.version),
                "prefs": preferences(language, &profile),
                // What the driver would open is to stay shut.
                "excludeSwitches": ["disable-popup-blocking"],
            },
        });
        let Value::Object(capabilities) = capabilities else {
            return Err(refused("no capabilities"));
        };
        let driver = WebDriver::builder(process.address.clone(), capabilities)
            .client(client)
            .connect()
            .await
            .map_err(|error| refused(&words(&error)))?;
        // Else dropping it would stop this thread until the browser has said goodbye.
        let _ = driver.clone().leak();
        let browser = Self {
            driver,
            gate,
            persona: persona.to_owned(),
            language,
            process,
        };
        browser
            .set_up(options)
            .await
            .map_err(|t| refused(t.reason()))?;
        Ok(browser)
    }

    async fn set_up(&self, options: &BrowserOptions) -> Result<(), Trouble> {
        let timeouts = TimeoutConfiguration::new(
            Some(options.command),
            Some(options.load),
            Some(Duration::ZERO),
        );
        self.driver
            .update_timeouts(timeouts)
            .await
            .map_err(|e| trouble(&e))?;
        self.command("Browser.setDownloadBehavior", json!({"behavior": "deny"}))
            .await?;
        // A person sees what lies in a closed shadow root too.
        let open = "{const attach = Element.prototype.attachShadow;\
                    Element.prototype.attachShadow = function (init) {\
                    return attach.call(this, {...init, mode: 'open'});};}";
        self.command(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({"source": open}),
        )
        .await?;
        Ok(())
    }

    /// The browser of the persona that asks from an address, which reads a language: the one that is there,
    /// or a new one in its place.
    ///
    /// # Errors
    /// As [`Browser::start`].
    pub async fn fitting<'a>(
        kept: &'a mut Option<Self>,
        options: &BrowserOptions,
        from: &str,
        language: Language,
    ) -> Result<&'a Self> {
        let persona = persona(from);
        let fits = |b: &Self| b.persona == persona && b.language == language;
        match kept.take() {
            Some(browser) if fits(&browser) => Ok(kept.insert(browser)),
            other => {
                if let Some(browser) = other {
                    browser.close().await;
                }
                Ok(kept.insert(Self::start(options, &persona, language).await?))
            }
        }
    }

    /// Opens a page, and says with which status it came, where that is known. One that is not loaded in time
    /// is stopped, and what has come is looked at. Only when the address itself is not public are addresses
    /// that are not public reached from it.
    ///
    /// # Errors
    /// As [`Trouble`] says.
    pub async fn open(&self, address: &str) -> Result<Option<u16>, Trouble> {
        let near = url::Url::parse(address).is_ok_and(|url| url.has_host() && is_near(&url));
        self.gate.allow_near(near);
        self.gate.forget();
        self.only_window().await?;
        match self.driver.goto(address).await {
            Ok(()) => {}
            Err(error) => {
                let late = matches!(
                    &*error,
                    WebDriverErrorInner::WebDriverTimeout(_) | WebDriverErrorInner::Timeout(_)
                );
                if !late {
                    return Err(match (trouble(&error), self.gate.refused()) {
                        (Trouble::Unreached(_), Some(host)) => {
                            Trouble::Unreached(format!("it leads to {host}, which is not public"))
                        }
                        (other, _) => other,
                    });
                }
                let _ = self.run("window.stop()", Vec::new()).await;
            }
        }
        let status = self
            .run(
                "const [e] = performance.getEntriesByType('navigation');\
                 const status = e ? e.responseStatus || 0 : 0;\
                 return status || (location.protocol === 'chrome-error:' ? -1 : 0)",
                Vec::new(),
            )
            .await?;
        if status.as_i64() == Some(-1) {
            return Err(Trouble::Unreached("there is no page there".to_owned()));
        }
        Ok(status
            .as_u64()
            .and_then(|s| u16::try_from(s).ok())
            .filter(|s| *s > 0))
    }

    /// Closes all windows but the first.
    async fn only_window(&self) -> Result<(), Trouble> {
        let windows = self.driver.windows().await.map_err(|e| trouble(&e))?;
        let mut windows = windows.into_iter();
        let first = windows.next();
        for other in windows.take(20) {
            let switched = self.driver.switch_to_window(other).await;
            if switched.is_ok() {
                let _ = self.driver.close_window().await;
            }
        }
        if let Some(first) = first {
            self.driver
                .switch_to_window(first)
                .await
                .map_err(|e| trouble(&e))?;
        }
        Ok(())
    }

    /// Looks at the window that was opened last, if a press opened one.
    pub async fn to_last_window(&self) {
        if let Ok(windows) = self.driver.windows().await
            && windows.len() > 1
            && let Some(last) = windows.into_iter().next_back()
        {
            let _ = self.driver.switch_to_window(last).await;
        }
    }

    /// The address of the page.
    ///
    /// # Errors
    /// As [`Trouble`] says.
    pub async fn address(&self) -> Result<String, Trouble> {
        let url = self.driver.current_url().await.map_err(|e| trouble(&e))?;
        Ok(url.to_string())
    }

    /// The document that is looked at as it stands now, as HTML: what is in open shadow roots stands in its
    /// place, every form and control bears a number, `data-shopper-n`, and those that a person would not see
    /// a reason, `data-shopper-unseen`: `not_shown`, `off_page`, `transparent`.
    ///
    /// # Errors
    /// As [`Trouble`] says.
    pub async fn html(&self) -> Result<String, Trouble> {
        let html = self
            .run(include_str!("marks.js"), vec![json!(MOST)])
            .await?;
        match html {
            Value::String(html) => Ok(html),
            _ => Err(Trouble::Broken("the page has no HTML".to_owned())),
        }
    }

    /// The element that [`Browser::html`] gave a number.
    ///
    /// # Errors
    /// [`Trouble::Gone`] when it is not there any more.
    pub async fn numbered(&self, n: &str) -> Result<WebElement, Trouble> {
        let found = self
            .driver
            .execute(include_str!("numbered.js"), vec![json!(n)])
            .await
            .map_err(|e| trouble(&e))?;
        found
            .element()
            .map_err(|_| Trouble::Gone(format!("control {n} is not there any more")))
    }

    /// A picture of the window, as PNG.
    ///
    /// # Errors
    /// As [`Trouble`] says.
    pub async fn picture(&self) -> Result<Vec<u8>, Trouble> {
        let png = self
            .driver
            .screenshot_as_png()
            .await
            .map_err(|e| trouble(&e))?;
        if png.len() > MOST_PICTURE {
            return Err(Trouble::Broken("the picture is too large".to_owned()));
        }
        Ok(png)
    }

    /// Runs a script in the document that is looked at.
    ///
    /// # Errors
    /// As [`Trouble`] says.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Trouble> {
        let value = self
            .driver
            .execute(script, arguments)
            .await
            .map_err(|e| trouble(&e))?;
        Ok(value.json().clone())
    }

    /// An element that a script gave back.
    ///
    /// # Errors
    /// [`Trouble::Gone`] when it is none.
    pub fn element(&self, value: Value) -> Result<WebElement, Trouble> {
        WebElement::from_json(value, self.driver.handle().clone())
            .map_err(|_| Trouble::Gone("it is no element".to_owned()))
    }

    /// Gives the page a moment of real time in which its scripts run and its messages arrive; simulated time
    /// stands still meanwhile.
    pub async fn breathe(&self, millis: u32) {
        let script = "const [ms, done] = arguments; setTimeout(done, ms);";
        let _ = self.driver.execute_async(script, vec![json!(millis)]).await;
    }

    /// Looks at the page itself again rather than at a frame of it.
    ///
    /// # Errors
    /// As [`Trouble`] says.
    pub async fn leave_frames(&self) -> Result<(), Trouble> {
        self.driver
            .enter_default_frame()
            .await
            .map_err(|e| trouble(&e))
    }

    /// Goes from the page through frames in frames, each found in the one before it.
    ///
    /// # Errors
    /// [`Trouble::Gone`] when one of them is not there any more.
    pub async fn enter(&self, way: &[WebElement]) -> Result<(), Trouble> {
        self.leave_frames().await?;
        for frame in way {
            frame.clone().enter_frame().await.map_err(|e| trouble(&e))?;
        }
        Ok(())
    }

    /// The frames of the document that is looked at.
    ///
    /// # Errors
    /// As [`Trouble`] says.
    pub async fn frames(&self) -> Result<Vec<Frame>, Trouble> {
        let found = self.run(include_str!("frames.js"), Vec::new()).await?;
        let Value::Array(found) = found else {
            return Ok(Vec::new());
        };
        Ok(found
            .into_iter()
            .filter_map(|frame| {
                let text = |n: usize| frame[n].as_str().unwrap_or_default().to_owned();
                Some(Frame {
                    title: text(1),
                    address: text(2),
                    element: self.element(frame[0].clone()).ok()?,
                })
            })
            .collect())
    }

    /// Presses an element as a mouse does.
    ///
    /// # Errors
    /// [`Trouble::Gone`] when it cannot be pressed: something lies over it, or it is not there any more.
    pub async fn press(&self, element: &WebElement) -> Result<(), Trouble> {
        element.click().await.map_err(|e| trouble(&e))
    }

    /// Types into an element, as a keyboard does.
    ///
    /// # Errors
    /// [`Trouble::Gone`] when it takes no keys.
    pub async fn type_into(&self, element: &WebElement, text: &str) -> Result<(), Trouble> {
        if text.chars().all(|c| u32::from(c) < 0x1_0000) {
            return element.send_keys(text).await.map_err(|e| trouble(&e));
        }
        // The driver has no keys for what lies beyond the basic plane.
        let element = element.to_json().map_err(|e| trouble(&e))?;
        let script = "const [el, text] = arguments; el.focus();\
                      try { el.setSelectionRange(el.value.length, el.value.length) } catch {}\
                      return document.execCommand('insertText', false, text)";
        match self.run(script, vec![element, json!(text)]).await? {
            Value::Bool(true) => Ok(()),
            _ => Err(Trouble::Gone("it takes no text".to_owned())),
        }
    }

    /// Turns down the cookies that a visitor can do without, if a banner asks; whether one did. Cookies are
    /// never accepted.
    ///
    /// # Errors
    /// As [`Trouble`] says.
    pub async fn decline(&self) -> Result<bool, Trouble> {
        self.leave_frames().await?;
        let mut ways = vec![Vec::new()];
        for frame in self.frames().await?.into_iter().take(8) {
            ways.push(vec![frame.element]);
        }
        for way in ways {
            if self.enter(&way).await.is_err() {
                continue;
            }
            let words: Vec<&str> = include_str!("decline.txt").lines().collect();
            let found = self
                .run(include_str!("decline.js"), vec![json!(words)])
                .await;
            if let Ok(found @ Value::Object(_)) = found
                && let Ok(element) = self.element(found)
                && self.press(&element).await.is_ok()
            {
                self.breathe(50).await;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A command of Chromium's own protocol.
    async fn command(&self, name: &str, parameters: Value) -> Result<Value, Trouble> {
        let answer = self
            .driver
            .cmd(Devtools(name.to_owned(), parameters))
            .await
            .map_err(|e| trouble(&e))?;
        answer.value_json().map_err(|e| trouble(&e))
    }

    /// Ends it in good order, so that its profile keeps its cookies.
    pub async fn close(self) {
        let _ = self.driver.cmd(Command::DeleteSession).await;
        self.process.stop().await;
    }
}

/// A command of Chromium's own protocol, handed on by chromedriver.
#[derive(Debug)]
struct Devtools(String, Value);

impl FormatRequestData for Devtools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(
            reqwest::Method::POST,
            format!("session/{session}/goog/cdp/execute"),
        )
        .add_body(json!({"cmd": self.0, "params": self.1}))
    }
}

/// A persona's address without the enquiry's token.
fn persona(from: &str) -> String {
    match from.rsplit_once('@') {
        Some((local, domain)) => {
            let bare = local.split_once('+').map_or(local, |(bare, _)| bare);
            format!("{bare}@{domain}")
        }
        None => from.to_owned(),
    }
}

/// The folder of a persona's profile; it is made when it is not there.
fn profile(options: &BrowserOptions, persona: &str) -> Result<PathBuf> {
    // A persona's name is no file name; the hash of it is.
    let mut name = String::new();
    for byte in &Sha256::digest(persona.as_bytes())[..8] {
        let _ = write!(name, "{byte:02x}");
    }
    let folder = options.profiles.join(name);
    std::fs::create_dir_all(&folder).map_err(|source| Error::file(&folder, source))?;
    std::path::absolute(&folder).map_err(|source| Error::file(&folder, source))
}

fn arguments(
    options: &BrowserOptions,
    profile: &Path,
    gate: &Gate,
    language: Language,
    version: &str,
) -> Vec<String> {
    let (width, height) = options.window;
    let mut all: Vec<String> = [
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-component-extensions-with-background-pages",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-extensions",
        "--disable-sync",
        "--disable-breakpad",
        "--disable-client-side-phishing-detection",
        "--disable-features=AutofillServerCommunication,InterestFeedContentSuggestions,MediaRouter,\
         OptimizationHints,Translate,CertificateTransparencyComponentUpdater",
        "--metrics-recording-only",
        "--mute-audio",
        "--no-pings",
        "--password-store=basic",
        "--use-mock-keychain",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        // Else what is on this machine would be reached without the gate.
        "--proxy-bypass-list=<-loopback>",
        // The browser ends when its driver does.
        "--remote-debugging-pipe",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("--proxy-server=socks5://127.0.0.1:{}", gate.port()));
    all.push(format!("--user-data-dir={}", profile.display()));
    all.push(format!("--window-size={width},{height}"));
    all.push(format!("--lang={language}"));
    all.push(format!(
        "--user-agent={}",
        user_agent(version, &options.operator)
    ));
    if is_root() {
        // Chromium's sandbox does not start under root.
        all.push("--no-sandbox".to_owned());
    }
    all
}

/// What a browser of this version says of itself, and who asks.
fn user_agent(version: &str, operator: &str) -> String {
    let major = version.split('.').next().unwrap_or_default();
    let operator: String = operator
        .chars()
        .filter(|c| matches!(c, ' '..='~') && !matches!(c, '(' | ')'))
        .take(200)
        .collect();
    let mut all = format!(
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
         HeadlessChrome/{major}.0.0.0 Safari/537.36 shopper/{}",
        env!("CARGO_PKG_VERSION")
    );
    if !operator.trim().is_empty() {
        all.push_str(" (");
        all.push_str(operator.trim());
        all.push(')');
    }
    all
}

fn preferences(language: Language, profile: &Path) -> Value {
    let blocked = 2;
    json!({
        "intl.accept_languages": match language {
            Language::En => "en".to_owned(),
            other => format!("{other},en"),
        },
        "download_restrictions": 3,
        "download.default_directory": profile,
        "credentials_enable_service": false,
        "profile.password_manager_enabled": false,
        "autofill.profile_enabled": false,
        "autofill.credit_card_enabled": false,
        "search.suggest_enabled": false,
        "safebrowsing.enabled": false,
        "translate.enabled": false,
        "webrtc.ip_handling_policy": "disable_non_proxied_udp",
        "profile.default_content_setting_values": {
            "popups": blocked,
            "notifications": blocked,
            "geolocation": blocked,
            "media_stream_mic": blocked,
            "media_stream_camera": blocked,
            "automatic_downloads": blocked,
        },
    })
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn refused(why: &str) -> Error {
    Error::Refused {
        message: format!("the browser does not start: {why}"),
        hint:
            "no other program may use the same profile, and chromium and chromium-driver must be \
               of the same version; as another user than root, Chromium needs its sandbox \
               (apt-get install chromium-sandbox)"
                .to_owned(),
    }
}

/// What became of a command.
fn trouble(error: &WebDriverError) -> Trouble {
    let said = words(error);
    if let Some(at) = said.find("net::ERR_") {
        let code: String = said[at + 5..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        return Trouble::Unreached(code);
    }
    match &**error {
        WebDriverErrorInner::StaleElementReference(_)
        | WebDriverErrorInner::NoSuchElement(_)
        | WebDriverErrorInner::NoSuchFrame(_)
        | WebDriverErrorInner::NoSuchWindow(_)
        | WebDriverErrorInner::ElementClickIntercepted(_)
        | WebDriverErrorInner::ElementNotInteractable(_)
        | WebDriverErrorInner::MoveTargetOutOfBounds(_)
        | WebDriverErrorInner::InvalidElementState(_) => Trouble::Gone(said),
        _ => Trouble::Broken(said),
    }
}

/// The first line of what the driver says.
fn words(error: &WebDriverError) -> String {
    let said = match &**error {
        WebDriverErrorInner::NotInSpec(info)
        | WebDriverErrorInner::ElementClickIntercepted(info)
        | WebDriverErrorInner::ElementNotInteractable(info)
        | WebDriverErrorInner::InvalidArgument(info)
        | WebDriverErrorInner::InvalidElementState(info)
        | WebDriverErrorInner::InvalidSessionId(info)
        | WebDriverErrorInner::JavascriptError(info)
        | WebDriverErrorInner::NoSuchElement(info)
        | WebDriverErrorInner::NoSuchFrame(info)
        | WebDriverErrorInner::NoSuchWindow(info)
        | WebDriverErrorInner::ScriptTimeout(info)
        | WebDriverErrorInner::SessionNotCreated(info)
        | WebDriverErrorInner::StaleElementReference(info)
        | WebDriverErrorInner::WebDriverTimeout(info)
        | WebDriverErrorInner::UnknownError(info) => said_by(info),
        other => other.to_string(),
    };
    let line = said.lines().next().unwrap_or_default();
    line.chars().take(300).collect()
}

fn said_by(info: &WebDriverErrorInfo) -> String {
    info.value.message.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_who_asks_on_one_line() {
        let agent = user_agent("156.0.8078.79", "Institute (NL)\r\nX: y");
        assert!(agent.contains("HeadlessChrome/156.0.0.0 "), "{agent}");
        assert!(agent.ends_with("(Institute NLX: y)"), "{agent}");
        assert!(user_agent("1", " ").ends_with(concat!("shopper/", env!("CARGO_PKG_VERSION"))));
    }

    #[test]
    fn a_persona_is_the_same_for_all_its_enquiries() {
        assert_eq!(
            persona("anna.reed+q17@shop.example"),
            "anna.reed@shop.example"
        );
        assert_eq!(persona("anna@shop.example"), "anna@shop.example");
        assert_eq!(persona("anna"), "anna");
    }

    #[test]
    fn a_persona_has_a_folder_of_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let options = BrowserOptions::new(dir.path());
        let one = profile(&options, "../anna@shop.example").unwrap();
        assert!(one.is_dir() && one.parent() == Some(dir.path()));
        assert_eq!(one, profile(&options, "../anna@shop.example").unwrap());
        assert_ne!(one, profile(&options, "bert@shop.example").unwrap());
    }
}
