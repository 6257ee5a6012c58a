// Boot: mark the page as scripted, start what listens on the whole document, then what belongs to single elements.
// Fragments that arrive later announce themselves with the event "shifu:swap" and are started the same way.
import { startFragments } from './frag.js';
import { startLive } from './live.js';
import { startOutbox } from './outbox.js';
import { startViewer } from './viewer.js';
import { startCopy } from './copy.js';
import { startUpload } from './upload.js';
import { startPicker } from './picker.js';
import { startSearch } from './search.js';
import { startPreferences } from './prefs.js';
import { startChoices } from './choices.js';
import { startPrint } from './print.js';
import { startKeep, startKeeping } from './keep.js';

document.documentElement.classList.add('js');

for (const start of [startFragments, startCopy, startSearch, startPreferences, startChoices, startPrint, startKeeping]) start();

const perElement = [['[data-live]', startLive], ['[data-viewer]', startViewer], ['form[data-upload]', startUpload], ['[data-picker]', startPicker], ['form[data-keep]', startKeep]];
// What is wrong is read out and seen first, each line with the name of its field.
function sayWrong(root) {
  const colon = document.documentElement.lang.startsWith('zh') ? '\uff1a' : ': ';
  for (const link of root.querySelectorAll('.error-summary a[href^="#f-"]')) {
    const label = document.querySelector(`label[for="${CSS.escape(link.hash.slice(1))}"]`);
    if (label) link.prepend(label.textContent.trim() + colon);
  }
  root.querySelector('.error-summary')?.focus();
}
function wake(root) {
  for (const [selector, start] of perElement) {
    if (root.matches && root.matches(selector)) start(root);
    root.querySelectorAll(selector).forEach(start);
  }
  sayWrong(root);
}
wake(document);
// On a phone the tab one stands on may lie beyond the edge of its bar; the page itself must not move.
for (const tab of document.querySelectorAll('.tabs [aria-current]')) {
  const bar = tab.parentElement;
  bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.clientWidth) / 2;
}
// What is folded to spare a phone the way stands open where there is room.
if (matchMedia('(min-width: 1000px)').matches) {
  for (const part of document.querySelectorAll('details[data-open-wide]')) part.open = true;
}
startOutbox(document);
document.addEventListener('shifu:swap', (event) => { wake(event.target); startOutbox(event.target); });
