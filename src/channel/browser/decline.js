// What turns down the cookies that a visitor can do without, in a banner that asks about them; never what accepts them.
const [words] = arguments;
const fold = s => (s || '').slice(0, 200).toLowerCase().replace(/ß/g, 'ss').normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, ' ').trim();
const roots = [document];
let found = null;
for (let i = 0; i < roots.length && i < 2000 && !found; i++) {
  for (const el of roots[i].querySelectorAll('*')) {
    if (el.shadowRoot) roots.push(el.shadowRoot);
    if (found || !(el.localName === 'button' || el.localName === 'a' || el.getAttribute('role') === 'button')) continue;
    const text = fold(el.innerText || el.getAttribute('aria-label'));
    if (!words.includes(text.replace(/[.!»›>]+$/, '').trim()) || !el.checkVisibility({visibilityProperty: true})) continue;
    for (let a = el, n = 0; a && n < 12; a = a.parentElement || (a.getRootNode() instanceof ShadowRoot ? a.getRootNode().host : null), n++) {
      if (a === document.body) break;
      if (/cookie|consent|privacy|datenschutz|vie privee/.test(fold(a.innerText) + ' ' + fold(a.id + ' ' + (a.getAttribute('class') || '')))) { found = el; break; }
    }
  }
}
return found;
