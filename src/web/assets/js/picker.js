// Choosing clauses in a form: what is found while typing stands below the box, a choice goes into the list above.
// Without this script the same buttons send the form and everything comes back with it.
import { fetchFragment } from './frag.js';

const WAIT = 200;

export function startPicker(root) {
  const box = root.querySelector('input[type="search"]');
  const found = root.querySelector('.picker-found');
  const said = root.querySelector('.picker-said');
  const chosen = root.querySelector('.picker-chosen');
  let timer = 0;
  let asked = '';

  const clear = () => { found.replaceChildren(); said.textContent = ''; };
  async function look() {
    const words = box.value.trim();
    asked = words;
    if (!words) { clear(); return; }
    const query = new URLSearchParams({ q: words });
    chosen.querySelectorAll('input[name="pins"]').forEach((pin) => query.append('pins', pin.value));
    const part = await fetchFragment(`${root.dataset.picker}?${query}`).catch(() => null);
    if (!part || asked !== words) return;
    const fresh = new DOMParser().parseFromString(part.html, 'text/html').body.firstElementChild;
    found.replaceChildren(...Array.from(fresh.querySelectorAll('li'), (li) => document.adoptNode(li)));
    said.textContent = fresh.dataset.said;
  }
  const later = () => { clearTimeout(timer); timer = setTimeout(look, WAIT); };
  box.addEventListener('input', (event) => { if (!event.isComposing) later(); });
  box.addEventListener('compositionend', later);

  function choose(button) {
    const row = document.createElement('li');
    const pin = document.createElement('input');
    pin.type = 'hidden'; pin.name = 'pins'; pin.value = button.value;
    const line = button.closest('.row').cloneNode(true);
    const drop = line.querySelector('button');
    drop.name = 'drop';
    drop.classList.add('btn-ghost');
    drop.firstChild.textContent = button.dataset.drop;
    row.append(pin, line);
    chosen.append(row);
    said.textContent = line.querySelector('.list-title').textContent;
    box.value = '';
    found.replaceChildren();
    box.focus();
  }

  root.addEventListener('click', (event) => {
    const button = event.target.closest('button[name]');
    if (!button) return;
    if (button.name === 'add') { event.preventDefault(); choose(button); }
    if (button.name === 'drop') { event.preventDefault(); button.closest('li').remove(); box.focus(); }
    if (button.name === 'pick') { event.preventDefault(); clearTimeout(timer); look(); }
  });
  root.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const buttons = Array.from(found.querySelectorAll('button'));
    const at = buttons.indexOf(event.target);
    if (event.target !== box && at < 0) return;
    // Enter in the box looks; the form is sent by its own button.
    if (event.key === 'Enter' && event.target === box) { event.preventDefault(); clearTimeout(timer); look(); }
    if (event.key === 'ArrowDown' && buttons[at + 1]) { event.preventDefault(); buttons[at + 1].focus(); }
    if (event.key === 'ArrowUp' && at >= 0) { event.preventDefault(); (buttons[at - 1] || box).focus(); }
    if (event.key === 'Escape') { event.preventDefault(); clear(); box.focus(); }
  });
}
