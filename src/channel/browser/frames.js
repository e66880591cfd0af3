// The frames of this document that a person sees, also those in open shadow roots: [element, title, address].
const roots = [document], found = [];
for (let i = 0; i < roots.length && i < 5000; i++) {
  for (const el of roots[i].querySelectorAll('*')) {
    if (el.shadowRoot) roots.push(el.shadowRoot);
    if (el.localName !== 'iframe' && el.localName !== 'frame') continue;
    const box = el.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || !el.checkVisibility({visibilityProperty: true})) continue;
    if (found.length < 40) found.push([el, (el.title || el.name || el.id || '').slice(0, 200), (el.src || '').slice(0, 500)]);
  }
}
return found;
