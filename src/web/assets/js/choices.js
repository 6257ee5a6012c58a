// Small habits of forms: the chosen rubric card looks chosen, quick phrases fill a field, digits answer a quiz,
// J and K walk a queue, an open menu closes on Escape or on a click beside it.
const typing = (node) => node.matches('input:not([type="radio"]):not([type="checkbox"]), textarea, select');

export function startChoices() {
  document.addEventListener('change', (event) => {
    if (event.target.type !== 'radio' || !event.target.form) return;
    event.target.form.querySelectorAll(`input[name="${CSS.escape(event.target.name)}"]`).forEach((radio) => {
      const card = radio.closest('.level, .must .btn');
      if (card) card.classList.toggle('is-on', radio.checked);
    });
  });
  document.addEventListener('click', (event) => {
    document.querySelectorAll('details.menu[open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const filler = event.target.closest('[data-fill]');
    if (!filler) return;
    const field = document.querySelector(filler.dataset.fill);
    field.value += field.value && !/[\u3002\uff1b\n]$/.test(field.value) ? `\uff1b${filler.textContent}` : filler.textContent;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      document.querySelectorAll('details.menu[open]').forEach((menu) => { menu.open = false; menu.querySelector('summary').focus(); });
    }
    if (typing(event.target)) return;
    const quiz = document.querySelector('form[data-quiz-keys]');
    if (quiz && /^[1-9]$/.test(event.key)) {
      const option = quiz.querySelectorAll('input[type="radio"], input[type="checkbox"], button[data-key]')[Number(event.key) - 1];
      if (option && !option.disabled) { event.preventDefault(); option.focus(); option.click(); }
    }
    const queue = document.querySelector('[data-queue-keys]');
    if (queue && /^[jk]$/i.test(event.key)) {
      const rows = Array.from(queue.querySelectorAll('a[data-row]'));
      const next = rows.indexOf(document.activeElement) + (event.key.toLowerCase() === 'j' ? 1 : -1);
      if (rows[next]) { event.preventDefault(); rows[next].focus(); }
    }
  });
}
