// data-frag: a form or link whose answer replaces one part of the page. Whatever is not a plain 200 or 422 with
// HTML becomes ordinary navigation, so the server never has to know that a script is there.
const running = new Map();

/** Replaces the element by the fragment and returns the new element. */
export function swap(target, html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const fresh = parsed.body.firstElementChild;
  const held = document.activeElement;
  const inside = target.contains(held);
  const key = inside && (held.id ? `#${CSS.escape(held.id)}` : held.name ? `[name="${CSS.escape(held.name)}"]` : '');
  const caret = key && typeof held.selectionStart === 'number' ? [held.selectionStart, held.selectionEnd] : null;
  let now = target;
  if (fresh && fresh.id === target.id && parsed.body.childElementCount === 1) {
    now = document.adoptNode(fresh);
    target.replaceWith(now);
  } else {
    target.replaceChildren(...Array.from(parsed.body.childNodes, (node) => document.adoptNode(node)));
  }
  now.removeAttribute('aria-busy');
  const again = key && (now.matches(key) ? now : now.querySelector(key));
  if (again) {
    again.focus({ preventScroll: true });
    if (caret && again.setSelectionRange) again.setSelectionRange(...caret);
  } else if (inside) {
    now.setAttribute('tabindex', '-1');
    now.focus({ preventScroll: true });
  }
  now.dispatchEvent(new CustomEvent('shifu:swap', { bubbles: true }));
  return now;
}

/** Fetches a fragment; resolves to null when the answer is not one. */
export async function fetchFragment(url, options = {}) {
  const answer = await fetch(url, {
    credentials: 'same-origin',
    ...options,
    headers: { 'X-Fragment': '1', Accept: 'text/html', ...(options.headers || {}) },
  });
  const html = (answer.headers.get('Content-Type') || '').startsWith('text/html');
  if (answer.redirected) { location.assign(answer.url); return new Promise(() => {}); }
  return html && (answer.status === 200 || answer.status === 422) ? { status: answer.status, html: await answer.text() } : null;
}

async function load(id, url, options, push, fallBack, shown = url) {
  const target = document.getElementById(id);
  if (!target) { fallBack(); return; }
  if (running.has(id)) running.get(id).abort();
  const control = new AbortController();
  running.set(id, control);
  target.setAttribute('aria-busy', 'true');
  try {
    const part = await fetchFragment(url, { ...options, signal: control.signal });
    if (!part) { fallBack(); return; }
    const now = swap(document.getElementById(id) || target, part.html);
    if (part.status === 422) {
      const summary = now.matches('.error-summary') ? now : now.querySelector('.error-summary');
      if (summary) { summary.setAttribute('tabindex', '-1'); summary.focus(); }
    } else if (push) {
      // While typing, the address follows without filling the history with half words.
      history[push === 'replace' ? 'replaceState' : 'pushState']({ fragment: true }, '', shown);
    }
  } catch (error) {
    if (error.name !== 'AbortError') fallBack();
  } finally {
    if (running.get(id) === control) running.delete(id);
  }
}

/** Sends a form as a fragment request; `submitter` is the pressed button, if any; `typed` says that nobody pressed one. */
export function sendForm(form, submitter, typed = false) {
  const data = new FormData(form);
  if (submitter && submitter.name) data.append(submitter.name, submitter.value);
  const method = ((submitter && submitter.getAttribute('formmethod')) || form.getAttribute('method') || 'get').toUpperCase();
  const action = (submitter && submitter.getAttribute('formaction')) || form.getAttribute('action') || location.href;
  const url = new URL(action, location.href);
  const options = { method };
  // A form that carries files keeps its own encoding; all others go as the browser would send them.
  if (method === 'GET') url.search = new URLSearchParams(data).toString();
  else options.body = form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data);
  const shown = url.href;
  if (typed) url.searchParams.append('typing', '1');
  const push = 'fragPush' in form.dataset && (typed ? 'replace' : 'push');
  return load(form.dataset.frag, url.href, options, push, () => {
    form.dataset.plain = '1';
    if (form.requestSubmit) form.requestSubmit(submitter || undefined); else form.submit();
  }, shown);
}

export function startFragments() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.dataset.frag) return;
    if (form.dataset.plain) { delete form.dataset.plain; return; }
    event.preventDefault();
    sendForm(form, event.submitter);
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-frag]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    load(link.dataset.frag, link.href, {}, 'fragPush' in link.dataset, () => location.assign(link.href));
  });
  window.addEventListener('popstate', () => location.reload());
}
