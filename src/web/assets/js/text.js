// Words come from the page (<template id="js-text">), so scripts hold none and both languages work.
export function text(key, n) {
  const source = document.getElementById('js-text');
  const entry = source && source.content.querySelector(`[data-key="${key}"]`);
  return (entry ? entry.textContent : '').replace('{n}', n === undefined ? '' : String(n));
}

/** Shows a short outcome in the status region for five seconds. */
export function toast(words) {
  const region = document.getElementById('toasts');
  if (!region || !words) return;
  const note = document.createElement('p');
  note.className = 'toast';
  note.textContent = words;
  region.append(note);
  setTimeout(() => note.remove(), 5000);
}

export const csrf = () => (document.querySelector('meta[name="csrf-token"]') || {}).content || '';
