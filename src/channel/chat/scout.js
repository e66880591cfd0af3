// What of a chat stands in this document, open shadow roots included. Given {frame: whether the frame that
// it stands in looks like a chat's, words: {kind: [folded phrases]}, hints: {launcher, input, log: [selectors]}}.
// Nothing is changed. All that goes back is bounded.
const [given] = arguments;
const fold = s => (s || '').slice(0, 400).toLowerCase().replace(/ß/g, 'ss').normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, ' ').trim();
const says = (text, kind) => given.words[kind].some(w => {
  // Whole words: before and behind it no letter.
  for (let at = text.indexOf(w); at >= 0; at = text.indexOf(w, at + 1)) {
    if (!/[a-z0-9]/.test(text[at - 1] || ' ') && !/[a-z0-9]/.test(text[at + w.length] || ' ')) return true;
  }
  return false;
});
const up = el => el.assignedSlot || el.parentElement || (el.getRootNode() instanceof ShadowRoot ? el.getRootNode().host : null);
const within = (a, b) => { for (let e = a, n = 0; e && n < 200; e = up(e), n++) if (e === b) return true; return false; };
const roots = [document];
const all = [];
for (let i = 0; i < roots.length && i < 3000; i++) {
  for (const el of roots[i].querySelectorAll('*')) {
    if (all.length < 60000) all.push(el);
    if (el.shadowRoot) roots.push(el.shadowRoot);
  }
}
const seen = el => {
  if (!el.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
  const box = el.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
};
const matches = (el, list) => list.some(s => { try { return el.matches(s); } catch { return false; } });
const named = el => {
  const cls = typeof el.className === 'string' ? el.className : (el.getAttribute('class') || '');
  return [el.localName, el.id, cls, el.getAttribute('aria-label'), el.getAttribute('title'), el.getAttribute('data-testid'), el.getAttribute('name')].join(' ').slice(0, 400);
};
const chatty = el => el !== document.body && el !== document.documentElement && el.localName !== 'main' && /chat|messenger|conversation|beacon/i.test(named(el).replace(/snapchat|wechat/gi, ''));
// The chat's own part of the page: the outermost thing around it that looks like one.
function widget(el) {
  if (given.frame) return document.body;
  let found = null;
  for (let e = el, n = 0; e && n < 60; e = up(e), n++) {
    if (e === document.body || e === document.documentElement) break;
    if (chatty(e) || e.getAttribute('role') === 'dialog') found = e;
  }
  return found;
}
function label(el) {
  const ids = (el.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean).slice(0, 4);
  const by = ids.map(id => { const e = el.getRootNode().getElementById(id); return e ? e.textContent : ''; }).join(' ');
  const labels = el.labels ? [...el.labels].map(l => l.textContent).join(' ') : '';
  let text = [el.getAttribute('aria-label'), by, labels, el.getAttribute('placeholder'), el.getAttribute('data-placeholder'), el.getAttribute('aria-placeholder'), el.getAttribute('title')].filter(Boolean).join(' | ');
  if (!text && el.previousElementSibling) text = el.previousElementSibling.textContent || '';
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
const caption = el => {
  const img = el.querySelector && el.querySelector('img[alt],svg[aria-label],[title]');
  return (el.getAttribute('aria-label') || (el.innerText || el.value || '').trim() || el.getAttribute('title') || (img && (img.getAttribute('alt') || img.getAttribute('aria-label') || img.getAttribute('title'))) || '').replace(/\s+/g, ' ').trim().slice(0, 120);
};

// Everything that is typed into.
const fields = [];
let password = false;
for (const el of all) {
  const name = el.localName;
  const edit = el.isContentEditable && el.getAttribute('contenteditable') !== null && el.getAttribute('contenteditable') !== 'false';
  if (!(name === 'textarea' || name === 'input' || name === 'select' || edit || (el.getAttribute('role') === 'textbox' && name !== 'input'))) continue;
  if (name === 'input' && /^(hidden|submit|button|image|reset|search|range|color)$/.test(el.type)) continue;
  if (!seen(el) && !(name === 'input' && /checkbox|radio/.test(el.type))) continue;
  if (el.getAttribute('role') === 'searchbox' || el.getAttribute('role') === 'combobox') continue;
  if (fields.length >= 60) break;
  fields.push({el, name, edit: edit || name !== 'input' && name !== 'textarea' && name !== 'select', scope: widget(el), words: fold(label(el) + ' ' + (el.name || '') + ' ' + (el.autocomplete || '')), line: name !== 'textarea' && !edit});
}
const log = given.hints.log;
const hasLog = scope => !!scope && all.some(e => (e.getAttribute('role') === 'log' || matches(e, log)) && within(e, scope));
const typed = f => f.edit || f.name === 'textarea' || (f.name === 'input' && /^(text|email|tel|url|number|)$/.test(f.el.type));
const inputs = [];
for (const f of fields) {
  if (f.el.disabled || f.el.readOnly) continue;
  if (f.name === 'select' || f.name === 'input' && !/^(text|)$/.test(f.el.type)) continue;
  let score = f.name === 'input' ? 1 : 2;
  if (f.scope) score += 3;
  if (says(f.words, 'write')) score += 2;
  const log = f.scope ? hasLog(f.scope) : all.some(e => e.getAttribute('role') === 'log' && seen(e));
  if (log) score += 1;
  if (matches(f.el, given.hints.input)) score += 4;
  if (says(f.words, 'name') || says(f.words, 'email') || says(f.words, 'search')) score -= 5;
  const form = f.el.closest('form');
  // A form of several fields is a form, not a chat.
  const others = fields.filter(o => o !== f && typed(o) && (form ? o.el.closest('form') === form : f.scope && o.scope === f.scope)).length;
  if (others > 0) score -= 3;
  inputs.push({score, others, label: label(f.el), f});
}
inputs.sort((a, b) => b.score - a.score);
const best = inputs.find(i => i.score >= 4 && i.others === 0);

// The chat that is open, if one is.
const scope = best ? (best.f.scope || document.body) : null;
let form = null;
if (!best) {
  const asked = fields.filter(f => f.scope && !(f.el.disabled));
  if (asked.length) {
    // What belongs together: one form's, or where there is none all that stands in the chat without one.
    const first = asked[0].el.closest('form');
    const own = asked.filter(f => f.scope === asked[0].scope && f.el.closest('form') === first);
    const around = own[0].scope;
    const parts = own.slice(0, 20).map(f => ({
      element: f.el,
      kind: f.edit ? 'textarea' : f.name === 'input' ? f.el.type : f.name,
      label: (label(f.el) + ' ' + (f.el.name || '') + ' ' + (f.el.getAttribute('autocomplete') || '')).slice(0, 300),
      required: !!(f.el.required || f.el.getAttribute('aria-required') === 'true' || /\*/.test(label(f.el))),
      filled: !!(f.el.value && !/checkbox|radio/.test(f.el.type)) || (f.name === 'select' && f.el.selectedIndex > 0) || !!f.el.checked,
    }));
    const buttons = all.filter(e => (e.localName === 'button' || e.getAttribute('role') === 'button' || e.localName === 'input' && /submit|button/.test(e.type)) && within(e, around) && (!first || e.form === first || within(e, first)) && seen(e) && !e.disabled);
    const good = buttons.find(b => says(fold(caption(b)), 'start')) || buttons.find(b => b.type === 'submit') || null;
    form = {fields: parts, button: good, caption: good ? caption(good) : '', text: (around.innerText || '').slice(0, 3000)};
    if (own.some(f => f.el.type === 'password')) password = true;
  }
}

// Captchas that a person would have to solve.
let captcha = false;
for (const el of all) {
  const src = el.localName === 'iframe' ? (el.src || '') : '';
  const box = /recaptcha\/(api2|enterprise)\/(anchor|bframe)|hcaptcha\.com|challenges\.cloudflare\.com|friendlycaptcha|arkoselabs|captcha-delivery/.test(src);
  const mark = /(^|\s)(g-recaptcha|h-captcha|cf-turnstile|frc-captcha)(\s|$)/.test(el.getAttribute('class') || '');
  if (!box && !mark) continue;
  const around = widget(el);
  if (/size=invisible/.test(src) || el.closest('.grecaptcha-badge')) continue;
  if ((given.frame || around || /captcha-delivery|challenge-platform/.test(src)) && seen(el)) captcha = true;
}

// What opens a chat.
const launchers = [];
if (!best) {
  for (const el of all) {
    const name = el.localName;
    const role = el.getAttribute('role');
    const hint = matches(el, given.hints.launcher);
    const press = name === 'button' || name === 'a' || role === 'button' || name === 'summary' || name === 'input' && /button|submit/.test(el.type);
    const host = !press && chatty(el) && (el.onclick || el.tabIndex >= 0 || name.includes('-') || getComputedStyle(el).cursor === 'pointer');
    if (!(hint || press || host) || !seen(el)) continue;
    if (el.disabled) continue;
    const text = fold(caption(el));
    if (says(text, 'shut') || text.length > 60 && !hint) continue;
    let score = 0;
    if (hint) score += 4;
    if (says(text, 'launch')) score += 3;
    let own = false, fixed = false;
    for (let e = el, n = 0; e && n < 8; e = up(e), n++) {
      if (n < 4 && chatty(e)) own = true;
      if (getComputedStyle(e).position === 'fixed') fixed = true;
    }
    if (own || given.frame) score += 2;
    if (fixed || given.frame) score += 2;
    const box = el.getBoundingClientRect();
    if (box.right > innerWidth * 0.6 && box.bottom > innerHeight * 0.6) score += 1;
    if (!press && !hint) score -= 1;
    if (name === 'a' && el.href) {
      let to = null;
      try { to = new URL(el.href); } catch {}
      if (to && (!/^(https?|javascript):$/.test(to.protocol) || to.protocol !== 'javascript:' && to.host !== location.host)) score -= 6;
      // A link that leads to other pages is no launcher by its place alone.
      else if (to && to.protocol !== 'javascript:' && !says(text, 'launch')) score -= 3;
    }
    if (form && within(el, fields[0].scope || document.body) && el.type === 'submit') score -= 4;
    if (score >= 3) launchers.push({element: el, label: caption(el), score});
  }
  launchers.sort((a, b) => b.score - a.score);
}

// What was said.
let blocks = [], typing = false, text = '';
const KEPT = Symbol.for('shopper');
const kept = window[KEPT] && window[KEPT].isConnected && seen(window[KEPT]) ? window[KEPT] : null;
if (best || form || kept) {
  // Where nothing can be typed any more, what was said still stands.
  const around = best ? scope : form ? (fields.find(f => f.scope) || {}).scope : kept;
  text = (around.innerText || '').slice(0, 3000);
  const field = best ? best.f.el : null;
  let root = null, top = 0;
  for (const el of all) {
    if (!within(el, around) || (field && within(field, el)) || /^(form|textarea|input|select|button|svg|iframe)$/.test(el.localName) || !seen(el)) continue;
    let score = 0;
    if (el.getAttribute('role') === 'log') score += 10;
    if (matches(el, log)) score += 10;
    if (/^(polite|assertive)$/.test(el.getAttribute('aria-live') || '')) score += 4;
    if (/messages|transcript|conversation|history|thread|chat-?(log|body|content|area|window)|message-?list/i.test(named(el))) score += 3;
    const over = getComputedStyle(el).overflowY;
    if (over === 'auto' || over === 'scroll') score += 3;
    if (el.getBoundingClientRect().height < 24) score -= 3;
    // Of two, the one around the other: first in order.
    if (score > top) { top = score; root = el; }
  }
  if (top < 3 || !root) root = around;
  if (kept && !best) root = kept;
  if (best) window[KEPT] = root;
  const frame = root.getBoundingClientRect();
  const kids = e => e.shadowRoot ? [...e.shadowRoot.childNodes] : e.localName === 'slot' && e.assignedNodes().length ? [...e.assignedNodes()] : [...e.childNodes];
  const skip = e => /^(script|style|template|noscript|input|textarea|select|svg|iframe|video|audio|form)$/.test(e.localName) || e === field || (e.isContentEditable && e.getAttribute('contenteditable') !== null);
  const filled = e => e.nodeType === 1 && !skip(e) && seen(e) && (e.innerText || e.shadowRoot);
  let list = root;
  for (let n = 0; n < 30; n++) {
    const inner = kids(list).filter(filled);
    const loose = kids(list).some(k => k.nodeType === 3 && k.data.trim());
    if (inner.length !== 1 || loose || /^(p|span|a|b|strong|em|li|article|time)$/.test(inner[0].localName)) break;
    // The only entry so far is none the less an entry.
    const mark = named(inner[0]).replace(/([a-z])([A-Z])/g, '$1-$2');
    const entry = /(^|[\s_-])(message|msg|bubble|item|entry|row|line|turn|event|part|group|block|listitem)([\s_-]|$)/i.test(mark + ' ' + (inner[0].getAttribute('role') || ''));
    if (entry && !/list|messages|container|wrapper|scroll|inner/i.test(mark)) break;
    list = inner[0];
  }
  const inline = e => /^(inline|contents|ruby|math)/.test(getComputedStyle(e).display);
  let item = 0, size = 0;
  const hint = e => {
    const parts = [];
    for (let a = e, n = 0; a && n < 12; a = up(a), n++) {
      parts.push(named(a));
      for (const at of a.attributes) if (/author|sender|from|role|type|direction|participant|owner|user/i.test(at.name) && at.name !== 'aria-role') parts.push(at.name.replace(/^data-/, '') + '=' + at.value.slice(0, 60));
      const img = n > 0 && n < 3 && a !== list && a.querySelector ? a.querySelector('img[alt]') : null;
      if (img) parts.push('avatar=' + img.alt.slice(0, 60));
      if (up(a) === list || a === list) break;
    }
    return parts.join(' ').slice(0, 900);
  };
  const add = (text, el) => {
    text = text.replace(/[ \t\r\n\u00a0\u200b]+/g, ' ').trim();
    if (!text || blocks.length >= 400 || size > 200000) return;
    text = text.slice(0, 6000);
    size += text.length;
    const box = el.getBoundingClientRect();
    const left = box.left - frame.left, right = frame.right - box.right;
    const side = Math.abs(left - right) < frame.width * 0.08 ? 'c' : left < right ? 'l' : 'r';
    const mark = named(el);
    let kind = 'text';
    if (el.localName === 'button' || el.getAttribute('role') === 'button' || el.localName === 'a' && el.closest('[class*=quick i],[class*=suggest i],[class*=option i],[class*=chip i]')) kind = 'button';
    else if (el.localName === 'time' || /(^|[\s_-])(time|timestamp|date|ago|meta|receipt|status)([\s_-]|$)/i.test(mark.replace(/([a-z])([A-Z])/g, '$1-$2')) && text.length < 40) kind = 'time';
    else if (/(^|[\s_-])(name|author|sender|nick|nickname|username)([\s_-]|$)/i.test(mark.replace(/([a-z])([A-Z])/g, '$1-$2')) && text.length < 60) kind = 'name';
    if (/typing/i.test(mark)) { typing = true; return; }
    blocks.push({text, hints: hint(el), side, kind, item});
  };
  function walk(el, depth) {
    if (depth > 200) return;
    if (el.nodeType !== 1 || skip(el)) return;
    const style = getComputedStyle(el);
    if (style.display === 'none' || style.visibility === 'hidden') return;
    if (/typing/i.test(named(el)) && seen(el)) { typing = true; if (!el.innerText || el.innerText.length < 80) return; }
    let run = '';
    const flush = () => { if (run.trim()) add(run, el); run = ''; };
    for (const k of kids(el)) {
      if (k.nodeType === 3) run += k.data;
      else if (k.nodeType === 1) {
        if (k.localName === 'br') run += ' ';
        else if (k.localName === 'img' && k.alt && k.alt.length < 5) run += k.alt;
        else if (k.localName === 'button' || k.getAttribute('role') === 'button' || k.localName === 'time') { flush(); walk(k, depth + 1); }
        else if (!skip(k) && inline(k) && !k.shadowRoot && k.localName !== 'slot' && ![...k.querySelectorAll('*')].some(d => !inline(d)) && !/(^|[\s_-])(time|timestamp|name|author|sender)([\s_-]|$)/i.test(named(k))) { if (getComputedStyle(k).display !== 'none') run += k.textContent; }
        else { flush(); walk(k, depth + 1); }
      }
    }
    flush();
  }
  let children = kids(list);
  if (/reverse/.test(getComputedStyle(list).flexDirection)) children.reverse();
  for (const child of children) {
    if (child.nodeType === 3) { if (child.data.trim()) { add(child.data, list); item++; } continue; }
    if (child.nodeType !== 1) continue;
    if (field && within(field, child)) continue;
    walk(child, 0);
    item++;
  }
  if (!typing) typing = all.some(e => within(e, around) && /typing/i.test(named(e)) && !/not-typing/i.test(named(e)) && seen(e));
}

// What sends what was typed.
let send = null;
if (best) {
  const near = best.f.el.closest('form') || best.f.scope || null;
  const box = best.f.el.getBoundingClientRect();
  let top = 0;
  for (const el of all) {
    const press = el.localName === 'button' || el.getAttribute('role') === 'button' || el.localName === 'input' && /submit|button/.test(el.type);
    if (!press || el.disabled || el.getAttribute('aria-disabled') === 'true' || !seen(el) || !near || !within(el, near)) continue;
    const text = fold(caption(el));
    let score = 0;
    if (says(text, 'send')) score += 4;
    if (/(^|[\s_-])(send|submit)([\s_-]|$)/i.test(named(el).replace(/([a-z])([A-Z])/g, '$1-$2'))) score += 3;
    if (el.type === 'submit' && el.closest('form') && el.closest('form') === best.f.el.closest('form') && !/attach|emoji|file|upload/i.test(named(el))) score += 3;
    const b = el.getBoundingClientRect();
    if (Math.abs((b.top + b.bottom) / 2 - (box.top + box.bottom) / 2) > box.height + 80) score -= 2;
    if (score > top) { top = score; send = el; }
  }
  if (top < 3) send = null;
}
return {
  input: best ? {element: best.f.el, label: best.label, value: (best.f.el.value ?? best.f.el.innerText ?? '').slice(0, 5000), single: best.f.line} : null,
  send, form, captcha, password, typing, text, blocks,
  launchers: launchers.slice(0, 6),
  scripts: given.top ? [...document.scripts].map(s => s.src).filter(Boolean).slice(0, 200).map(s => s.slice(0, 200)) : [],
};
