// Upload with a row per file. The form sends all files at once without script; with it each goes alone, so that one
// refusal does not hold the others and every file shows its own steps.
import { csrf, text } from './text.js';

export function startUpload(form) {
  if (form.uploadStarted) return;
  form.uploadStarted = true;
  const input = form.querySelector('input[type="file"]');
  const zone = form.querySelector('.drop');
  const list = document.getElementById(form.dataset.list);
  const row = form.querySelector('template[data-upload-row]');
  const limit = Number(form.dataset.maxMb || 20);
  const most = Number(form.dataset.most || 30);
  // What systems leave in every folder is nobody's document.
  const litter = /^(\..*|thumbs\.db|desktop\.ini)$/i;
  let sent = 0;
  const types = (form.dataset.types || '').split(',').map((t) => t.trim().toLowerCase()).filter(Boolean);

  const extension = (name) => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  function refusal(file) {
    if (!file.size) return text('file-empty');
    // A pasted picture has a type but no useful name, so either may vouch.
    if (types.length && !types.includes(extension(file.name)) && !types.includes(file.type.split('/').pop())) return text('file-type');
    return file.size > limit * 1048576 ? text('file-size', limit) : '';
  }
  function show(line, note, state) {
    line.querySelector('.upload-note').textContent = note;
    if (state) line.classList.add(state);
  }
  // What the form says goes out with each file. Where the answer names a place for it (`data-about`), what is chosen
  // after that is sent there, one change after the other.
  const fields = () => { const data = new FormData(form); data.delete(input.name); return data; };
  const said = () => new URLSearchParams([...fields()].filter(([, value]) => typeof value === 'string')).toString();
  const status = document.getElementById(form.dataset.list + '-about');
  let about = '';
  let told = '';
  let first = null;
  let queue = Promise.resolve();
  async function tell() {
    const body = said();
    if (!about || body === told) return;
    told = body;
    let words = '';
    try {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Fragment': '1', 'X-CSRF-Token': csrf() };
      const answer = await fetch(about, { method: 'POST', body, headers });
      words = new DOMParser().parseFromString(await answer.text(), 'text/html').body.textContent.trim();
      if (answer.status >= 500 || words.length >= 200) throw new Error(words);
    } catch {
      told = '';
      words = text('not-kept');
    }
    if (status) status.textContent = words;
  }
  const retell = () => { queue = queue.then(tell); };
  form.addEventListener('change', (event) => { if (event.target.type !== 'file') retell(); });
  function send(file) {
    const line = row.content.firstElementChild.cloneNode(true);
    line.querySelector('.upload-name').textContent = file.name;
    list.append(line);
    const bar = line.querySelector('progress');
    const tags = (name) => line.querySelectorAll('[data-when]').forEach((tag) => { tag.hidden = tag.dataset.when !== name; });
    const step = (n) => line.querySelectorAll('.steps li').forEach((item, i) => {
      item.classList.toggle('is-done', i < n);
      if (i === n) item.setAttribute('aria-current', 'step'); else item.removeAttribute('aria-current');
    });
    const refuse = (why) => { bar.remove(); line.querySelectorAll('.steps').forEach((s) => s.remove()); tags('refused'); show(line, why, 'is-refused'); };
    const wrong = refusal(file) || (sent >= most ? text('file-many', most) : '');
    if (wrong) { refuse(wrong); return; }
    sent += 1;
    tags('running');
    step(0);
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    for (const [name, value] of [['X-Fragment', '1'], ['Accept', 'text/html'], ['X-CSRF-Token', csrf()]]) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      bar.max = event.total;
      bar.value = event.loaded;
      show(line, text('file-sending', Math.round((event.loaded / event.total) * 100)));
    };
    request.upload.onload = () => { step(1); show(line, text('file-checking')); };
    request.onerror = () => refuse(text('file-failed'));
    request.onload = () => {
      const parsed = new DOMParser().parseFromString(request.responseText, 'text/html');
      const fresh = parsed.querySelector('li.upload');
      if (request.status < 300 && fresh) {
        const now = document.adoptNode(fresh);
        line.replaceWith(now);
        now.dispatchEvent(new CustomEvent('shifu:swap', { bubbles: true }));
        if (now.dataset.about && !about) { about = now.dataset.about; told = first; }
        retell();
      } else if (request.status < 300) {
        bar.remove();
        step(2);
        show(line, text('file-done'));
      } else {
        // A refusal is a plain sentence of the server; a whole error page is not shown inside a row.
        const words = parsed.body.textContent.trim();
        refuse(request.status < 500 && words && words.length < 200 ? words : text('file-failed'));
      }
    };
    // Of files sent with different words nobody knows which opened the case.
    first = first === null || first === said() ? said() : '';
    const data = fields();
    data.append(input.name, file, file.name || 'paste.png');
    request.send(data);
  }
  const take = (files) => Array.from(files).filter((file) => !litter.test(file.name)).slice(0, most * 3).forEach(send);
  // A folder dropped on the page: its files, and those of the folders in it.
  async function inside(entry, found) {
    if (found.length > most * 3) return;
    if (entry.isFile) { found.push(await new Promise((done, fail) => { entry.file(done, fail); })); return; }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, fail) => { reader.readEntries(done, fail); });
      if (!some.length) return;
      for (const one of some) await inside(one, found);
    }
  }
  async function dropped(transfer) {
    const entries = Array.from(transfer.items || []).map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) { take(transfer.files); return; }
    const found = [];
    for (const entry of entries) await inside(entry, found).catch(() => {});
    take(found);
  }

  form.querySelectorAll('input[type="file"]').forEach((picker) => {
    picker.addEventListener('change', () => { take(picker.files); picker.value = ''; });
  });
  // Anywhere on the page will do: a file dropped beside the field would otherwise replace the page.
  const carries = (event) => form.isConnected && event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files');
  for (const name of ['dragenter', 'dragover']) {
    document.addEventListener(name, (event) => { if (carries(event)) { event.preventDefault(); zone.classList.add('is-over'); } });
  }
  document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) zone.classList.remove('is-over'); });
  document.addEventListener('drop', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    zone.classList.remove('is-over');
    dropped(event.dataTransfer);
  });
  document.addEventListener('paste', (event) => {
    if (form.isConnected && event.clipboardData && event.clipboardData.files.length) { event.preventDefault(); take(event.clipboardData.files); }
  });
}
