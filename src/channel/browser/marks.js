// Returns the page as it stands now, as HTML of at most `most` characters, with what lies in open shadow
// roots in its place. Every form and control bears a number by which it is found again (data-shopper-n),
// and, where a person would not see it, why (data-shopper-unseen).
const [most] = arguments;
const CONTROLS = 'form,input,select,textarea,button';
const roots = [document];
let elements = 0, shadows = 0;
for (let i = 0; i < roots.length; i++) {
  for (const el of roots[i].querySelectorAll('*')) {
    if (++elements > 200000) break;
    if (el.shadowRoot) { roots.push(el.shadowRoot); shadows++; }
  }
}
const up = el => el.assignedSlot || el.parentElement || (el.getRootNode() instanceof ShadowRoot ? el.getRootNode().host : null);
const clear = new Map();
function opacity(el) {
  if (!el || el === document.documentElement) return 1;
  if (clear.has(el)) return clear.get(el);
  const own = parseFloat(getComputedStyle(el).opacity);
  const all = (isNaN(own) ? 1 : own) * opacity(up(el));
  clear.set(el, all);
  return all;
}
function unseen(el) {
  if (el.localName === 'input' && el.type === 'hidden') return 'not_shown';
  const style = getComputedStyle(el);
  if (style.visibility !== 'visible' || !el.checkVisibility()) return 'not_shown';
  const box = el.getBoundingClientRect();
  const small = el.localName === 'form' ? 0 : 2;
  const left = box.left + scrollX, top = box.top + scrollY;
  if (el.localName !== 'form') {
    if (box.width < small || box.height < small) return 'off_page';
    const root = document.documentElement;
    if (left + box.width <= 0 || top + box.height <= 0 || left >= Math.max(root.scrollWidth, innerWidth)) return 'off_page';
    // Cut away by something around it.
    for (let a = up(el), n = 0; a && n < 40; a = up(a), n++) {
      const s = getComputedStyle(a);
      if (s.overflowX === 'visible' && s.overflowY === 'visible') continue;
      const r = a.getBoundingClientRect();
      if (s.position !== 'static' && (r.width < 2 || r.height < 2)) return 'off_page';
    }
    if (/^rect\(0(px)?,? 0(px)?,? 0(px)?,? 0(px)?\)$/.test(style.clip) || /inset\((50|100)%/.test(style.clipPath)) return 'off_page';
  }
  return opacity(el) < 0.05 ? 'transparent' : '';
}
let n = 0;
for (const root of roots) {
  for (const el of root.querySelectorAll(CONTROLS)) {
    if (n >= 20000) break;
    el.setAttribute('data-shopper-n', String(n++));
    let why = unseen(el);
    // A box or list that is drawn by its label, or by what stands around it, is seen there.
    if (why && why !== 'not_shown' && el.localName === 'input' && /^(checkbox|radio|file)$/.test(el.type)) {
      for (const label of el.labels || []) {
        const box = label.getBoundingClientRect();
        if (label.checkVisibility() && box.width > 1 && box.height > 1 && opacity(label) >= 0.05) why = '';
      }
    }
    if (why) el.setAttribute('data-shopper-unseen', why);
    else el.removeAttribute('data-shopper-unseen');
  }
}
// The driver marks the frames that it went into, each time anew.
if (!shadows) return document.documentElement.outerHTML.slice(0, most).replace(/ cd_frame_id_="[^"]*"/g, '');
const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const RAW = /^(script|style|noscript|xmp|iframe|noembed|noframes|plaintext)$/;
const parts = [];
let length = 0;
const add = text => { length += text.length; if (length <= most) parts.push(text); };
const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
function write(node, depth) {
  if (length > most || depth > 400) return;
  if (node.nodeType === 3) {
    const raw = node.parentNode && RAW.test(node.parentNode.localName || '');
    add(raw ? node.data : escape(node.data));
    return;
  }
  if (node.nodeType !== 1) return;
  const name = node.localName;
  let open = '<' + name;
  for (const a of node.attributes) if (a.name !== 'cd_frame_id_') open += ' ' + a.name + '="' + escape(a.value).replace(/"/g, '&quot;') + '"';
  add(open + '>');
  if (VOID.test(name)) return;
  const inside = node.shadowRoot ? node.shadowRoot.childNodes
    : name === 'slot' && node.assignedNodes().length ? node.assignedNodes()
    : node.childNodes;
  for (const child of inside) write(child, depth + 1);
  add('</' + name + '>');
}
add('<!DOCTYPE html>');
write(document.documentElement, 0);
return parts.join('');
