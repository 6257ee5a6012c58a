// Search while typing. An input method composes Chinese in the box first: nothing is sent until it has finished.
import { sendForm } from './frag.js';
import { csrf } from './text.js';

const WAIT = 150;
/* So long nobody typed: these words were the question. */
const SETTLED = 2500;
const typing = (node) => node.matches('input, textarea, select, [contenteditable]');
const links = (form) => {
  const target = document.getElementById(form.dataset.frag);
  return target ? Array.from(target.querySelectorAll('a[href]')).filter((a) => a.closest('h3, .result-hit')) : [];
};

// What was searched for and found only far down, without who asked: the steward's list.
const tell = (form, more) => {
  const q = form.querySelector('input[type="search"]').value.trim();
  if (!q || !form.dataset.seen || !navigator.sendBeacon) return;
  navigator.sendBeacon(form.dataset.seen, new URLSearchParams({ csrf: csrf(), q, ...more }));
};

export function startSearch() {
  const timers = new WeakMap();
  const settled = new WeakMap();
  const later = (form) => {
    clearTimeout(timers.get(form));
    clearTimeout(settled.get(form));
    timers.set(form, setTimeout(() => sendForm(form, null, true), WAIT));
    settled.set(form, setTimeout(() => {
      const target = document.getElementById(form.dataset.frag);
      if (target && target.dataset.found) tell(form, { found: target.dataset.found });
    }, SETTLED));
  };
  // The region stays while the results are replaced: only so do screen readers say what is new in it.
  document.addEventListener('shifu:swap', (event) => {
    const said = document.getElementById('search-said');
    if (said && event.target.dataset && event.target.dataset.said) said.textContent = event.target.dataset.said;
  });
  document.addEventListener('submit', (event) => { if ('search' in event.target.dataset) clearTimeout(settled.get(event.target)); });
  document.addEventListener('click', (event) => {
    const place = event.target.closest && event.target.closest('[data-place] h3 a');
    const form = place && document.querySelector('form[data-seen]');
    if (form) { clearTimeout(settled.get(form)); tell(form, { place: place.closest('[data-place]').dataset.place }); }
  });
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
    if (event.key === '/' && !typing(event.target)) {
      // A page without the box leads to the one that has it.
      const way = box || document.querySelector('a[href="/search"]');
      if (!way) return;
      event.preventDefault();
      if (box) { box.focus(); box.select(); } else { way.click(); }
      return;
    }
    if (!box) return;
    const hits = links(box.form);
    const at = hits.indexOf(event.target);
    if (event.target !== box && at < 0) return;
    if (event.key === 'ArrowDown' && hits[at + 1]) { event.preventDefault(); hits[at + 1].focus(); }
    if (event.key === 'ArrowUp' && at >= 0) { event.preventDefault(); (hits[at - 1] || box).focus(); }
    if (event.key === 'Escape' && at >= 0) { event.preventDefault(); box.focus(); }
    // What was typed stays: the browser would wipe it.
    if (event.key === 'Escape' && event.target === box) { event.preventDefault(); box.blur(); }
  });
}
