// Progress and counts that change on the server: a stream says that something changed, the fragment says what.
// Without a stream the fragment is asked every three seconds. Ends when the new fragment is no longer live.
import { fetchFragment, swap } from './frag.js';

const EVERY = 3000;

// One stream for an address, however many parts of the page listen: a browser opens six connections to a host.
const streams = new Map();
function close(url) {
  const shared = streams.get(url);
  if (shared) shared.source.close();
  streams.delete(url);
}
function listen(url, listener) {
  if (!streams.has(url)) {
    const shared = { source: new EventSource(url), listeners: new Set() };
    const end = (what) => () => {
      if (streams.get(url) === shared) close(url);
      Array.from(shared.listeners).forEach((one) => one[what]());
    };
    shared.source.onmessage = () => Array.from(shared.listeners).forEach((one) => one.change());
    shared.source.addEventListener('done', end('over'));
    shared.source.onerror = end('lost');
    streams.set(url, shared);
  }
  const shared = streams.get(url);
  shared.listeners.add(listener);
  return () => {
    shared.listeners.delete(listener);
    if (!shared.listeners.size && streams.get(url) === shared) close(url);
  };
}

export function startLive(element) {
  if (element.liveStarted) return;
  element.liveStarted = true;
  const { live, poll } = element.dataset;
  let timer = 0;
  let leave = null;
  let asking = false;

  const stop = () => { clearInterval(timer); if (leave) leave(); leave = null; };
  async function refresh() {
    if (asking || !poll) return;
    if (!element.isConnected) { stop(); return; }
    if (document.hidden) return;
    asking = true;
    try {
      const part = await fetchFragment(poll);
      if (part && element.isConnected) {
        // The old watcher ends before the swap; a fragment that is still live starts its own.
        stop();
        const now = swap(element, part.html);
        if (now.dataset.go) location.assign(now.dataset.go);
        else if (now === element && now.dataset.live !== undefined) begin();
      }
    } catch { /* the network is away: the next tick asks again */ } finally { asking = false; }
  }
  const pollInstead = () => { stop(); timer = setInterval(refresh, EVERY); };
  function begin() {
    if (!live || !window.EventSource) { pollInstead(); return; }
    // At its end the fragment is asked for until it is there: the last answer must not be lost.
    leave = listen(live, { change: refresh, over: () => { pollInstead(); refresh(); }, lost: pollInstead });
  }
  begin();
  window.addEventListener('pagehide', stop, { once: true });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
}
