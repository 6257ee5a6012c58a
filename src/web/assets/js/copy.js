// Copy with citation. The clipboard interface exists only on secure origins; on a plain-HTTP intranet the old
// command on a selected text area still works.
import { text, toast } from './text.js';

export async function copyText(words) {
  if (navigator.clipboard && window.isSecureContext) {
    try { await navigator.clipboard.writeText(words); return true; } catch { /* permission refused: the old way below */ }
  }
  const back = document.activeElement;
  const area = document.createElement('textarea');
  area.value = words;
  area.setAttribute('readonly', '');
  area.className = 'vh';
  document.body.append(area);
  area.select();
  let done = false;
  try { done = document.execCommand('copy'); } catch { done = false; }
  area.remove();
  if (back && back.focus) back.focus({ preventScroll: true });
  return done;
}

export function startCopy() {
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const source = document.querySelector(button.dataset.copy);
    if (!source) return;
    const words = `${source.innerText.trim()}${button.dataset.cite || ''}`;
    toast(text((await copyText(words)) ? 'copied' : 'copy-failed'));
  });
}
