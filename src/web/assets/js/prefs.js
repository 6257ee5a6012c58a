// Theme and text size: shown at once, then stored by an ordinary post, so they hold on the next page without script.
import { csrf } from './text.js';

export function startPreferences() {
  const root = document.documentElement;
  document.addEventListener('submit', (event) => {
    const form = event.target;
    const button = event.submitter;
    // Another language is another page: the post brings it.
    if (!('prefs' in form.dataset) || !button || !button.name || button.name === 'lang') return;
    event.preventDefault();
    const plain = button.value === 'system' || button.value === 'normal';
    if (plain) root.removeAttribute(`data-${button.name}`); else root.setAttribute(`data-${button.name}`, button.value);
    form.querySelectorAll(`[name="${button.name}"]`).forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
    const body = new URLSearchParams(new FormData(form));
    body.append(button.name, button.value);
    fetch(form.action, { method: 'POST', body, credentials: 'same-origin', headers: { 'X-Fragment': '1', 'X-CSRF-Token': csrf() } }).catch(() => {});
  });
}
