// data-keep: what somebody types into a form stays in this tab when the page around it goes: another page of the
// case is turned to, a place is marked, the session runs out, the line breaks. The same person finds it in the same
// form again, in fields that still hold what they held. It is forgotten once the server has taken it, at log-out,
// when somebody else comes, and with the tab.
const PREFIX = 'keep:';
const TEXT = /^(text|search|number|date|month|textarea)$/;

const me = () => (document.querySelector('meta[name="person"]') || {}).content || '';
const nameOf = (form) => `${PREFIX}${form.getAttribute('action')} ${form.dataset.keep}`;

function keys() {
  try { return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
}
function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}
function write(key, entry) {
  // A full or forbidden store keeps nothing; the form itself works as before.
  try { sessionStorage.setItem(key, JSON.stringify(entry)); } catch { /* nothing to do */ }
}
function forget(some) {
  for (const key of keys()) if (some(read(key))) sessionStorage.removeItem(key);
}

/** The fields that keep, each with a name of its own among those of one name. */
function fieldsOf(form) {
  const seen = {};
  return Array.from(form.elements)
    .filter((field) => field.name && (TEXT.test(field.type) || field.type === 'radio' || field.type === 'select-one'))
    .map((field) => [`${field.name} ${seen[field.name] = (seen[field.name] || 0) + 1}`, field]);
}
const now = (field) => (field.type === 'radio' ? field.checked : field.value);
const base = (field) => {
  if (field.type === 'radio') return field.defaultChecked;
  if (field.type !== 'select-one') return field.defaultValue;
  return (Array.from(field.options).find((option) => option.defaultSelected) || field.options[0] || {}).value || '';
};

function put(field, value) {
  if (field.type === 'radio') field.checked = value; else field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

function keep(form) {
  const changed = fieldsOf(form).filter(([, field]) => now(field) !== base(field));
  if (!changed.length) { forget((entry) => entry && entry.form === nameOf(form)); return; }
  const fields = Object.fromEntries(changed.map(([name, field]) => [name, [base(field), now(field)]]));
  write(nameOf(form), { form: nameOf(form), who: me(), fields });
}

/** Puts back what was kept of a form and keeps what comes. */
export function startKeep(form) {
  if (form.keepStarted || !me()) return;
  form.keepStarted = true;
  const entry = read(nameOf(form));
  if (entry) {
    for (const [name, field] of fieldsOf(form)) {
      const [was, value] = entry.fields[name] || [];
      // What the server shows now, after an error or somebody else's change, goes before what was kept.
      if (was !== undefined && base(field) === was && now(field) === was) put(field, value);
    }
  }
  form.addEventListener('input', () => keep(form));
  form.addEventListener('change', () => keep(form));
  form.addEventListener('submit', () => {
    keep(form);
    const sent = read(nameOf(form));
    if (sent) write(nameOf(form), { ...sent, sent: true });
  });
}

/** Forgets what is not wanted any more; before the forms of the page are started. */
export function startKeeping() {
  document.addEventListener('submit', (event) => {
    if ('outboxGuard' in event.target.dataset) forget(() => true);
  }, true);
  if (!me()) return;
  // A form that was taken answers with another address; one that was refused answers for itself, and a line that
  // broke does not answer at all.
  const [arrival] = performance.getEntriesByType('navigation');
  const taken = arrival && arrival.redirectCount > 0 && !document.querySelector('.error-summary');
  forget((entry) => !entry || entry.who !== me() || (entry.sent && taken));
}
