// Document viewer: zoom, x and y as one transform on the world. Boxes and their numbers keep their size on the
// screen through --z. No will-change: it makes the zoomed page blurry.
const MIN = 0.05;
const MAX = 8;
const LOCATE_MAX = 3;
const NUMBER = 24;
// Pixels a target needs in either direction.
const TARGET = 24;

export function startViewer(viewer) {
  if (viewer.viewerStarted) return;
  viewer.viewerStarted = true;
  const stage = viewer.querySelector('[data-stage]');
  const world = viewer.querySelector('[data-world]');
  const width = Number(world.dataset.w);
  const height = Number(world.dataset.h);
  const boxes = Array.from(viewer.querySelectorAll('[data-box]'));
  const shown = viewer.querySelector('[data-zoom-text]');
  let z = 1;
  let x = 0;
  let y = 0;
  let moved = false;
  let placedAt = 0;
  let placing = 0;

  const pair = viewer.closest('[data-compare]');
  let following = false;

  viewer.setAttribute('data-ready', '');
  world.style.width = `${width}px`;
  world.style.height = `${height}px`;
  boxes.forEach((box) => {
    for (const [side, key] of [['left', 'x'], ['top', 'y'], ['width', 'w'], ['height', 'h']]) box.style[side] = `${box.dataset[key]}px`;
  });

  function apply() {
    // At least a strip of the page stays on the stage, so it can never be lost.
    const keep = 60;
    x = Math.min(stage.clientWidth - keep, Math.max(keep - width * z, x));
    y = Math.min(stage.clientHeight - keep, Math.max(keep - height * z, y));
    world.style.transform = `translate(${x}px, ${y}px) scale(${z})`;
    world.style.setProperty('--z', z);
    if (shown) shown.textContent = `${Math.round(z * 100)}%`;
    tell();
    if (z !== placedAt) {
      placedAt = z;
      aim();
      clearTimeout(placing);
      placing = setTimeout(placeNumbers, 120);
    }
  }
  // A box too small to be hit, or one that lies on a larger one, is no stop of the Tab key: the list beside the page
  // has the same places as targets of full size. Closer to the page it becomes one again.
  function aim() {
    const shown = boxes.filter((box) => !box.closest('[hidden]'));
    const framed = shown.map((box) => [box, ...['x', 'y', 'w', 'h'].map((k) => Number(box.dataset[k]) * z)]);
    const kept = [];
    framed.sort((a, b) => b[3] * b[4] - a[3] * a[4]).forEach(([box, l, t, w, h]) => {
      const near = ([ol, ot, ow, oh]) => l < ol + ow && l + w > ol && t < ot + oh && t + h > ot;
      const apart = w >= TARGET && h >= TARGET && !kept.some(near);
      box.tabIndex = apart ? 0 : -1;
      if (apart) kept.push([l, t, w, h]);
    });
  }
  // Side by side: the other page shows the same part at the same size, whatever its own pixels are.
  function tell() {
    if (!pair || following) return;
    const part = [z * width, (stage.clientWidth / 2 - x) / (width * z), (stage.clientHeight / 2 - y) / (height * z)];
    pair.querySelectorAll('[data-viewer]').forEach((other) => { if (other !== viewer && other.viewerFollow) other.viewerFollow(...part); });
  }
  viewer.viewerFollow = (size, cx, cy) => {
    following = true;
    z = Math.min(MAX, Math.max(MIN, size / width));
    x = stage.clientWidth / 2 - cx * width * z;
    y = stage.clientHeight / 2 - cy * height * z;
    moved = true;
    apply();
    following = false;
  };
  function zoomTo(next, px = stage.clientWidth / 2, py = stage.clientHeight / 2) {
    next = Math.min(MAX, Math.max(MIN, next));
    x = px - ((px - x) * next) / z;
    y = py - ((py - y) * next) / z;
    z = next;
    moved = true;
    apply();
  }
  function pan(dx, dy) { x += dx; y += dy; moved = true; apply(); }
  function fit(how) {
    const room = 24;
    const wide = (stage.clientWidth - room) / width;
    z = how === 'width' ? wide : Math.min(wide, (stage.clientHeight - room) / height);
    x = (stage.clientWidth - width * z) / 2;
    y = how === 'width' ? room / 2 : (stage.clientHeight - height * z) / 2;
    apply();
  }
  function locate(n) {
    const box = boxes.find((b) => b.dataset.box === String(n));
    if (!box) return;
    const [bx, by, bw, bh] = ['x', 'y', 'w', 'h'].map((k) => Number(box.dataset[k]));
    // A third of the stage for the box leaves its neighbourhood in sight.
    z = Math.min(LOCATE_MAX, Math.max(MIN, Math.min(stage.clientWidth / (bw * 3), stage.clientHeight / (bh * 3))));
    x = stage.clientWidth / 2 - (bx + bw / 2) * z;
    y = stage.clientHeight / 2 - (by + bh / 2) * z;
    moved = true;
    apply();
    activate(n);
    layer(box.closest('[data-layer-name]').dataset.layerName, true);
  }
  function activate(n) {
    boxes.forEach((b) => b.classList.toggle('is-active', b.dataset.box === String(n)));
    document.querySelectorAll('[data-place]').forEach((f) => f.classList.toggle('is-active', f.dataset.place === String(n)));
  }
  const parts = (name) => viewer.querySelectorAll(`[data-layer-name="${name}"]`);
  // The layers as the address writes them; with `name` switched.
  function layersText(name) {
    const on = Array.from(viewer.querySelectorAll('[data-layer]')).filter((b) => (b.getAttribute('aria-pressed') === 'true') !== (b.dataset.layer === name));
    return on.map((b) => b.dataset.layer).join(',') || 'none';
  }
  function layer(name, on) {
    parts(name).forEach((part) => { part.toggleAttribute('hidden', !on); });
    aim();
    viewer.querySelectorAll(`[data-layer="${name}"]`).forEach((b) => b.setAttribute('aria-pressed', String(on)));
    const buttons = viewer.querySelector('[data-layer]');
    if (!buttons) return;
    const address = new URL(location.href);
    address.searchParams.set('layers', layersText());
    address.searchParams.delete('ok');
    history.replaceState(history.state, '', address);
    document.querySelectorAll('input[name="layers"]').forEach((input) => { input.value = layersText(); });
  }

  // Numbers must not cover print: measure the ink of the page on a small canvas, take a blank side of the box, and
  // where print stands all round, go outwards along the line to the first blank spot and draw a leader to it.
  let ink = null;
  function readInk() {
    const page = viewer.querySelector('.viewer-page');
    const scale = 500 / width;
    const rows = Math.max(1, Math.round(height * scale));
    const canvas = document.createElement('canvas');
    canvas.width = 500;
    canvas.height = rows;
    try {
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, 500, rows);
      pen.drawImage(page, 0, 0, 500, rows);
      const green = pen.getImageData(0, 0, 500, rows).data.filter((_, i) => i % 4 === 1);
      // Paper is rarely white: what is clearly darker than the middle tone of the page counts as print.
      const paper = Uint8Array.from(green).sort()[green.length >> 1] - 30;
      ink = (l, t, size) => {
        let sum = 0;
        const until = (value, end) => Math.min(end, Math.round((value + size) * scale));
        for (let r = Math.max(0, Math.round(t * scale)); r < until(t, rows); r += 1) {
          for (let c = Math.max(0, Math.round(l * scale)); c < until(l, 500); c += 1) sum += Math.max(0, paper - green[r * 500 + c]);
        }
        return sum / (size * scale) ** 2;
      };
    } catch { ink = null; }
  }
  function placeNumbers() {
    if (!ink) return;
    const size = NUMBER / z;
    const numbered = boxes.filter((b) => b.querySelector('.box-n'));
    const frames = numbered.map((b) => ['x', 'y', 'w', 'h'].map((k) => Number(b.dataset[k])));
    const put = [];
    const hits = (l, t, [ol, ot, ow, oh]) => l < ol + ow && l + size > ol && t < ot + oh && t + size > ot;
    const cost = (l, t, own) => (frames.some((f, j) => j !== own && hits(l, t, f)) || put.some((p) => hits(l, t, p)) ? Infinity : ink(l, t, size));
    numbered.forEach((box, i) => {
      if (box.dataset.fixed) return;
      const [l, t, w, h] = frames[i];
      const low = t + h - size * 0.75;
      const spots = [['above-end', l + w - size, t - size], ['above', l, t - size], ['left', l - size, t], ['right', l + w, t], ['below-end', l + w - size, t + h], ['below', l, t + h]];
      for (let far = size / 2; far < width; far += size / 4) spots.push(['far-left', l - size - far, low, far], ['far-right', l + w + far, low, far]);
      let best = [Infinity];
      for (const spot of spots) {
        const price = cost(spot[1], spot[2], i);
        if (price < best[0]) best = [price, spot];
        if (price < 0.2) break;
      }
      const [side, sl, st, far] = best[1] || spots[0];
      put.push([sl, st, size, size]);
      box.dataset.side = side;
      box.style.setProperty('--far', `${far || 0}px`);
    });
  }
  boxes.forEach((box) => { if (box.dataset.side) box.dataset.fixed = '1'; });
  const page = viewer.querySelector('.viewer-page');
  const measured = () => { readInk(); placeNumbers(); };
  if (page.complete) measured(); else page.addEventListener('load', measured, { once: true });

  // Pointers: one drags, two pinch.
  const points = new Map();
  let spread = 0;
  const middle = () => {
    const frame = stage.getBoundingClientRect();
    const [a, b] = Array.from(points.values());
    return { d: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), mx: (a.clientX + b.clientX) / 2 - frame.left, my: (a.clientY + b.clientY) / 2 - frame.top };
  };
  stage.addEventListener('pointerdown', (event) => {
    // Words are there to be selected; the page around them moves.
    if (event.target.closest('[data-box], .viewer-words text') || event.button > 0) return;
    stage.setPointerCapture(event.pointerId);
    points.set(event.pointerId, event);
    if (points.size === 2) spread = middle().d;
    stage.classList.add('is-dragging');
  });
  stage.addEventListener('pointermove', (event) => {
    const before = points.get(event.pointerId);
    if (!before) return;
    points.set(event.pointerId, event);
    if (points.size === 1) pan(event.clientX - before.clientX, event.clientY - before.clientY);
    if (points.size === 2) {
      const { d, mx, my } = middle();
      if (spread > 0) zoomTo((z * d) / spread, mx, my);
      spread = d;
    }
  });
  for (const name of ['pointerup', 'pointercancel']) {
    stage.addEventListener(name, (event) => { points.delete(event.pointerId); if (!points.size) stage.classList.remove('is-dragging'); });
  }
  stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    const frame = stage.getBoundingClientRect();
    zoomTo(z * Math.exp(-event.deltaY * 0.0015), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });
  stage.addEventListener('keydown', (event) => {
    const step = 60;
    const keys = {
      '+': () => zoomTo(z * 1.25), '=': () => zoomTo(z * 1.25), '-': () => zoomTo(z / 1.25), 0: () => { moved = false; fit('page'); },
      ArrowLeft: () => pan(step, 0), ArrowRight: () => pan(-step, 0), ArrowUp: () => pan(0, step), ArrowDown: () => pan(0, -step),
    };
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  // A box reached by Tab may lie outside the stage: the browser scrolls the clipped stage, which would shift everything.
  stage.addEventListener('scroll', () => { stage.scrollTop = 0; stage.scrollLeft = 0; });
  stage.addEventListener('focusin', (event) => { const box = event.target.closest('[data-box]'); if (box && box.matches(':focus-visible')) locate(box.dataset.box); });

  viewer.addEventListener('click', (event) => {
    const hit = event.target.closest('[data-zoom], [data-fit], [data-scale], [data-layer], [data-box], [data-pan]');
    if (!hit) return;
    const { zoom, fit: how, scale, layer: name, box, pan: way } = hit.dataset;
    if (scale) zoomTo(Number(scale));
    if (zoom) zoomTo(zoom === 'in' ? z * 1.25 : z / 1.25);
    if (how) { moved = false; fit(how); }
    // A layer that is not in the page yet is asked of the server: the button sends its form.
    if (name && !parts(name).length) hit.value = layersText(name);
    else if (name) { event.preventDefault(); layer(name, hit.getAttribute('aria-pressed') !== 'true'); }
    if (way) pan(way === 'left' ? 120 : way === 'right' ? -120 : 0, way === 'up' ? 120 : way === 'down' ? -120 : 0);
    if (box) {
      activate(box);
      const row = document.querySelector(`[data-place="${CSS.escape(box)}"]`);
      if (row) row.scrollIntoView({ block: 'nearest' });
    }
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-locate]');
    if (!button || !viewer.isConnected || !boxes.some((b) => b.dataset.box === button.dataset.locate)) return;
    event.preventDefault();
    locate(button.dataset.locate);
    viewer.scrollIntoView({ block: 'nearest' });
  });
  const slider = viewer.querySelector('[data-heat]');
  const fade = () => viewer.querySelectorAll('[data-layer-name="heat"]').forEach((part) => { part.style.opacity = Number(slider.value) / 100; });
  if (slider) { slider.addEventListener('input', fade); fade(); }
  window.addEventListener('resize', () => { if (viewer.isConnected) { if (moved) apply(); else fit('page'); } });
  fit('page');
  if (viewer.dataset.at) locate(viewer.dataset.at);
}
