// Progress and counts that change on the server: a stream says that something changed, the fragment says what.
// Without a stream the fragment is asked every three seconds. Ends when the new fragment is no longer live.
import { fetchFragment, swap } from './frag.js';

const EVERY = 3000;

export function startLive(element) {
  if (element.liveStarted) return;
  element.liveStarted = true;
  const { live, poll } = element.dataset;
  let timer = 0;
  let stream = null;
  let asking = false;

  const stop = () => { clearInterval(timer); if (stream) stream.close(); };
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
        else if (now === element && now.dataset.live) begin();
      }
    } catch { /* the network is away: the next tick asks again */ } finally { asking = false; }
  }
  const pollInstead = () => { stop(); timer = setInterval(refresh, EVERY); };
  function begin() {
    if (!live || !window.EventSource) { pollInstead(); return; }
    stream = new EventSource(live);
    stream.onmessage = refresh;
    stream.addEventListener('done', () => { stop(); refresh(); });
    stream.onerror = pollInstead;
  }
  begin();
  window.addEventListener('pagehide', stop, { once: true });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
}
