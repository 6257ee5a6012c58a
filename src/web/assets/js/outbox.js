// Offline sign-off. Every change of the sheet is a local draft; a sign-off that cannot be sent becomes one outbox
// row {id, url, fields, time, state}. The server is idempotent on the id and asks for fresh proof itself, so
// passwords never enter the store. IndexedDB works over plain HTTP; a service worker would not.
import { csrf, text } from './text.js';

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('shifu', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('outbox', { keyPath: 'id' });
      request.result.createObjectStore('drafts', { keyPath: 'key' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store(name, mode, act) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const change = db.transaction(name, mode);
      const request = act(change.objectStore(name));
      change.oncomplete = () => resolve(request.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  } finally { db.close(); }
}
const rows = () => store('outbox', 'readonly', (s) => s.getAll());
const put = (name, row) => store(name, 'readwrite', (s) => s.put(row));
const drop = (name, key) => store(name, 'readwrite', (s) => s.delete(key));

/** 128 random bits as 32 hex digits; randomUUID exists on secure origins only. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

async function status(hint) {
  const all = await rows();
  const conflicts = all.filter((row) => row.state === 'conflict').length;
  const proof = all.some((row) => row.state === 'proof');
  document.querySelectorAll('[data-sync]').forEach((line) => {
    line.textContent = conflicts ? text('sync-conflict', conflicts)
      : all.length ? text(proof ? 'sync-proof' : 'sync-waiting', all.length) : text(hint || 'sync-ok');
    line.dataset.state = conflicts ? 'conflict' : all.length || hint ? 'waiting' : 'ok';
    // A conflict is settled on its own sheet: the page shows the server's state, the draft brings the local one back.
    const where = conflicts ? all.find((row) => row.state === 'conflict').page : proof && line.dataset.proof;
    if (where) {
      const link = document.createElement('a');
      link.href = where;
      link.textContent = line.textContent;
      line.replaceChildren(link);
    }
  });
}

/** Sends one row, with `extra` instead of the stored fields when the form itself is at hand (it holds the proof). */
async function send(row, extra) {
  const body = new URLSearchParams(extra || row.fields);
  try {
    return await fetch(row.url, { method: 'POST', body, credentials: 'same-origin', headers: { 'X-Outbox': '1', 'X-CSRF-Token': csrf() } });
  } catch { return null; }
}

/** Whether the row has arrived; then its draft has done its service too. */
async function settle(row, answer) {
  const code = answer ? answer.status : 0;
  if (answer && answer.ok) {
    await drop('outbox', row.id);
    if (row.key) await drop('drafts', row.key);
    return true;
  }
  row.state = code === 409 || code === 422 ? 'conflict' : code === 401 || code === 403 ? 'proof' : 'waiting';
  await put('outbox', row);
  return false;
}

let flushing = false;
export async function flush() {
  if (flushing || !navigator.onLine) return;
  flushing = true;
  let here = false;
  try {
    for (const row of await rows()) {
      if (row.state !== 'conflict' && await settle(row, await send(row)) && row.page === location.pathname) here = true;
    }
  } finally { flushing = false; }
  await status();
  // The sheet on this page is signed now: left open, it would ask for a second signature.
  if (here) location.reload();
}

const secret = (form, name) => Array.from(form.elements).some((e) => e.name === name && e.type === 'password');
const secretFields = (form) => Array.from(form.querySelectorAll('input[type="password"]'));
function fieldsOf(form, keepSecrets, submitter) {
  const fields = Array.from(new FormData(form)).filter(([name, value]) => typeof value === 'string' && (keepSecrets || !secret(form, name)));
  if (submitter && submitter.name) fields.push([submitter.name, submitter.value]);
  return fields;
}

async function restore(form) {
  const draft = await store('drafts', 'readonly', (s) => s.get(form.dataset.draft));
  if (!draft) return false;
  const kept = (field) => draft.fields.find(([name, value]) => name === field.name && (field.value === value || !/^(radio|checkbox)$/.test(field.type)));
  for (const field of form.elements) {
    // Hidden fields carry the server's round and version: a draft must not bring old ones back.
    if (!field.name || /^(hidden|submit|password)$/.test(field.type)) continue;
    const found = kept(field);
    if (field.type === 'radio' || field.type === 'checkbox') {
      field.checked = Boolean(found);
      if (found && field.type === 'radio') field.dispatchEvent(new Event('change', { bubbles: true }));
    } else if (found) field.value = found[1];
  }
  return true;
}

function attach(form) {
  if (form.outboxStarted) return;
  form.outboxStarted = true;
  const key = form.dataset.draft;
  if (key) {
    form.restored = restore(form).catch(() => false);
    form.addEventListener('input', async () => {
      await put('drafts', { key, fields: fieldsOf(form, false) });
      await status('sync-local');
    });
  }
  form.addEventListener('submit', async (event) => {
    if (form.dataset.plain) { delete form.dataset.plain; return; }
    event.preventDefault();
    if (form.elements.client_id && !form.elements.client_id.value) form.elements.client_id.value = newId();
    if (form.elements.device_time) form.elements.device_time.value = new Date().toISOString();
    const id = form.elements.client_id ? form.elements.client_id.value : newId();
    const row = { id, key, page: location.pathname, url: form.action, fields: fieldsOf(form, false, event.submitter), time: new Date().toISOString(), state: 'waiting' };
    for (const old of await rows()) if (key && old.key === key && old.id !== id) await drop('outbox', old.id);
    // Passwords leave the page before anything says that it is kept here: on a shared tablet nobody finds one
    // in a sheet that waits for the network. The server will ask for fresh proof where it needs one.
    const whole = fieldsOf(form, true, event.submitter);
    const secrets = secretFields(form).map((field) => [field, field.value]);
    for (const [field] of secrets) field.value = '';
    // Stored before it is sent: a tab closed half-way loses nothing, and the id makes a second sending harmless.
    await put('outbox', row);
    const answer = await send(row, whole);
    if (answer && answer.status >= 400 && answer.status < 500) {
      // Refused while the person is here: the ordinary request shows the reason on the page; the draft keeps the input.
      await drop('outbox', id);
      for (const [field, value] of secrets) field.value = value;
      form.dataset.plain = '1';
      form.requestSubmit(event.submitter || undefined);
      return;
    }
    await settle(row, answer);
    await status();
    if (answer && answer.redirected) location.assign(answer.url);
    else if (answer && answer.ok) location.reload();
  });
}

let listening = false;
export function startOutbox(root) {
  if (!window.indexedDB) return;
  const forms = Array.from(root.querySelectorAll('form[data-outbox]'));
  forms.forEach(attach);
  if (listening) return;
  listening = true;
  window.addEventListener('online', () => flush().catch(() => {}));
  document.addEventListener('submit', async (event) => {
    if (!('outboxGuard' in event.target.dataset)) return;
    event.preventDefault();
    const waiting = await rows().catch(() => []);
    if (waiting.length && !window.confirm(text('leave-waiting', waiting.length))) return;
    await store('outbox', 'readwrite', (s) => s.clear()).catch(() => {});
    await store('drafts', 'readwrite', (s) => s.clear()).catch(() => {});
    event.target.submit();
  });
  Promise.all(forms.map((form) => form.restored))
    .then(async (drafts) => { if ((await rows()).length) await flush(); await status(drafts.includes(true) ? 'sync-local' : ''); })
    .catch(() => {});
}
