// Search while typing. An input method composes Chinese in the box first: nothing is sent until it has finished.
import { sendForm } from './frag.js';

const WAIT = 150;
const typing = (node) => node.matches('input, textarea, select, [contenteditable]');
const links = (form) => {
  const target = document.getElementById(form.dataset.frag);
  return target ? Array.from(target.querySelectorAll('a[href]')).filter((a) => a.closest('h3, .result-hit')) : [];
};

export function startSearch() {
  const timers = new WeakMap();
  const later = (form) => {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => sendForm(form, null, true), WAIT));
  };
  document.addEventListener('input', (event) => {
    const form = event.target.form;
    if (form && 'search' in form.dataset && !event.isComposing) later(form);
  });
  document.addEventListener('compositionend', (event) => {
    const form = event.target.form;
    if (form && 'search' in form.dataset) later(form);
  });
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector('form[role="search"] input[type="search"]');
    if (!box) return;
    if (event.key === '/' && !typing(event.target)) { event.preventDefault(); box.focus(); box.select(); return; }
    const hits = links(box.form);
    const at = hits.indexOf(event.target);
    if (event.target !== box && at < 0) return;
    if (event.key === 'ArrowDown' && hits[at + 1]) { event.preventDefault(); hits[at + 1].focus(); }
    if (event.key === 'ArrowUp' && at >= 0) { event.preventDefault(); (hits[at - 1] || box).focus(); }
    if (event.key === 'Escape' && at >= 0) { event.preventDefault(); box.focus(); }
  });
}
