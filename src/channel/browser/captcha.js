// Whether a proof that a person would have to give stands in this document, open shadow roots included. One that
// shows no more than its badge asks nothing yet.
const roots = [document];
for (let i = 0; i < roots.length && i < 3000; i++) {
  for (const el of roots[i].querySelectorAll('*')) {
    if (el.shadowRoot) roots.push(el.shadowRoot);
    const src = el.localName === 'iframe' ? el.src || '' : '';
    const frame = /recaptcha\/(api2|enterprise)\/(anchor|bframe)|hcaptcha\.com|challenges\.cloudflare\.com|friendlycaptcha|arkoselabs|captcha-delivery/.test(src);
    const box = /(^|\s)(g-recaptcha|h-captcha|cf-turnstile|frc-captcha|mtcaptcha)(\s|$)/.test(el.getAttribute('class') || '');
    if (!(frame || box) || /size=invisible/.test(src) || el.getAttribute('data-size') === 'invisible' || el.closest('.grecaptcha-badge')) continue;
    const rect = el.getBoundingClientRect();
    if (rect.width > 30 && rect.height > 30 && el.checkVisibility({opacityProperty: true, visibilityProperty: true})) return true;
  }
}
return false;
